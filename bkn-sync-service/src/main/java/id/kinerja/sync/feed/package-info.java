/**
 * The pull feed: what e-Kinerja's own "Sinkron" button fetches from us where {@code kinerja.bkn.plan-channel} is {@code
 * pull}, and what it would get from the push channel otherwise: agreed plans and shared observations of civil servants.
 *
 * <p>The feed is a projection of its own, {@code feed_entries}, fed by the same events as the deliveries. It is not a part
 * of the delivery document for two reasons. A delivery is written with a time that an instance decided on before the write,
 * perhaps long before if the database was away; an entry is stamped by the database in the moment of the write ({@code
 * $currentDate}), so that no instance that stands still can slip something in behind a reader. And an entry changes when
 * the roster corrects a person's number, which is nothing that happens to a delivery. The index on kind, time and id is
 * the order in which it is read.
 */
@NullMarked
package id.kinerja.sync.feed;

import org.jspecify.annotations.NullMarked;
