package id.kinerja.sync.registry;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a call did not reach its aim, by what has to happen next. */
public sealed interface Obstacle extends SubmissionOutcome {

    Diagnosis diagnosis();

    /** The registry understood and refuses; repeating it unchanged is useless, a person has to repair the data. */
    record Rejected(Refusal refusal, List<String> reasons, Diagnosis diagnosis) implements Obstacle {

        public Rejected {
            reasons = List.copyOf(reasons);
        }
    }

    /** The kinds of refusal that lead to different repairs. */
    enum Refusal {
        /** Named values are missing or wrong. */
        INVALID_VALUES,
        /** The record or person referred to is not there; a remembered record id may be stale. */
        NOT_THERE,
        /** The service keeps this one from us and says no more: it may be the person, or everybody. */
        FORBIDDEN,
        /** Any other refusal, in the registry's words. */
        REFUSED
    }

    /**
     * Waiting may help.
     *
     * @param notBefore the earliest useful moment of a new attempt, in real time; null leaves it to the caller's own
     *     growing pauses
     * @param delivery whether what was sent may have taken effect; of no meaning when only reading
     */
    record Deferred(Cause cause, @Nullable Instant notBefore, Delivery delivery, Diagnosis diagnosis)
            implements Obstacle {}

    /** Nobody's call will succeed until an operator acts; nothing was delivered. */
    record Blocked(Cause cause, Diagnosis diagnosis) implements Obstacle {}
}
