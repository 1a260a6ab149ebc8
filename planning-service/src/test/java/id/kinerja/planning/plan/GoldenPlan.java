package id.kinerja.planning.plan;

import id.kinerja.kit.directory.AppraiserCapacity;
import id.kinerja.kit.directory.DirectoryEntry;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Decision.Accepted;
import id.kinerja.kit.model.Decision.Refused;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.regulation.Regulation;
import id.kinerja.kit.regulation.Regulation.Agreement;
import id.kinerja.kit.regulation.Regulation.Period;
import id.kinerja.kit.regulation.Regulation.Rule;
import id.kinerja.kit.regulation.Regulation.Section;
import id.kinerja.kit.regulation.Regulations;
import id.kinerja.planning.plan.Plan.ApprovalMode;
import id.kinerja.planning.plan.Plan.CoreValueChoice;
import id.kinerja.planning.plan.Plan.Decider;
import id.kinerja.planning.plan.Plan.LeaderExpectation;
import id.kinerja.planning.plan.Plan.Post;
import id.kinerja.planning.plan.Plan.Practice;
import id.kinerja.planning.plan.Plan.ReturnReason;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The plan that the golden examples of the contracts tell of, step by step. */
final class GoldenPlan {

    static final String TEACHER = "5f1c0d3a-7a52-4c3e-9a41-0c8f6b2d1e01";
    static final String PRINCIPAL = "8b7e2c94-13d6-4f0a-b5c2-3e9a7d604f02";
    static final String OFFICE_HEAD = "c24a9f60-5e8b-4d17-8f3c-91b0d7e26a03";

    static final Decider BY_PRINCIPAL = new Decider(PRINCIPAL, AppraiserCapacity.APPRAISER);

    /** Approval agrees at once. */
    static final Regulation IMPLIED = Regulations.fromClasspath().find("2025").orElseThrow();

    /** The same pack, but the employee agrees to what was approved. */
    static final Regulation EXPLICIT = new Regulation(
            IMPLIED.id(),
            IMPLIED.version(),
            IMPLIED.name(),
            IMPLIED.legalBasis(),
            new Rule<>(Agreement.EXPLICIT, "I", null),
            IMPLIED.closing(),
            IMPLIED.schoolLevels(),
            IMPLIED.periods(),
            IMPLIED.sections(),
            IMPLIED.indicators(),
            IMPLIED.development(),
            IMPLIED.additionalDuties(),
            IMPLIED.workBehaviour(),
            IMPLIED.recommendation());

    static final PlanRules IMPLIED_RULES = new PlanRules(IMPLIED, Role.TEACHER, "SD");
    static final PlanRules EXPLICIT_RULES = new PlanRules(EXPLICIT, Role.TEACHER, "SD");

    static final Practice PRACTICE = new Practice("GURU-1", List.of("GURU-1-A", "GURU-1-C"));
    static final List<String> DUTIES = List.of("WALI-KELAS", "KEPALA-PERPUSTAKAAN");
    static final List<CoreValueChoice> VALUES = allValues();
    static final List<LeaderExpectation> EXPECTATIONS =
            List.of(new LeaderExpectation("HARMONIOUS", "Dampingi guru baru di kelas sebelah."));
    static final List<String> SUPPORTED = List.of(PRINCIPAL + ":2026#KS-7");
    static final Instant DRAFTED_AT = Instant.parse("2026-01-05T01:15:00Z");
    static final Instant SUBMITTED_AT = Instant.parse("2026-01-12T03:20:00Z");
    static final Instant RETURNED_AT = Instant.parse("2026-01-13T02:05:00Z");
    static final Instant REOPENED_AT = Instant.parse("2026-01-19T06:40:00Z");
    static final Instant EXPECTED_AT = Instant.parse("2026-01-20T07:10:00Z");
    static final Instant APPROVED_AT = Instant.parse("2026-01-21T02:30:00Z");
    static final Instant CLOSED_AT = Instant.parse("2026-08-03T01:15:00Z");
    static final LocalDate LAST_DAY = LocalDate.of(2026, 6, 30);
    static final Period PERIOD = IMPLIED_RULES.period("2026");

    /** A post at another school. */
    static final Post ELSEWHERE = new Post(
            Role.TEACHER,
            EmploymentStatus.PNS,
            "20306578",
            "7d1f30b2-59ac-4f3e-8b06-2a9c4e7158d1",
            LocalDate.of(2026, 8, 1));

    static final List<ReturnReason> REASONS =
            List.of(new ReturnReason(Section.PRACTICE, "Pilih perilaku yang paling dibutuhkan kelas Ibu."));
    static final String REOPEN_REASON = "Program sekolah berubah.";

    private GoldenPlan() {}

    /** Every core value, with its first guiding behaviour. */
    static List<CoreValueChoice> allValues() {
        return IMPLIED.workBehaviour().coreValues().stream()
                .map(value -> new CoreValueChoice(
                        value.code(), List.of(value.behaviours().getFirst().code())))
                .toList();
    }

    static Decision<Plan> draftOf(Role role, @Nullable String npsn, @Nullable String appraiserId) {
        var employee = new DirectoryEntry(
                TEACHER, "melati@guru.sd.belajar.id", "Melati", role, EmploymentStatus.PNS, npsn, appraiserId);
        return Plan.draft(employee, IMPLIED, "2026", DRAFTED_AT);
    }

    /** The steps that lead to a status, each with what it decides. */
    static Decision<Plan> decisionTo(PlanStatus status) {
        return decisionTo(
                status, accepted(draftOf(Role.TEACHER, "20306577", PRINCIPAL)).state());
    }

    /** The same steps with the plan of some other teacher, in which there is nothing yet. */
    static Decision<Plan> decisionTo(PlanStatus status, Plan empty) {
        return switch (status) {
            case DRAFT -> {
                var practised =
                        accepted(empty.choosePractice(PRACTICE, IMPLIED_RULES)).state();
                var behaving = accepted(practised.chooseCoreValues(VALUES, IMPLIED_RULES))
                        .state();
                yield behaving.alignTo(SUPPORTED, List.of(), IMPLIED_RULES, leader -> true);
            }
            case SUBMITTED -> in(PlanStatus.DRAFT, empty).submit(IMPLIED_RULES, null, SUBMITTED_AT);
            case RETURNED -> in(PlanStatus.SUBMITTED, empty).giveBack(REASONS, BY_PRINCIPAL, RETURNED_AT);
            case APPROVED ->
                in(PlanStatus.SUBMITTED, empty)
                        .approve(BY_PRINCIPAL, ApprovalMode.DECIDED, EXPLICIT_RULES, APPROVED_AT);
            case AGREED -> in(PlanStatus.APPROVED, empty).agree(EXPLICIT_RULES, APPROVED_AT);
            case REOPENED -> in(PlanStatus.AGREED, empty).reopen(REOPEN_REASON, BY_PRINCIPAL, REOPENED_AT);
            case CLOSED -> in(PlanStatus.AGREED, empty).close(ELSEWHERE, "SD", PERIOD, MonthRule.FIRST_DAY, CLOSED_AT);
        };
    }

    /** What the appraiser expects in particular of a plan that waits. */
    static Decision<Plan> expecting() {
        return in(PlanStatus.SUBMITTED).expect(EXPECTATIONS, BY_PRINCIPAL, IMPLIED_RULES, EXPECTED_AT);
    }

    static Plan in(PlanStatus status) {
        return accepted(decisionTo(status)).state();
    }

    static Plan in(PlanStatus status, Plan empty) {
        return accepted(decisionTo(status, empty)).state();
    }

    static Accepted<Plan> accepted(Decision<Plan> decision) {
        return switch (decision) {
            case Accepted<Plan> accepted -> accepted;
            case Refused<Plan>(var refusal) -> throw new AssertionError("refused: " + refusal);
        };
    }

    static Refusal refusal(Decision<Plan> decision) {
        return switch (decision) {
            case Accepted<Plan> accepted -> throw new AssertionError("accepted: " + accepted.state());
            case Refused<Plan>(var refusal) -> refusal;
        };
    }
}
