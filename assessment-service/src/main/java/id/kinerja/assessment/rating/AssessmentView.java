package id.kinerja.assessment.rating;

import id.kinerja.assessment.delivery.DeliveryView;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An assessment as the API shows it.
 *
 * @param regulationVersion version of the pack that the last plan was drafted under; null where planning has not told it
 * @param plans what was planned for the period, the first part first; several where the person has changed school or role
 * @param workResult rating of the work results; it, {@code workBehaviour}, {@code predicate} and {@code note} are null
 *     while nothing is rated, and for the person concerned until it is final
 * @param appraiserId who made it final
 * @param delivery what became of the result at e-Kinerja BKN; null while there is no news
 */
record AssessmentView(
        String assessmentId,
        long version,
        AssessmentStatus status,
        String employeeId,
        Role role,
        EmploymentStatus employmentStatus,
        @Nullable String npsn,
        String periodId,
        String regulation,
        @Nullable Integer regulationVersion,
        int year,
        List<PlanPart> plans,
        @Nullable Rating workResult,
        @Nullable Rating workBehaviour,
        @Nullable Predicate predicate,
        @Nullable String note,
        @Nullable String appraiserId,
        @Nullable Instant finalizedAt,
        @Nullable DeliveryView delivery) {

    static AssessmentView of(
            Stored<Assessment> stored, List<PlanPart> plans, boolean withRatings, @Nullable DeliveryView delivery) {
        var assessment = stored.state();
        var ratings = withRatings ? assessment.evaluation() : null;
        var conclusion = assessment.conclusion();
        return new AssessmentView(
                assessment.assessmentId(),
                stored.version(),
                assessment.status(),
                assessment.employeeId(),
                assessment.role(),
                assessment.employmentStatus(),
                assessment.npsn(),
                assessment.periodId(),
                assessment.regulation(),
                assessment.regulationVersion(),
                assessment.year(),
                plans,
                ratings == null ? null : ratings.workResult(),
                ratings == null ? null : ratings.workBehaviour(),
                ratings == null ? null : ratings.predicate(),
                ratings == null ? null : ratings.note(),
                conclusion == null ? null : conclusion.appraiserId(),
                conclusion == null ? null : conclusion.finalizedAt(),
                delivery);
    }
}
