package id.kinerja.kit.aggregate;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Shows a growing outbox on the health page without taking the service out of rotation: commands are accepted all the
 * same while the broker is away.
 */
final class OutboxHealthIndicator implements HealthIndicator {

    private final OutboxRelay relay;
    private final OutboxMeters meters;
    private final OutboxProperties properties;

    OutboxHealthIndicator(OutboxRelay relay, OutboxMeters meters, OutboxProperties properties) {
        this.relay = relay;
        this.meters = meters;
        this.properties = properties;
    }

    @Override
    public Health health() {
        boolean late = meters.oldestAge().compareTo(properties.alarmAge()) > 0;
        return Health.status(late ? new Status("DELAYED", "events wait longer than they should") : Status.UP)
                .withDetail("pending", meters.pending())
                .withDetail("oldestAgeSeconds", meters.oldestAge().toSeconds())
                .withDetail("brokerAnswers", relay.brokerAnswers())
                .build();
    }
}
