/**
 * The way to one target outside: who may use it now, whether it rests, whether it is blocked; and the worker that sends
 * along it. What is sent is the business of others, who offer it as {@link id.kinerja.sync.lane.LaneWork}.
 */
@NullMarked
package id.kinerja.sync.lane;

import org.jspecify.annotations.NullMarked;
