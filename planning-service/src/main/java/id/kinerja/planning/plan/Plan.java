package id.kinerja.planning.plan;

import id.kinerja.kit.directory.DirectoryEntry;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.model.Refusal.Fault;
import id.kinerja.kit.regulation.Regulation;
import id.kinerja.kit.regulation.Regulation.Agreement;
import id.kinerja.planning.plan.PlanEvent.PlanAgreed;
import id.kinerja.planning.plan.PlanEvent.PlanApproved;
import id.kinerja.planning.plan.PlanEvent.PlanReopened;
import id.kinerja.planning.plan.PlanEvent.PlanReturned;
import id.kinerja.planning.plan.PlanEvent.PlanSubmitted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One employee's performance plan (SKP) for one period, with the person as the roster described them when the plan was
 * drafted. Commands answer with a {@link Decision}; what each state allows is in {@link PlanStatus}.
 *
 * @param supportedResults results of the principal's plan that this plan supports, as {@code <planId>#<result>}
 * @param appraiserId who appraised when the owner last worked on the plan; whoever does so now decides on it
 * @param returnReasons why the plan was last returned; empty once it is submitted again
 * @param reopenReason why the plan was opened again, in the appraiser's words; null once it is submitted again
 * @param contentVersion how often content was decided on: +1 with each submission; subscribers see it as planVersion
 */
record Plan(
        String planId,
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
        long contentVersion) {

    /** A result of a plan as others refer to it: {@code <planId>#<result>}. */
    private static final Pattern RESULT = Pattern.compile(
            "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}:[A-Za-z0-9][A-Za-z0-9-]*#[A-Z][A-Z0-9]*([-_][A-Z0-9]+)*");

    /** Praktik kinerja: exactly one indicator with at least one of its target behaviours. */
    record Practice(String indicatorCode, List<String> targetBehaviourCodes) {
        Practice {
            targetBehaviourCodes = List.copyOf(targetBehaviourCodes);
        }
    }

    /** The parts of a plan that can be returned. */
    enum Section {
        PRACTICE,
        ALIGNMENT
    }

    /** Why a section came back, in the appraiser's words; the words stay in this service. */
    record ReturnReason(Section section, String text) {}

    /** How an approval came about; AUTOMATIC only where an office has chosen so, and shown wherever the plan is seen. */
    enum ApprovalMode {
        DECIDED,
        AUTOMATIC
    }

    record Approval(String approverId, ApprovalMode mode, Instant approvedAt) {}

    Plan {
        supportedResults = List.copyOf(supportedResults);
        returnReasons = List.copyOf(returnReasons);
    }

    static String idOf(String employeeId, String periodId) {
        return employeeId + ":" + periodId;
    }

    static Decision<Plan> draft(DirectoryEntry employee, Regulation regulation, String periodId) {
        if (employee.role() != Role.TEACHER && employee.role() != Role.PRINCIPAL) {
            return Decision.refuse(Refusal.forbidden("no-plan-for-role"));
        }
        return Decision.accept(new Plan(
                idOf(employee.employeeId(), periodId),
                PlanStatus.DRAFT,
                employee.employeeId(),
                employee.role(),
                employee.employmentStatus(),
                employee.npsn(),
                periodId,
                regulation.id(),
                employee.appraiserId(),
                null,
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                0));
    }

    /** The roster has named another appraiser, or the first one, since the owner last worked on the plan. */
    Plan noteAppraiser(@Nullable String appraiser) {
        return new Plan(
                planId,
                status,
                employeeId,
                role,
                employmentStatus,
                npsn,
                periodId,
                regulation,
                appraiser,
                practice,
                supportedResults,
                returnReasons,
                reopenReason,
                approval,
                submittedAt,
                agreedAt,
                contentVersion);
    }

    Decision<Plan> choosePractice(Practice chosen, Regulation rules) {
        if (!status.editable()) {
            return refused("choose-practice");
        }
        var faults = faults(chosen, rules);
        return faults.isEmpty()
                ? Decision.accept(withContent(chosen, supportedResults))
                : Decision.refuse(Refusal.invalid("plan-content-invalid", faults));
    }

    private List<Fault> faults(Practice chosen, Regulation rules) {
        var indicator = rules.indicator(chosen.indicatorCode()).orElse(null);
        if (indicator == null || indicator.role() != role) {
            return List.of(Fault.at("/indicatorCode", "unknown-indicator", chosen.indicatorCode(), rules.id()));
        }
        var faults = new ArrayList<Fault>();
        if (chosen.targetBehaviourCodes().isEmpty()) {
            faults.add(Fault.at("/targetBehaviourCodes", "required"));
        }
        var known =
                indicator.behaviours().stream().map(Regulation.Behaviour::code).toList();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < chosen.targetBehaviourCodes().size(); i++) {
            var code = chosen.targetBehaviourCodes().get(i);
            if (!known.contains(code)) {
                faults.add(Fault.at("/targetBehaviourCodes/" + i, "unknown-behaviour", code, indicator.code()));
            } else if (!seen.add(code)) {
                faults.add(Fault.at("/targetBehaviourCodes/" + i, "named-twice", code));
            }
        }
        return faults;
    }

    Decision<Plan> alignTo(List<String> results) {
        if (!status.editable()) {
            return refused("align");
        }
        var faults = new ArrayList<Fault>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < results.size(); i++) {
            if (!RESULT.matcher(results.get(i)).matches()) {
                faults.add(Fault.at("/supportedResults/" + i, "not-a-result", results.get(i)));
            } else if (!seen.add(results.get(i))) {
                faults.add(Fault.at("/supportedResults/" + i, "named-twice", results.get(i)));
            }
        }
        return faults.isEmpty()
                ? Decision.accept(withContent(practice, results))
                : Decision.refuse(Refusal.invalid("plan-content-invalid", faults));
    }

    Decision<Plan> submit(Instant now) {
        if (!status.editable()) {
            return refused("submit");
        }
        var missing = missing();
        if (!missing.isEmpty()) {
            return Decision.refuse(Refusal.invalid("plan-incomplete", missing));
        }
        var submitted = with(PlanStatus.SUBMITTED, List.of(), null, null, now, null, contentVersion + 1);
        return Decision.accept(
                submitted,
                new PlanSubmitted(planId, employeeId, npsn, periodId, regulation, now, submitted.contentVersion()));
    }

    /** Everything that stands in the way of submitting, at once. */
    List<Fault> missing() {
        var missing = new ArrayList<Fault>();
        if (practice == null) {
            missing.add(Fault.at("/practice", "required"));
        }
        if (appraiserId == null) {
            missing.add(Fault.at("/appraiserId", "appraiser-vacant"));
        }
        return missing;
    }

    Decision<Plan> giveBack(List<ReturnReason> reasons, String by, Instant now) {
        if (status != PlanStatus.SUBMITTED) {
            return refused("return");
        }
        var sections =
                reasons.stream().map(ReturnReason::section).distinct().sorted().toList();
        return Decision.accept(
                with(PlanStatus.RETURNED, reasons, null, null, submittedAt, null, contentVersion),
                new PlanReturned(planId, employeeId, npsn, periodId, sections, by, now, contentVersion));
    }

    /** Approves; where the regulation says that agreement is implied, the same command agrees. */
    Decision<Plan> approve(String by, ApprovalMode mode, Regulation rules, Instant now) {
        if (status != PlanStatus.SUBMITTED) {
            return refused("approve");
        }
        var practised = chosenPractice();
        var approved = with(
                PlanStatus.APPROVED, List.of(), null, new Approval(by, mode, now), submittedAt, null, contentVersion);
        var event = new PlanApproved(
                planId,
                employeeId,
                npsn,
                role,
                employmentStatus,
                periodId,
                regulation,
                practised.indicatorCode(),
                practised.targetBehaviourCodes(),
                supportedResults,
                by,
                mode,
                now,
                contentVersion);
        return rules.agreement().value() == Agreement.IMPLIED
                ? Decision.accept(approved.agreed(now), event, approved.agreement(now))
                : Decision.accept(approved, event);
    }

    Decision<Plan> agree(Instant now) {
        return status == PlanStatus.APPROVED ? Decision.accept(agreed(now), agreement(now)) : refused("agree");
    }

    Decision<Plan> reopen(String reason, String by, Instant now) {
        if (status != PlanStatus.APPROVED && status != PlanStatus.AGREED) {
            return refused("reopen");
        }
        return Decision.accept(
                with(PlanStatus.REOPENED, List.of(), reason, null, submittedAt, null, contentVersion),
                new PlanReopened(planId, employeeId, npsn, periodId, by, now, contentVersion));
    }

    private Plan agreed(Instant now) {
        return with(PlanStatus.AGREED, List.of(), null, approval, submittedAt, now, contentVersion);
    }

    private PlanAgreed agreement(Instant now) {
        var practised = chosenPractice();
        return new PlanAgreed(
                planId,
                employeeId,
                npsn,
                role,
                employmentStatus,
                periodId,
                regulation,
                practised.indicatorCode(),
                practised.targetBehaviourCodes(),
                Objects.requireNonNull(approval, "only an approved plan is agreed")
                        .approverId(),
                now,
                contentVersion);
    }

    private Practice chosenPractice() {
        return Objects.requireNonNull(practice, "a plan without a practice cannot be submitted");
    }

    private Decision<Plan> refused(String command) {
        return Decision.refuse(Refusal.wrongState(status, command));
    }

    private Plan withContent(@Nullable Practice newPractice, List<String> newResults) {
        return new Plan(
                planId,
                status,
                employeeId,
                role,
                employmentStatus,
                npsn,
                periodId,
                regulation,
                appraiserId,
                newPractice,
                newResults,
                returnReasons,
                reopenReason,
                approval,
                submittedAt,
                agreedAt,
                contentVersion);
    }

    private Plan with(
            PlanStatus newStatus,
            List<ReturnReason> newReasons,
            @Nullable String newReopenReason,
            @Nullable Approval newApproval,
            @Nullable Instant newSubmittedAt,
            @Nullable Instant newAgreedAt,
            long newContentVersion) {
        return new Plan(
                planId,
                newStatus,
                employeeId,
                role,
                employmentStatus,
                npsn,
                periodId,
                regulation,
                appraiserId,
                practice,
                supportedResults,
                newReasons,
                newReopenReason,
                newApproval,
                newSubmittedAt,
                newAgreedAt,
                newContentVersion);
    }
}
