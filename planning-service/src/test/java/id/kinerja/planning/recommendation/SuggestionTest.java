package id.kinerja.planning.recommendation;

import static id.kinerja.planning.recommendation.Attainment.GOOD;
import static id.kinerja.planning.recommendation.Attainment.LOW;
import static id.kinerja.planning.recommendation.Attainment.MODERATE;
import static id.kinerja.planning.recommendation.Attainment.NOT_AVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import id.kinerja.kit.directory.Role;
import id.kinerja.kit.regulation.Regulation;
import id.kinerja.kit.regulation.Regulation.Indicator;
import id.kinerja.kit.regulation.Regulations;
import id.kinerja.planning.recommendation.EducationReport.Row;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuggestionTest {

    private static final Regulations PACKS = Regulations.fromClasspath();
    private static final Regulation PACK = PACKS.find("2025").orElseThrow();

    private static Row row(String code, Attainment attainment, @Nullable String score, @Nullable String change) {
        return new Row(
                code,
                attainment,
                score == null ? null : new BigDecimal(score),
                change == null ? null : new BigDecimal(change));
    }

    private static EducationReport report(List<Row> rows) {
        return new EducationReport(
                "20306578:2025", "20306578", 2025, rows, "operator", Instant.parse("2026-01-02T00:00:00Z"));
    }

    static Stream<Arguments> reports() {
        return Stream.of(
                arguments(
                        "the lowest attainment, whatever the scores",
                        List.of(
                                row("D.1.1", GOOD, "50", null),
                                row("D.1.2", LOW, "60", null),
                                row("D.1.3", MODERATE, "40", null)),
                        "Dukungan psikologis"),
                arguments(
                        "of equal attainments the lowest score",
                        List.of(
                                row("D.1.1", MODERATE, "61.5", "-9"),
                                row("D.1.2", MODERATE, "60", null),
                                row("D.1.3", MODERATE, "59.9", "8")),
                        "Metode pembelajaran"),
                arguments(
                        "of equal scores the largest fall",
                        List.of(
                                row("D.1.1", MODERATE, "60", "2"),
                                row("D.1.2", MODERATE, "60", "-3.5"),
                                row("D.1.3", MODERATE, "60", null)),
                        "Dukungan psikologis"),
                arguments(
                        "then the first code",
                        List.of(row("D.1.3", GOOD, null, null), row("D.1.1", GOOD, null, null)),
                        "Manajemen kelas"),
                arguments(
                        "a score is weaker than none",
                        List.of(row("D.1.1", LOW, null, null), row("D.1.3", LOW, "90", null)),
                        "Metode pembelajaran"),
                arguments(
                        "what is not available is not weak",
                        List.of(row("D.1.1", NOT_AVAILABLE, null, null), row("D.1.2", GOOD, "90", null)),
                        "Dukungan psikologis"),
                arguments(
                        "rows that the pack does not name do not count",
                        List.of(row("A.1", LOW, "10", null), row("D.1.1", GOOD, "80", null)),
                        "Manajemen kelas"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reports")
    void the_indicators_of_the_weakest_component_are_suggested(String what, List<Row> rows, String component) {
        var suggestion = Suggestion.from(report(rows), PACK, Role.TEACHER);
        assertThat(suggestion.component()).isEqualTo(component);
        assertThat(suggestion.indicators()).isNotEmpty().allSatisfy(indicator -> {
            assertThat(indicator.role()).isEqualTo(Role.TEACHER);
            assertThat(indicator.component()).isEqualTo(component);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "en"})
    void everything_is_said_in_words(String language) {
        var texts = ResourceBundle.getBundle("messages", Locale.of(language));
        Stream.of(Attainment.values())
                .filter(Attainment::tells)
                .forEach(attainment ->
                        assertThat(texts.getString("attainment." + attainment)).isNotBlank());
        for (var outcome : RecommendationController.Outcome.values()) {
            assertThat(texts.getString("recommendation." + outcome)).isNotBlank();
        }
    }

    @Test
    void for_a_principal_every_indicator_is_named_because_the_parts_were_not_found() {
        var suggestion = Suggestion.from(report(List.of(row("D.3", LOW, "40", null))), PACK, Role.PRINCIPAL);
        assertThat(suggestion.component()).isNull();
        assertThat(suggestion.indicators()).extracting(Indicator::role).containsOnly(Role.PRINCIPAL);
        assertThat(suggestion.indicators()).hasSize(8);
    }

    @Test
    void a_report_that_tells_nothing_suggests_nothing() {
        var suggestion = Suggestion.from(report(List.of(row("D.1.1", NOT_AVAILABLE, null, null))), PACK, Role.TEACHER);
        assertThat(suggestion.compared()).isEmpty();
        assertThat(suggestion.indicators()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024", "2025"})
    void every_indicator_of_teachers_can_be_suggested(String id) {
        var pack = PACKS.find(id).orElseThrow();
        var suggested = Stream.of("D.1.1", "D.1.2", "D.1.3")
                .flatMap(code ->
                        Suggestion.from(report(List.of(row(code, LOW, "1", null))), pack, Role.TEACHER)
                                .indicators()
                                .stream())
                .map(Indicator::code)
                .toList();
        assertThat(suggested)
                .containsExactlyInAnyOrderElementsOf(pack.indicators().stream()
                        .filter(indicator -> indicator.role() == Role.TEACHER)
                        .map(Indicator::code)
                        .toList());
    }
}
