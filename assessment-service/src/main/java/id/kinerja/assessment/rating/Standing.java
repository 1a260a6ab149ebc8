package id.kinerja.assessment.rating;

import org.jspecify.annotations.Nullable;

/**
 * How far one person's assessment is.
 *
 * @param planAgreed false while the plan is reopened
 * @param predicate null unless it is final
 * @param sequence {@code ce_sequence} of the newest result told to others; 0 before the first
 */
public record Standing(
        String assessmentId,
        String employeeId,
        AssessmentStatus status,
        boolean planAgreed,
        @Nullable Predicate predicate,
        long sequence) {}
