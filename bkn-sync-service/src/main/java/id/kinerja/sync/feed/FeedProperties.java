package id.kinerja.sync.feed;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The pull feed, prefix {@code kinerja.feed}.
 *
 * @param settle how old a change must be before it is shown; {@link Feed} says why. It must be longer than the clocks of
 *     database and services differ, plus the time a write takes from its time stamp until everybody can read it
 */
@ConfigurationProperties("kinerja.feed")
record FeedProperties(@DefaultValue("10s") Duration settle) {

    FeedProperties {
        if (settle.isNegative()) {
            throw new IllegalArgumentException("kinerja.feed.settle is not negative");
        }
    }
}
