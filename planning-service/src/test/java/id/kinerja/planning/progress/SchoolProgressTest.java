package id.kinerja.planning.progress;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.directory.Appointment;
import id.kinerja.kit.directory.AppraiserCapacity;
import id.kinerja.kit.directory.DirectoryEntry;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import id.kinerja.planning.progress.SchoolProgress.Day;
import id.kinerja.planning.progress.SchoolProgress.DayCount;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchoolProgressTest {

    private static final ZoneId JAYAPURA = ZoneId.of("Asia/Jayapura");
    private static final ZoneId JAKARTA = ZoneId.of("Asia/Jakarta");

    @Test
    void everybody_who_needs_a_plan_is_counted_once_under_the_state_of_the_plan() {
        var school = SchoolProgress.of(
                List.of(
                        person("a", Role.TEACHER),
                        person("b", Role.TEACHER),
                        person("c", Role.PRINCIPAL),
                        person("d", Role.SUPERVISOR)),
                List.of(
                        plan("a:2026", "a", PlanState.AGREED),
                        plan("c:2026", "c", PlanState.DRAFT),
                        plan("c:2025", "c", PlanState.AGREED),
                        plan("gone:2026", "gone", PlanState.SUBMITTED)),
                "2026");

        assertThat(school.counts())
                .containsExactly(
                        new Headcount(Role.TEACHER, PlanState.NOT_BEGUN, null, 1),
                        new Headcount(Role.TEACHER, PlanState.AGREED, null, 1),
                        new Headcount(Role.PRINCIPAL, PlanState.DRAFT, null, 1));
        assertThat(school.notDone())
                .extracting(member -> member.person().employeeId())
                .containsExactly("c", "b");
    }

    @Test
    void of_several_parts_of_a_period_the_last_one_counts_and_a_closed_one_never_does() {
        var closed = plan("a:2026", "a", PlanState.CLOSED);
        var people = List.of(person("a", Role.TEACHER));

        assertThat(stateOf(SchoolProgress.of(people, List.of(closed), "2026"))).isEqualTo(PlanState.NOT_BEGUN);
        assertThat(stateOf(
                        SchoolProgress.of(people, List.of(plan("a:2026.2", "a", PlanState.SUBMITTED), closed), "2026")))
                .isEqualTo(PlanState.SUBMITTED);
    }

    @ParameterizedTest
    @CsvSource({"2026-06-29, 3", "2026-06-30, 3", "2026-07-01, 1", "2027-01-01, 1"})
    void whoever_leaves_counts_up_to_the_last_day(LocalDate day, int people) {
        var counts = List.of(
                new Headcount(Role.TEACHER, PlanState.DRAFT, LocalDate.of(2026, 6, 30), 2),
                new Headcount(Role.TEACHER, PlanState.DRAFT, null, 1));

        assertThat(Headcount.people(Headcount.byState(Headcount.on(day, counts))))
                .isEqualTo(people);
    }

    @Test
    void whom_somebody_appraised_who_has_left_waits_for_the_office() {
        var leader = new DirectoryEntry(
                "boss",
                "boss@guru.sd.belajar.id",
                "Nama",
                Role.PRINCIPAL,
                EmploymentStatus.PNS,
                "20306577",
                null,
                null,
                Appointment.DEFINITIVE,
                LocalDate.of(2026, 6, 30),
                AppraiserCapacity.NOBODY);
        var school = SchoolProgress.of(
                List.of(leader, person("a", Role.TEACHER)), List.of(plan("a:2026", "a", PlanState.SUBMITTED)), "2026");

        assertThat(school.counts())
                .contains(new Headcount(Role.PRINCIPAL, PlanState.NOT_BEGUN, LocalDate.of(2026, 6, 30), 1));
        assertThat(waiting(school.on(LocalDate.of(2026, 6, 30)))).containsExactly("boss EMPLOYEE", "a APPRAISER");
        assertThat(waiting(school.on(LocalDate.of(2026, 7, 1)))).containsExactly("a OFFICE");
    }

    @Test
    void a_day_is_one_of_the_school() {
        // Late in the evening in Jakarta it is the next day in Jayapura.
        var step = new PlanStep(
                "a:2026",
                "a",
                "2026",
                PlanState.AGREED,
                Instant.parse("2026-01-31T16:00:00Z"),
                Instant.parse("2026-01-30T02:00:00Z"),
                Instant.parse("2026-01-31T16:00:00Z"),
                Instant.parse("2026-01-31T16:00:00Z"));
        var school = SchoolProgress.of(List.of(person("a", Role.TEACHER)), List.of(step), "2026");

        assertThat(school.days(JAKARTA))
                .containsExactly(
                        new Day(LocalDate.of(2026, 1, 30), 1, 0, 0), new Day(LocalDate.of(2026, 1, 31), 0, 1, 1));
        assertThat(school.days(JAYAPURA))
                .containsExactly(
                        new Day(LocalDate.of(2026, 1, 30), 1, 0, 0), new Day(LocalDate.of(2026, 2, 1), 0, 1, 1));
    }

    @Test
    void what_was_done_on_a_day_is_summed_over_schools_and_whoever_has_left_drops_out_of_it() {
        var leaver = new DirectoryEntry(
                "b",
                "b@guru.sd.belajar.id",
                "Nama",
                Role.TEACHER,
                EmploymentStatus.PNS,
                "20306577",
                "boss",
                null,
                Appointment.DEFINITIVE,
                LocalDate.of(2026, 6, 30),
                AppraiserCapacity.APPRAISER);
        var counts = SchoolProgress.of(
                        List.of(person("a", Role.TEACHER), leaver, person("c", Role.TEACHER)),
                        List.of(
                                submitted("a", "2026-01-12"),
                                submitted("b", "2026-01-12"),
                                submitted("c", "2026-01-13")),
                        "2026")
                .dayCounts(JAKARTA);

        assertThat(Day.sum(DayCount.on(LocalDate.of(2026, 6, 30), counts)))
                .containsExactly(
                        new Day(LocalDate.of(2026, 1, 12), 2, 0, 0), new Day(LocalDate.of(2026, 1, 13), 1, 0, 0));
        var afterwards = Day.sum(DayCount.on(LocalDate.of(2026, 7, 1), counts));
        assertThat(afterwards)
                .containsExactly(
                        new Day(LocalDate.of(2026, 1, 12), 1, 0, 0), new Day(LocalDate.of(2026, 1, 13), 1, 0, 0));
        assertThat(Day.sum(Stream.concat(afterwards.stream(), Stream.of(new Day(LocalDate.of(2026, 1, 13), 0, 2, 1)))))
                .containsExactly(
                        new Day(LocalDate.of(2026, 1, 12), 1, 0, 0), new Day(LocalDate.of(2026, 1, 13), 1, 2, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "DRAFT, boss, EMPLOYEE",
        "SUBMITTED, boss, APPRAISER",
        "SUBMITTED, , OFFICE",
        "RETURNED, boss, EMPLOYEE",
        "APPROVED, boss, EMPLOYEE",
        "REOPENED, , EMPLOYEE"
    })
    void a_plan_waits_for_whoever_has_it_in_hand(PlanState state, @Nullable String appraiser, String waitsFor) {
        var school = SchoolProgress.of(
                List.of(person("a", Role.TEACHER, appraiser)), List.of(plan("a:2026", "a", state)), "2026");

        assertThat(school.members().getFirst().waitsFor()).isEqualTo(waitsFor);
        assertThat(school.members().getFirst().daysWaiting(LocalDate.of(2026, 1, 15), JAKARTA))
                .isEqualTo(5);
    }

    private static List<String> waiting(SchoolProgress school) {
        return school.members().stream()
                .map(member -> member.person().employeeId() + " " + member.waitsFor())
                .toList();
    }

    private static PlanState stateOf(SchoolProgress school) {
        return school.members().getFirst().state();
    }

    private static DirectoryEntry person(String id, Role role) {
        return person(id, role, "boss");
    }

    private static DirectoryEntry person(String id, Role role, @Nullable String appraiser) {
        return new DirectoryEntry(
                id, id + "@guru.sd.belajar.id", "Nama", role, EmploymentStatus.PNS, "20306577", appraiser);
    }

    private static PlanStep submitted(String employeeId, String day) {
        var at = Instant.parse(day + "T02:00:00Z");
        return new PlanStep(employeeId + ":2026", employeeId, "2026", PlanState.SUBMITTED, at, at, null, null);
    }

    private static PlanStep plan(String id, String employeeId, PlanState state) {
        var period = id.replaceFirst(".*:", "").replaceFirst("\\..*", "");
        return new PlanStep(id, employeeId, period, state, Instant.parse("2026-01-10T02:00:00Z"), null, null, null);
    }
}
