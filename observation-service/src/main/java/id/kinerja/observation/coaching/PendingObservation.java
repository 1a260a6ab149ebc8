package id.kinerja.observation.coaching;

import id.kinerja.kit.directory.DirectoryEntry;
import id.kinerja.kit.directory.Role;
import id.kinerja.observation.coaching.AgreedPlans.Agreement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Somebody with an agreed plan of whose practice no observation has been shared yet. What was seen is not in it, and no
 * words: only how far the two have come, and whose turn it is.
 *
 * @param cycleId null while the person has not prepared
 * @param since when the plan was agreed, the preparation was handed in, or the observation was recorded; null where the
 *     agreement was learned before its time was kept here
 * @param scheduledOn the day the two have set; null while the person has not prepared
 */
record PendingObservation(
        String employeeId,
        String name,
        Role role,
        String planId,
        @Nullable String cycleId,
        State state,
        WaitsFor waitsFor,
        @Nullable Instant since,
        @Nullable LocalDate scheduledOn) {

    enum State {
        /** The person has not handed in the preparation. */
        NOT_PREPARED,
        /** The appraiser has not observed. */
        PREPARED,
        /** The appraiser has not shared what was seen. */
        OBSERVED
    }

    /** Who must act. */
    enum WaitsFor {
        EMPLOYEE,
        APPRAISER,
        /** There is no appraiser to prepare for or to observe. */
        OFFICE
    }

    /**
     * @param plan that is agreed
     * @param cycle of the plan; null where none was begun
     * @param observable whether there is an appraiser
     * @return empty once the observation is shared
     */
    static Optional<PendingObservation> of(
            DirectoryEntry person, Agreement plan, @Nullable CoachingCycle cycle, boolean observable) {
        if (cycle != null && cycle.status().shared()) {
            return Optional.empty();
        }
        var state = cycle == null
                ? State.NOT_PREPARED
                : cycle.status() == CycleStatus.PREPARED ? State.PREPARED : State.OBSERVED;
        return Optional.of(new PendingObservation(
                person.employeeId(),
                person.name(),
                person.role(),
                plan.planId(),
                cycle == null ? null : cycle.cycleId(),
                state,
                waitsFor(state, observable),
                since(state, plan, cycle),
                cycle == null ? null : cycle.preparation().scheduledOn()));
    }

    private static WaitsFor waitsFor(State state, boolean observable) {
        if (!observable) {
            return WaitsFor.OFFICE;
        }
        return state == State.NOT_PREPARED ? WaitsFor.EMPLOYEE : WaitsFor.APPRAISER;
    }

    private static @Nullable Instant since(State state, Agreement plan, @Nullable CoachingCycle cycle) {
        return cycle == null
                ? plan.agreedAt()
                : state == State.PREPARED
                        ? cycle.preparation().preparedAt()
                        : Objects.requireNonNull(cycle.observation(), "observed")
                                .recordedAt();
    }
}
