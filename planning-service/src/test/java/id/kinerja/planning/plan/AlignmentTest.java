package id.kinerja.planning.plan;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.directory.DirectoryEntry;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Decision.Accepted;
import id.kinerja.kit.regulation.Regulation;
import id.kinerja.planning.plan.Alignment.Dangling;
import id.kinerja.planning.plan.Alignment.Member;
import id.kinerja.planning.plan.Plan.PlannedResult;
import id.kinerja.planning.plan.Plan.ResultRole;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlignmentTest {

    private static final String LEADER = "11111111-1111-4111-8111-111111111111";
    private static final DirectoryEntry PRINCIPAL = person(LEADER, "Ratna", Role.PRINCIPAL);
    private static final DirectoryEntry SARI = person("22222222-2222-4222-8222-222222222222", "Sari", Role.TEACHER);
    private static final DirectoryEntry BAYU = person("33333333-3333-4333-8333-333333333333", "Bayu", Role.TEACHER);
    private static final List<PlannedResult> RESULTS =
            List.of(new PlannedResult("RHK-1", "Satu"), new PlannedResult("RHK-2", "Dua"));

    @Test
    void from_a_result_one_sees_who_supports_it_and_what_nobody_does() {
        var alignment = Alignment.of(
                List.of(SARI, PRINCIPAL, BAYU),
                List.of(
                        ofPrincipal(RESULTS),
                        supporting(SARI, "Menyusun.", LEADER + ":2026#RHK-1"),
                        supporting(BAYU, null, LEADER + ":2026#RHK-9")),
                "2026",
                AlignmentTest::packOf);

        assertThat(alignment.results().values()).containsExactlyElementsOf(RESULTS);
        assertThat(alignment.supporting(LEADER + ":2026#RHK-1"))
                .singleElement()
                .satisfies(member -> assertThat(member.roles()).containsEntry(LEADER + ":2026#RHK-1", "Menyusun."));
        assertThat(alignment.unsupported()).containsExactly(LEADER + ":2026#RHK-2");
        assertThat(alignment.supportingNone()).extracting(Member::employeeId).containsExactly(BAYU.employeeId());
        assertThat(alignment.dangling()).containsExactly(new Dangling(BAYU.employeeId(), LEADER + ":2026#RHK-9"));
        assertThat(alignment.warning()).contains("principal-plan-not-approved");
    }

    @Test
    void a_plan_without_planned_results_has_its_indicator_as_the_one() {
        var draft = accepted(Plan.draft(PRINCIPAL, GoldenPlan.IMPLIED, "2026", GoldenPlan.DRAFTED_AT));
        var practised = accepted(draft.choosePractice(
                new Plan.Practice("KS-7", List.of("KS-7-1")), new PlanRules(GoldenPlan.IMPLIED, Role.PRINCIPAL, "SD")));
        var alignment = Alignment.of(
                List.of(PRINCIPAL, SARI),
                List.of(practised, supporting(SARI, null, LEADER + ":2026#KS-7")),
                "2026",
                AlignmentTest::packOf);

        assertThat(alignment.results())
                .containsOnly(Map.entry(
                        LEADER + ":2026#KS-7",
                        new PlannedResult("KS-7", "Siklus Penguatan Kualitas Praktik Pembelajaran")));
        assertThat(alignment.unsupported()).isEmpty();
        assertThat(alignment.supportingNone()).isEmpty();
    }

    @Test
    void a_school_without_principal_or_plans_is_told_so() {
        assertThat(Alignment.of(List.of(SARI), List.of(), "2026", AlignmentTest::packOf)
                        .warning())
                .contains("no-principal");
        var unplanned = Alignment.of(List.of(PRINCIPAL, SARI), List.of(), "2026", AlignmentTest::packOf);
        assertThat(unplanned.warning()).contains("principal-plan-not-approved");
        assertThat(unplanned.results()).isEmpty();
        assertThat(unplanned.supportingNone()).extracting(Member::name).containsExactly("Sari");
    }

    private static Regulation packOf(Plan plan) {
        assertThat(plan.regulation()).isEqualTo(GoldenPlan.IMPLIED.id());
        return GoldenPlan.IMPLIED;
    }

    private static Plan ofPrincipal(List<PlannedResult> results) {
        return accepted(accepted(Plan.draft(PRINCIPAL, GoldenPlan.IMPLIED, "2026", GoldenPlan.DRAFTED_AT))
                .planResults(results));
    }

    private static Plan supporting(DirectoryEntry person, @Nullable String role, String result) {
        var roles = role == null ? List.<ResultRole>of() : List.of(new ResultRole(result, role));
        return accepted(accepted(Plan.draft(person, GoldenPlan.IMPLIED, "2026", GoldenPlan.DRAFTED_AT))
                .alignTo(List.of(result), roles, GoldenPlan.IMPLIED_RULES, LEADER::equals));
    }

    private static Plan accepted(Decision<Plan> decision) {
        assertThat(decision).isInstanceOf(Accepted.class);
        return ((Accepted<Plan>) decision).state();
    }

    private static DirectoryEntry person(String id, String name, Role role) {
        return new DirectoryEntry(
                id,
                name.toLowerCase(Locale.ROOT) + "@guru.sd.belajar.id",
                name,
                role,
                EmploymentStatus.PNS,
                "20306577",
                role == Role.TEACHER ? LEADER : null);
    }
}
