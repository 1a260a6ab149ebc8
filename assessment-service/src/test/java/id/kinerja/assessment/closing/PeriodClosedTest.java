package id.kinerja.assessment.closing;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.assessment.closing.SchoolPeriod.Closing;
import id.kinerja.assessment.closing.SchoolPeriod.Included;
import id.kinerja.assessment.rating.Predicate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PeriodClosedTest {

    private static PeriodClosed told(Map<Predicate, Integer> counts) {
        int people = counts.values().stream().mapToInt(Integer::intValue).sum();
        var included = IntStream.range(0, people)
                .mapToObj(n -> new Included("person-%d:2026".formatted(n), 1))
                .toList();
        return PeriodClosed.of(
                SchoolPeriod.open("20306577", "2026", "2025", 2026),
                new Closing(Instant.parse("2026-12-17T04:00:00Z"), "principal", counts, included, List.of()));
    }

    @Test
    void people_are_counted_by_predicate() {
        var counts = Map.of(Predicate.GOOD, 4, Predicate.VERY_GOOD, 1);

        assertThat(told(counts).counts()).containsExactlyInAnyOrderEntriesOf(counts);
        assertThat(told(counts).countsWithheld()).isFalse();
    }

    @Test
    void too_few_people_are_not_counted() {
        var told = told(Map.of(Predicate.GOOD, 3, Predicate.VERY_GOOD, 1));

        assertThat(told.counts()).isEmpty();
        assertThat(told.countsWithheld()).isTrue();
        assertThat(told.included()).hasSize(4);
    }

    @Test
    void people_who_all_have_the_same_predicate_are_not_counted() {
        assertThat(told(Map.of(Predicate.GOOD, 30)).counts()).isEmpty();
        assertThat(told(Map.of(Predicate.GOOD, 30)).countsWithheld()).isTrue();
    }

    @Test
    void where_nobody_is_included_nothing_is_withheld() {
        assertThat(told(Map.of()).countsWithheld()).isFalse();
    }
}
