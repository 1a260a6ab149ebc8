package id.kinerja.observation.coaching;

import id.kinerja.kit.aggregate.Stored;
import id.kinerja.observation.coaching.CoachingCycle.FollowUp;
import id.kinerja.observation.coaching.CoachingCycle.Observation;
import id.kinerja.observation.coaching.CoachingCycle.Preparation;
import id.kinerja.observation.coaching.CoachingCycle.Reflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A coaching cycle as the API shows it to one person.
 *
 * @param regulation the pack by whose rules the cycle goes; null in cycles from before it was kept
 * @param regulationVersion its version; null where planning has not told it: the newest then
 * @param approvalMode how the plan was approved that the cycle was prepared on: {@code DECIDED}, or {@code AUTOMATIC} where
 *     nobody decided; null, as {@code approverCapacity}, where planning has not said so
 * @param observation null for the person observed until it is shared; that it has been recorded shows in the status
 */
record CoachingCycleView(
        String cycleId,
        long version,
        CycleStatus status,
        String planId,
        String employeeId,
        String npsn,
        String periodId,
        @Nullable String regulation,
        @Nullable Integer regulationVersion,
        String indicatorCode,
        @Nullable String approvalMode,
        @Nullable String approverCapacity,
        List<String> observerIds,
        Preparation preparation,
        @Nullable Observation observation,
        @Nullable Instant sharedAt,
        @Nullable FollowUp followUp,
        @Nullable Instant followUpDoneAt,
        @Nullable Reflection reflection) {

    static CoachingCycleView of(Stored<CoachingCycle> stored, String viewerId) {
        var cycle = stored.state();
        return new CoachingCycleView(
                cycle.cycleId(),
                stored.version(),
                cycle.status(),
                cycle.planId(),
                cycle.employeeId(),
                cycle.npsn(),
                cycle.periodId(),
                cycle.regulation(),
                cycle.regulationVersion(),
                cycle.indicatorCode(),
                cycle.approvalMode(),
                cycle.approverCapacity(),
                cycle.observerIds(),
                cycle.preparation(),
                cycle.observationFor(viewerId),
                cycle.sharedAt(),
                cycle.followUp(),
                cycle.followUpDoneAt(),
                cycle.reflection());
    }
}
