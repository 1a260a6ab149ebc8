package id.kinerja.sync.lane;

import id.kinerja.sync.registry.Cause;
import id.kinerja.sync.registry.Diagnosis;
import id.kinerja.sync.registry.Obstacle;
import id.kinerja.sync.registry.Question;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a piece of work says about its lane when it is done. */
public sealed interface LaneSignal {

    /** The next piece may follow. */
    record GoOn(boolean targetAnswered) implements LaneSignal {}

    /**
     * Every call would meet the same: wait.
     *
     * @param until as the target named it, or null
     */
    record Pause(Cause cause, @Nullable Instant until) implements LaneSignal {}

    /** Every call would meet the same until an operator acts. */
    record Stop(Cause cause, Diagnosis diagnosis) implements LaneSignal {}

    /**
     * The target kept a person from us, for that person's sake or for ours: if it is so with several people in a row,
     * every call may meet the same.
     *
     * @param person employee id of whom it was asked about, who need not be the one whom the piece is about
     * @param question what was asked; null if something was to be written, which can be tried with nobody else
     */
    record Doubt(
            Cause cause,
            Diagnosis diagnosis,
            String person,
            @Nullable Question question) implements LaneSignal {}

    /** The target was not asked, or its answer says nothing about the lane. */
    static LaneSignal goOn() {
        return new GoOn(false);
    }

    /** The target is there and answers. */
    static LaneSignal answered() {
        return new GoOn(true);
    }

    /**
     * What an obstacle of one call means for all others.
     *
     * @param person employee id of whom the call was about
     * @param question what it asked; null if it was to write something
     */
    static LaneSignal of(Obstacle obstacle, String person, @Nullable Question question) {
        return switch (obstacle) {
            case Obstacle.Blocked(var cause, var diagnosis) -> new Stop(cause, diagnosis);
            case Obstacle.Rejected(var refusal, var reasons, var diagnosis) ->
                refusal == Obstacle.Refusal.FORBIDDEN
                        ? new Doubt(Cause.ACCESS_REFUSED, diagnosis, person, question)
                        : diagnosis.status() == null ? goOn() : answered();
            case Obstacle.Deferred deferred -> of(deferred);
        };
    }

    private static LaneSignal of(Obstacle.Deferred deferred) {
        return switch (deferred.cause()) {
            case THROTTLED, SUSPENDED, CIRCUIT_OPEN -> new Pause(deferred.cause(), deferred.notBefore());
            case TIMEOUT, UNAVAILABLE, BAD_BODY, NO_TURN -> goOn();
            // Not refused for good, or it would be Blocked: the authority behind it is away.
            case GATEWAY_AUTH, SSO_AUTH, SSO_MISMATCH, ACCESS_REFUSED, CONFIGURATION ->
                new Pause(deferred.cause(), deferred.notBefore());
        };
    }
}
