package id.kinerja.planning.plan;

import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.CommandResult;
import id.kinerja.kit.directory.AppraiserCapacity;
import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.regulation.Regulations;
import org.springframework.stereotype.Component;

/**
 * Keeps in each plan who decides on its owner, so that a queue is one query on one index. A plan shows its appraiser, so
 * with another one it has another version. What comes is only the occasion: what is noted is what the directory says,
 * which has learned of the same event before.
 */
@Component
class PlanAppraisers {

    private final AggregateStore<Plan> plans;
    private final PlanParts parts;
    private final Directory directory;
    private final Regulations regulations;

    PlanAppraisers(AggregateStore<Plan> plans, PlanParts parts, Directory directory, Regulations regulations) {
        this.plans = plans;
        this.parts = parts;
        this.directory = directory;
        this.regulations = regulations;
    }

    /** The plan with whoever decides on its owner now; a closed one keeps the appraiser it had. */
    Plan noted(Plan plan) {
        if (plan.status() == PlanStatus.CLOSED) {
            return plan;
        }
        return directory
                .byId(plan.employeeId())
                .map(owner -> plan.noteAppraiser(owner.appraiserId(), owner.appraiserCapacity()))
                .orElseGet(() -> plan.noteAppraiser(null, AppraiserCapacity.NOBODY));
    }

    /** What was drafted in the very moment in which the roster changed is put right at once. */
    CommandResult<Plan> upToDate(CommandResult<Plan> drafted) {
        return drafted instanceof CommandResult.Changed<Plan>(var stored, boolean replayed)
                        && !replayed
                        && isOutdated(stored.state())
                ? note(stored.id())
                : drafted;
    }

    /** A plan is found by its id, which names person and period: cheaper than an index for everybody of a roster. */
    void assigned(String employeeId) {
        parts.current(Plan.idsOf(employeeId, regulations)).stream()
                .filter(plan -> isOutdated(plan.state()))
                .forEach(plan -> note(plan.id()));
    }

    private boolean isOutdated(Plan plan) {
        return !noted(plan).equals(plan);
    }

    /** Asked again, because the directory may know more by the time this is stored. */
    private CommandResult<Plan> note(String planId) {
        return plans.change(planId, CommandGuard.none(), plan -> Decision.accept(noted(plan)));
    }
}
