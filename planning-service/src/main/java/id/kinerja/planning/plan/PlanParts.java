package id.kinerja.planning.plan;

import com.mongodb.client.model.Filters;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.Stored;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds the plan that counts now among the parts of a period: one more query for those few whose plan was closed. */
@Component
class PlanParts {

    private final AggregateStore<Plan> plans;

    PlanParts(AggregateStore<Plan> plans) {
        this.plans = plans;
    }

    /**
     * The plans that are not closed.
     *
     * @param firstIds ids of first parts, whether there are such plans or not
     */
    List<Stored<Plan>> current(Collection<String> firstIds) {
        return last(firstIds).stream()
                .filter(plan -> plan.state().status() != PlanStatus.CLOSED)
                .toList();
    }

    /** The last part of each; it is closed where nothing follows, or not yet. */
    List<Stored<Plan>> last(Collection<String> firstIds) {
        var last = new ArrayList<Stored<Plan>>();
        var followed = new LinkedHashMap<String, Stored<Plan>>();
        var ids = List.copyOf(firstIds);
        while (!ids.isEmpty()) {
            var next = new ArrayList<String>();
            for (var plan : plans.list(Filters.in("_id", ids), null, ids.size())) {
                followed.remove(plan.id());
                if (plan.state().status() == PlanStatus.CLOSED) {
                    followed.put(plan.state().idOfNext(), plan);
                    next.add(plan.state().idOfNext());
                } else {
                    last.add(plan);
                }
            }
            ids = List.copyOf(next);
        }
        last.addAll(followed.values());
        return last;
    }
}
