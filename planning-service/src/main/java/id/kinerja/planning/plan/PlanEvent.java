package id.kinerja.planning.plan;

import id.kinerja.kit.directory.AppraiserCapacity;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.model.DomainEvent;
import id.kinerja.kit.regulation.Regulation.Agreement;
import id.kinerja.kit.regulation.Regulation.Section;
import id.kinerja.planning.plan.Plan.ApprovalMode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What planning tells the world about a plan; the schemas are in {@code contracts/}. */
sealed interface PlanEvent extends DomainEvent {

    String employeeId();

    @Override
    default String subject() {
        return employeeId();
    }

    /** The first thing anybody hears of a plan; what is in it is nobody's business yet. */
    record PlanDrafted(
            String planId,
            String employeeId,
            @Nullable String npsn,
            Role role,
            String periodId,
            String regulation,
            Instant draftedAt)
            implements PlanEvent {}

    /** @param late whether the plan was first submitted after the deadline */
    record PlanSubmitted(
            String planId,
            String employeeId,
            @Nullable String npsn,
            String periodId,
            String regulation,
            boolean late,
            Instant submittedAt,
            long planVersion)
            implements PlanEvent {}

    record PlanReturned(
            String planId,
            String employeeId,
            @Nullable String npsn,
            String periodId,
            List<Section> sections,
            String returnedBy,
            AppraiserCapacity returnedByCapacity,
            Instant returnedAt,
            long planVersion)
            implements PlanEvent {}

    record PlanApproved(
            String planId,
            String employeeId,
            @Nullable String npsn,
            Role role,
            EmploymentStatus employmentStatus,
            String periodId,
            String regulation,
            String indicatorCode,
            List<String> targetBehaviourCodes,
            List<String> supportedResults,
            String approverId,
            AppraiserCapacity approverCapacity,
            ApprovalMode approvalMode,
            Instant approvedAt,
            long planVersion)
            implements PlanEvent {}

    /** @param agreement whether the employee agreed, or the regulation takes it as given with the approval */
    record PlanAgreed(
            String planId,
            String employeeId,
            @Nullable String npsn,
            Role role,
            EmploymentStatus employmentStatus,
            String periodId,
            String regulation,
            String indicatorCode,
            List<String> targetBehaviourCodes,
            String approverId,
            Agreement agreement,
            Instant agreedAt,
            long planVersion)
            implements PlanEvent {}

    record PlanReopened(
            String planId,
            String employeeId,
            @Nullable String npsn,
            String periodId,
            String reopenedBy,
            AppraiserCapacity reopenedByCapacity,
            Instant reopenedAt,
            long planVersion)
            implements PlanEvent {}
}
