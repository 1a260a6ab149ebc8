package id.kinerja.planning.plan;

import com.mongodb.MongoException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.StartupIndexes;
import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.directory.Directory.EmployeeLeft;
import id.kinerja.kit.directory.DirectoryEntry;
import id.kinerja.kit.events.EventEnvelope;
import id.kinerja.kit.events.ProjectionCollection;
import id.kinerja.kit.events.Subscription;
import id.kinerja.kit.events.Subscriptions;
import id.kinerja.kit.regulation.Regulations;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Closes what is still open of people who have left, from the day after their last day in the zone of their school: then
 * no appraiser waits for it. The collection {@code planLeavers} remembers whom to look at from when; a look at somebody is
 * repeatable, and what it finds is what the directory says at that moment, so a day that was corrected before it came has
 * no effect. Several instances may look at once.
 */
@Component
class PlanLeavers {

    private static final Logger log = LoggerFactory.getLogger(PlanLeavers.class);

    /** Where a day of work is over first. */
    private static final ZoneId FIRST_ZONE = ZoneId.of("Asia/Jayapura");

    private static final String LAST_DAY = "lastDay";

    private final ProjectionCollection leavers;
    private final AggregateStore<Plan> plans;
    private final PlanParts parts;
    private final PlanMoves moves;
    private final Directory directory;
    private final Regulations regulations;
    private final PlanViews views;
    private final MonthRule months;
    private final Clock clock;

    PlanLeavers(
            MongoTemplate mongo,
            StartupIndexes indexes,
            AggregateStore<Plan> plans,
            PlanParts parts,
            PlanMoves moves,
            Directory directory,
            Regulations regulations,
            PlanViews views,
            @Value("${kinerja.plan.month-belongs-to:FIRST_DAY}") MonthRule months,
            Clock clock) {
        this.leavers = new ProjectionCollection(mongo, "planLeavers");
        this.plans = plans;
        this.parts = parts;
        this.moves = moves;
        this.directory = directory;
        this.regulations = regulations;
        this.views = views;
        this.months = months;
        this.clock = clock;
        indexes.declare(leavers.collection(), Indexes.ascending(LAST_DAY), new IndexOptions().sparse(true));
    }

    Subscriptions subscriptions() {
        return Subscriptions.of(new Subscription<>(Directory.EMPLOYEE_LEFT, EmployeeLeft.class, this::left));
    }

    private void left(EventEnvelope envelope, EmployeeLeft event) {
        leavers.apply(
                event.employeeId(),
                "left",
                envelope,
                Updates.set(LAST_DAY, event.lastDay().toString()));
        // A day that has come already is corrected by one that has not.
        directory
                .byId(event.employeeId())
                .filter(person -> !directory.hasLeft(person))
                .ifPresent(moves::stays);
    }

    /** Looks at those whose last day may be over. */
    @Scheduled(fixedDelayString = "${kinerja.plan.leavers-interval:1m}")
    void look() {
        try {
            var today = LocalDate.ofInstant(clock.instant(), FIRST_ZONE);
            leavers.collection()
                    .find(Filters.lt(LAST_DAY, today.toString()))
                    .into(new ArrayList<>())
                    .forEach(this::look);
        } catch (MongoException | DataAccessException e) {
            log.warn(
                    "plans of people who have left wait for the database: {}",
                    e.getClass().getName());
        }
    }

    private void look(Document leaver) {
        var known = directory.byId(leaver.getString("_id"));
        if (known.isEmpty()) {
            return;
        }
        var person = known.get();
        var lastDay = person.leftAfter();
        if (lastDay != null && !directory.hasLeft(person)) {
            // Where this person works the day is not over yet, or it has become another.
            return;
        }
        if (lastDay != null) {
            open(person).forEach(planId -> close(planId, lastDay));
        }
        leavers.collection()
                .updateOne(
                        Filters.and(
                                Filters.eq("_id", person.employeeId()),
                                Filters.eq(LAST_DAY, leaver.getString(LAST_DAY))),
                        Updates.unset(LAST_DAY));
    }

    private List<String> open(DirectoryEntry person) {
        return parts.current(Plan.idsOf(person.employeeId(), regulations)).stream()
                .filter(plan -> plan.state().status().isOpen())
                .map(plan -> plan.state().planId())
                .toList();
    }

    private void close(String planId, LocalDate lastDay) {
        plans.change(
                planId,
                CommandGuard.none(),
                plan -> plan.leave(lastDay, views.rulesOf(plan).schoolLevel(), views.periodOf(plan), months, now()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
