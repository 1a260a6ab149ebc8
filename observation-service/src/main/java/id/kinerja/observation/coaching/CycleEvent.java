package id.kinerja.observation.coaching;

import id.kinerja.kit.model.DomainEvent;
import id.kinerja.observation.coaching.CoachingCycle.Level;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What observation tells the world about a coaching cycle; the schemas are in {@code contracts/}. What people wrote stays
 * in the cycle: no event has a field for it.
 */
sealed interface CycleEvent extends DomainEvent {

    String employeeId();

    @Override
    default String subject() {
        return employeeId();
    }

    record ObservationScheduled(
            String cycleId,
            String planId,
            String employeeId,
            String npsn,
            String periodId,
            List<String> observerIds,
            LocalDate scheduledOn)
            implements CycleEvent {}

    /** Told when the observation is shared, never before. */
    record ObservationRecorded(
            String cycleId,
            String planId,
            String employeeId,
            List<String> observerIds,
            String npsn,
            String periodId,
            String indicatorCode,
            List<BehaviourLevel> behaviours,
            List<String> nextStepCodes,
            LocalDate observedOn,
            Instant sharedAt)
            implements CycleEvent {}

    record BehaviourLevel(String code, Level level) {}

    record FollowUpAgreed(
            String cycleId, String planId, String employeeId, String npsn, String periodId, Instant agreedAt)
            implements CycleEvent {}

    record CoachingCycleCompleted(
            String cycleId, String planId, String employeeId, String npsn, String periodId, Instant completedAt)
            implements CycleEvent {}
}
