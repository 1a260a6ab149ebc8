package id.kinerja.planning.roster;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.aggregate.AggregateType;
import id.kinerja.kit.contracts.ContractFiles;
import id.kinerja.kit.directory.Appointment;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Decision.Accepted;
import id.kinerja.kit.model.DomainEvent;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

class RosterContractTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static final School SCHOOL = new School(
            "20306577",
            "SD NEGERI 3 KWADUNGAN",
            "SD",
            "NEGERI",
            "Kalikajar",
            "Kab. Wonosobo",
            "Jawa Tengah",
            "Asia/Jakarta");

    private static final Employee MELATI = Employee.described(
            "5f1c0d3a-7a52-4c3e-9a41-0c8f6b2d1e01",
            "melati.contoh.12@guru.sd.belajar.id",
            "Melati Contohwati",
            "199002282015042999",
            "9999000011112222",
            LocalDate.of(1990, 2, 28),
            EmploymentStatus.PNS,
            Role.TEACHER,
            "20306577",
            "Guru Ahli Muda",
            "III/c",
            "SD NEGERI 3 KWADUNGAN",
            "8b7e2c94-13d6-4f0a-b5c2-3e9a7d604f02",
            "c24a9f60-5e8b-4d17-8f3c-91b0d7e26a03",
            Appointment.DEFINITIVE,
            StaffType.GURU_KELAS,
            FunctionalLevel.AHLI_MUDA,
            LocalDate.of(2026, 1, 5),
            null);

    @Test
    void a_registered_school_tells_what_the_golden_example_says() {
        assertGolden(RosterConfiguration.SCHOOLS, eventsOf(SCHOOL.register()), SCHOOL.npsn());
    }

    @Test
    void an_assigned_employee_tells_what_the_golden_example_says() {
        assertGolden(RosterConfiguration.EMPLOYEES, eventsOf(MELATI.assign()), MELATI.employeeId());
    }

    @Test
    void who_leaves_is_told_as_the_golden_example_says() {
        assertGolden(
                RosterConfiguration.EMPLOYEES,
                eventsOf(MELATI.leave(Departure.Reason.RETIRED, LocalDate.of(2027, 3, 31))),
                MELATI.employeeId());
    }

    @ParameterizedTest
    @EnumSource
    void every_reason_to_leave_may_be_told(Departure.Reason reason) {
        ContractFiles.assertValid(
                "id.kinerja.roster.EmployeeLeft.v1",
                JSON.writeValueAsString(eventsOf(MELATI.leave(reason, LocalDate.of(2027, 3, 31)))
                        .getFirst()));
    }

    @Test
    void somebody_of_whom_little_is_known_is_told_of_validly() {
        var wiji = Employee.described(
                MELATI.employeeId(),
                MELATI.account(),
                "Wiji",
                null,
                null,
                null,
                EmploymentStatus.NON_ASN,
                Role.SUPERVISOR,
                null,
                "Pengawas",
                null,
                "Dinas Pendidikan",
                null,
                null,
                Appointment.DEFINITIVE,
                null,
                null,
                MELATI.effectiveFrom(),
                null);

        ContractFiles.assertValid(
                "id.kinerja.roster.EmployeeAssigned.v1",
                JSON.writeValueAsString(eventsOf(wiji.assign()).getFirst()));
    }

    @Test
    void what_is_imported_again_unchanged_tells_nobody_anything() {
        var nextDay = Employee.described(
                MELATI.employeeId(),
                MELATI.account(),
                MELATI.name(),
                MELATI.nip(),
                MELATI.nuptk(),
                MELATI.birthDate(),
                MELATI.employmentStatus(),
                MELATI.role(),
                MELATI.npsn(),
                MELATI.position(),
                MELATI.grade(),
                MELATI.orgUnit(),
                MELATI.appraiserId(),
                MELATI.superiorId(),
                MELATI.appointment(),
                MELATI.staffType(),
                MELATI.functionalLevel(),
                MELATI.effectiveFrom().plusDays(1),
                null);

        assertThat(eventsOf(MELATI.replacedBy(nextDay, false, nextDay.effectiveFrom())))
                .isEmpty();
        assertThat(eventsOf(SCHOOL.replacedBy(SCHOOL))).isEmpty();
    }

    private static void assertGolden(AggregateType<?> type, List<DomainEvent> events, String id) {
        assertThat(events).singleElement().satisfies(event -> {
            var wireName = Objects.requireNonNull(type.eventTypes().get(event.getClass()));
            var golden = ContractFiles.golden(wireName);
            var told = JSON.writeValueAsString(event);
            ContractFiles.assertValid(wireName, told);
            assertThat(JSON.readTree(told)).isEqualTo(JSON.readTree(golden.dataJson()));
            assertThat(event.subject()).isEqualTo(golden.key());
            assertThat(golden.headers()).containsEntry("ce_source", type.sourcePrefix() + id);
        });
    }

    private static List<DomainEvent> eventsOf(Decision<?> decision) {
        return decision instanceof Accepted<?>(var state, var events) ? events : List.of();
    }
}
