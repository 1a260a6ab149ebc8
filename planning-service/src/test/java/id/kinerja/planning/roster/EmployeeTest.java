package id.kinerja.planning.roster;

import static id.kinerja.planning.roster.Employee.Presence.LEAVING;
import static id.kinerja.planning.roster.Employee.Presence.LEFT;
import static id.kinerja.planning.roster.Employee.Presence.PRESENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import id.kinerja.kit.directory.Appointment;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Decision.Accepted;
import id.kinerja.kit.model.Decision.Refused;
import id.kinerja.kit.model.DomainEvent;
import id.kinerja.planning.roster.Employee.EmployeeAssigned;
import id.kinerja.planning.roster.Employee.EmployeeLeft;
import id.kinerja.planning.roster.Employee.Presence;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EmployeeTest {

    private static final LocalDate HIRED = LocalDate.of(2026, 1, 5);
    private static final LocalDate LAST_DAY = LocalDate.of(2026, 6, 30);
    private static final LocalDate TODAY = LocalDate.of(2026, 7, 1);

    private static final Employee SARI = sari("Guru Ahli Muda", HIRED);
    private static final Employee LEAVING_IN_JUNE = leaving(LAST_DAY);

    @Test
    void a_departure_is_told_once_and_corrected_by_another() {
        assertThat(accepted(SARI.leave(Departure.Reason.RETIRED, LAST_DAY)).events())
                .containsExactly(new EmployeeLeft("sari", Departure.Reason.RETIRED, LAST_DAY));
        assertThat(accepted(LEAVING_IN_JUNE.leave(Departure.Reason.RETIRED, LAST_DAY))
                        .events())
                .isEmpty();
        assertThat(accepted(LEAVING_IN_JUNE.leave(Departure.Reason.RESIGNED, LAST_DAY.minusDays(1)))
                        .events())
                .containsExactly(new EmployeeLeft("sari", Departure.Reason.RESIGNED, LAST_DAY.minusDays(1)));
    }

    /** What becomes of somebody, and what is told, by each command in each state. */
    static Stream<Arguments> commands() {
        return Stream.of(
                arguments(PRESENT, "the same in a file", "PRESENT, nothing is told"),
                arguments(
                        PRESENT,
                        "the same in a file from another day",
                        "PRESENT, told: assigned from 2026-06-01, stays"),
                arguments(PRESENT, "another post in a file", "PRESENT, told: assigned from 2026-07-01, stays"),
                arguments(PRESENT, "the same by an edit", "PRESENT, nothing is told"),
                arguments(PRESENT, "another post by an edit", "PRESENT, told: assigned from 2026-07-01, stays"),
                arguments(PRESENT, "leaves", "LEAVING, told: left on 2026-09-30"),
                arguments(PRESENT, "left long ago", "LEFT, told: left on 2026-03-31"),
                arguments(PRESENT, "takes leaving back", "refused to withdraw in PRESENT"),
                arguments(LEAVING, "the same in a file", "LEAVING, nothing is told"),
                arguments(LEAVING, "the same in a file from another day", "LEAVING, told: assigned from 2026-06-01"),
                arguments(LEAVING, "another post in a file", "LEAVING, told: assigned from 2026-07-01"),
                arguments(LEAVING, "the same by an edit", "LEAVING, nothing is told"),
                arguments(LEAVING, "another post by an edit", "LEAVING, told: assigned from 2026-07-01"),
                arguments(LEAVING, "leaves", "LEAVING, told: left on 2026-09-30"),
                arguments(LEAVING, "left long ago", "LEFT, told: left on 2026-03-31"),
                arguments(LEAVING, "takes leaving back", "PRESENT, told: assigned from 2026-01-05, stays"),
                arguments(LEFT, "the same in a file", "LEFT, nothing is told"),
                arguments(LEFT, "the same in a file from another day", "LEFT, nothing is told"),
                arguments(LEFT, "another post in a file", "LEFT, nothing is told"),
                arguments(LEFT, "the same by an edit", "PRESENT, told: assigned from 2026-07-01, stays"),
                arguments(LEFT, "another post by an edit", "PRESENT, told: assigned from 2026-07-01, stays"),
                arguments(LEFT, "leaves", "LEAVING, told: left on 2026-09-30"),
                arguments(LEFT, "left long ago", "LEFT, told: left on 2026-03-31"),
                arguments(LEFT, "takes leaving back", "PRESENT, told: assigned from 2026-01-05, stays"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("commands")
    void every_command_has_its_answer_in_every_state(Presence presence, String command, String answer) {
        var person = switch (presence) {
            case PRESENT -> SARI;
            case LEAVING -> leaving(TODAY);
            case LEFT -> leaving(TODAY.minusDays(1));
        };
        assertThat(person.presence(TODAY)).isEqualTo(presence);

        assertThat(shown(decision(person, command))).isEqualTo(answer);
    }

    private static Decision<Employee> decision(Employee person, String command) {
        var same = sari("Guru Ahli Muda", TODAY);
        var promoted = sari("Guru Ahli Madya", TODAY);
        return switch (command) {
            case "the same in a file" -> person.replacedBy(same, false, TODAY);
            case "the same in a file from another day" ->
                person.replacedBy(sari("Guru Ahli Muda", LocalDate.of(2026, 6, 1)), true, TODAY);
            case "another post in a file" -> person.replacedBy(promoted, false, TODAY);
            case "the same by an edit" -> person.correctedBy(same, false, TODAY);
            case "another post by an edit" -> person.correctedBy(promoted, false, TODAY);
            case "leaves" -> person.leave(Departure.Reason.RETIRED, LocalDate.of(2026, 9, 30));
            case "left long ago" -> person.leave(Departure.Reason.RETIRED, LocalDate.of(2026, 3, 31));
            case "takes leaving back" -> person.stay();
            default -> throw new IllegalArgumentException(command);
        };
    }

    private static String shown(Decision<Employee> decision) {
        return switch (decision) {
            case Refused<Employee>(var refusal) ->
                "refused to %s in %s"
                        .formatted(
                                refusal.facts().get("command"), refusal.facts().get("currentState"));
            case Accepted<Employee>(var after, var told) ->
                after.presence(TODAY)
                        + (told.isEmpty() ? ", nothing is told" : ", told: " + shown(told.getFirst()))
                        + (told.size() > 1 ? " and more" : "");
        };
    }

    private static String shown(DomainEvent event) {
        return switch (event) {
            case EmployeeAssigned assigned ->
                "assigned from " + assigned.effectiveFrom() + (assigned.stays() ? ", stays" : "");
            case EmployeeLeft left -> "left on " + left.lastDay();
            default -> event.toString();
        };
    }

    @Test
    void a_first_day_that_is_said_again_is_told_once() {
        var day = LocalDate.of(2026, 6, 1);
        var dated = accepted(SARI.replacedBy(sari("Guru Ahli Madya", day), true, TODAY))
                .state();

        assertThat(dated.effectiveFrom()).isEqualTo(day);
        assertThat(accepted(dated.replacedBy(sari("Guru Ahli Madya", day), true, TODAY))
                        .events())
                .isEmpty();
        assertThat(accepted(dated.replacedBy(sari("Guru Ahli Madya", TODAY), false, TODAY))
                        .events())
                .as("a file without the column")
                .isEmpty();
    }

    @Test
    void what_was_taken_back_leaves_nothing_of_it_behind() {
        assertThat(accepted(LEAVING_IN_JUNE.stay()).state()).isEqualTo(SARI);
    }

    private static Employee leaving(LocalDate lastDay) {
        return accepted(SARI.leave(Departure.Reason.RETIRED, lastDay)).state();
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
