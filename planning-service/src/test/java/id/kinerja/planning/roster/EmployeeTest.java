package id.kinerja.planning.roster;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.directory.Appointment;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Decision.Accepted;
import id.kinerja.planning.roster.Employee.EmployeeAssigned;
import id.kinerja.planning.roster.Employee.EmployeeLeft;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class EmployeeTest {

    private static final LocalDate HIRED = LocalDate.of(2026, 1, 5);
    private static final LocalDate LAST_DAY = LocalDate.of(2026, 6, 30);

    private static final Employee SARI = sari("Guru Ahli Muda", HIRED);
    private static final Employee LEAVING =
            accepted(SARI.leave(Departure.Reason.RETIRED, LAST_DAY)).state();

    @Test
    void a_departure_is_told_once_and_corrected_by_another() {
        assertThat(accepted(SARI.leave(Departure.Reason.RETIRED, LAST_DAY)).events())
                .containsExactly(new EmployeeLeft("sari", Departure.Reason.RETIRED, LAST_DAY));
        assertThat(accepted(LEAVING.leave(Departure.Reason.RETIRED, LAST_DAY)).events())
                .isEmpty();
        assertThat(accepted(LEAVING.leave(Departure.Reason.RESIGNED, LAST_DAY.minusDays(1)))
                        .events())
                .containsExactly(new EmployeeLeft("sari", Departure.Reason.RESIGNED, LAST_DAY.minusDays(1)));
    }

    @Test
    void who_is_going_to_leave_may_be_assigned_anew_until_the_last_day_and_still_leaves() {
        var promoted = accepted(LEAVING.replacedBy(sari("Guru Ahli Madya", LAST_DAY)));

        assertThat(promoted.events())
                .singleElement()
                .isInstanceOfSatisfying(
                        EmployeeAssigned.class,
                        event -> assertThat(event.position()).isEqualTo("Guru Ahli Madya"));
        assertThat(promoted.state().departure()).isEqualTo(LEAVING.departure());
    }

    @Test
    void a_list_that_still_names_who_has_left_brings_nobody_back() {
        var named = accepted(LEAVING.replacedBy(sari("Guru Ahli Madya", LAST_DAY.plusDays(1))));

        assertThat(named.events()).isEmpty();
        assertThat(named.state()).isEqualTo(LEAVING);
    }

    @Test
    void who_has_left_comes_back_when_somebody_says_so_even_to_the_same_post() {
        var back = accepted(LEAVING.correctedBy(sari("Guru Ahli Muda", LAST_DAY.plusDays(1))));

        assertThat(back.events())
                .singleElement()
                .isInstanceOfSatisfying(
                        EmployeeAssigned.class,
                        event -> assertThat(event.effectiveFrom()).isEqualTo(LAST_DAY.plusDays(1)));
        assertThat(back.state().departure()).isNull();
        assertThat(accepted(SARI.correctedBy(sari("Guru Ahli Muda", LAST_DAY))).events())
                .as("whoever never left is where they are")
                .isEmpty();
    }

    private static Accepted<Employee> accepted(Decision<Employee> decision) {
        assertThat(decision).isInstanceOf(Accepted.class);
        return (Accepted<Employee>) decision;
    }

    private static Employee sari(String position, LocalDate from) {
        return Employee.described(
                "sari",
                "sari@guru.sd.belajar.id",
                "Sari Puspita",
                null,
                null,
                null,
                EmploymentStatus.NON_ASN,
                Role.TEACHER,
                "20306577",
                position,
                null,
                "SD NEGERI 3 KWADUNGAN",
                null,
                null,
                Appointment.DEFINITIVE,
                null,
                null,
                from,
                null);
    }
}
