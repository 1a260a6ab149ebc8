package id.kinerja.planning.plan;

import static id.kinerja.planning.plan.GoldenPlan.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.directory.Role;
import id.kinerja.kit.regulation.Regulation;
import id.kinerja.kit.regulation.Regulations;
import id.kinerja.planning.plan.Plan.Content;
import id.kinerja.planning.plan.Plan.CoreValueChoice;
import id.kinerja.planning.plan.Plan.PlannedResult;
import id.kinerja.planning.plan.Plan.Practice;
import id.kinerja.planning.plan.Plan.ResultRole;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PrefilledTest {

    private static final Regulation OF_2024 =
            Regulations.fromClasspath().find("2024").orElseThrow();

    private static final List<CoreValueChoice> LOYAL = List.of(new CoreValueChoice("LOYAL", List.of("LOYAL-2")));

    @Test
    void what_the_rules_allow_is_taken_as_it_is() {
        var content = content(new Practice("GURU-6", List.of("GURU-6-B", "GURU-6-C")), List.of("WALI-KELAS"), LOYAL);

        var filled = Prefilled.with(content, draft(Role.TEACHER), GoldenPlan.IMPLIED_RULES);

        assertThat(filled.plan().content()).isEqualTo(content);
        assertThat(filled.plan().status()).isEqualTo(PlanStatus.DRAFT);
        assertThat(filled.leftOut()).isEmpty();
    }

    @Test
    void what_this_pack_this_level_or_this_role_does_not_allow_is_left_out_and_told_one_by_one() {
        var content = new Content(
                new Practice("GURU-6", List.of("GURU-6-A", "GURU-6-Z")),
                List.of("PELATIHAN-MANDIRI", "OBSERVASI-SEJAWAT"),
                List.of("WALI-KELAS", "WAKIL-KEPALA", "PENJAGA"),
                List.of(
                        new CoreValueChoice("LOYAL", List.of("LOYAL-2", "LOYAL-9")),
                        new CoreValueChoice("BRAVE", List.of("BRAVE-1"))),
                List.of(),
                List.of(),
                List.of());

        var filled = Prefilled.with(content, draft(Role.TEACHER), GoldenPlan.IMPLIED_RULES);

        assertThat(told(filled))
                .containsExactly(
                        "PRACTICE GURU-6-Z unknown-behaviour",
                        "DEVELOPMENT PELATIHAN-MANDIRI unknown-activity",
                        "DEVELOPMENT OBSERVASI-SEJAWAT unknown-activity",
                        "ADDITIONAL_DUTIES WAKIL-KEPALA duty-not-at-level",
                        "ADDITIONAL_DUTIES PENJAGA unknown-duty",
                        "WORK_BEHAVIOUR LOYAL-9 unknown-behaviour",
                        "WORK_BEHAVIOUR BRAVE unknown-core-value");
        assertThat(filled.leftOut().get(1).args()).containsExactly("PELATIHAN-MANDIRI", "2025");
        assertThat(filled.plan().content())
                .isEqualTo(content(new Practice("GURU-6", List.of("GURU-6-A")), List.of("WALI-KELAS"), LOYAL));
    }

    @Test
    void an_indicator_without_any_of_its_behaviours_is_not_begun_with() {
        var content = content(new Practice("GURU-6", List.of("GURU-1-A")), List.of(), List.of());

        var filled = Prefilled.with(content, draft(Role.TEACHER), GoldenPlan.IMPLIED_RULES);

        assertThat(told(filled)).containsExactly("PRACTICE GURU-1-A unknown-behaviour", "PRACTICE GURU-6 required");
        assertThat(filled.plan().content()).isEqualTo(Content.EMPTY);
    }

    @Test
    void whoever_was_a_principal_and_teaches_now_begins_with_what_a_teacher_may_plan() {
        var content = new Content(
                new Practice("KS-7", List.of("KS-7-1")),
                List.of(),
                List.of(),
                LOYAL,
                List.of(),
                List.of(new PlannedResult("RHK-1", "Contoh")),
                List.of());

        var teacher = Prefilled.with(content, draft(Role.TEACHER), GoldenPlan.IMPLIED_RULES);
        assertThat(told(teacher))
                .containsExactly("PRACTICE KS-7 unknown-indicator", "ALIGNMENT RHK-1 not-part-of-plan");
        assertThat(teacher.plan().content()).isEqualTo(content(null, List.of(), LOYAL));

        var principal =
                Prefilled.with(content, draft(Role.PRINCIPAL), new PlanRules(GoldenPlan.IMPLIED, Role.PRINCIPAL, "SD"));
        assertThat(principal.leftOut()).isEmpty();
        assertThat(principal.plan().content()).isEqualTo(content);
    }

    @Test
    void results_of_another_periods_plan_are_not_supported_again() {
        var result = GoldenPlan.PRINCIPAL + ":2025#RHK-1";
        var content = new Content(
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(result),
                List.of(),
                List.of(new ResultRole(result, "menyusun modul")));

        var filled = Prefilled.with(content, draft(Role.TEACHER), GoldenPlan.IMPLIED_RULES);

        assertThat(told(filled)).containsExactly("ALIGNMENT " + result + " result-of-other-period");
        assertThat(filled.plan().content()).isEqualTo(Content.EMPTY);
    }

    @Test
    void a_duty_of_some_levels_is_left_out_where_the_level_of_the_school_is_not_known() {
        var filled = Prefilled.with(
                content(null, List.of("WAKIL-KEPALA", "WALI-KELAS"), List.of()),
                draft(Role.TEACHER),
                new PlanRules(OF_2024, Role.TEACHER, null));

        assertThat(told(filled)).containsExactly("ADDITIONAL_DUTIES WAKIL-KEPALA school-level-unknown");
        assertThat(filled.plan().content().dutyCodes()).containsExactly("WALI-KELAS");
    }

    private static Content content(@Nullable Practice practice, List<String> duties, List<CoreValueChoice> values) {
        return new Content(practice, List.of(), duties, values, List.of(), List.of(), List.of());
    }

    private static List<String> told(Prefilled filled) {
        return filled.leftOut().stream()
                .map(left -> left.section() + " " + left.entry() + " " + left.code())
                .toList();
    }

    private static Plan draft(Role role) {
        return accepted(GoldenPlan.draftOf(role, "20306577", GoldenPlan.PRINCIPAL))
                .state();
    }
}
