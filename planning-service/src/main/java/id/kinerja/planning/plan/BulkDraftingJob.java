package id.kinerja.planning.plan;

import com.mongodb.MongoException;
import com.mongodb.client.model.Filters;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.CommandGuard.Receipt;
import id.kinerja.kit.aggregate.CommandResult;
import id.kinerja.kit.aggregate.LeasedJobs;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.directory.DirectoryEntry;
import id.kinerja.kit.directory.School;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Decision.Accepted;
import id.kinerja.kit.model.Decision.Refused;
import id.kinerja.kit.model.DomainEvent;
import id.kinerja.kit.regulation.Regulation;
import id.kinerja.kit.regulation.Regulation.Period;
import id.kinerja.kit.regulation.Regulations;
import id.kinerja.planning.plan.BulkDrafting.Kind;
import id.kinerja.planning.plan.BulkDrafting.Outcome;
import id.kinerja.planning.plan.BulkDrafting.Status;
import id.kinerja.planning.plan.BulkDraftingPeople.Person;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Drafts plans for many people, chunk by chunk; after a crash any instance goes on where the lease ran out, and knows by
 * its receipt which plan was drafted by this job.
 */
@Component
class BulkDraftingJob {

    private static final Logger log = LoggerFactory.getLogger(BulkDraftingJob.class);

    /** People between two writes of the job. */
    private static final int CHUNK = 200;

    private final AggregateStore<Plan> plans;
    private final PlanParts parts;
    private final BulkDraftingPeople people;
    private final PlanAppraisers appraisers;
    private final Directory directory;
    private final Regulations regulations;
    private final Clock clock;
    private final LeasedJobs<BulkDrafting> jobs;

    BulkDraftingJob(
            AggregateStore<BulkDrafting> bulkDraftings,
            AggregateStore<Plan> plans,
            PlanParts parts,
            BulkDraftingPeople people,
            PlanAppraisers appraisers,
            Directory directory,
            Regulations regulations,
            Clock clock) {
        this.plans = plans;
        this.parts = parts;
        this.people = people;
        this.appraisers = appraisers;
        this.directory = directory;
        this.regulations = regulations;
        this.clock = clock;
        this.jobs = new LeasedJobs<>(bulkDraftings, clock);
    }

    @Scheduled(fixedDelayString = "${kinerja.bulk-drafts.poll-interval:1s}")
    void work() {
        try {
            jobs.workOff(Status.RUNNING, this::completed);
        } catch (MongoException | DataAccessException e) {
            log.warn("bulk drafts wait for the database: {}", e.getClass().getName());
        }
    }

    /** @return null if another instance has taken over */
    private @Nullable Stored<BulkDrafting> completed(Stored<BulkDrafting> leased) {
        @Nullable Stored<BulkDrafting> job = leased;
        // Whoever had the job before may have drafted a part of the first chunk without saying so.
        boolean begun = true;
        var chunk = people.list(leased.id(), Outcome.PENDING, null, CHUNK);
        while (job != null && !chunk.isEmpty()) {
            people.decided(job.id(), new Chunk(job.state(), chunk, begun).decided());
            job = jobs.changed(job, job.state().counted(people.tally(job.id()), jobs.leaseEnd()));
            begun = false;
            chunk = people.list(leased.id(), Outcome.PENDING, null, CHUNK);
        }
        return job == null ? null : jobs.changed(job, job.state().completed(clock.instant()));
    }

    /** Some people of a job, with all that is known of them read at once. */
    private final class Chunk {

        private final BulkDrafting job;
        private final List<Person> waiting;
        private final boolean begun;
        private final Regulation pack;
        /** Periods that had ended before this one begins, the last one first. */
        private final List<String> earlier;

        private final Map<String, DirectoryEntry> entries;
        private final Map<String, Plan> known = new HashMap<>();
        private final Map<String, Optional<String>> levels = new HashMap<>();

        Chunk(BulkDrafting job, List<Person> waiting, boolean begun) {
            this.job = job;
            this.waiting = waiting;
            this.begun = begun;
            this.pack = regulations
                    .ofPeriod(job.periodId())
                    .orElseThrow(() -> new IllegalStateException("the pack of " + job.periodId() + " is gone"));
            this.earlier = job.source().kind() == Kind.LAST_PERIOD ? endedBefore(job.periodId()) : List.of();
            var ids = waiting.stream().map(Person::employeeId).toList();
            this.entries = directory.byIds(ids);
            var now = ids.stream().map(id -> Plan.idOf(id, job.periodId())).toList();
            plans.list(Filters.in("_id", now), null, now.size())
                    .forEach(stored -> known.put(stored.id(), stored.state()));
            // Of who has moved in an earlier period, the plan of the school where it ended.
            parts.current(ids.stream()
                            .flatMap(id -> earlier.stream().map(period -> Plan.idOf(id, period)))
                            .toList())
                    .forEach(stored -> known.put(
                            Plan.idOf(
                                    stored.state().employeeId(), stored.state().periodId()),
                            stored.state()));
        }

        List<Person> decided() {
            return waiting.stream().map(this::decided).toList();
        }

        private Person decided(Person person) {
            try {
                return decide(person);
            } catch (MongoException | DataAccessException e) {
                throw e;
            } catch (RuntimeException e) {
                // One person of whom something is odd must not keep the others waiting for ever.
                log.error("a plan of bulk drafts {} could not be drafted", job.bulkDraftingId(), e);
                return person.skipped("unexpected");
            }
        }

        private Person decide(Person person) {
            var entry = entries.get(person.employeeId());
            if (entry == null || !person.npsn().equals(entry.npsn()) || directory.hasLeft(entry)) {
                return person.skipped("no-longer-at-school");
            }
            if (known.containsKey(planId(entry)) && (job.dryRun() || !begun)) {
                return person.existing();
            }
            return switch (Plan.draft(entry, pack, job.periodId(), now())) {
                case Refused<Plan>(var refusal) -> person.skipped(refusal.code());
                case Accepted<Plan>(var draft, var happened) -> fill(person, draft, happened);
            };
        }

        private Person fill(Person person, Plan draft, List<DomainEvent> happened) {
            var last = lastOf(draft.employeeId());
            if (job.source().kind() == Kind.LAST_PERIOD && last.isEmpty()) {
                return known.containsKey(draft.planId()) ? person.existing() : person.skipped("nothing-last-period");
            }
            var content = last.map(Plan::content).orElse(job.source().template());
            var level = levels.computeIfAbsent(person.npsn(), this::levelOf).orElse(null);
            var filled = Prefilled.with(content, draft, new PlanRules(pack, draft.role(), level));
            return job.dryRun() || store(filled.plan(), happened)
                    ? person.created(last.map(Plan::periodId).orElse(null), filled.leftOut())
                    : person.existing();
        }

        /** @return false if there is a plan that was not drafted by this job */
        private boolean store(Plan plan, List<DomainEvent> happened) {
            var once = new Receipt("bulk-drafts:" + job.bulkDraftingId(), "draft");
            var created = plans.create(
                    plan.planId(),
                    new CommandGuard(null, once),
                    () -> Decision.accept(plan, happened.toArray(DomainEvent[]::new)));
            return switch (appraisers.upToDate(created)) {
                case CommandResult.Changed<Plan> _ -> true;
                case CommandResult.Refused<Plan> _ -> false;
                case CommandResult.Stale<Plan> _, CommandResult.Absent<Plan> _ ->
                    throw new IllegalStateException("a creation has no version");
            };
        }

        /** In milliseconds, as it is stored. */
        private Instant now() {
            return clock.instant().truncatedTo(ChronoUnit.MILLIS);
        }

        private String planId(DirectoryEntry entry) {
            return Plan.idOf(entry.employeeId(), job.periodId());
        }

        /** The person's latest plan that was approved and not opened again since. */
        private Optional<Plan> lastOf(String employeeId) {
            return earlier.stream()
                    .map(period -> known.get(Plan.idOf(employeeId, period)))
                    .filter(Objects::nonNull)
                    .filter(plan -> plan.status().isApproved())
                    .findFirst();
        }

        private Optional<String> levelOf(String npsn) {
            return directory.school(npsn).map(School::level);
        }
    }

    private List<String> endedBefore(String periodId) {
        var periods = regulations.newest().stream()
                .flatMap(pack -> pack.periods().stream())
                .toList();
        var first = periods.stream()
                .filter(period -> period.id().equals(periodId))
                .map(Period::first)
                .findFirst()
                .orElseThrow();
        return periods.stream()
                .filter(period -> period.last().isBefore(first))
                .sorted(Comparator.comparing(Period::last).reversed())
                .map(Period::id)
                .toList();
    }
}
