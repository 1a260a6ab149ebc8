package id.kinerja.planning.plan;

import id.kinerja.kit.directory.AppraiserCapacity;
import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.directory.School;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Decision.Accepted;
import id.kinerja.kit.model.DomainEvent;
import id.kinerja.planning.plan.Plan.Decider;
import id.kinerja.planning.plan.Plan.Kept;
import id.kinerja.planning.plan.Plan.Person;
import id.kinerja.planning.roster.RosterPeople;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Keeps with each decision what was true at that time: names, posts, school, appraiser, the version of the rules, and why.
 * Later changes of the roster, and later decisions, then leave old decisions as they were.
 */
@Component
class PlanRecords {

    private final RosterPeople people;
    private final Directory directory;

    PlanRecords(RosterPeople people, Directory directory) {
        this.people = people;
        this.directory = directory;
    }

    /** What the owner decided, with what is true now if the plan becomes something else by it. */
    Decision<Plan> kept(Plan before, Decision<Plan> decision, String owner, Instant now) {
        return kept(before, decision, owner, null, now);
    }

    /** The same for what was decided in the appraiser's place. */
    Decision<Plan> kept(Plan before, Decision<Plan> decision, Decider by, Instant now) {
        return kept(before, decision, by.employeeId(), by.capacity(), now);
    }

    private Decision<Plan> kept(
            Plan before, Decision<Plan> decision, String by, @Nullable AppraiserCapacity capacity, Instant now) {
        if (!(decision instanceof Accepted<Plan>(Plan after, var events)) || after.status() == before.status()) {
            return decision;
        }
        var approval = after.approval();
        var longer = before.status().editable() && approval != null
                // The owner submitted, and the office's policy approved in the same moment.
                ? after.keeping(nowOf(after, PlanStatus.SUBMITTED, by, null, now))
                        .keeping(nowOf(after, after.status(), null, approval.capacity(), now))
                : after.keeping(nowOf(after, after.status(), by, capacity, now));
        return Decision.accept(longer, events.toArray(DomainEvent[]::new));
    }

    private Kept nowOf(
            Plan plan, PlanStatus status, @Nullable String by, @Nullable AppraiserCapacity capacity, Instant now) {
        var school = Optional.ofNullable(plan.npsn()).flatMap(directory::school);
        return new Kept(
                status,
                now,
                by,
                capacity,
                plan.contentVersion(),
                person(plan.employeeId()),
                plan.appraiserId() == null ? null : person(plan.appraiserId()),
                plan.npsn(),
                school.map(School::name).orElse(null),
                school.map(School::level).orElse(null),
                plan.regulation(),
                plan.regulationVersion(),
                plan.returnReasons(),
                plan.reopenReason());
    }

    private @Nullable Person person(String employeeId) {
        return people.find(employeeId)
                .map(one -> new Person(employeeId, one.name(), one.position(), one.grade(), one.orgUnit()))
                .orElse(null);
    }
}
