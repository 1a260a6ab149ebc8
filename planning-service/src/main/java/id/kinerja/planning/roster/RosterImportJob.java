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
import id.kinerja.kit.directory.Appointment;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Decision.Accepted;
import id.kinerja.kit.model.Refusal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
import java.util.function.Supplier;
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
    private final Nips nips;
    private final Deciders deciders;
    private final AppraiserReviewJob reviews;
    private final MongoCollection<Document> chunks;
    private final Clock clock;
    private final LeasedJobs<RosterImport> jobs;

    RosterImportJob(
            AggregateStore<RosterImport> imports,
            AggregateStore<School> schools,
            AggregateStore<Employee> employees,
            Accounts accounts,
            Nips nips,
            Deciders deciders,
            AppraiserReviewJob reviews,
            MongoTemplate mongo,
            Clock clock) {
        this.imports = imports;
        this.schools = schools;
        this.employees = employees;
        this.accounts = accounts;
        this.nips = nips;
        this.deciders = deciders;
        this.reviews = reviews;
        this.chunks = mongo.getCollection("rosterImportChunks");
        this.clock = clock;
        this.jobs = new LeasedJobs<>(imports, clock);
    }

    /** Rows that are handed over one after the other, so that nobody has to hold them all. */
    interface Rows {
        void forEach(Consumer<Map<String, String>> action);
    }

    /** Stores the rows, then the intent: a job exists only when all it needs exists. */
    CommandResult<RosterImport> accept(String id, CommandGuard guard, RosterFile.Kind kind, Rows rows, String by) {
        return imports.create(id, guard, () -> Decision.accept(stored(id, kind, rows, by)));
    }

    private RosterImport stored(String id, RosterFile.Kind kind, Rows rows, String by) {
        var writer = new ChunkWriter(id);
        rows.forEach(writer::add);
        writer.flush();
        return new RosterImport(
                id,
                kind,
                RosterImport.Status.RUNNING,
                writer.rows,
                0,
                null,
                writer.chunk,
                0,
                by,
                clock.instant(),
                null);
    }

    private final class ChunkWriter {

        private final String importId;
        private final List<Document> part = new ArrayList<>(CHUNK);
        private int rows;
        private int chunk;

        ChunkWriter(String importId) {
            this.importId = importId;
        }

        void add(Map<String, String> row) {
            part.add(new Document(row));
            rows++;
            if (part.size() == CHUNK) {
                flush();
            }
        }

        void flush() {
            if (!part.isEmpty()) {
                var chunkId = importId + ":" + chunk++;
                chunks.replaceOne(
                        Filters.eq("_id", chunkId),
                        new Document("_id", chunkId).append("rows", List.copyOf(part)),
                        new ReplaceOptions().upsert(true));
                part.clear();
            }
        }
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
            int passedOver = apply(job.state().kind(), rows);
            job = jobs.changed(job, job.state().applied(rows.size(), passedOver, jobs.leaseEnd()));
        }
        if (job == null) {
            return null;
        }
        if (job.state().kind() == RosterFile.Kind.EMPLOYEES) {
            // Somebody further down the file may hold a post for the time being on which rows further up depend.
            reviews.askFor("import:" + job.id());
        }
        // Before the job is completed, so that whoever takes it up after a crash clears away what was left.
        for (int i = 0; i < job.state().chunks(); i++) {
            chunks.deleteOne(Filters.eq("_id", job.id() + ":" + i));
        }
        log.info("roster import {} applied {} rows", job.id(), job.state().imported());
        return jobs.changed(job, job.state().completed());
    }

    /** @return how many of the rows were not applied because they name people who have left */
    private int apply(RosterFile.Kind kind, List<Document> rows) {
        return switch (kind) {
            case SCHOOLS -> {
                register(rows);
                yield 0;
            }
            case EMPLOYEES -> assign(rows);
        };
    }

    private void register(List<Document> rows) {
        var present = presentIn(
                schools, rows.stream().map(row -> row.getString("npsn")).toList());
        inParallel(rows, row -> {
            var school = new School(
                    row.getString("npsn"),
                    row.getString("name"),
                    row.getString("level"),
                    row.getString("status"),
                    row.getString("district"),
                    row.getString("regency"),
                    row.getString("province"),
                    TimeZones.ofProvince(row.getString("province")));
            createOrChange(
                    schools,
                    school.npsn(),
                    present.get(school.npsn()),
                    school::register,
                    stored -> stored.replacedBy(school));
        });
    }

    private int assign(List<Document> rows) {
        var named = new HashSet<String>();
        for (var row : rows) {
            named.add(row.getString("account"));
            for (var column : List.of("appraiser_account", "superior_account")) {
                var above = value(row, column);
                if (above != null) {
                    named.add(above);
                }
            }
        }
        var ids = accounts.employeeIdsOf(named);
        var all = rows.stream().map(row -> employee(row, ids)).toList();
        var present =
                presentIn(employees, all.stream().map(Employee::employeeId).toList());
        var people =
                decided(all.stream().filter(person -> !hasLeft(present, person)).toList());
        var given = new HashMap<String, String>();
        for (var person : people) {
            if (person.nip() != null) {
                given.put(person.nip(), person.employeeId());
            }
        }
        nips.give(given);
        inParallel(people, person -> {
            var before = present.get(person.employeeId());
            createOrChange(employees, person.employeeId(), before, person::assign, stored -> stored.replacedBy(person));
            if (before != null && before.nip() != null && !before.nip().equals(person.nip())) {
                nips.takeBack(before.nip(), person.employeeId());
            }
        });
        return all.size() - people.size();
    }

    private static boolean hasLeft(Map<String, Employee> present, Employee person) {
        var before = present.get(person.employeeId());
        return before != null && before.hasLeftBefore(person.effectiveFrom());
    }

    /** The same people, with whoever decides on them. */
    private List<Employee> decided(List<Employee> people) {
        var decided = deciders.of(people);
        return people.stream()
                .map(person -> person.decidedBy(Objects.requireNonNull(decided.get(person.employeeId()))))
                .toList();
    }

    private Employee employee(Document row, Map<String, String> ids) {
        var appraiser = value(row, "appraiser_account");
        var superior = value(row, "superior_account");
        var birthDate = value(row, "birth_date");
        var appointment = value(row, "appointment");
        var staffType = value(row, "staff_type");
        var level = value(row, "functional_level");
        return Employee.described(
                Objects.requireNonNull(ids.get(row.getString("account"))),
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
                appraiser == null ? null : ids.get(appraiser),
                superior == null ? null : ids.get(superior),
                appointment == null ? Appointment.DEFINITIVE : Appointment.valueOf(appointment),
                staffType == null ? null : StaffType.named(staffType).orElseThrow(),
                level == null ? null : FunctionalLevel.valueOf(level),
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC),
                null);
    }

    private static <S> Map<String, S> presentIn(AggregateStore<S> store, List<String> ids) {
        var present = new HashMap<String, S>();
        store.list(Filters.in("_id", ids), null, ids.size())
                .forEach(stored -> present.put(stored.id(), stored.state()));
        return present;
    }

    private static <S> void createOrChange(
            AggregateStore<S> store,
            String id,
            @Nullable S seen,
            Supplier<Decision<S>> creation,
            Function<S, Decision<S>> change) {
        if (seen != null && change.apply(seen) instanceof Accepted<S>(S same, var events) && events.isEmpty()) {
            return;
        }
        if (seen == null) {
            if (!(store.create(id, CommandGuard.none(), creation)
                    instanceof CommandResult.Refused<S>(Refusal refusal))) {
                return;
            }
            if (!refusal.code().equals("already-exists")) {
                throw new IllegalStateException(refusal.code());
            }
        }
        store.change(id, CommandGuard.none(), change);
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

    private static @Nullable String value(Document row, String column) {
        var value = row.getString(column);
        return value == null || value.isEmpty() ? null : value;
    }
}
