package id.kinerja.assessment.rating;

import static java.util.Objects.requireNonNull;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.CommandResult;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.events.EventEnvelope;
import id.kinerja.kit.events.ProjectionCollection;
import id.kinerja.kit.events.Subscription;
import id.kinerja.kit.events.Subscriptions;
import id.kinerja.kit.events.UnprocessableEvent;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.regulation.Regulation.Period;
import id.kinerja.kit.regulation.Regulations;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;

/**
 * Which plans are agreed at present, learned from the planning topic: one document for each assessment, {@code {_id, parts:
 * {number: {planId, agreed, …}}}}, for who changes school or role within a period has a plan for each. The first agreement
 * opens the person's assessment, the agreement of a later part takes it along; while the last part is not agreed the
 * assessment waits. Of each part, three effects are ordered by that plan's sequence: what it says, whether it is agreed,
 * and how it was closed.
 */
final class AgreedPlans {

    static final String PLAN_AGREED = "id.kinerja.planning.PlanAgreed.v1";
    static final String PLAN_REOPENED = "id.kinerja.planning.PlanReopened.v1";
    static final String PLAN_CLOSED = "id.kinerja.planning.PlanClosed.v1";

    private static final Pattern PLAN_ID = Pattern.compile("[^.]+(?:\\.([1-9]\\d{0,3}))?");

    /** The fields of {@code PlanReopened} that are read here. */
    record ReopenedPlan(String planId, String employeeId, String periodId) {
        ReopenedPlan {
            requireNonNull(planId, "planId");
            requireNonNull(employeeId, "employeeId");
            requireNonNull(periodId, "periodId");
        }
    }

    /**
     * The fields of {@code PlanClosed} that are read here.
     *
     * @param closedOn first day the plan is not for any more
     * @param addendumPlanId null where no plan follows
     */
    record ClosedPlan(
            String planId,
            String employeeId,
            @Nullable String npsn,
            String periodId,
            LocalDate coversFrom,
            LocalDate closedOn,
            int months,
            @Nullable String addendumPlanId) {
        ClosedPlan {
            requireNonNull(planId, "planId");
            requireNonNull(employeeId, "employeeId");
            requireNonNull(periodId, "periodId");
            requireNonNull(coversFrom, "coversFrom");
            requireNonNull(closedOn, "closedOn");
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
            var last = parts(document).lastEntry();
            if (last != null && isAgreed(last.getValue())) {
                agreed.add(document.getString("_id"));
            }
        });
        return agreed;
    }

    /** What follows a closed plan is not agreed before planning says so. */
    private static boolean isAgreed(Document part) {
        return part.getBoolean("agreed", false) && !part.getBoolean("followed", false);
    }

    /** The plans behind each of these assessments, the first part first. */
    Map<String, List<PlanPart>> partsOf(Collection<String> assessmentIds) {
        var found = new HashMap<String, List<PlanPart>>();
        plans.collection()
                .find(Filters.in("_id", assessmentIds))
                .forEach(document -> found.put(
                        document.getString("_id"),
                        parts(document).values().stream().map(AgreedPlans::part).toList()));
        return found;
    }

    Subscriptions subscriptions() {
        return Subscriptions.of(
                new Subscription<>(PLAN_AGREED, AgreedPlan.class, this::noteAgreed),
                new Subscription<>(PLAN_REOPENED, ReopenedPlan.class, this::noteReopened),
                new Subscription<>(PLAN_CLOSED, ClosedPlan.class, this::noteClosed));
    }

    /**
     * The id is the natural key, so a repetition finds the assessment there and leaves it as it is. So does a plan that
     * was agreed again, and an earlier part that is heard of after a later one.
     */
    private void noteAgreed(EventEnvelope envelope, AgreedPlan plan) {
        var id = Assessment.idOf(plan.employeeId(), plan.periodId());
        // Nothing is noted of a plan whose rules are not here.
        requireYearOf(plan);
        var told = new Document("npsn", plan.npsn())
                .append("role", plan.role().name())
                .append("employmentStatus", plan.employmentStatus().name())
                .append("regulation", plan.regulation())
                .append("regulationVersion", plan.regulationVersion())
                .append("approvalMode", plan.approvalMode())
                .append("approverCapacity", plan.approverCapacity())
                .append("coversFrom", text(plan.coversFrom()))
                .append("months", plan.months());
        note(envelope, id, plan.planId(), "plan", told);
        // In this order: who sees the assessment can rate it.
        note(envelope, id, plan.planId(), "agreement", new Document("agreed", true));
        settle(id, plan.employeeId(), plan.periodId());
    }

    /** The year that BKN books the period on, by the rules the plan was drafted under. */
    private int requireYearOf(AgreedPlan plan) {
        return regulations
                .find(plan.regulation(), plan.regulationVersion())
                .flatMap(rules -> rules.period(plan.periodId()))
                .map(Period::year)
                // An operator drives it again once the pack is there.
                .orElseThrow(() -> new UnprocessableEvent(
                        "unknown-period",
                        "no period %s in version %s of regulation %s"
                                .formatted(plan.periodId(), plan.regulationVersion(), plan.regulation())));
    }

    private void noteReopened(EventEnvelope envelope, ReopenedPlan plan) {
        var id = Assessment.idOf(plan.employeeId(), plan.periodId());
        // Agreeing and reopening are one effect: whichever the plan said last is what holds.
        note(envelope, id, plan.planId(), "agreement", new Document("agreed", false));
    }

    private void noteClosed(EventEnvelope envelope, ClosedPlan plan) {
        var told = new Document("npsn", plan.npsn())
                .append("coversFrom", text(plan.coversFrom()))
                .append("coversUntil", text(plan.closedOn().minusDays(1)))
                .append("monthsInTheEnd", plan.months())
                .append("followed", plan.addendumPlanId() != null);
        note(envelope, Assessment.idOf(plan.employeeId(), plan.periodId()), plan.planId(), "closing", told);
    }

    private void note(EventEnvelope envelope, String id, String planId, String effect, Document told) {
        int part = numberOf(planId);
        var updates = new ArrayList<Bson>();
        told.append("planId", planId)
                .forEach((name, value) -> updates.add(Updates.set("parts.%d.%s".formatted(part, name), value)));
        plans.apply(id, "%s-%d".formatted(effect, part), envelope, Updates.combine(updates));
    }

    /** Opens the assessment, or takes it to where the last of the plans that were agreed is for. */
    private void settle(String id, String employeeId, String periodId) {
        var agreed = plans.find(id).map(AgreedPlans::parts).orElseThrow().descendingMap().values().stream()
                .filter(part -> part.containsKey("role"))
                .findFirst()
                .orElseThrow();
        var last = new AgreedPlan(
                agreed.getString("planId"),
                employeeId,
                agreed.getString("npsn"),
                Role.valueOf(agreed.getString("role")),
                EmploymentStatus.valueOf(agreed.getString("employmentStatus")),
                periodId,
                agreed.getString("regulation"),
                agreed.getInteger("regulationVersion"),
                agreed.getString("approvalMode"),
                agreed.getString("approverCapacity"),
                day(agreed.getString("coversFrom")),
                agreed.getInteger("months"));
        int year = requireYearOf(last);
        var opened = assessments.create(id, CommandGuard.none(), () -> Decision.accept(Assessment.open(last, year)));
        if (opened instanceof CommandResult.Refused) {
            assessments
                    .find(id)
                    .filter(stored -> !stored.state().isFor(last))
                    .ifPresent(stored ->
                            assessments.change(id, CommandGuard.none(), assessment -> assessment.moveTo(last, year)));
        }
    }

    private static NavigableMap<Integer, Document> parts(Document document) {
        var parts = new TreeMap<Integer, Document>();
        document.get("parts", new Document())
                .forEach((number, part) -> parts.put(Integer.valueOf(number), (Document) part));
        return parts;
    }

    private static PlanPart part(Document part) {
        var months = part.getInteger("monthsInTheEnd");
        return new PlanPart(
                part.getString("planId"),
                part.getString("npsn"),
                day(part.getString("coversFrom")),
                day(part.getString("coversUntil")),
                months == null ? part.getInteger("months") : months,
                part.getString("approvalMode"),
                part.getString("approverCapacity"));
    }

    /** 1, or what a later part has behind a point: {@code <employeeId>:<periodId>.2}. */
    private static int numberOf(String planId) {
        var matcher = PLAN_ID.matcher(planId);
        if (!matcher.matches()) {
            throw new UnprocessableEvent("bad-plan-id", "the id of the plan has another form");
        }
        return matcher.group(1) == null ? 1 : Integer.parseInt(matcher.group(1));
    }

    private static @Nullable String text(@Nullable LocalDate day) {
        return day == null ? null : day.toString();
    }

    private static @Nullable LocalDate day(@Nullable String text) {
        return text == null ? null : LocalDate.parse(text);
    }
}
