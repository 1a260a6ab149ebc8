package id.kinerja.planning.roster;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.CommandResult;
import id.kinerja.kit.aggregate.LeasedJobs;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Decision.Accepted;
import id.kinerja.kit.model.Refusal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Applies accepted roster files, chunk by chunk; after a crash any instance goes on where the lease ran out. */
@Component
class RosterImportJob {

    private static final Logger log = LoggerFactory.getLogger(RosterImportJob.class);

    private static final int CHUNK = 200;

    private final AggregateStore<RosterImport> imports;
    private final AggregateStore<School> schools;
    private final AggregateStore<Employee> employees;
    private final Accounts accounts;
    private final MongoCollection<Document> chunks;
    private final Clock clock;
    private final LeasedJobs<RosterImport> jobs;

    RosterImportJob(
            AggregateStore<RosterImport> imports,
            AggregateStore<School> schools,
            AggregateStore<Employee> employees,
            Accounts accounts,
            MongoTemplate mongo,
            Clock clock) {
        this.imports = imports;
        this.schools = schools;
        this.employees = employees;
        this.accounts = accounts;
        this.chunks = mongo.getCollection("rosterImportChunks");
        this.clock = clock;
        this.jobs = new LeasedJobs<>(imports, clock);
    }

    /** Stores the rows, then the intent: a job exists only when all it needs exists. */
    CommandResult<RosterImport> accept(
            String id, CommandGuard guard, RosterFile.Kind kind, List<Map<String, String>> rows, String by) {
        return imports.create(id, guard, () -> Decision.accept(stored(id, kind, rows, by)));
    }

    private RosterImport stored(String id, RosterFile.Kind kind, List<Map<String, String>> rows, String by) {
        int count = 0;
        for (int from = 0; from < rows.size(); from += CHUNK) {
            var part = rows.subList(from, Math.min(rows.size(), from + CHUNK));
            var chunkId = id + ":" + count++;
            chunks.replaceOne(
                    Filters.eq("_id", chunkId),
                    new Document("_id", chunkId)
                            .append("rows", part.stream().map(Document::new).toList()),
                    new ReplaceOptions().upsert(true));
        }
        return new RosterImport(
                id, kind, RosterImport.Status.RUNNING, rows.size(), 0, count, 0, by, clock.instant(), null);
    }

    @Scheduled(fixedDelayString = "${kinerja.roster.poll-interval:1s}")
    void work() {
        try {
            jobs.workOff(RosterImport.Status.RUNNING, this::completed);
        } catch (MongoException e) {
            log.warn("roster imports wait for the database: {}", e.getClass().getName());
        }
    }

    /** @return null if another instance has taken over */
    private @Nullable Stored<RosterImport> completed(Stored<RosterImport> leased) {
        @Nullable Stored<RosterImport> job = leased;
        while (job != null && !job.state().allApplied()) {
            var chunk = chunks.find(
                            Filters.eq("_id", job.id() + ":" + job.state().nextChunk()))
                    .first();
            if (chunk == null) {
                throw new IllegalStateException(
                        "chunk " + job.state().nextChunk() + " of import " + job.id() + " is gone");
            }
            var rows = chunk.getList("rows", Document.class);
            apply(job.state().kind(), rows);
            job = jobs.changed(job, job.state().applied(rows.size(), jobs.leaseEnd()));
        }
        if (job == null) {
            return null;
        }
        // Before the job is completed, so that whoever takes it up after a crash clears away what was left.
        for (int i = 0; i < job.state().chunks(); i++) {
            chunks.deleteOne(Filters.eq("_id", job.id() + ":" + i));
        }
        log.info("roster import {} applied {} rows", job.id(), job.state().imported());
        return jobs.changed(job, job.state().completed());
    }

    private void apply(RosterFile.Kind kind, List<Document> rows) {
        var steps = new ArrayList<Future<?>>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var row : rows) {
                steps.add(executor.submit(() -> {
                    switch (kind) {
                        case SCHOOLS -> register(row);
                        case EMPLOYEES -> assign(row);
                    }
                }));
            }
        }
        for (var step : steps) {
            try {
                step.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private void register(Document row) {
        var school = new School(
                row.getString("npsn"),
                row.getString("name"),
                row.getString("level"),
                row.getString("status"),
                row.getString("district"),
                row.getString("regency"),
                row.getString("province"),
                TimeZones.ofProvince(row.getString("province")));
        createOrChange(schools, school.npsn(), school.register(), present -> present.replacedBy(school));
    }

    private void assign(Document row) {
        var appraiser = value(row, "appraiser_account");
        var birthDate = value(row, "birth_date");
        var employee = new Employee(
                accounts.employeeIdOf(row.getString("account")),
                row.getString("account"),
                row.getString("name"),
                value(row, "nip"),
                value(row, "nuptk"),
                birthDate == null ? null : LocalDate.parse(birthDate),
                EmploymentStatus.valueOf(row.getString("employment_status")),
                Role.valueOf(row.getString("role")),
                value(row, "npsn"),
                row.getString("position"),
                value(row, "grade"),
                row.getString("org_unit"),
                appraiser == null ? null : accounts.employeeIdOf(appraiser),
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        createOrChange(employees, employee.employeeId(), employee.assign(), present -> present.replacedBy(employee));
    }

    private static <S> void createOrChange(
            AggregateStore<S> store, String id, Decision<S> creation, Function<S, Decision<S>> change) {
        var present = store.find(id).map(stored -> change.apply(stored.state()));
        if (present.isPresent() && present.get() instanceof Accepted<S>(S same, var events) && events.isEmpty()) {
            return;
        }
        if (store.create(id, CommandGuard.none(), () -> creation)
                instanceof CommandResult.Refused<S>(Refusal refusal)) {
            if (!refusal.code().equals("already-exists")) {
                throw new IllegalStateException(refusal.code());
            }
            store.change(id, CommandGuard.none(), change);
        }
    }

    private static @Nullable String value(Document row, String column) {
        var value = row.getString(column);
        return value == null || value.isEmpty() ? null : value;
    }
}
