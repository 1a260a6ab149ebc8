package id.kinerja.kit.directory;

import org.jspecify.annotations.Nullable;

/**
 * Who somebody is, as the roster last said.
 *
 * @param employeeId random id; the only one that travels outside the roster
 * @param npsn school; null for people of the office
 * @param appraiserId employee id of the appraiser (pejabat penilai); null while the post is vacant
 */
public record DirectoryEntry(
        String employeeId,
        String account,
        String name,
        Role role,
        EmploymentStatus employmentStatus,
        @Nullable String npsn,
        @Nullable String appraiserId) {}
