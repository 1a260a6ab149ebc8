package id.kinerja.observation.coaching;

import id.kinerja.kit.contracts.ContractFiles;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Decision.Accepted;
import id.kinerja.kit.model.Decision.Refused;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.regulation.Regulation.Period;
import id.kinerja.observation.coaching.CoachingCycle.FollowUp;
import id.kinerja.observation.coaching.CoachingCycle.Level;
import id.kinerja.observation.coaching.CoachingCycle.Observation;
import id.kinerja.observation.coaching.CoachingCycle.ObservedBehaviour;
import id.kinerja.observation.coaching.CoachingCycle.Preparation;
import id.kinerja.observation.coaching.CoachingCycle.Reflection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** The coaching cycle that the golden examples of the contracts tell of, step by step. */
final class GoldenCycle {

    static final JsonMapper JSON = new JsonMapper();

    static final AgreedPlan PLAN =
            JSON.readValue(ContractFiles.golden(AgreedPlans.PLAN_AGREED).dataJson(), AgreedPlan.class);
    static final String PRINCIPAL = "8b7e2c94-13d6-4f0a-b5c2-3e9a7d604f02";
    static final Period PERIOD =
            new Period("2026", 2026, LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31), "I", null, List.of());
    static final LocalDate DAY = LocalDate.of(2026, 2, 25);

    static final Preparation PREPARATION =
            preparation(DAY, PLAN.targetBehaviourCodes().toArray(String[]::new));
    static final Observation OBSERVATION = observation(
            DAY,
            List.of(
                    new ObservedBehaviour("GURU-1-A", Level.DONE_EFFECTIVE, "Menyapa setiap murid dengan namanya."),
                    new ObservedBehaviour("GURU-1-C", Level.DONE_NOT_EFFECTIVE, null)),
            List.of("LEARNING_COMMUNITY"));
    static final Instant SHARED_AT = Instant.parse("2026-02-26T02:15:00Z");
    static final FollowUp FOLLOW_UP = new FollowUp(
            "Kesepakatan kelas sering dilupakan.",
            "Murid mengingatkan satu sama lain.",
            "Meninjau kesepakatan setiap Senin.",
            "Dua pekan pertama Maret.",
            "Waktu berdiskusi dengan kepala sekolah.",
            Instant.parse("2026-03-02T05:30:00Z"));
    static final Instant DONE_AT = Instant.parse("2026-04-03T04:00:00Z");
    static final Reflection REFLECTION = new Reflection(
            "Belajar dari rekan sejawat.",
            "Suasana kelas lebih tenang.",
            "Waktu yang terbatas.",
            "Melanjutkan pada semester berikutnya.",
            Instant.parse("2026-04-20T07:10:00Z"));

    private GoldenCycle() {}

    static Preparation preparation(LocalDate scheduledOn, String... targetBehaviourCodes) {
        return new Preparation(
                List.of(targetBehaviourCodes),
                "Mempelajari rubrik bersama rekan sejawat.",
                scheduledOn,
                Instant.parse("2026-02-10T03:00:00Z"));
    }

    static Observation observation(
            LocalDate observedOn, List<ObservedBehaviour> behaviours, List<String> nextStepCodes) {
        return new Observation(observedOn, behaviours, nextStepCodes, PRINCIPAL, Instant.parse("2026-02-25T08:00:00Z"));
    }

    /** The steps that lead to a status, each with what it decides. */
    static Decision<CoachingCycle> decisionTo(CycleStatus status) {
        return switch (status) {
            case PREPARED -> CoachingCycle.prepare(PLAN, PERIOD, PRINCIPAL, PREPARATION);
            case OBSERVED -> in(CycleStatus.PREPARED).observe(OBSERVATION, PERIOD, DAY);
            case SHARED -> in(CycleStatus.OBSERVED).share(SHARED_AT);
            case FOLLOW_UP_AGREED -> in(CycleStatus.SHARED).agreeFollowUp(FOLLOW_UP);
            case FOLLOW_UP_DONE -> in(CycleStatus.FOLLOW_UP_AGREED).completeFollowUp(DONE_AT);
            case REFLECTED -> in(CycleStatus.FOLLOW_UP_DONE).reflect(REFLECTION);
        };
    }

    static CoachingCycle in(CycleStatus status) {
        return accepted(decisionTo(status)).state();
    }

    static Accepted<CoachingCycle> accepted(Decision<CoachingCycle> decision) {
        return switch (decision) {
            case Accepted<CoachingCycle> accepted -> accepted;
            case Refused<CoachingCycle>(var refusal) -> throw new AssertionError("refused: " + refusal);
        };
    }

    static Refusal refusal(Decision<CoachingCycle> decision) {
        return switch (decision) {
            case Accepted<CoachingCycle> accepted -> throw new AssertionError("accepted: " + accepted.state());
            case Refused<CoachingCycle>(var refusal) -> refusal;
        };
    }
}
