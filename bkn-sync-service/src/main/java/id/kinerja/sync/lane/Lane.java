package id.kinerja.sync.lane;

import id.kinerja.sync.registry.CallLimits;
import id.kinerja.sync.registry.Cause;
import id.kinerja.sync.registry.Diagnosis;
import id.kinerja.sync.remedy.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the way to one target, kept in the database so that neither a restart nor a second instance forgets
 * it: a wrong password is tried once, and a pause that BKN asked for is kept by everybody.
 *
 * @param revision grows with each pause, block and command of an operator; not with the lease, which is renewed all the
 *     time
 * @param holder the instance that alone may send; null while there is none
 * @param heldUntil by the clock of the holder
 * @param renewedAt when the holder last made sure of it, by the database's clock
 * @param pause as BKN named it, or as its failures make us rest
 * @param operatorPause what an operator wants, whatever BKN says
 * @param limits what an operator has set of the limits of BKN's one gateway; on the lane {@link #SIASN} only
 * @param releases how often an operator has released the lane or supplied a token: each time the holder forgets refused
 *     credentials
 * @param history the latest commands of operators, oldest first
 */
public record Lane(
        String laneId,
        long revision,
        @Nullable String holder,
        @Nullable Instant heldUntil,
        @Nullable Instant renewedAt,
        @Nullable Pause pause,
        @Nullable OperatorPause operatorPause,
        @Nullable Block block,
        Limits limits,
        long releases,
        List<Act> history) {

    /** Annual results, and the identity checks that go before them. */
    public static final String SIASN = "siasn";

    /** Plans and observations, whose intake may be away while results can be saved. */
    public static final String PLAN_CHANNEL = "plan-channel";

    /** In the order in which they are worked on. */
    public static final List<String> ALL = List.of(SIASN, PLAN_CHANNEL);

    /**
     * Nothing is sent until a time.
     *
     * @param inARow pauses since the target last answered; each one of a length that BKN did not name doubles the next
     */
    public record Pause(Cause cause, Instant until, int inARow) {}

    /**
     * Nothing is sent because an operator wants it so.
     *
     * @param until when it ends by itself; null if only by command
     */
    public record OperatorPause(
            String by, Instant since, @Nullable Instant until, String reason) {}

    /** Nothing is sent until an operator has acted. */
    public record Block(Cause cause, Instant since, Diagnosis diagnosis) {}

    /**
     * What an operator has set; null is as configured.
     *
     * @param callSpacing least time between the starts of two calls
     * @param callsInFlight simultaneous calls
     * @param failureRate percentage of unavailable answers at which our circuit breaker opens
     * @param openFor how long it stays open
     * @param breakerWindow latest calls that it looks at
     * @param breakerMinimumCalls calls before it can open
     * @param callDeadline hard limit of one whole call
     * @param suspensionPause how long BKN's gateway is left alone when it says that it rests
     * @param pause a lane's first pause where BKN named none; doubled each time
     * @param longestPause where the doubling ends
     */
    public record Limits(
            @Nullable Duration callSpacing,
            @Nullable Integer callsInFlight,
            @Nullable Integer failureRate,
            @Nullable Duration openFor,
            @Nullable Integer breakerWindow,
            @Nullable Integer breakerMinimumCalls,
            @Nullable Duration callDeadline,
            @Nullable Duration suspensionPause,
            @Nullable Duration pause,
            @Nullable Duration longestPause) {

        public static final Limits AS_CONFIGURED =
                new Limits(null, null, null, null, null, null, null, null, null, null);

        /** The same, with what the newer ones say. */
        Limits with(Limits newer) {
            return new Limits(
                    or(newer.callSpacing, callSpacing),
                    or(newer.callsInFlight, callsInFlight),
                    or(newer.failureRate, failureRate),
                    or(newer.openFor, openFor),
                    or(newer.breakerWindow, breakerWindow),
                    or(newer.breakerMinimumCalls, breakerMinimumCalls),
                    or(newer.callDeadline, callDeadline),
                    or(newer.suspensionPause, suspensionPause),
                    or(newer.pause, pause),
                    or(newer.longestPause, longestPause));
        }

        private static <T> @Nullable T or(@Nullable T set, @Nullable T otherwise) {
            return set == null ? otherwise : set;
        }

        CallLimits over(CallLimits configured) {
            return new CallLimits(
                    callSpacing == null ? configured.callSpacing() : callSpacing,
                    callsInFlight == null ? configured.callsInFlight() : callsInFlight,
                    failureRate == null ? configured.failureRate() : failureRate,
                    openFor == null ? configured.openFor() : openFor,
                    breakerWindow == null ? configured.breakerWindow() : breakerWindow,
                    breakerMinimumCalls == null ? configured.breakerMinimumCalls() : breakerMinimumCalls,
                    callDeadline == null ? configured.callDeadline() : callDeadline,
                    suspensionPause == null ? configured.suspensionPause() : suspensionPause);
        }

        Pauses over(Pauses configured) {
            return new Pauses(
                    pause == null ? configured.first() : pause,
                    longestPause == null ? configured.longest() : longestPause);
        }

        /** For the history. */
        String said() {
            return Stream.of(
                            said("callSpacing", callSpacing),
                            said("callsInFlight", callsInFlight),
                            said("failureRate", failureRate),
                            said("openFor", openFor),
                            said("breakerWindow", breakerWindow),
                            said("breakerMinimumCalls", breakerMinimumCalls),
                            said("callDeadline", callDeadline),
                            said("suspensionPause", suspensionPause),
                            said("pause", pause),
                            said("longestPause", longestPause))
                    .filter(said -> !said.isEmpty())
                    .collect(Collectors.joining(" "));
        }

        private static String said(String name, @Nullable Object value) {
            return value == null ? "" : name + "=" + value;
        }
    }

    /** What an operator did. */
    public enum Command {
        RELEASE,
        PAUSE,
        RESUME,
        SUPPLY_TOKEN,
        SET_LIMITS,
        CLEAR_LIMITS
    }

    /**
     * @param what what stood in the way of what was released; the reason of a pause; the limits that were set; null where
     *     there is nothing to say
     */
    public record Act(
            String by,
            Instant at,
            Command command,
            @Nullable String what) {}

    /** What an operator sees at first sight. If several hold, the one that is named last here. */
    public enum Status {
        OPEN,
        /** BKN asked for it or failed; it passes by itself, or by release. */
        PAUSED,
        /** An operator wants it so; it ends at its time, or by resuming. */
        OPERATOR_PAUSED,
        /** An operator must repair something and release it. */
        BLOCKED
    }

    public Lane {
        history = List.copyOf(history);
    }

    static Lane fresh(String laneId) {
        return new Lane(laneId, 1, null, null, null, null, null, null, Limits.AS_CONFIGURED, 0, List.of());
    }

    public Status status(Instant now) {
        if (block != null) {
            return Status.BLOCKED;
        }
        if (operatorPause(now) != null) {
            return Status.OPERATOR_PAUSED;
        }
        return pause(now) != null ? Status.PAUSED : Status.OPEN;
    }

    /**
     * How far the holder's clock is ahead of the database's, less the time that a write takes; null while nobody holds the
     * lane.
     *
     * @param lease for which it is held
     */
    @Nullable
    Duration clockAhead(Duration lease) {
        return heldUntil == null || renewedAt == null ? null : Duration.between(renewedAt, heldUntil.minus(lease));
    }

    /** BKN's pause, unless it is over. */
    public @Nullable Pause pause(Instant now) {
        return pause != null && now.isBefore(pause.until()) ? pause : null;
    }

    /** An operator's pause, unless it is over. */
    public @Nullable OperatorPause operatorPause(Instant now) {
        return operatorPause != null && (operatorPause.until() == null || now.isBefore(operatorPause.until()))
                ? operatorPause
                : null;
    }

    /** What BKN, or a failure there, puts in the way now: what a release lifts. Null if nothing. */
    public @Nullable Cause obstacle(Instant now) {
        if (block != null) {
            return block.cause();
        }
        var standing = pause(now);
        return standing == null ? null : standing.cause();
    }

    /** What stands in the way of everything on this lane now, for whoever waits; null while it is open. */
    public @Nullable Trouble trouble(Instant now) {
        if (status(now) == Status.OPERATOR_PAUSED) {
            return Trouble.OPERATOR_PAUSE;
        }
        var obstacle = obstacle(now);
        return obstacle == null ? null : Trouble.of(obstacle);
    }

    /** When it opens by itself, as far as is known; null if only a command opens it. */
    public @Nullable Instant opensAt(Instant now) {
        var byOperator = operatorPause(now);
        if (block != null || (byOperator != null && byOperator.until() == null)) {
            return null;
        }
        var opens = byOperator == null || byOperator.until() == null ? now : byOperator.until();
        var byTarget = pause(now);
        return byTarget != null && byTarget.until().isAfter(opens) ? byTarget.until() : opens;
    }
}
