package id.kinerja.observation.coaching;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import id.kinerja.kit.aggregate.StartupIndexes;
import id.kinerja.kit.events.EventEnvelope;
import id.kinerja.kit.events.ProjectionCollection;
import id.kinerja.kit.events.Subscription;
import id.kinerja.kit.events.Subscriptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;

/**
 * The plans that are agreed at present, learned from the planning topic. Agreeing, reopening and closing are one effect
 * ordered by the plan's sequence, and each replaces what the others left: whichever event comes first, the newest counts.
 */
class AgreedPlans {

    static final String PLAN_AGREED = "id.kinerja.planning.PlanAgreed.v1";
    static final String PLAN_REOPENED = "id.kinerja.planning.PlanReopened.v1";

    static final String PLAN_CLOSED = "id.kinerja.planning.PlanClosed.v1";

    private static final String EFFECT = "agreement";

    /** The field of {@code PlanReopened} that is read here. */
    record PlanReopened(String planId) {
        PlanReopened {
            Objects.requireNonNull(planId, "planId");
        }
    }

    /** The field of {@code PlanClosed} that is read here. */
    record PlanClosed(String planId) {
        PlanClosed {
            Objects.requireNonNull(planId, "planId");
        }
    }

    /**
     * That somebody has an agreed plan.
     *
     * @param agreedAt null where it was learned before the time was kept here
     */
    record Agreement(
            String planId, String employeeId, @Nullable Instant agreedAt) {}

    private final ProjectionCollection plans;

    AgreedPlans(MongoTemplate mongo, StartupIndexes indexes) {
        this.plans = new ProjectionCollection(mongo, "agreedPlans");
        indexes.declare(plans.collection(), Indexes.ascending("agreed.npsn", "agreed.periodId"), new IndexOptions());
    }

    /** Empty if the plan is not agreed, is reopened or closed, or its agreement has not arrived here yet. */
    Optional<AgreedPlan> find(String planId) {
        return plans.find(planId)
                .map(document -> document.get("agreed", Document.class))
                .map(agreed -> new AgreedPlan(
                        planId,
                        agreed.getString("employeeId"),
                        agreed.getString("npsn"),
                        agreed.getString("periodId"),
                        agreed.getString("regulation"),
                        agreed.getInteger("regulationVersion"),
                        agreed.getString("indicatorCode"),
                        agreed.getList("targetBehaviourCodes", String.class),
                        agreed.getString("approvalMode"),
                        agreed.getString("approverCapacity")));
    }

    /** The plans of a school that are agreed at present, in the order of their ids. */
    List<Agreement> ofSchool(String npsn, String periodId) {
        return plans.collection()
                .find(Filters.and(Filters.eq("agreed.npsn", npsn), Filters.eq("agreed.periodId", periodId)))
                .sort(Sorts.ascending("_id"))
                .map(document -> {
                    var agreed = document.get("agreed", Document.class);
                    var at = agreed.getDate("agreedAt");
                    return new Agreement(
                            document.getString("_id"),
                            agreed.getString("employeeId"),
                            at == null ? null : at.toInstant());
                })
                .into(new ArrayList<>());
    }

    Subscriptions subscriptions() {
        return Subscriptions.of(
                new Subscription<>(PLAN_AGREED, AgreedPlan.class, this::agreed),
                new Subscription<>(PLAN_REOPENED, PlanReopened.class, this::reopened),
                new Subscription<>(PLAN_CLOSED, PlanClosed.class, this::closed));
    }

    private void agreed(EventEnvelope envelope, AgreedPlan plan) {
        var agreed = new Document("employeeId", plan.employeeId())
                .append("npsn", plan.npsn())
                .append("periodId", plan.periodId())
                .append("regulation", plan.regulation())
                .append("regulationVersion", plan.regulationVersion())
                .append("indicatorCode", plan.indicatorCode())
                .append("targetBehaviourCodes", plan.targetBehaviourCodes())
                .append("approvalMode", plan.approvalMode())
                .append("approverCapacity", plan.approverCapacity())
                .append("agreedAt", Date.from(envelope.time()));
        plans.apply(plan.planId(), EFFECT, envelope, Updates.set("agreed", agreed));
    }

    private void reopened(EventEnvelope envelope, PlanReopened plan) {
        plans.apply(plan.planId(), EFFECT, envelope, Updates.unset("agreed"));
    }

    /** What was begun on it goes on; what begins now begins on the plan that follows it. */
    private void closed(EventEnvelope envelope, PlanClosed plan) {
        plans.apply(plan.planId(), EFFECT, envelope, Updates.unset("agreed"));
    }
}
