package id.kinerja.assessment.rating;

import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.model.DomainEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is told about one person's result, to our own services only; the schemas are in {@code contracts/}. */
sealed interface AssessmentEvent extends DomainEvent {

    String employeeId();

    @Override
    default String subject() {
        return employeeId();
    }

    record AssessmentFinalized(
            String assessmentId,
            String employeeId,
            @Nullable String npsn,
            Role role,
            EmploymentStatus employmentStatus,
            String periodId,
            String regulation,
            @Nullable Integer regulationVersion,
            int year,
            Rating workResult,
            Rating workBehaviour,
            Predicate predicate,
            String appraiserId,
            Instant finalizedAt)
            implements AssessmentEvent {}
}
