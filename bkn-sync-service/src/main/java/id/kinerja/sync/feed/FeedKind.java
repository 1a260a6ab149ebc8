package id.kinerja.sync.feed;

import id.kinerja.sync.registry.Nip;
import java.util.function.BiFunction;

/**
 * One of the two feeds.
 *
 * @param name first part of the ids of its entries, which are those of the deliveries
 * @param item makes of an entry, and the number of the person, what a reader sees
 */
record FeedKind<T>(String name, BiFunction<FeedEntry, Nip, T> item) {

    static final FeedKind<PlanItem> PLANS = new FeedKind<>("PLAN", PlanItem::of);
    static final FeedKind<ObservationItem> OBSERVATIONS = new FeedKind<>("OBSERVATION", ObservationItem::of);

    String idOf(String naturalKey) {
        return name + ":" + naturalKey;
    }
}
