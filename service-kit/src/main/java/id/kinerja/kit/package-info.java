/**
 * What every service gets from one dependency. Start reading at {@link id.kinerja.kit.aggregate.AggregateStore} (the one
 * write path) and {@link id.kinerja.kit.events.EventRouter} (the one way to consume).
 */
@NullMarked
package id.kinerja.kit;

import org.jspecify.annotations.NullMarked;
