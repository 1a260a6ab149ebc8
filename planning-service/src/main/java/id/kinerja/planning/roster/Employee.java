package id.kinerja.planning.roster;

import id.kinerja.kit.directory.Appointment;
import id.kinerja.kit.directory.AppraiserCapacity;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.DomainEvent;
import id.kinerja.kit.model.Refusal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A person in the roster with the present assignment. Personal data leave this service on the roster topic only;
 * everywhere else the person is {@code employeeId}.
 *
 * @param account belajar.id account, in lower case
 * @param nip NIP (PNS) or NI PPPK, 18 digits; null for people who are not civil servants
 * @param nuptk 16 digits
 * @param appraiserId employee id of the appraiser; null while the post is vacant
 * @param superiorId employee id of the appraiser's superior (atasan pejabat penilai) in this assignment; null where that
 *     is whoever appraises the appraiser
 * @param staffType Jenis PTK in Dapodik; null where the roster does not say
 * @param functionalLevel null for whoever holds no functional post, or where the roster does not say
 * @param effectiveFrom first day of this assignment
 * @param departure null for whoever stays
 * @param deciding who decides on this person by the policy of the education office: the appraiser as long as the roster
 *     names one who holds the post for good
 */
record Employee(
        String employeeId,
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
        @Nullable String superiorId,
        Appointment appointment,
        @Nullable StaffType staffType,
        @Nullable FunctionalLevel functionalLevel,
        LocalDate effectiveFrom,
        @Nullable Departure departure,
        Deciding deciding) {

    @SuppressWarnings("NullAway") // Written before there were appointments and policies, it is read back without.
    Employee {
        appointment = appointment == null ? Appointment.DEFINITIVE : appointment;
        deciding = deciding == null ? Deciding.nominally(appraiserId) : deciding;
    }

    /** As a roster file describes somebody: whoever is named as appraiser decides. */
    static Employee described(
            String employeeId,
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
            @Nullable String superiorId,
            Appointment appointment,
            @Nullable StaffType staffType,
            @Nullable FunctionalLevel functionalLevel,
            LocalDate effectiveFrom,
            @Nullable Departure departure) {
        return new Employee(
                employeeId,
                account,
                name,
                nip,
                nuptk,
                birthDate,
                employmentStatus,
                role,
                npsn,
                position,
                grade,
                orgUnit,
                appraiserId,
                superiorId,
                appointment,
                staffType,
                functionalLevel,
                effectiveFrom,
                departure,
                Deciding.nominally(appraiserId));
    }

    /**
     * @param appraiserId who decides: the appraiser, or who does so in the appraiser's place
     * @param nominalAppraiserId the appraiser
     * @param stays whether nothing is known of leaving: whatever was told of it before is taken back
     */
    record EmployeeAssigned(
            String employeeId,
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
            @Nullable String superiorId,
            Appointment appointment,
            @Nullable StaffType staffType,
            @Nullable FunctionalLevel functionalLevel,
            LocalDate effectiveFrom,
            AppraiserCapacity appraiserCapacity,
            @Nullable String nominalAppraiserId,
            boolean stays)
            implements DomainEvent {
        @Override
        public String subject() {
            return employeeId;
        }
    }

    record EmployeeLeft(String employeeId, Departure.Reason reason, LocalDate lastDay) implements DomainEvent {
        @Override
        public String subject() {
            return employeeId;
        }
    }

    /** Whether somebody works here. */
    enum Presence {
        PRESENT,
        /** Until the last day, which is known. */
        LEAVING,
        LEFT
    }

    Presence presence(LocalDate today) {
        if (departure == null) {
            return Presence.PRESENT;
        }
        return hasLeftBefore(today) ? Presence.LEFT : Presence.LEAVING;
    }

    boolean hasLeftBefore(LocalDate day) {
        return departure != null && day.isAfter(departure.lastDay());
    }

    /**
     * Assigns anew what is different. Who has left stays so: lists name people for months who are no longer there.
     *
     * @param dated whether it was said on which day the assignment begins; the day of import alone makes no new one
     */
    Decision<Employee> replacedBy(Employee other, boolean dated, LocalDate today) {
        return hasLeftBefore(today) || equals(other.with(dated ? other.effectiveFrom : effectiveFrom, departure))
                ? Decision.accept(this)
                : other.with(other.effectiveFrom, departure).assign();
    }

    /** As somebody says it of this one person: who has left comes back by it, even to the same post. */
    Decision<Employee> correctedBy(Employee other, boolean dated, LocalDate today) {
        return hasLeftBefore(today) ? other.assign() : replacedBy(other, dated, today);
    }

    /** A departure may be told of before and after the last day, and corrected by another. */
    Decision<Employee> leave(Departure.Reason reason, LocalDate lastDay) {
        var leaving = new Departure(reason, lastDay);
        return leaving.equals(departure)
                ? Decision.accept(this)
                : Decision.accept(with(effectiveFrom, leaving), new EmployeeLeft(employeeId, reason, lastDay));
    }

    /** What was said of leaving was a mistake: the assignment stays as though nothing had been said. */
    Decision<Employee> stay() {
        return departure == null
                ? Decision.refuse(Refusal.wrongState(Presence.PRESENT, "withdraw"))
                : with(effectiveFrom, null).assign();
    }

    Decision<Employee> assign() {
        return Decision.accept(
                this,
                new EmployeeAssigned(
                        employeeId,
                        account,
                        name,
                        nip,
                        nuptk,
                        birthDate,
                        employmentStatus,
                        role,
                        npsn,
                        position,
                        grade,
                        orgUnit,
                        deciding.employeeId(),
                        superiorId,
                        appointment,
                        staffType,
                        functionalLevel,
                        effectiveFrom,
                        deciding.capacity(),
                        appraiserId,
                        departure == null));
    }

    /** The assignment stays; only who decides on it is another, or decides in another capacity. */
    Decision<Employee> nowDecidedBy(Deciding other) {
        return deciding.equals(other) ? Decision.accept(this) : decidedBy(other).assign();
    }

    Employee decidedBy(Deciding other) {
        return with(effectiveFrom, departure, other);
    }

    private Employee with(LocalDate from, @Nullable Departure leaving) {
        return with(from, leaving, deciding);
    }

    private Employee with(LocalDate from, @Nullable Departure leaving, Deciding decided) {
        return new Employee(
                employeeId,
                account,
                name,
                nip,
                nuptk,
                birthDate,
                employmentStatus,
                role,
                npsn,
                position,
                grade,
                orgUnit,
                appraiserId,
                superiorId,
                appointment,
                staffType,
                functionalLevel,
                from,
                leaving,
                decided);
    }
}
