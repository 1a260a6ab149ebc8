package id.kinerja.planning.plan;

import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.model.Refusal.Fault;
import id.kinerja.planning.plan.Plan.Approval;
import id.kinerja.planning.plan.Plan.Practice;
import id.kinerja.planning.plan.Plan.ReturnReason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plan as the API shows it.
 *
 * @param missing what stands in the way of submitting, while the plan can be edited
 */
record PlanView(
        String planId,
        long version,
        PlanStatus status,
        String employeeId,
        Role role,
        EmploymentStatus employmentStatus,
        @Nullable String npsn,
        String periodId,
        String regulation,
        @Nullable String appraiserId,
        @Nullable Practice practice,
        List<String> supportedResults,
        List<ReturnReason> returnReasons,
        @Nullable String reopenReason,
        @Nullable Approval approval,
        @Nullable Instant submittedAt,
        @Nullable Instant agreedAt,
        List<String> missing) {

    static PlanView of(Stored<Plan> stored) {
        var plan = stored.state();
        return new PlanView(
                plan.planId(),
                stored.version(),
                plan.status(),
                plan.employeeId(),
                plan.role(),
                plan.employmentStatus(),
                plan.npsn(),
                plan.periodId(),
                plan.regulation(),
                plan.appraiserId(),
                plan.practice(),
                plan.supportedResults(),
                plan.returnReasons(),
                plan.reopenReason(),
                plan.approval(),
                plan.submittedAt(),
                plan.agreedAt(),
                plan.status().editable()
                        ? plan.missing().stream().map(Fault::pointer).toList()
                        : List.of());
    }
}
