package id.kinerja.planning.progress;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the events of one plan have told so far.
 *
 * @param since when the plan became what it is
 * @param submittedAt when it was last submitted; likewise the others; null where that has not been told
 */
record PlanStep(
        String planId,
        String employeeId,
        String periodId,
        PlanState state,
        Instant since,
        @Nullable Instant submittedAt,
        @Nullable Instant approvedAt,
        @Nullable Instant agreedAt) {}
