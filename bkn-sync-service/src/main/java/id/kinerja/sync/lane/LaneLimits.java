package id.kinerja.sync.lane;

import id.kinerja.sync.registry.CallLimits;
import id.kinerja.sync.registry.CallPace;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The limits in force in this instance, and what they mean for those who wait for calls. */
public final class LaneLimits {

    private final CallPace pace;
    private final Duration lease;
    private volatile CallLimits inForce;

    /** @param lease of the lanes: a call that was started within it must not still wait for its turn after it */
    LaneLimits(CallPace pace, Duration lease) {
        this.pace = pace;
        this.lease = lease;
        this.inForce = pace.configured();
        if (!fit(inForce)) {
            throw new IllegalArgumentException("kinerja.lane.lease must be longer than a call may wait for its turn: "
                    + turn().toSeconds() + " s");
        }
    }

    /** Whether every call has had its turn before another instance may send. */
    boolean fit(CallLimits limits) {
        return lease.compareTo(longestTurn(limits).plusSeconds(1)) >= 0;
    }

    Duration longestTurn(CallLimits limits) {
        return pace.longestTurn(limits);
    }

    CallLimits configured() {
        return pace.configured();
    }

    CallLimits inForce() {
        return inForce;
    }

    /** The longest time that a call waits for its turn. */
    Duration turn() {
        return pace.longestTurn(inForce);
    }

    /** The longest time from asking for a call until its outcome is known, its wait included. */
    public Duration call() {
        return pace.longestCall(inForce);
    }

    /** What an operator's limits, or the configured ones, permit; null if any number. */
    public @Nullable Double callsPerSecond(Lane gateway) {
        var spacing = gateway.limits().over(configured()).callSpacing();
        return spacing.isZero() ? null : 1e9 / spacing.toNanos();
    }

    /** To be called while nothing is in flight, so that every call keeps the limits under which it was started. */
    void obey(CallLimits limits) {
        pace.change(limits);
        inForce = limits;
    }
}
