package id.kinerja.planning.plan;

import static java.util.Objects.requireNonNull;

import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.directory.DirectoryEntry;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.events.EventEnvelope;
import id.kinerja.kit.events.Subscription;
import id.kinerja.kit.events.Subscriptions;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.regulation.Regulation.Period;
import id.kinerja.kit.regulation.Regulations;
import id.kinerja.planning.plan.Plan.Cause;
import id.kinerja.planning.plan.Plan.Post;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Mutasi: when the roster gives somebody another school or role, their plan of the period in which that day lies is closed
 * and an addendum is drafted for the rest of it. These are two writes, each of which finds out by itself whether it has
 * been done, so the event may come again at any point between them. What an older event says that comes again after a
 * newer one is not looked at.
 */
@Component
class PlanMoves {

    /** @param effectiveFrom first day in this school and role */
    record Assigned(
            String employeeId,
            Role role,
            EmploymentStatus employmentStatus,
            @Nullable String npsn,
            LocalDate effectiveFrom) {
        Assigned {
            // An event without them is unreadable, and so a dead letter.
            requireNonNull(employeeId);
            requireNonNull(role);
            requireNonNull(employmentStatus);
            requireNonNull(effectiveFrom);
        }
    }

    private final AggregateStore<Plan> plans;
    private final PlanParts parts;
    private final PlanAppraisers appraisers;
    private final Directory directory;
    private final Regulations regulations;
    private final PlanViews views;
    private final MonthRule months;
    private final Clock clock;

    PlanMoves(
            AggregateStore<Plan> plans,
            PlanParts parts,
            PlanAppraisers appraisers,
            Directory directory,
            Regulations regulations,
            PlanViews views,
            @Value("${kinerja.plan.month-belongs-to:FIRST_DAY}") MonthRule months,
            Clock clock) {
        this.plans = plans;
        this.parts = parts;
        this.appraisers = appraisers;
        this.directory = directory;
        this.regulations = regulations;
        this.views = views;
        this.months = months;
        this.clock = clock;
    }

    Subscriptions subscriptions() {
        return Subscriptions.of(new Subscription<>(Directory.EMPLOYEE_ASSIGNED, Assigned.class, this::assigned));
    }

    private void assigned(EventEnvelope envelope, Assigned event) {
        var last = parts.last(Plan.idsOf(event.employeeId(), regulations));
        if (!last.isEmpty()) {
            move(envelope, event, last.stream().map(Stored::state).toList());
            // In this order: a plan that is closed keeps the appraiser it had.
            appraisers.assigned(event.employeeId());
        }
    }

    private void move(EventEnvelope envelope, Assigned event, List<Plan> last) {
        var left = last.stream()
                .filter(plan -> plan.status() == PlanStatus.CLOSED || !plan.isFor(event.role(), event.npsn()))
                .toList();
        if (left.isEmpty() || !directory.isNewest(envelope, event.employeeId())) {
            return;
        }
        var owner = directory.byId(event.employeeId());
        if (owner.filter(directory::hasLeft).isPresent()) {
            // Somebody else decides on them, or a list still names them: nothing follows for who has left.
            return;
        }
        var post = new Post(
                event.role(),
                event.employmentStatus(),
                event.npsn(),
                owner.map(DirectoryEntry::appraiserId).orElse(null),
                event.effectiveFrom());
        left.forEach(plan -> follow(plan, post));
    }

    /** Whoever was said to have left, and has not: an addendum goes on where the plan was closed. */
    void stays(DirectoryEntry owner) {
        for (var stored : parts.last(Plan.idsOf(owner.employeeId(), regulations))) {
            var closure = stored.state().closure();
            if (closure != null && closure.cause() == Cause.LEFT) {
                var post = new Post(
                        owner.role(), owner.employmentStatus(), owner.npsn(), owner.appraiserId(), closure.on());
                open(stored.state(), post, views.periodOf(stored.state()));
            }
        }
    }

    private void follow(Plan plan, Post post) {
        var period = views.periodOf(plan);
        if (plan.status() == PlanStatus.CLOSED) {
            open(plan, post, period);
        } else if (!post.from().isAfter(period.last())) {
            plans.change(plan.planId(), CommandGuard.none(), current -> leave(current, post, period));
            plans.find(plan.planId())
                    .map(Stored::state)
                    .filter(current -> current.status() == PlanStatus.CLOSED)
                    .ifPresent(closed -> open(closed, post, period));
        }
    }

    /** A draft nobody else has seen, so it goes along; whatever others have seen is closed. */
    private Decision<Plan> leave(Plan plan, Post post, Period period) {
        if (plan.isFor(post.role(), post.npsn()) || (plan.status() == PlanStatus.DRAFT && !post.hasPlan())) {
            return Decision.refuse(Refusal.wrongState(plan.status(), "leave"));
        }
        return plan.status() == PlanStatus.DRAFT
                ? plan.move(post, rules(plan, post), now())
                : plan.close(post, views.rulesOf(plan).schoolLevel(), period, months, now());
    }

    /** Its id is that of the closed plan and the number of the part, so it is drafted once. */
    private void open(Plan closed, Post post, Period period) {
        if (post.hasPlan() && !post.from().isAfter(period.last())) {
            plans.create(
                    closed.idOfNext(),
                    CommandGuard.none(),
                    () -> closed.addendum(post, rules(closed, post), period, months, now()));
        }
    }

    /** Nothing that is taken along depends on the level of the school. */
    private PlanRules rules(Plan plan, Post post) {
        return new PlanRules(views.packOf(plan), post.role(), null);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
