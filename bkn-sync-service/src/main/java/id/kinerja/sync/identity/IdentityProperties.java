package id.kinerja.sync.identity;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long what the registry said is believed, prefix {@code kinerja.identity}.
 *
 * @param appraiserMaxAge how old post, grade and unit of an appraiser may be; the key of a person is kept for good
 * @param firstReadValid how long the registry is believed to hold no result of a year after it was seen so. 0, the
 *     default, reads right before the first save. With {@code 200d} the reading is done when a plan is approved, and a
 *     result costs one call in the busiest weeks; but a row that somebody else writes meanwhile is then replaced unseen
 * @param recheck when an identity check that got no answer is tried again
 * @param findingRecheck when a person in whom something was found wrong is looked at again by itself
 */
@ConfigurationProperties("kinerja.identity")
public record IdentityProperties(
        @DefaultValue("30d") Duration appraiserMaxAge,
        @DefaultValue("0s") Duration firstReadValid,
        @DefaultValue("5m") Duration recheck,
        @DefaultValue("7d") Duration findingRecheck) {}
