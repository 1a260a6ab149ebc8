package id.kinerja.kit.directory;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Who somebody is, as the roster last said.
 *
 * @param employeeId random id; the only one that travels outside the roster
 * @param npsn school; null for people of the office
 * @param appraiserId employee id of whoever decides on this person now: the appraiser (pejabat penilai), or who does so in
 *     the appraiser's place; null while nobody does
 * @param superiorId employee id of the appraiser's superior (atasan pejabat penilai) where the roster names one for this
 *     assignment; null where that is whoever appraises the appraiser, see {@link Directory#superiorOf}
 * @param appointment how the post is held
 * @param leftAfter the last day of somebody who has left or is going to; {@link Directory#hasLeft} says whether that day
 *     is over. Null for everybody else
 * @param appraiserCapacity in what capacity {@code appraiserId} decides
 */
public record DirectoryEntry(
        String employeeId,
        String account,
        String name,
        Role role,
        EmploymentStatus employmentStatus,
        @Nullable String npsn,
        @Nullable String appraiserId,
        @Nullable String superiorId,
        Appointment appointment,
        @Nullable LocalDate leftAfter,
        AppraiserCapacity appraiserCapacity) {

    /** Somebody of whom the roster says no more than it must. */
    public DirectoryEntry(
            String employeeId,
            String account,
            String name,
            Role role,
            EmploymentStatus employmentStatus,
            @Nullable String npsn,
            @Nullable String appraiserId) {
        this(
                employeeId,
                account,
                name,
                role,
                employmentStatus,
                npsn,
                appraiserId,
                null,
                Appointment.DEFINITIVE,
                null,
                AppraiserCapacity.of(appraiserId));
    }

    /** The same with nobody who appraises. */
    public DirectoryEntry withVacantAppraiser() {
        return new DirectoryEntry(
                employeeId,
                account,
                name,
                role,
                employmentStatus,
                npsn,
                null,
                superiorId,
                appointment,
                leftAfter,
                AppraiserCapacity.NOBODY);
    }
}
