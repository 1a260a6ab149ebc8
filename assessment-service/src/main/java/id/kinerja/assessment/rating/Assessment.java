package id.kinerja.assessment.rating;

import id.kinerja.assessment.rating.AssessmentEvent.AssessmentFinalized;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Refusal;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One employee's assessment (penilaian) for one period, with the person as the agreed plan describes them. It opens by
 * itself when the plan is agreed; commands answer with a {@link Decision}. Who changes school or role within the period
 * has several plans for it, and one assessment, which goes along until it is final.
 *
 * @param npsn school of the last plan that was agreed; null for people outside a school
 * @param regulationVersion version of the pack that the last plan was drafted under; null where planning has not told it
 * @param year the year BKN books the result on
 * @param evaluation the ratings; null while the assessment is open
 * @param conclusion who made it final, and when; null before that
 */
record Assessment(
        String assessmentId,
        AssessmentStatus status,
        String employeeId,
        Role role,
        EmploymentStatus employmentStatus,
        @Nullable String npsn,
        String periodId,
        String regulation,
        @Nullable Integer regulationVersion,
        int year,
        @Nullable Evaluation evaluation,
        @Nullable Conclusion conclusion) {

    /**
     * @param predicate what the matrix made of the two ratings on the day they were given
     * @param note the appraiser's words for the person; they stay in this service
     */
    record Evaluation(
            Rating workResult,
            Rating workBehaviour,
            Predicate predicate,
            @Nullable String note,
            String ratedBy,
            Instant ratedAt) {}

    record Conclusion(String appraiserId, Instant finalizedAt) {}

    static String idOf(String employeeId, String periodId) {
        return employeeId + ":" + periodId;
    }

    static Assessment open(AgreedPlan plan, int year) {
        return new Assessment(
                idOf(plan.employeeId(), plan.periodId()),
                AssessmentStatus.OPEN,
                plan.employeeId(),
                plan.role(),
                plan.employmentStatus(),
                plan.npsn(),
                plan.periodId(),
                plan.regulation(),
                plan.regulationVersion(),
                year,
                null,
                null);
    }

    boolean isFor(AgreedPlan plan) {
        return role == plan.role()
                && employmentStatus == plan.employmentStatus()
                && Objects.equals(npsn, plan.npsn())
                && regulation.equals(plan.regulation())
                && Objects.equals(regulationVersion, plan.regulationVersion());
    }

    /**
     * A later plan for the period was agreed, elsewhere or in another role. What is final stays where it was decided.
     *
     * @param yearOfPlan the year BKN books the period on, by the rules of that plan
     */
    Decision<Assessment> moveTo(AgreedPlan plan, int yearOfPlan) {
        if (!status.rateable()) {
            return refused("move");
        }
        return Decision.accept(new Assessment(
                assessmentId,
                status,
                employeeId,
                plan.role(),
                plan.employmentStatus(),
                plan.npsn(),
                periodId,
                plan.regulation(),
                plan.regulationVersion(),
                yearOfPlan,
                evaluation,
                conclusion));
    }

    /** Rates, or rates again; the predicate follows from the ratings and is nobody's choice. */
    Decision<Assessment> rate(
            Rating workResult,
            Rating workBehaviour,
            @Nullable String note,
            PredicateMatrix matrix,
            String by,
            Instant now) {
        if (!status.rateable()) {
            return refused("rate");
        }
        var predicate = matrix.of(workResult, workBehaviour);
        return Decision.accept(with(
                AssessmentStatus.RATED, new Evaluation(workResult, workBehaviour, predicate, note, by, now), null));
    }

    // Not called finalize: Object has a method of that name.
    Decision<Assessment> makeFinal(String by, Instant now) {
        if (status != AssessmentStatus.RATED) {
            return refused("finalize");
        }
        var rated = Objects.requireNonNull(evaluation, "a rated assessment has ratings");
        return Decision.accept(
                with(AssessmentStatus.FINAL, rated, new Conclusion(by, now)),
                new AssessmentFinalized(
                        assessmentId,
                        employeeId,
                        npsn,
                        role,
                        employmentStatus,
                        periodId,
                        regulation,
                        regulationVersion,
                        year,
                        rated.workResult(),
                        rated.workBehaviour(),
                        rated.predicate(),
                        by,
                        now));
    }

    private Decision<Assessment> refused(String command) {
        return Decision.refuse(Refusal.wrongState(status, command));
    }

    private Assessment with(AssessmentStatus newStatus, Evaluation newEvaluation, @Nullable Conclusion newConclusion) {
        return new Assessment(
                assessmentId,
                newStatus,
                employeeId,
                role,
                employmentStatus,
                npsn,
                periodId,
                regulation,
                regulationVersion,
                year,
                newEvaluation,
                newConclusion);
    }
}
