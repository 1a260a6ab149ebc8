package id.kinerja.planning.plan;

import com.mongodb.client.model.Filters;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.CommandResult;
import id.kinerja.kit.directory.AppraiserCapacity;
import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.directory.Directory.EmployeeAssigned;
import id.kinerja.kit.events.EventEnvelope;
import id.kinerja.kit.events.Subscription;
import id.kinerja.kit.events.Subscriptions;
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
    private final Directory directory;
    private final Regulations regulations;

    PlanAppraisers(AggregateStore<Plan> plans, Directory directory, Regulations regulations) {
        this.plans = plans;
        this.directory = directory;
        this.regulations = regulations;
    }

    Subscriptions subscriptions() {
        return Subscriptions.of(
                new Subscription<>(Directory.EMPLOYEE_ASSIGNED, EmployeeAssigned.class, this::assigned));
    }

    /** The plan with whoever decides on its owner now. */
    Plan noted(Plan plan) {
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
    private void assigned(EventEnvelope envelope, EmployeeAssigned event) {
        var ids = regulations.newest().stream()
                .flatMap(pack -> pack.periods().stream())
                .map(period -> Plan.idOf(event.employeeId(), period.id()))
                .toList();
        plans.list(Filters.in("_id", ids), null, ids.size()).stream()
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
