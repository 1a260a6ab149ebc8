package id.kinerja.kit.aggregate;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the relay, prefix {@code kinerja.outbox}.
 *
 * @param claim how long an instance that saved or swept a document has it for itself; at least twice
 *     {@code deliveryTimeout}, so that an instance has given up before another takes over
 * @param deliveryTimeout how long one event may take until the broker has acknowledged it
 * @param sweepInterval how often documents whose claim has passed are looked for
 * @param probeInterval how often one pending document is tried while the broker is unreachable
 * @param parallelism how many documents are relayed at the same time
 * @param alarmAge from what age of the oldest pending event on the health page says so
 */
@ConfigurationProperties("kinerja.outbox")
public record OutboxProperties(
        @DefaultValue("30s") Duration claim,
        @DefaultValue("10s") Duration deliveryTimeout,
        @DefaultValue("1s") Duration sweepInterval,
        @DefaultValue("2s") Duration probeInterval,
        @DefaultValue("128") int parallelism,
        @DefaultValue("2m") Duration alarmAge) {

    public OutboxProperties {
        if (claim.compareTo(deliveryTimeout.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException(
                    "kinerja.outbox.claim must be at least twice kinerja.outbox.delivery-timeout");
        }
    }
}
