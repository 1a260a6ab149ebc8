package id.kinerja.planning.roster;

import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.directory.Appointment;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A person as the API shows them. */
sealed interface EmployeeView {

    /**
     * For operators and the office.
     *
     * @param appraiserAccount null while the post is vacant
     * @param superiorAccount of the appraiser's superior; null where that is whoever appraises the appraiser
     * @param departure null for whoever stays
     * @param warnings what is odd and may yet be right, each with its pointer
     * @param deciding who decides on this person now: the appraiser, or who does so in the appraiser's place
     */
    record Whole(
            String employeeId,
            long version,
            String account,
            String name,
            @Nullable String nip,
            @Nullable String nuptk,
            @Nullable LocalDate birthDate,
            EmploymentStatus employmentStatus,
            Role role,
            @Nullable String npsn,
            String position,
            @Nullable String grade,
            String orgUnit,
            @Nullable String appraiserId,
            @Nullable String appraiserAccount,
            @Nullable String superiorId,
            @Nullable String superiorAccount,
            Appointment appointment,
            @Nullable StaffType staffType,
            @Nullable FunctionalLevel functionalLevel,
            LocalDate effectiveFrom,
            @Nullable Departure departure,
            Deciding deciding,
            List<Map<String, Object>> warnings)
            implements EmployeeView {

        static Whole of(
                Stored<Employee> stored,
                @Nullable String appraiserAccount,
                @Nullable String superiorAccount,
                List<Map<String, Object>> warnings) {
            var one = stored.state();
            return new Whole(
                    one.employeeId(),
                    stored.version(),
                    one.account(),
                    one.name(),
                    one.nip(),
                    one.nuptk(),
                    one.birthDate(),
                    one.employmentStatus(),
                    one.role(),
                    one.npsn(),
                    one.position(),
                    one.grade(),
                    one.orgUnit(),
                    one.appraiserId(),
                    appraiserAccount,
                    one.superiorId(),
                    superiorAccount,
                    one.appointment(),
                    one.staffType(),
                    one.functionalLevel(),
                    one.effectiveFrom(),
                    one.departure(),
                    one.deciding(),
                    warnings);
        }
    }

    /** For the principal of the school: who is who and for whom, without numbers, accounts and dates of people. */
    record OfSchool(
            String employeeId,
            long version,
            String name,
            EmploymentStatus employmentStatus,
            Role role,
            @Nullable String npsn,
            String position,
            @Nullable String grade,
            @Nullable String appraiserId,
            @Nullable String superiorId,
            Appointment appointment,
            @Nullable StaffType staffType,
            @Nullable FunctionalLevel functionalLevel,
            @Nullable LocalDate lastDay,
            Deciding deciding)
            implements EmployeeView {

        static OfSchool of(Stored<Employee> stored) {
            var one = stored.state();
            var departure = one.departure();
            return new OfSchool(
                    one.employeeId(),
                    stored.version(),
                    one.name(),
                    one.employmentStatus(),
                    one.role(),
                    one.npsn(),
                    one.position(),
                    one.grade(),
                    one.appraiserId(),
                    one.superiorId(),
                    one.appointment(),
                    one.staffType(),
                    one.functionalLevel(),
                    departure == null ? null : departure.lastDay(),
                    one.deciding());
        }
    }
}
