package id.kinerja.sync.lane;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How lanes are worked on, prefix {@code kinerja.lane}.
 *
 * @param lease how long an instance has the lanes for itself without renewing: after a crash another one takes over
 *     when it has passed. Longer than a call may wait for its turn, so that no call starts after it
 * @param pollInterval how often an instance that does not hold the lanes tries to, and the pause after a failure
 * @param idlePollInterval how often the holder looks for what is due when it has found nothing and nobody has called
 * @param batch pieces taken up with one query
 * @param pause the first pause where the target named none; doubled each time
 * @param longestPause where the doubling ends
 */
@ConfigurationProperties("kinerja.lane")
public record LaneProperties(
        @DefaultValue("30s") Duration lease,
        @DefaultValue("1s") Duration pollInterval,
        @DefaultValue("5s") Duration idlePollInterval,
        @DefaultValue("200") int batch,
        @DefaultValue("30s") Duration pause,
        @DefaultValue("15m") Duration longestPause) {

    Pauses pauses() {
        return new Pauses(pause, longestPause);
    }
}
