package id.kinerja.assessment.rating;

import static java.util.Objects.requireNonNull;

import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A plan whose agreement opens an assessment, or takes it along to another school: the fields of {@code PlanAgreed} that
 * are read here.
 *
 * @param regulationVersion version of the pack under which it was drafted; null in events from before agreements told it
 * @param approvalMode {@code DECIDED} or {@code AUTOMATIC}; null, as {@code approverCapacity}, in events from before
 *     agreements told it
 * @param coversFrom null, as {@code months}, in events from before plans had parts
 */
record AgreedPlan(
        String planId,
        String employeeId,
        @Nullable String npsn,
        Role role,
        EmploymentStatus employmentStatus,
        String periodId,
        String regulation,
        @Nullable Integer regulationVersion,
        @Nullable String approvalMode,
        @Nullable String approverCapacity,
        @Nullable LocalDate coversFrom,
        @Nullable Integer months) {

    AgreedPlan {
        requireNonNull(planId, "planId");
        requireNonNull(employeeId, "employeeId");
        requireNonNull(role, "role");
        requireNonNull(employmentStatus, "employmentStatus");
        requireNonNull(periodId, "periodId");
        requireNonNull(regulation, "regulation");
    }
}
