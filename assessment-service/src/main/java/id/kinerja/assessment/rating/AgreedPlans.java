package id.kinerja.assessment.rating;

import static java.util.Objects.requireNonNull;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.events.EventEnvelope;
import id.kinerja.kit.events.ProjectionCollection;
import id.kinerja.kit.events.Subscription;
import id.kinerja.kit.events.Subscriptions;
import id.kinerja.kit.events.UnprocessableEvent;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.regulation.Regulation.Period;
import id.kinerja.kit.regulation.Regulations;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.data.mongodb.core.MongoTemplate;

/**
 * Which plans are agreed at present, learned from the planning topic. The first agreement opens the person's assessment;
 * while the plan is reopened the assessment waits.
 */
final class AgreedPlans {

    static final String PLAN_AGREED = "id.kinerja.planning.PlanAgreed.v1";
    static final String PLAN_REOPENED = "id.kinerja.planning.PlanReopened.v1";

    /** The fields of {@code PlanReopened} that are read here. */
    record ReopenedPlan(String employeeId, String periodId) {
        ReopenedPlan {
            requireNonNull(employeeId, "employeeId");
            requireNonNull(periodId, "periodId");
        }
    }

    private final ProjectionCollection plans;
    private final AggregateStore<Assessment> assessments;
    private final Regulations regulations;

    AgreedPlans(MongoTemplate mongo, AggregateStore<Assessment> assessments, Regulations regulations) {
        this.plans = new ProjectionCollection(mongo, "agreedPlans");
        this.assessments = assessments;
        this.regulations = regulations;
    }

    boolean isAgreed(String assessmentId) {
        return agreedAmong(Set.of(assessmentId)).contains(assessmentId);
    }

    /** Those of these assessments whose plan is agreed at present. */
    Set<String> agreedAmong(Collection<String> assessmentIds) {
        var agreed = new HashSet<String>();
        plans.collection().find(Filters.in("_id", assessmentIds)).forEach(document -> {
            if (document.getBoolean("agreed", false)) {
                agreed.add(document.getString("_id"));
            }
        });
        return agreed;
    }

    Subscriptions subscriptions() {
        return Subscriptions.of(
                new Subscription<>(PLAN_AGREED, AgreedPlan.class, this::noteAgreed),
                new Subscription<>(PLAN_REOPENED, ReopenedPlan.class, this::noteReopened));
    }

    /**
     * The id is the natural key, so a repetition finds the assessment there and leaves it as it is. So does a plan that
     * was agreed again: it is the same person's plan for the same period.
     */
    private void noteAgreed(EventEnvelope envelope, AgreedPlan plan) {
        var id = Assessment.idOf(plan.employeeId(), plan.periodId());
        var year = regulations
                .find(plan.regulation())
                .flatMap(rules -> rules.period(plan.periodId()))
                .map(Period::year)
                // An operator drives it again once the pack is there.
                .orElseThrow(() -> new UnprocessableEvent(
                        "unknown-period",
                        "no period %s in regulation %s".formatted(plan.periodId(), plan.regulation())));
        // In this order: who sees the assessment can rate it.
        note(envelope, id, true);
        assessments.create(id, CommandGuard.none(), () -> Decision.accept(Assessment.open(plan, year)));
    }

    private void noteReopened(EventEnvelope envelope, ReopenedPlan plan) {
        note(envelope, Assessment.idOf(plan.employeeId(), plan.periodId()), false);
    }

    /** Agreeing and reopening are one effect: whichever the plan said last is what holds. */
    private void note(EventEnvelope envelope, String id, boolean agreed) {
        plans.apply(id, "agreement", envelope, Updates.set("agreed", agreed));
    }
}
