package id.kinerja.sync.delivery;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The closing of a school's period: which results may be sent from which sequence on.
 *
 * @param included sequence by assessment id
 * @param leftOut reason by employee id
 */
record Closing(Instant closedAt, Map<String, Long> included, Map<String, String> leftOut) {

    /** There was nothing to include then: a result that comes later is what was missing. */
    private static final Set<String> NOT_READY_THEN = Set.of("NO_PLAN", "NOT_RATED");

    Closing {
        included = Map.copyOf(included);
        leftOut = Map.copyOf(leftOut);
    }

    /**
     * The lowest sequence of this assessment that may be sent: the one in the manifest, or any of a result that was
     * finalised after the closing. Empty for somebody who was left out for a reason of their own and has no later
     * decision. It depends on nothing but the two facts, and so not on their order.
     */
    Optional<Long> releasedFrom(String assessmentId, String employeeId, Instant decidedAt) {
        var named = included.get(assessmentId);
        if (named != null) {
            return Optional.of(named);
        }
        var reason = leftOut.get(employeeId);
        boolean leftOutForGood = reason != null && !NOT_READY_THEN.contains(reason) && !decidedAt.isAfter(closedAt);
        return leftOutForGood ? Optional.empty() : Optional.of(0L);
    }
}
