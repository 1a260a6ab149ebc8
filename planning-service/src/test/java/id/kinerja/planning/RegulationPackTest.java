package id.kinerja.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import id.kinerja.kit.directory.Role;
import id.kinerja.kit.regulation.Regulation;
import id.kinerja.kit.regulation.Regulation.Activity;
import id.kinerja.kit.regulation.Regulation.Agreement;
import id.kinerja.kit.regulation.Regulation.Behaviour;
import id.kinerja.kit.regulation.Regulation.Closing;
import id.kinerja.kit.regulation.Regulation.CoreValue;
import id.kinerja.kit.regulation.Regulation.Guide;
import id.kinerja.kit.regulation.Regulation.Indicator;
import id.kinerja.kit.regulation.Regulation.Late;
import id.kinerja.kit.regulation.Regulation.Need;
import id.kinerja.kit.regulation.Regulation.Period;
import id.kinerja.kit.regulation.Regulation.Section;
import id.kinerja.kit.regulation.Regulation.Stage;
import id.kinerja.kit.regulation.Regulation.StageName;
import id.kinerja.kit.regulation.Regulation.Strength;
import id.kinerja.kit.regulation.Regulations;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the packs 2024 (Perdirjen GTK 7607) and 2025 (Kepdirjen GTK 4242) say, rule by rule. */
class RegulationPackTest {

    private static final Regulations REGULATIONS = Regulations.fromClasspath();

    static Stream<Regulation> packs() {
        return Stream.of("2024", "2025").map(RegulationPackTest::pack);
    }

    static Stream<Indicator> indicators() {
        return packs().flatMap(pack -> pack.indicators().stream());
    }

    @Test
    void these_are_the_packs() {
        assertThat(REGULATIONS.newest()).extracting(Regulation::id).containsExactly("2024", "2025");
    }

    @ParameterizedTest
    @CsvSource({"2024, EXPLICIT, HELD", "2025, IMPLIED, ANNUAL"})
    void how_agreement_comes_about_and_what_a_closing_sends(String id, Agreement agreement, Closing closing) {
        assertThat(pack(id).agreement().value()).isEqualTo(agreement);
        assertThat(pack(id).closing().value()).isEqualTo(closing);
    }

    @ParameterizedTest
    @CsvSource({
        "2024, 2024-1, 2024, 2024-01-01, 2024-06-30",
        "2024, 2024-2, 2024, 2024-07-01, 2024-12-31",
        "2025, 2025,   2025, 2025-01-01, 2025-12-31",
        "2025, 2026,   2026, 2026-01-01, 2026-12-31"
    })
    void which_periods_it_governs(String id, String periodId, int year, String first, String last) {
        assertThat(REGULATIONS.ofPeriod(periodId)).contains(pack(id));
        var period = pack(id).period(periodId).orElseThrow();
        assertThat(period.year()).isEqualTo(year);
        assertThat(period.first()).hasToString(first);
        assertThat(period.last()).hasToString(last);
    }

    @ParameterizedTest
    @CsvSource({
        "2024, 2024-1, PLANNING,          2024-01-01, 2024-03-31, false",
        "2024, 2024-1, PREPARATION,       2024-02-01, 2024-02-29, false",
        "2024, 2024-1, OBSERVATION,       2024-03-01, 2024-03-31, false",
        "2024, 2024-1, FOLLOW_UP,         2024-04-01, 2024-05-31, false",
        "2024, 2024-1, ASSESSMENT,        2024-06-01, 2024-06-30, true",
        "2024, 2024-2, PLANNING,          2024-07-01, 2024-07-31, false",
        "2024, 2024-2, IMPLEMENTATION,    2024-08-01, 2024-11-30, false",
        "2024, 2024-2, ASSESSMENT,        2024-12-01, 2024-12-31, true",
        "2024, 2024-2, ANNUAL_EVALUATION, 2025-01-01, 2025-01-31, true",
        "2025, 2025,   PLANNING,          2025-01-01, 2025-01-31, false",
        "2025, 2025,   ASSESSMENT,        2025-11-13, 2026-01-31, false"
    })
    void from_when_until_when_a_stage_runs(
            String id, String period, StageName name, String first, String ends, boolean binding) {
        var stage = stage(pack(id).period(period).orElseThrow(), name);
        assertThat(stage.first()).hasToString(first);
        assertThat(stage.ends()).hasToString(ends);
        assertThat(stage.binding()).isEqualTo(binding);
    }

    @ParameterizedTest
    @MethodSource("packs")
    void a_late_plan_is_accepted_because_no_sanction_was_found(Regulation pack) {
        assertThat(pack.periods())
                .allSatisfy(period -> assertThat(Objects.requireNonNull(
                                stage(period, StageName.PLANNING).late()))
                        .satisfies(late -> {
                            assertThat(late.value()).isEqualTo(Late.ACCEPTED);
                            assertThat(late.source()).isEqualTo("I");
                        }));
    }

    @Test
    void planning_of_the_first_semester_of_2024_was_extended_by_letter() {
        var planning = stage(pack("2024").period("2024-1").orElseThrow(), StageName.PLANNING);
        assertThat(planning.last()).hasToString("2024-01-31");
        assertThat(planning.extension()).satisfies(extension -> {
            assertThat(Objects.requireNonNull(extension).last()).hasToString("2024-03-31");
            assertThat(extension.basis()).contains("0559/B.B1/GT.02.00/2024");
            assertThat(extension.source()).isEqualTo("Oc");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "2024, TEACHER,   PRACTICE,          MANDATORY",
        "2024, TEACHER,   DEVELOPMENT,       MANDATORY",
        "2024, TEACHER,   ADDITIONAL_DUTIES, OPTIONAL",
        "2024, TEACHER,   WORK_BEHAVIOUR,    MANDATORY",
        "2024, TEACHER,   ALIGNMENT,         OPTIONAL",
        "2024, PRINCIPAL, PRACTICE,          MANDATORY",
        "2024, PRINCIPAL, DEVELOPMENT,       OPTIONAL",
        "2024, PRINCIPAL, ADDITIONAL_DUTIES, NONE",
        "2024, PRINCIPAL, WORK_BEHAVIOUR,    MANDATORY",
        "2024, PRINCIPAL, ALIGNMENT,         OPTIONAL",
        "2025, TEACHER,   PRACTICE,          MANDATORY",
        "2025, TEACHER,   DEVELOPMENT,       OPTIONAL",
        "2025, TEACHER,   ADDITIONAL_DUTIES, OPTIONAL",
        "2025, TEACHER,   WORK_BEHAVIOUR,    MANDATORY",
        "2025, TEACHER,   ALIGNMENT,         OPTIONAL",
        "2025, PRINCIPAL, PRACTICE,          MANDATORY",
        "2025, PRINCIPAL, DEVELOPMENT,       OPTIONAL",
        "2025, PRINCIPAL, ADDITIONAL_DUTIES, NONE",
        "2025, PRINCIPAL, WORK_BEHAVIOUR,    MANDATORY",
        "2025, PRINCIPAL, ALIGNMENT,         OPTIONAL"
    })
    void what_a_plan_consists_of(String id, Role role, Section section, Need need) {
        assertThat(pack(id).need(section, role)).isEqualTo(need);
    }

    @ParameterizedTest
    @MethodSource("packs")
    void teachers_and_principals_choose_among_eight_indicators_each(Regulation pack) {
        assertThat(pack.indicators().stream().filter(of(Role.TEACHER)))
                .extracting(Indicator::code)
                .containsExactly("GURU-1", "GURU-2", "GURU-3", "GURU-4", "GURU-5", "GURU-6", "GURU-7", "GURU-8");
        assertThat(pack.indicators().stream().filter(of(Role.PRINCIPAL)))
                .extracting(Indicator::code)
                .containsExactly("KS-1", "KS-2", "KS-3", "KS-4", "KS-5", "KS-6", "KS-7", "KS-8");
        assertThat(pack.indicators()).hasSize(16);
    }

    @ParameterizedTest
    @MethodSource("packs")
    void what_was_not_found_is_called_incomplete(Regulation pack) {
        assertThat(pack.indicators().stream().filter(indicator -> !indicator.complete()))
                .extracting(Indicator::code)
                .containsExactly("GURU-5", "GURU-7", "GURU-8", "KS-1", "KS-2", "KS-3", "KS-5");
        assertThat(pack.development().complete()).isFalse();
        assertThat(pack.additionalDuties().complete()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("indicators")
    void each_indicator_has_three_target_behaviours_with_three_examples_each_way_where_those_are_complete(
            Indicator indicator) {
        assertThat(indicator.behaviours()).hasSize(3);
        assertThat(indicator.behaviours().stream()
                        .map(Behaviour::examples)
                        .filter(Objects::nonNull)
                        .filter(Regulation.Examples::complete))
                .allSatisfy(examples -> {
                    assertThat(examples.encouraged()).hasSize(3);
                    assertThat(examples.discouraged()).hasSize(3);
                });
        assertThat(indicator.role() == Role.TEACHER && indicator.complete())
                .isEqualTo(indicator.behaviours().stream()
                        .map(Behaviour::examples)
                        .allMatch(examples -> examples != null && examples.complete()));
    }

    @Test
    void the_words_for_an_indicator_change_with_the_regulation() {
        assertThat(definition("2024")).startsWith("Upaya membangun suasana kelas yang kondusif");
        assertThat(definition("2025")).endsWith("murid dapat melakukan pembelajaran mendalam.");
    }

    @Test
    void points_in_2024_are_recommended_from_32_to_128() {
        assertThat(pack("2024").development().points()).satisfies(points -> {
            assertThat(Objects.requireNonNull(points).minimum()).isEqualTo(32);
            assertThat(points.maximum()).isEqualTo(128);
            assertThat(points.strength()).isEqualTo(Strength.RECOMMENDATION);
            assertThat(points.source()).isEqualTo("O");
        });
        assertThat(pack("2024").development().evidence())
                .isEqualTo(new Regulation.Evidence(List.of("PDF"), 10, "S", null));
        assertThat(pack("2025").development().points()).isNull();
        assertThat(pack("2025").development().evidence()).isNull();
        assertThat(pack("2025").development().activities()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PELATIHAN-MANDIRI, 8, O",
        "OBSERVASI-SEJAWAT, 8, O",
        "PENGGERAK-KOMUNITAS-BELAJAR, 36, O",
        "NARASUMBER-PRAKTIK-BAIK, 8, O",
        "PESERTA-BERBAGI-PRAKTIK-BAIK, 4, O",
        "PENDIDIKAN-JANGKA-PENDEK-MENENGAH, 128, S",
        "BIMBINGAN-TEKNIS, 8, S"
    })
    void what_an_activity_of_2024_is_worth(String code, int points, String source) {
        var activity = pack("2024").development().activity(code).orElseThrow();
        assertThat(activity.points()).isEqualTo(new Regulation.Rule<>(points, source, null));
        assertThat(activity.roles()).containsExactly(Role.TEACHER);
    }

    @Test
    void rows_that_were_not_found_are_not_there() {
        assertThat(pack("2024").development().activities())
                .extracting(Activity::code)
                .hasSize(7);
    }

    @ParameterizedTest
    @CsvSource({
        "WAKIL-KEPALA,              SD, false",
        "WAKIL-KEPALA,              SMP, true",
        "WAKIL-KEPALA,              SMA, true",
        "WAKIL-KEPALA,              SMK, true",
        "KEPALA-PERPUSTAKAAN,       TK, true",
        "KEPALA-PERPUSTAKAAN,       SLB, true",
        "KETUA-PROGRAM-KEAHLIAN,    SMA, false",
        "KETUA-PROGRAM-KEAHLIAN,    SMK, true",
        "KEPALA-LABORATORIUM,       SD, false",
        "KEPALA-LABORATORIUM,       SMP, true",
        "PEMBIMBING-KHUSUS,         SD, true",
        "WALI-KELAS,                SD, true",
        "PEMBINA-OSIS,              SD, false",
        "PEMBINA-OSIS,              SMP, true",
        "KOORDINATOR-BKK,           SMA, false",
        "KOORDINATOR-BKK,           SMK, true",
        "KETUA-LSP-P1,              SMK, true",
        "KETUA-LSP-P1,              SD, false"
    })
    void where_there_is_a_duty(String code, String level, boolean allowed) {
        assertThat(packs().map(pack -> pack.additionalDuties().duty(code).orElseThrow()))
                .allMatch(duty -> duty.allowedAt(level) == allowed);
    }

    @ParameterizedTest
    @MethodSource("packs")
    void the_seven_core_values_have_three_guiding_behaviours_each(Regulation pack) {
        assertThat(pack.workBehaviour().coreValues())
                .extracting(CoreValue::code, value -> value.behaviours().size())
                .containsExactly(
                        tuple("SERVICE", 3),
                        tuple("ACCOUNTABLE", 3),
                        tuple("COMPETENT", 3),
                        tuple("HARMONIOUS", 3),
                        tuple("LOYAL", 3),
                        tuple("ADAPTIVE", 3),
                        tuple("COLLABORATIVE", 3));
        assertThat(pack.workBehaviour().coreValues())
                .allSatisfy(value -> assertThat(value.behaviours())
                        .extracting(Guide::code)
                        .allMatch(code -> code.startsWith(value.code() + "-")));
        assertThat(pack.workBehaviour().behavioursPerValue().value()).isZero();
        assertThat(pack.workBehaviour().leaderExpectation().value()).isEqualTo(Need.OPTIONAL);
    }

    private static Regulation pack(String id) {
        return REGULATIONS.find(id).orElseThrow();
    }

    private static String definition(String id) {
        return Objects.requireNonNull(pack(id).indicator("GURU-1").orElseThrow().definition())
                .text();
    }

    private static Stage stage(Period period, StageName name) {
        return period.stages().stream()
                .filter(stage -> stage.name() == name)
                .findFirst()
                .orElseThrow();
    }

    private static Predicate<Indicator> of(Role role) {
        return indicator -> indicator.role() == role;
    }
}
