package id.kinerja.planning;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.directory.Role;
import id.kinerja.kit.regulation.Regulation;
import id.kinerja.kit.regulation.Regulation.Behaviour;
import id.kinerja.kit.regulation.Regulation.Indicator;
import id.kinerja.kit.regulation.Regulations;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Regulation pack 2025, Kepdirjen GTK 4242. */
class RegulationPackTest {

    private static final Regulations REGULATIONS = Regulations.fromClasspath();
    private static final Regulation PACK = REGULATIONS.find("2025").orElseThrow();

    static Stream<Indicator> indicators() {
        return PACK.indicators().stream();
    }

    @Test
    void teachers_and_principals_choose_among_eight_indicators_each() {
        assertThat(indicators().filter(of(Role.TEACHER)))
                .extracting(Indicator::code)
                .containsExactly("GURU-1", "GURU-2", "GURU-3", "GURU-4", "GURU-5", "GURU-6", "GURU-7", "GURU-8");
        assertThat(indicators().filter(of(Role.PRINCIPAL)))
                .extracting(Indicator::code)
                .containsExactly("KS-1", "KS-2", "KS-3", "KS-4", "KS-5", "KS-6", "KS-7", "KS-8");
        assertThat(PACK.indicators()).hasSize(16);
    }

    @Test
    void no_code_means_two_things() {
        assertThat(Stream.concat(indicators().map(Indicator::code), indicators().flatMap(RegulationPackTest::codes)))
                .doesNotHaveDuplicates();
        assertThat(PACK.coreValues())
                .extracting(Regulation.CoreValue::code)
                .doesNotHaveDuplicates()
                .hasSize(7);
    }

    @ParameterizedTest
    @MethodSource("indicators")
    void a_behaviour_tells_by_its_code_to_which_indicator_it_belongs(Indicator indicator) {
        assertThat(codes(indicator)).hasSize(3).allMatch(code -> code.startsWith(indicator.code() + "-"));
    }

    @ParameterizedTest
    @MethodSource("indicators")
    void what_was_not_found_stays_visibly_absent(Indicator indicator) {
        assertThat(indicator.source()).isNotBlank();
        assertThat(indicator.behaviours())
                .allMatch(behaviour ->
                        (behaviour.text() == null) == behaviour.source().equals("NF"));
        assertThat(indicator.complete() && indicator.behaviours().stream().anyMatch(b -> b.text() == null))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025", "2026"})
    void both_years_are_governed_by_it(String period) {
        assertThat(REGULATIONS.ofPeriod(period)).contains(PACK);
        assertThat(PACK.period(period)).hasValueSatisfying(year -> {
            assertThat(year.year()).isEqualTo(Integer.parseInt(period));
            assertThat(year.first()).hasToString(period + "-01-01");
            assertThat(year.last()).hasToString(period + "-12-31");
            assertThat(year.stages()).allMatch(stage -> !stage.first().isAfter(stage.last()));
        });
    }

    private static java.util.function.Predicate<Indicator> of(Role role) {
        return indicator -> indicator.role() == role;
    }

    private static Stream<String> codes(Indicator indicator) {
        return indicator.behaviours().stream().map(Behaviour::code);
    }
}
