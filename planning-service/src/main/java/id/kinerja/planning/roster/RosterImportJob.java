package id.kinerja.planning.roster;

import static java.util.stream.Collectors.toSet;

import com.mongodb.MongoException;
import com.mongodb.client.model.Filters;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.CommandResult;
import id.kinerja.kit.aggregate.LeasedJobs;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Decision.Accepted;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Applies accepted roster files, chunk by chunk; after a crash any instance goes on where the lease ran out. */
@Component
class RosterImportJob {

    private static final Logger log = LoggerFactory.getLogger(RosterImportJob.class);

    /** Nobody takes longer to take a file in. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final AggregateStore<RosterImport> imports;
    private final AggregateStore<School> schools;
    private final AggregateStore<Employee> employees;
    private final Accounts accounts;
    private final Nips nips;
    private final Deciders deciders;
    private final AppraiserReviewJob reviews;
    private final ImportChunks chunks;
    private final Clock clock;
    private final LeasedJobs<RosterImport> jobs;

    RosterImportJob(
            AggregateStore<RosterImport> imports,
            AggregateStore<School> schools,
            AggregateStore<Employee> employees,
            Accounts accounts,
            Nips nips,
            ImportChunks chunks,
            Deciders deciders,
            AppraiserReviewJob reviews,
            Clock clock) {
        this.imports = imports;
        this.schools = schools;
        this.employees = employees;
        this.accounts = accounts;
        this.nips = nips;
        this.chunks = chunks;
        this.deciders = deciders;
        this.reviews = reviews;
        this.clock = clock;
        this.jobs = new LeasedJobs<>(imports, clock);
    }

    /** Rows that are handed over one after the other, so that nobody has to hold them all. */
    interface Rows {
        void forEach(Consumer<Map<String, String>> action);
    }

    /**
     * Stores the rows, then the intent: a job exists only when all it needs exists.
     *
     * @param warnings how much is odd in the file and may yet be right
     */
    CommandResult<RosterImport> accept(
            String id, CommandGuard guard, RosterFile.Kind kind, Rows rows, int warnings, String by) {
        var now = clock.instant();
        var writer = chunks.writer(id, now);
        var accepted = imports.create(id, guard, () -> {
            rows.forEach(writer::add);
            return Decision.accept(RosterImport.accepted(id, kind, writer.written(), warnings, by, now));
        });
        var mine = writer.written();
        if (!(accepted instanceof CommandResult.Changed<RosterImport>(var job, boolean _)
                && job.state().written().equals(mine))) {
            // The same key came with another request at the same time, whose file it is.
            chunks.clear(mine);
        }
        return accepted;
    }

    /** Gives a running import up; what is applied by then stays applied. */
    CommandResult<RosterImport> cancel(String id, CommandGuard guard) {
        var cancelled = imports.change(id, guard, RosterImport::cancel);
        if (cancelled instanceof CommandResult.Changed<RosterImport>(var job, boolean _)) {
            chunks.clear(job.state().written());
        }
        return cancelled;
    }

    @Scheduled(fixedDelayString = "${kinerja.roster.poll-interval:1s}")
    void work() {
        try {
            jobs.workOff(RosterImport.Status.RUNNING, this::completed);
        } catch (MongoException e) {
            log.warn("roster imports wait for the database: {}", e.getClass().getName());
        }
    }

    /** Usually a file's rows are gone once it is applied; these are of files that nobody finished taking in. */
    @Scheduled(fixedDelayString = "${kinerja.roster.sweep-interval:1h}")
    void clearAway() {
        try {
            int removed = chunks.clearOlderThan(clock.instant().minus(ABANDONED), this::isNeeded);
            if (removed > 0) {
                log.info("{} chunks of roster files that nobody needs were removed", removed);
            }
        } catch (MongoException e) {
            log.warn("left roster files wait for the database: {}", e.getClass().getName());
        }
    }

    private boolean isNeeded(String importId, String file) {
        return imports.find(importId)
                .filter(job -> job.state().status() == RosterImport.Status.RUNNING
                        && job.state().written().file().equals(file))
                .isPresent();
    }

    /** @return null if another instance has taken over, or the import is to be tried again later */
    private @Nullable Stored<RosterImport> completed(Stored<RosterImport> leased) {
        var job = leased;
        while (!job.state().allApplied()) {
            var next = afterNextChunk(job);
            if (next == null || next.state().status() != RosterImport.Status.RUNNING) {
                return next;
            }
            job = next;
        }
        if (job.state().kind() == RosterFile.Kind.EMPLOYEES) {
            // Somebody further down the file may hold a post for the time being on which rows further up depend.
            reviews.askFor("import:" + job.id());
        }
        // Before the job is completed, so that whoever takes it up after a crash clears away what was left.
        chunks.clear(job.state().written());
        log.info("roster import {} applied {} rows", job.id(), job.state().imported());
        return jobs.changed(job, job.state().completed());
    }

    /** A database that is away is waited for; any other fault is met again a few times, and then the import has failed. */
    private @Nullable Stored<RosterImport> afterNextChunk(Stored<RosterImport> job) {
        try {
            var rows = chunks.find(job.state().written(), job.state().nextChunk())
                    .orElseThrow(() -> new IllegalStateException("the chunk is gone"));
            int passedOver = apply(job.state().kind(), rows);
            return jobs.changed(job, job.state().applied(rows.size(), passedOver, jobs.leaseEnd()));
        } catch (MongoException e) {
            throw e;
        } catch (RuntimeException e) {
            var failing = job.state().failing(e.getClass().getSimpleName(), jobs.leaseEnd());
            // Without the message, which may quote the row.
            log.warn(
                    "roster import {} does not get past row {}: {}",
                    job.id(),
                    job.state().imported(),
                    e.getClass().getName());
            var after = jobs.changed(job, failing);
            if (after == null || after.state().status() == RosterImport.Status.RUNNING) {
                return null;
            }
            chunks.clear(job.state().written());
            return after;
        }
    }

    /** @return how many of the rows were not applied because they name people who have left */
    private int apply(RosterFile.Kind kind, List<RosterRow> rows) {
        return switch (kind) {
            case SCHOOLS -> {
                register(rows);
                yield 0;
            }
            case EMPLOYEES -> assign(rows);
        };
    }

    private void register(List<RosterRow> rows) {
        var some = rows.stream().map(RosterRow::school).toList();
        var present = presentIn(schools, some.stream().map(School::npsn).toList());
        carryOut(
                schools,
                present,
                some.stream()
                        .map(school ->
                                new Step<>(school.npsn(), school.register(), stored -> stored.replacedBy(school)))
                        .toList());
    }

    private int assign(List<RosterRow> rows) {
        var named = rows.stream().flatMap(RosterRow::accounts).collect(toSet());
        var ids = accounts.employeeIdsOf(named);
        var today = LocalDate.ofInstant(clock.instant(), RosterConfiguration.OFFICE_ZONE);
        var dated = new HashSet<String>();
        var all = new ArrayList<Employee>();
        for (var row : rows) {
            var person = row.employee(ids, today);
            all.add(person);
            if (row.isDated()) {
                dated.add(person.employeeId());
            }
        }
        var present =
                presentIn(employees, all.stream().map(Employee::employeeId).toList());
        var people = decided(all.stream()
                .filter(person -> !hasLeft(present.get(person.employeeId()), today))
                .toList());
        var given = new HashMap<String, String>();
        for (var person : people) {
            if (person.nip() != null) {
                given.put(person.nip(), person.employeeId());
            }
        }
        nips.give(given);
        carryOut(
                employees,
                present,
                people.stream()
                        .map(person -> new Step<>(
                                person.employeeId(),
                                person.assign(),
                                stored -> stored.replacedBy(person, dated.contains(person.employeeId()), today)))
                        .toList());
        for (var person : people) {
            var before = present.get(person.employeeId());
            if (before != null && before.nip() != null && !before.nip().equals(person.nip())) {
                nips.takeBack(before.nip(), person.employeeId());
            }
        }
        return all.size() - people.size();
    }

    private static boolean hasLeft(@Nullable Employee before, LocalDate today) {
        return before != null && before.hasLeftBefore(today);
    }

    /** The same people, with whoever decides on them. */
    private List<Employee> decided(List<Employee> people) {
        var decided = deciders.of(people);
        return people.stream()
                .map(person -> person.decidedBy(Objects.requireNonNull(decided.get(person.employeeId()))))
                .toList();
    }

    private static <S> Map<String, S> presentIn(AggregateStore<S> store, List<String> ids) {
        var present = new HashMap<String, S>();
        store.list(Filters.in("_id", ids), null, ids.size())
                .forEach(stored -> present.put(stored.id(), stored.state()));
        return present;
    }

    /**
     * What a row does.
     *
     * @param creation of whatever is not in the roster yet
     * @param change of whatever is
     */
    private record Step<S>(String id, Decision<S> creation, Function<S, Decision<S>> change) {

        boolean changes(@Nullable S seen) {
            return seen != null
                    && !(change.apply(seen) instanceof Accepted<S>(var same, var events) && events.isEmpty());
        }
    }

    /** What is new in one message, what is different one by one, and of what is the same nothing. */
    private static <S> void carryOut(AggregateStore<S> store, Map<String, S> present, List<Step<S>> steps) {
        var unknown = new HashMap<String, Accepted<S>>();
        for (var step : steps) {
            if (!present.containsKey(step.id()) && step.creation() instanceof Accepted<S> accepted) {
                unknown.put(step.id(), accepted);
            }
        }
        // Somebody may have been created since it was looked; then the row changes them.
        var known = store.createAll(unknown);
        inParallel(
                steps.stream()
                        .filter(step -> known.contains(step.id()) || step.changes(present.get(step.id())))
                        .toList(),
                step -> store.change(step.id(), CommandGuard.none(), step.change()));
    }

    static <T> void inParallel(List<T> some, Consumer<T> step) {
        var steps = new ArrayList<Future<?>>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var one : some) {
                steps.add(executor.submit(() -> step.accept(one)));
            }
        }
        for (var done : steps) {
            try {
                done.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
