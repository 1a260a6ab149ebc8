package id.kinerja.planning.roster;

import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.directory.Appointment;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

/** Puts people into the roster as no import would let them in, past its checks. */
public final class SeededRoster {

    private final AggregateStore<School> schools;
    private final AggregateStore<Employee> employees;

    /** @param service the stores of its roster are nobody else's to see */
    @SuppressWarnings("unchecked")
    public SeededRoster(ApplicationContext service) {
        this.schools = (AggregateStore<School>) service.getBean("schools");
        this.employees = (AggregateStore<Employee>) service.getBean("employees");
    }

    /**
     * A person of the roster.
     *
     * @param staffType Jenis PTK as Dapodik writes it; null where the roster does not say
     */
    public record Seed(
            String employeeId,
            String account,
            EmploymentStatus employmentStatus,
            Role role,
            @Nullable String npsn,
            @Nullable String nip,
            @Nullable String appraiserId,
            Appointment appointment,
            @Nullable String staffType) {

        /** A PNS without anything amiss, born on 1 January 1980. */
        public static Seed of(Role role, @Nullable String npsn, @Nullable String appraiserId, @Nullable String nip) {
            var id = UUID.randomUUID().toString();
            return new Seed(
                    id,
                    id + "@guru.sd.belajar.id",
                    EmploymentStatus.PNS,
                    role,
                    npsn,
                    nip,
                    appraiserId,
                    Appointment.DEFINITIVE,
                    null);
        }

        public Seed account(String other) {
            return new Seed(employeeId, other, employmentStatus, role, npsn, nip, appraiserId, appointment, staffType);
        }

        public Seed nip(@Nullable String other) {
            return new Seed(
                    employeeId, account, employmentStatus, role, npsn, other, appraiserId, appointment, staffType);
        }

        public Seed appraisedBy(@Nullable String other) {
            return new Seed(employeeId, account, employmentStatus, role, npsn, nip, other, appointment, staffType);
        }

        public Seed acting() {
            return new Seed(
                    employeeId, account, employmentStatus, role, npsn, nip, appraiserId, Appointment.ACTING, staffType);
        }

        public Seed staffType(String other) {
            return new Seed(employeeId, account, employmentStatus, role, npsn, nip, appraiserId, appointment, other);
        }
    }

    public void school(String npsn, String regency) {
        school(npsn, regency, "SD NEGERI CONTOH");
    }

    /** @param name the unit of everybody put here is SD NEGERI CONTOH */
    public void school(String npsn, String regency, String name) {
        var school = new School(npsn, name, "SD", "NEGERI", "Contoh", regency, "Jawa Tengah", "Asia/Jakarta");
        schools.create(npsn, CommandGuard.none(), school::register);
    }

    /** @return the person's employee id */
    public String put(Seed seed) {
        var person = new Employee(
                seed.employeeId(),
                seed.account(),
                "Contoh",
                seed.nip(),
                null,
                LocalDate.of(1980, 1, 1),
                seed.employmentStatus(),
                seed.role(),
                seed.npsn(),
                "Guru Ahli Muda",
                "III/c",
                "SD NEGERI CONTOH",
                seed.appraiserId(),
                null,
                seed.appointment(),
                seed.staffType() == null
                        ? null
                        : StaffType.named(seed.staffType()).orElseThrow(),
                null,
                LocalDate.of(2026, 1, 1),
                null,
                Deciding.nominally(seed.appraiserId()));
        employees.create(person.employeeId(), CommandGuard.none(), person::assign);
        return person.employeeId();
    }

    public void leave(String employeeId, LocalDate lastDay) {
        employees.change(employeeId, CommandGuard.none(), person -> person.leave(Departure.Reason.RETIRED, lastDay));
    }
}
