package id.kinerja.planning.roster;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.regulation.Regulations;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RosterCalendarTest {

    /** Half past midnight where the office is. */
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-06-30T17:30:00Z"), ZoneOffset.UTC);

    @Test
    void an_assignment_begins_between_the_oldest_period_and_today_where_the_office_is() {
        assertThat(days(Period.ZERO))
                .isEqualTo(
                        new RosterDays(LocalDate.of(2026, 7, 1), LocalDate.of(2024, 1, 1), LocalDate.of(2026, 7, 1)));
    }

    @Test
    void an_office_may_choose_to_say_assignments_ahead() {
        assertThat(days(Period.ofDays(14)).last()).isEqualTo(LocalDate.of(2026, 7, 15));
    }

    private static RosterDays days(Period ahead) {
        return new RosterCalendar(Regulations.fromClasspath(), ahead, CLOCK).days();
    }
}
