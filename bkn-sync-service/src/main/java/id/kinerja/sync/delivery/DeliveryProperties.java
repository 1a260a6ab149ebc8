package id.kinerja.sync.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How patient deliveries are, prefix {@code kinerja.delivery}.
 *
 * @param longestProcessing how long BKN may still be working on a save whose outcome we do not know; not published, so
 *     it is waited out generously before the record is read back
 * @param firstRetry the first pause; doubled with every attempt in a row that came to nothing, half of it by chance
 * @param longestRetry where the doubling ends
 * @param mostTries attempts in a row without a clear answer until a person has to look
 * @param recheck when a parked delivery is looked at again by itself
 */
@ConfigurationProperties("kinerja.delivery")
public record DeliveryProperties(
        @DefaultValue("2m") Duration longestProcessing,
        @DefaultValue("10s") Duration firstRetry,
        @DefaultValue("15m") Duration longestRetry,
        @DefaultValue("30") int mostTries,
        @DefaultValue("24h") Duration recheck) {

    /** Exponential, with jitter, so that what failed together does not come back together. */
    Duration pauseAfter(int tries, RandomGenerator random) {
        var grown = firstRetry.multipliedBy(1L << Math.min(tries, 20));
        var whole = grown.compareTo(longestRetry) < 0 ? grown : longestRetry;
        long half = whole.toMillis() / 2;
        return Duration.ofMillis(half + random.nextLong(half + 1));
    }
}
