package id.kinerja.planning.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MonthRuleTest {

    @ParameterizedTest
    @CsvSource({
        "2026-01-01, FIRST_DAY, 0",
        "2026-01-01, MOST_DAYS, 0",
        "2026-01-02, FIRST_DAY, 1",
        "2026-01-02, MOST_DAYS, 0",
        "2026-01-16, MOST_DAYS, 0",
        "2026-01-17, MOST_DAYS, 1",
        // Of 28 days 14 were served before.
        "2026-02-15, MOST_DAYS, 2",
        "2026-02-14, MOST_DAYS, 1",
        "2026-08-01, FIRST_DAY, 7",
        "2026-08-03, FIRST_DAY, 8",
        "2026-08-03, MOST_DAYS, 7",
        "2026-12-31, FIRST_DAY, 12",
        "2025-12-01, FIRST_DAY, 0",
        "2025-12-01, MOST_DAYS, 0",
        "2027-01-01, FIRST_DAY, 12",
        "2027-01-01, MOST_DAYS, 12",
    })
    void a_month_belongs_to_one_of_the_two_sides_of_a_day(LocalDate day, MonthRule rule, int before) {
        assertThat(rule.before(day, GoldenPlan.PERIOD)).isEqualTo(before);
    }
}
