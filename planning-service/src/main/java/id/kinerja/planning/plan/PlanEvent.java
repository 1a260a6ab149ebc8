package id.kinerja.planning.plan;

import id.kinerja.kit.directory.AppraiserCapacity;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.model.DomainEvent;
import id.kinerja.kit.regulation.Regulation.Agreement;
import id.kinerja.kit.regulation.Regulation.Section;
import id.kinerja.planning.plan.Plan.ApprovalMode;
import id.kinerja.planning.plan.Plan.Cause;
import java.time.Instant;
import java.time.LocalDate;
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

    /**
     * @param late whether the plan was first submitted after the deadline
     * @param changedSections sections that differ from what was last submitted; at the first time those that are filled
     */
    record PlanSubmitted(
            String planId,
            String employeeId,
            @Nullable String npsn,
            String periodId,
            String regulation,
            boolean late,
            List<Section> changedSections,
            Instant submittedAt,
            long planVersion)
            implements PlanEvent {}

    /** @param coreValues codes of those of which the appraiser expects something in particular; none if it was taken back */
    record PlanExpectationsStated(
            String planId,
            String employeeId,
            @Nullable String npsn,
            String periodId,
            List<String> coreValues,
            String statedBy,
            AppraiserCapacity statedByCapacity,
            Instant statedAt,
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
            int regulationVersion,
            String indicatorCode,
            List<String> targetBehaviourCodes,
            List<String> supportedResults,
            String approverId,
            AppraiserCapacity approverCapacity,
            ApprovalMode approvalMode,
            Instant approvedAt,
            long planVersion)
            implements PlanEvent {}

    /**
     * @param approverCapacity null where the plan was approved before capacities were kept
     * @param agreement whether the employee agreed, or the regulation takes it as given with the approval
     * @param part of the period, from 1; another one follows where the owner gets another school or role
     * @param coversFrom first day it is for
     * @param months how many months of the period it is for, if nothing closes it before
     */
    record PlanAgreed(
            String planId,
            String employeeId,
            @Nullable String npsn,
            Role role,
            EmploymentStatus employmentStatus,
            String periodId,
            String regulation,
            int regulationVersion,
            String indicatorCode,
            List<String> targetBehaviourCodes,
            String approverId,
            @Nullable AppraiserCapacity approverCapacity,
            ApprovalMode approvalMode,
            Agreement agreement,
            int part,
            LocalDate coversFrom,
            int months,
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

    /**
     * @param closedOn first day in the other school or role, or after the last day of work; the plan was for the days before
     * @param addendumPlanId the plan for the rest of the period; null where the new role has none and for who has left
     * @param planVersion null of a draft that was never submitted
     */
    record PlanClosed(
            String planId,
            String employeeId,
            @Nullable String npsn,
            String periodId,
            int part,
            LocalDate coversFrom,
            LocalDate closedOn,
            Cause cause,
            int months,
            @Nullable String addendumPlanId,
            Instant closedAt,
            @Nullable Long planVersion)
            implements PlanEvent {}
}
