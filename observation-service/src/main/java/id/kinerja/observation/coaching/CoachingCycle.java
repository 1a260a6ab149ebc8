package id.kinerja.observation.coaching;

import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.model.Refusal.Fault;
import id.kinerja.kit.regulation.Regulation.Period;
import id.kinerja.observation.coaching.CycleEvent.BehaviourLevel;
import id.kinerja.observation.coaching.CycleEvent.CoachingCycleCompleted;
import id.kinerja.observation.coaching.CycleEvent.FollowUpAgreed;
import id.kinerja.observation.coaching.CycleEvent.ObservationRecorded;
import id.kinerja.observation.coaching.CycleEvent.ObservationScheduled;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One pass of the improvement cycle (siklus peningkatan kinerja) of one person on one indicator: prepare, observe, follow
 * up, act, reflect. Each step hands in a document that cannot be changed afterwards; only the day may be moved, and only
 * before the observation. Commands answer with a {@link Decision}; the steps and their order are in {@link CycleStatus}.
 *
 * @param regulation the pack under which the plan was drafted, and the cycle with it; null in cycles from before it was kept
 * @param regulationVersion its version, whatever comes later; null where planning has not told it
 * @param approvalMode how the plan was approved that the cycle was prepared on: {@code AUTOMATIC} where nobody decided;
 *     null where planning has not said so
 * @param approverCapacity in what capacity it was approved; null where planning has not said so
 * @param observerIds who observes; once observed, who did
 * @param observation a baseline for coaching, never a score
 */
record CoachingCycle(
        String cycleId,
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

    /**
     * Dokumen persiapan, handed in by the person observed after talking with the observer.
     *
     * @param learningEffort how the behaviours will be studied until then (upaya mempelajari)
     */
    record Preparation(
            List<String> targetBehaviourCodes, String learningEffort, LocalDate scheduledOn, Instant preparedAt) {
        Preparation {
            targetBehaviourCodes = List.copyOf(targetBehaviourCodes);
        }
    }

    /** The three categories of the observation rubric; no number stands behind them. */
    enum Level {
        /** Belum dilakukan. */
        NOT_DONE,
        /** Dilakukan tapi belum efektif. */
        DONE_NOT_EFFECTIVE,
        /** Dilakukan dan efektif. */
        DONE_EFFECTIVE
    }

    /** @param note what was seen (catatan bukti perilaku) */
    record ObservedBehaviour(
            String code, Level level, @Nullable String note) {}

    record Observation(
            LocalDate observedOn,
            List<ObservedBehaviour> behaviours,
            List<String> nextStepCodes,
            String observerId,
            Instant recordedAt) {
        Observation {
            behaviours = List.copyOf(behaviours);
            nextStepCodes = List.copyOf(nextStepCodes);
        }
    }

    /**
     * Dokumen tindak lanjut, handed in by the person observed after talking about the observation.
     *
     * @param support what is needed from others (kebutuhan dukungan)
     */
    record FollowUp(
            String challenge,
            String goal,
            String effort,
            String schedule,
            @Nullable String support,
            Instant agreedAt) {}

    /**
     * Dokumen refleksi.
     *
     * @param inspiration what the follow-up inspired
     * @param change what changed in practice
     * @param challenges what was hardest
     * @param plan how that will be met
     */
    record Reflection(String inspiration, String change, String challenges, String plan, Instant reflectedAt) {}

    /** The contract's form of a code: nothing that could carry a sentence. */
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9]*([-_][A-Z0-9]+)*");

    CoachingCycle {
        observerIds = List.copyOf(observerIds);
    }

    /** The only cycle of a plan so far: every guide shows one pass per period, and none states another number. */
    static String idOf(String planId) {
        return planId + ":1";
    }

    /**
     * Hands in the preparation document of an agreed plan.
     *
     * @param period of the plan; the day must lie in it
     * @param appraiserId who observes, or null while the post is vacant
     */
    static Decision<CoachingCycle> prepare(
            AgreedPlan plan, Period period, @Nullable String appraiserId, Preparation preparation) {
        var npsn = plan.npsn();
        if (npsn == null) {
            return Decision.refuse(Refusal.conflict("plan-without-school"));
        }
        if (appraiserId == null) {
            return Decision.refuse(Refusal.conflict("observer-vacant"));
        }
        var faults = new ArrayList<Fault>();
        if (preparation.targetBehaviourCodes().isEmpty()) {
            faults.add(Fault.at("/targetBehaviourCodes", "required"));
        }
        Set<String> named = new HashSet<>();
        for (int i = 0; i < preparation.targetBehaviourCodes().size(); i++) {
            var code = preparation.targetBehaviourCodes().get(i);
            if (!plan.targetBehaviourCodes().contains(code)) {
                faults.add(Fault.at("/targetBehaviourCodes/" + i, "not-in-plan", code));
            } else if (!named.add(code)) {
                faults.add(Fault.at("/targetBehaviourCodes/" + i, "named-twice", code));
            }
        }
        checkDay("/scheduledOn", preparation.scheduledOn(), period.first(), period.last(), faults);
        if (!faults.isEmpty()) {
            return Decision.refuse(Refusal.invalid("preparation-invalid", faults));
        }
        var prepared = new CoachingCycle(
                idOf(plan.planId()),
                CycleStatus.PREPARED,
                plan.planId(),
                plan.employeeId(),
                npsn,
                plan.periodId(),
                plan.regulation(),
                plan.regulationVersion(),
                plan.indicatorCode(),
                plan.approvalMode(),
                plan.approverCapacity(),
                List.of(appraiserId),
                preparation,
                null,
                null,
                null,
                null,
                null);
        return Decision.accept(prepared, prepared.scheduled());
    }

    /** Moves the day, agreed anew; whoever appraises by then is the observer. */
    Decision<CoachingCycle> reschedule(LocalDate scheduledOn, Period period, @Nullable String appraiserId) {
        if (status != CycleStatus.PREPARED) {
            return refused("reschedule");
        }
        if (appraiserId == null) {
            return Decision.refuse(Refusal.conflict("observer-vacant"));
        }
        var faults = new ArrayList<Fault>();
        checkDay("/scheduledOn", scheduledOn, period.first(), period.last(), faults);
        if (!faults.isEmpty()) {
            return Decision.refuse(Refusal.invalid("preparation-invalid", faults));
        }
        var moved = new Preparation(
                preparation.targetBehaviourCodes(),
                preparation.learningEffort(),
                scheduledOn,
                preparation.preparedAt());
        var rescheduled = with(status, List.of(appraiserId), moved, null, null, null, null, null);
        return Decision.accept(rescheduled, rescheduled.scheduled());
    }

    /**
     * Records what was seen of every target behaviour. Nothing is told yet, neither in events nor to the person.
     *
     * @param today at the school; what is still to come cannot have been seen
     */
    Decision<CoachingCycle> observe(Observation seen, Period period, LocalDate today) {
        if (status != CycleStatus.PREPARED) {
            return refused("observe");
        }
        var faults = faults(seen, period, today);
        return faults.isEmpty()
                ? Decision.accept(with(
                        CycleStatus.OBSERVED, List.of(seen.observerId()), preparation, seen, null, null, null, null))
                : Decision.refuse(Refusal.invalid("observation-invalid", faults));
    }

    private List<Fault> faults(Observation seen, Period period, LocalDate today) {
        var faults = new ArrayList<Fault>();
        var last = today.isBefore(period.last()) ? today : period.last();
        checkDay("/observedOn", seen.observedOn(), period.first(), last, faults);
        var unrated = new HashSet<>(preparation.targetBehaviourCodes());
        for (int i = 0; i < seen.behaviours().size(); i++) {
            var code = seen.behaviours().get(i).code();
            if (!preparation.targetBehaviourCodes().contains(code)) {
                faults.add(Fault.at("/behaviours/" + i + "/code", "not-prepared", code));
            } else if (!unrated.remove(code)) {
                faults.add(Fault.at("/behaviours/" + i + "/code", "named-twice", code));
            }
        }
        unrated.stream().sorted().forEach(code -> faults.add(Fault.at("/behaviours", "not-rated", code)));
        Set<String> named = new HashSet<>();
        for (int i = 0; i < seen.nextStepCodes().size(); i++) {
            var code = seen.nextStepCodes().get(i);
            if (!CODE.matcher(code).matches()) {
                faults.add(Fault.at("/nextStepCodes/" + i, "not-a-code"));
            } else if (!named.add(code)) {
                faults.add(Fault.at("/nextStepCodes/" + i, "named-twice", code));
            }
        }
        return faults;
    }

    Decision<CoachingCycle> share(Instant now) {
        if (status != CycleStatus.OBSERVED) {
            return refused("share");
        }
        var seen = Objects.requireNonNull(observation, "only what was observed is shared");
        return Decision.accept(
                with(CycleStatus.SHARED, observerIds, preparation, seen, now, null, null, null),
                new ObservationRecorded(
                        cycleId,
                        planId,
                        employeeId,
                        observerIds,
                        npsn,
                        periodId,
                        indicatorCode,
                        seen.behaviours().stream()
                                .map(behaviour -> new BehaviourLevel(behaviour.code(), behaviour.level()))
                                .toList(),
                        seen.nextStepCodes(),
                        seen.observedOn(),
                        now));
    }

    Decision<CoachingCycle> agreeFollowUp(FollowUp agreed) {
        return status == CycleStatus.SHARED
                ? Decision.accept(
                        with(
                                CycleStatus.FOLLOW_UP_AGREED,
                                observerIds,
                                preparation,
                                observation,
                                sharedAt,
                                agreed,
                                null,
                                null),
                        new FollowUpAgreed(cycleId, planId, employeeId, npsn, periodId, agreed.agreedAt()))
                : refused("agree-follow-up");
    }

    Decision<CoachingCycle> completeFollowUp(Instant now) {
        return status == CycleStatus.FOLLOW_UP_AGREED
                ? Decision.accept(with(
                        CycleStatus.FOLLOW_UP_DONE,
                        observerIds,
                        preparation,
                        observation,
                        sharedAt,
                        followUp,
                        now,
                        null))
                : refused("complete-follow-up");
    }

    Decision<CoachingCycle> reflect(Reflection written) {
        return status == CycleStatus.FOLLOW_UP_DONE
                ? Decision.accept(
                        with(
                                CycleStatus.REFLECTED,
                                observerIds,
                                preparation,
                                observation,
                                sharedAt,
                                followUp,
                                followUpDoneAt,
                                written),
                        new CoachingCycleCompleted(cycleId, planId, employeeId, npsn, periodId, written.reflectedAt()))
                : refused("reflect");
    }

    /** The observation as far as this person may see it: the person observed sees nothing of it before it is shared. */
    @Nullable
    Observation observationFor(@Nullable String viewerId) {
        return status.shared() || !employeeId.equals(viewerId) ? observation : null;
    }

    boolean wasObservedBy(String employee) {
        return observation != null && observation.observerId().equals(employee);
    }

    private ObservationScheduled scheduled() {
        return new ObservationScheduled(
                cycleId, planId, employeeId, npsn, periodId, observerIds, preparation.scheduledOn());
    }

    /** Only the period bounds the day: the recommended windows bind nobody, and paper is often entered later. */
    private static void checkDay(String pointer, LocalDate day, LocalDate first, LocalDate last, List<Fault> faults) {
        if (day.isBefore(first) || day.isAfter(last)) {
            faults.add(Fault.at(pointer, "out-of-range", first, last));
        }
    }

    private Decision<CoachingCycle> refused(String command) {
        return Decision.refuse(Refusal.wrongState(status, command));
    }

    private CoachingCycle with(
            CycleStatus newStatus,
            List<String> newObserverIds,
            Preparation newPreparation,
            @Nullable Observation newObservation,
            @Nullable Instant newSharedAt,
            @Nullable FollowUp newFollowUp,
            @Nullable Instant newFollowUpDoneAt,
            @Nullable Reflection newReflection) {
        return new CoachingCycle(
                cycleId,
                newStatus,
                planId,
                employeeId,
                npsn,
                periodId,
                regulation,
                regulationVersion,
                indicatorCode,
                approvalMode,
                approverCapacity,
                newObserverIds,
                newPreparation,
                newObservation,
                newSharedAt,
                newFollowUp,
                newFollowUpDoneAt,
                newReflection);
    }
}
