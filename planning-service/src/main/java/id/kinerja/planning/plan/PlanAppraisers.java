package id.kinerja.planning.plan;

import com.mongodb.client.model.Filters;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.directory.Directory.EmployeeAssigned;
import id.kinerja.kit.directory.DirectoryEntry;
import id.kinerja.kit.events.EventEnvelope;
import id.kinerja.kit.events.Subscription;
import id.kinerja.kit.events.Subscriptions;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.regulation.Regulations;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Keeps in each plan who appraises its owner, so that a queue is one query on one index. A plan shows its appraiser, so
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

    @Nullable
    String appraiserOf(String employeeId) {
        return directory.byId(employeeId).map(DirectoryEntry::appraiserId).orElse(null);
    }

    /** A plan is found by its id, which names person and period: cheaper than an index for everybody of a roster. */
    private void assigned(EventEnvelope envelope, EmployeeAssigned event) {
        var ids = regulations.newest().stream()
                .flatMap(pack -> pack.periods().stream())
                .map(period -> Plan.idOf(event.employeeId(), period.id()))
                .toList();
        var appraiser = appraiserOf(event.employeeId());
        plans.list(Filters.in("_id", ids), null, ids.size()).stream()
                .filter(plan -> !Objects.equals(appraiser, plan.state().appraiserId()))
                .forEach(plan -> plans.change(
                        plan.id(),
                        CommandGuard.none(),
                        // Asked again, because the directory may know more by the time this is stored.
                        current -> Decision.accept(current.noteAppraiser(appraiserOf(current.employeeId())))));
    }
}
