package id.kinerja.sync.lane;

import id.kinerja.sync.registry.Cause;
import id.kinerja.sync.registry.Diagnosis;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the way to one target, kept in the database so that neither a restart nor a second instance forgets
 * it: a wrong password is tried once, and a pause that BKN asked for is kept by everybody.
 *
 * @param revision grows with each pause, block and release; not with the lease, which is renewed all the time
 * @param holder the instance that alone may send; null while there is none
 * @param releases how often an operator has released the lane: each one makes the holder forget refused credentials
 */
public record Lane(
        String laneId,
        long revision,
        @Nullable String holder,
        @Nullable Instant heldUntil,
        @Nullable Pause pause,
        @Nullable Block block,
        long releases,
        List<Release> history) {

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

    /** Nothing is sent until an operator has acted. */
    public record Block(Cause cause, Instant since, Diagnosis diagnosis) {}

    /** Who released the lane, and what stood in the way until then. */
    public record Release(String by, Instant at, String from) {}

    /** What an operator sees at first sight. */
    public enum Status {
        OPEN,
        PAUSED,
        BLOCKED
    }

    public Lane {
        history = List.copyOf(history);
    }

    static Lane fresh(String laneId) {
        return new Lane(laneId, 1, null, null, null, null, 0, List.of());
    }

    public Status status(Instant now) {
        if (block != null) {
            return Status.BLOCKED;
        }
        return pause != null && now.isBefore(pause.until()) ? Status.PAUSED : Status.OPEN;
    }

    /** What stands in the way now, or null. */
    public @Nullable Cause obstacle(Instant now) {
        return switch (status(now)) {
            case OPEN -> null;
            case PAUSED -> pause == null ? null : pause.cause();
            case BLOCKED -> block == null ? null : block.cause();
        };
    }
}
