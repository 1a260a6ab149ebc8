package id.kinerja.stack.demo;

import static id.kinerja.stack.demo.Rating.ABOVE_EXPECTATION;
import static id.kinerja.stack.demo.Rating.BELOW_EXPECTATION;
import static id.kinerja.stack.demo.Rating.MEETS_EXPECTATION;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerComparisonTest {

    private final Cast cast = DemoPeople.of(School.find(School.DEFAULT_NPSN).orElseThrow(), 3, 1);
    private final Person teacher = cast.teachers().getFirst();
    private final Person outsider = cast.teachers().getLast();
    private final Decisions decisions = new Decisions();

    private final Ledger.Annual annual = new Ledger.Annual(
            teacher.requireNip(),
            2026,
            1,
            2,
            2,
            cast.principal().requireNip(),
            cast.principal().name(),
            1);
    private final Ledger.Plan plan =
            new Ledger.Plan(teacher.requireNip(), "t:2026", "2026", 2026, "GURU-1", List.of("GURU-1-B", "GURU-1-A"), 1);
    private final Ledger.Observation observation = new Ledger.Observation(
            teacher.requireNip(),
            "t:2026:1",
            "t:2026",
            "2026",
            "2026-03-04",
            "GURU-1",
            List.of("GURU-1-A=NOT_DONE"),
            List.of(),
            1);

    @BeforeEach
    void decide() {
        decisions.add(new Decisions.Plan(teacher, "t:2026", "2026", 2026, "GURU-1", List.of("GURU-1-A", "GURU-1-B")));
        decisions.add(new Decisions.Observation(
                teacher,
                "t:2026:1",
                "t:2026",
                "2026",
                LocalDate.of(2026, 3, 4),
                "GURU-1",
                Map.of("GURU-1-A", "NOT_DONE"),
                List.of()));
        decisions.add(
                new Decisions.Result(teacher, "t:2026", 2026, ABOVE_EXPECTATION, MEETS_EXPECTATION, cast.principal()));
        decisions.add(new Decisions.Plan(outsider, "o:2026", "2026", 2026, "GURU-2", List.of()));
        decisions.add(
                new Decisions.Result(outsider, "o:2026", 2026, BELOW_EXPECTATION, MEETS_EXPECTATION, cast.principal()));
    }

    @Test
    void what_was_decided_is_what_is_held_and_outsiders_are_not_expected() {
        var comparison = compare(List.of(annual), List.of(plan), List.of(observation));
        assertThat(comparison).isEqualTo(new LedgerComparison(1, 1, 1, List.of(), List.of()));
        assertThat(comparison.isExact()).isTrue();
    }

    @Test
    void an_absent_record_is_missing() {
        var comparison = compare(List.of(), List.of(plan), List.of(observation));
        assertThat(comparison.missing()).containsExactly("annual result 2026 of " + teacher.nip());
        assertThat(comparison.unexpected()).isEmpty();
        assertThat(comparison.results()).isZero();
    }

    @Test
    void a_record_that_differs_is_missing_and_unexpected_with_the_field_named() {
        var different = new Ledger.Annual(annual.nip(), 2026, 1, 3, 4, annual.assessorNip(), annual.assessorName(), 1);
        var comparison = compare(List.of(different), List.of(plan), List.of(observation));
        assertThat(comparison.missing())
                .containsExactly(
                        "annual result 2026 of %s: quadrant decided 2, held 4; work behaviour decided 2, held 3"
                                .formatted(teacher.nip()));
        assertThat(comparison.unexpected()).isEqualTo(comparison.missing());
    }

    @Test
    void a_record_saved_twice_is_unexpected() {
        var twice = new Ledger.Annual(annual.nip(), 2026, 1, 2, 2, annual.assessorNip(), annual.assessorName(), 2);
        var comparison = compare(List.of(twice), List.of(plan), List.of(observation));
        assertThat(comparison.unexpected())
                .containsExactly("annual result 2026 of %s: saved 2 times".formatted(teacher.nip()));
        assertThat(comparison.isExact()).isFalse();
    }

    @Test
    void a_record_that_nobody_decided_is_unexpected() {
        var strange = new Ledger.Plan("199001012022211001", "x:2026", "2026", 2026, "GURU-1", List.of(), 1);
        var comparison = compare(List.of(annual), List.of(plan, strange), List.of(observation));
        assertThat(comparison.unexpected()).containsExactly("plan x:2026: nobody decided this");
    }

    @Test
    void a_key_held_twice_is_unexpected() {
        var comparison = compare(List.of(annual, annual), List.of(plan), List.of(observation));
        assertThat(comparison.unexpected())
                .containsExactly("annual result 2026 of %s: held more than once".formatted(teacher.nip()));
    }

    @ParameterizedTest
    @CsvSource({
        "ABOVE_EXPECTATION, ABOVE_EXPECTATION, 1",
        "ABOVE_EXPECTATION, MEETS_EXPECTATION, 2",
        "ABOVE_EXPECTATION, BELOW_EXPECTATION, 4",
        "MEETS_EXPECTATION, ABOVE_EXPECTATION, 2",
        "MEETS_EXPECTATION, MEETS_EXPECTATION, 2",
        "MEETS_EXPECTATION, BELOW_EXPECTATION, 4",
        "BELOW_EXPECTATION, ABOVE_EXPECTATION, 3",
        "BELOW_EXPECTATION, MEETS_EXPECTATION, 3",
        "BELOW_EXPECTATION, BELOW_EXPECTATION, 5",
    })
    void the_predicate_follows_from_both_ratings(Rating workResult, Rating workBehaviour, int code) {
        assertThat(Rating.predicateCode(workResult, workBehaviour)).isEqualTo(code);
    }

    private LedgerComparison compare(
            List<Ledger.Annual> results, List<Ledger.Plan> plans, List<Ledger.Observation> observations) {
        return LedgerComparison.of(decisions, new Ledger(results, plans, observations));
    }
}
