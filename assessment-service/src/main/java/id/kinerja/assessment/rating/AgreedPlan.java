package id.kinerja.assessment.rating;

import static java.util.Objects.requireNonNull;

import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import org.jspecify.annotations.Nullable;

/** A plan whose agreement opens an assessment: the fields of {@code PlanAgreed} that are read here. */
record AgreedPlan(
        String employeeId,
        @Nullable String npsn,
        Role role,
        EmploymentStatus employmentStatus,
        String periodId,
        String regulation) {

    AgreedPlan {
        requireNonNull(employeeId, "employeeId");
        requireNonNull(role, "role");
        requireNonNull(employmentStatus, "employmentStatus");
        requireNonNull(periodId, "periodId");
        requireNonNull(regulation, "regulation");
    }
}
