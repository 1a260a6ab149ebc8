package id.kinerja.planning.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.AggregateStores;
import id.kinerja.kit.aggregate.AggregateType;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.CommandResult;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.testing.Events;
import id.kinerja.kit.testing.Events.Received;
import id.kinerja.kit.testing.ServiceSuite;
import id.kinerja.planning.roster.RosterFile.Kind;
import id.kinerja.planning.roster.RosterImport.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;

/** What becomes of an import whose worker dies; the jobs lie in a collection that the running service does not poll. */
class RosterImportJobTest extends ServiceSuite {

    /** Three chunks, the last one half full. */
    private static final int ROWS = 450;

    private static final Duration LEASE_AND_MORE = Duration.ofSeconds(31);

    @Autowired
    private AggregateStores stores;

    @Autowired
    private AggregateStore<School> schools;

    @Autowired
    private AggregateStore<Employee> employees;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Deciders deciders;

    @Autowired
    private AppraiserReviewJob reviews;

    @Autowired
    private MongoTemplate mongo;

    private final String mark = UUID.randomUUID().toString().substring(0, 8);
    private final AtomicReference<Instant> time = new AtomicReference<>(Instant.parse("2026-01-05T01:00:00Z"));
    private final Clock clock = ((InstantSource) time::get).withZone(ZoneOffset.UTC);

    @SuppressWarnings("NullAway.Init")
    private AggregateStore<RosterImport> imports;

    @Autowired
    private ImportChunks chunks;

    @BeforeEach
    void jobsOfTheirOwn() {
        var name = "rosterImports_" + mark;
        // The service creates the indexes of its own collections when it starts.
        mongo.getCollection(name).createIndex(Indexes.ascending("relayAfter"));
        mongo.getCollection(name).createIndex(Indexes.ascending("state.status", "_id"));
        imports = stores.open(
                AggregateType.of(name, RosterImport.class, "/planning/roster-imports/", RosterConfiguration.TOPIC));
    }

    /** Accounts of an instance to which something happens while it works. */
    private final class Eventful extends Accounts {

        private final AtomicInteger calls = new AtomicInteger();
        private final int fatal;
        private final Runnable event;

        /** @param fatal from which chunk on */
        Eventful(int fatal, Runnable event) {
            super(mongo);
            this.fatal = fatal;
            this.event = event;
        }

        @Override
        Map<String, String> employeeIdsOf(Set<String> some) {
            var ids = super.employeeIdsOf(some);
            if (calls.incrementAndGet() >= fatal) {
                event.run();
            }
            return ids;
        }
    }

    @Test
    void an_import_whose_worker_died_is_finished_by_another_instance_without_duplicates() {
        var dying = instance(new Eventful(2, () -> {
            throw new AssertionError("killed");
        }));
        var other = instance(accounts);
        accept(dying, "first", rows("Guru Ahli Muda"));

        assertThatThrownBy(dying::work).hasMessage("killed");
        assertThat(job("first").imported()).isEqualTo(200);
        assertThat(accounts.find(account(250))).isPresent();
        assertThat(job("first").status()).isEqualTo(Status.RUNNING);

        other.work();
        assertThat(job("first").imported()).as("the lease is respected").isEqualTo(200);

        time.updateAndGet(now -> now.plus(LEASE_AND_MORE));
        other.work();
        assertThat(job("first").status()).isEqualTo(Status.COMPLETED);
        assertThat(job("first").imported()).isEqualTo(ROWS);
        assertThat(chunksOf("first")).isZero();
        assertEverybodyWasToldOfOnce();
    }

    @Test
    void what_is_left_of_a_file_whose_worker_died_at_the_very_end_is_cleared_away() {
        var worker = instance(accounts);
        accept(worker, "first", rows("Guru Ahli Muda").subList(0, 1));
        imports.change(
                id("first"), CommandGuard.none(), state -> Decision.accept(state.applied(1, 0, clock.instant())));

        worker.work();

        assertThat(job("first").status()).isEqualTo(Status.COMPLETED);
        assertThat(job("first").imported()).isEqualTo(1);
        assertThat(chunksOf("first")).isZero();
    }

    @Test
    void a_worker_that_was_only_slow_notices_that_the_import_is_no_longer_its_own() {
        var other = instance(accounts);
        var overtaken = new AtomicInteger();
        var slow = instance(new Eventful(2, () -> {
            if (overtaken.getAndIncrement() == 0) {
                time.updateAndGet(now -> now.plus(LEASE_AND_MORE));
                other.work();
            }
        }));
        accept(slow, "first", rows("Guru Ahli Muda"));
        slow.work();

        assertThat(job("first").status()).isEqualTo(Status.COMPLETED);
        assertThat(job("first").imported()).isEqualTo(ROWS);
        assertEverybodyWasToldOfOnce();
    }

    @Test
    void a_file_that_corrects_another_is_applied_after_it_whatever_their_ids() {
        var worker = instance(accounts);
        accept(worker, "z", rows("Guru Ahli Muda").subList(0, 1));
        time.updateAndGet(now -> now.plusMillis(5));
        accept(worker, "a", rows("Guru Ahli Madya").subList(0, 1));
        worker.work();

        var employee = employees.find(accounts.find(account(0)).orElseThrow()).orElseThrow();
        assertThat(employee.state().position()).isEqualTo("Guru Ahli Madya");
        assertThat(employee.sequence()).isEqualTo(2);
    }

    @Test
    void an_import_that_does_not_get_past_some_rows_fails_and_holds_up_no_other() {
        var worker = instance(new Eventful(2, () -> {
            throw new IllegalArgumentException("a fault that does not pass");
        }));
        var healthy = instance(accounts);
        accept(worker, "first", rows("Guru Ahli Muda"));
        time.updateAndGet(now -> now.plusMillis(5));
        accept(worker, "second", rows("Guru Ahli Madya").subList(0, 1));

        worker.work();
        assertThat(job("first").status()).isEqualTo(Status.RUNNING);
        assertThat(job("first").failing()).isEqualTo(new RosterImport.Failing(1, "IllegalArgumentException"));
        worker.work();
        assertThat(job("first").failing())
                .as("not again at once")
                .isEqualTo(new RosterImport.Failing(1, "IllegalArgumentException"));

        for (int attempt = 2; attempt <= RosterImport.ATTEMPTS; attempt++) {
            assertThat(job("second").status()).isEqualTo(Status.RUNNING);
            time.updateAndGet(now -> now.plus(LEASE_AND_MORE));
            worker.work();
        }
        assertThat(job("first").status()).isEqualTo(Status.FAILED);
        assertThat(job("first").imported()).isEqualTo(200);
        assertThat(chunksOf("first")).isZero();

        time.updateAndGet(now -> now.plus(LEASE_AND_MORE));
        healthy.work();
        assertThat(job("second").status()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void an_import_that_gets_on_after_a_fault_forgets_it() {
        var worker = instance(new Eventful(1, () -> {
            if (job("first").failing() == null) {
                throw new IllegalArgumentException("once");
            }
        }));
        accept(worker, "first", rows("Guru Ahli Muda").subList(0, 1));
        worker.work();
        time.updateAndGet(now -> now.plus(LEASE_AND_MORE));
        worker.work();

        assertThat(job("first").status()).isEqualTo(Status.COMPLETED);
        assertThat(job("first").failing()).isNull();
    }

    @Test
    void a_cancelled_import_stops_after_the_rows_it_is_at_and_the_next_begins() {
        var worker = instance(new Eventful(2, () -> instance(accounts).cancel(id("first"), CommandGuard.none())));
        accept(worker, "first", rows("Guru Ahli Muda"));
        worker.work();

        assertThat(job("first").status()).isEqualTo(Status.CANCELLED);
        assertThat(job("first").imported()).isEqualTo(200);
        assertThat(chunksOf("first")).isZero();
        accept(worker, "second", rows("Guru Ahli Madya").subList(0, 1));
        instance(accounts).work();
        assertThat(job("second").status()).isEqualTo(Status.COMPLETED);
    }

    @ParameterizedTest
    @EnumSource
    void only_a_running_import_can_be_cancelled(Status status) {
        var worker = instance(accounts);
        accept(worker, "first", rows("Guru Ahli Muda").subList(0, 1));
        switch (status) {
            case RUNNING -> {}
            case COMPLETED -> worker.work();
            case CANCELLED -> worker.cancel(id("first"), CommandGuard.none());
            case FAILED -> {
                for (int attempt = 0; attempt < RosterImport.ATTEMPTS; attempt++) {
                    imports.change(
                            id("first"),
                            CommandGuard.none(),
                            state -> Decision.accept(state.failing("Fault", clock.instant())));
                }
            }
        }
        assertThat(job("first").status()).isEqualTo(status);

        var cancelled = worker.cancel(id("first"), CommandGuard.none());
        if (status == Status.RUNNING) {
            assertThat(job("first").status()).isEqualTo(Status.CANCELLED);
        } else {
            assertThat(cancelled).isEqualTo(new CommandResult.Refused<>(Refusal.wrongState(status, "cancel")));
        }
    }

    @Test
    void what_a_process_left_that_died_while_it_took_a_file_in_is_cleared_away_after_a_day() {
        var worker = instance(accounts);
        var writer = chunks.writer(id("dead"), clock.instant());
        rows("Guru Ahli Muda").forEach(writer::add);
        writer.written();
        accept(worker, "waiting", rows("Guru Ahli Muda").subList(0, 1));

        time.updateAndGet(now -> now.plus(Duration.ofHours(23)));
        worker.clearAway();
        assertThat(chunksOf("dead")).isEqualTo(3);
        time.updateAndGet(now -> now.plus(Duration.ofHours(2)));
        worker.clearAway();
        assertThat(chunksOf("dead")).isZero();
        assertThat(chunksOf("waiting")).isEqualTo(1);
        worker.work();
        assertThat(job("waiting").status()).isEqualTo(Status.COMPLETED);
    }

    private long chunksOf(String name) {
        return mongo
                .getCollection("rosterImportChunks")
                .find()
                .sort(Sorts.ascending("_id"))
                .map(chunk -> chunk.getString("importId"))
                .into(new ArrayList<>())
                .stream()
                .filter(id(name)::equals)
                .count();
    }

    @Test
    void of_two_files_that_come_with_one_key_at_the_same_time_one_is_taken_and_no_rows_are_mixed() {
        var worker = instance(accounts);
        var fast = rows("Guru Ahli Muda").subList(0, 250);
        var results = new ArrayList<CommandResult<RosterImport>>();
        // The other request is answered after this one has looked for an import, and has written a chunk.
        RosterImportJob.Rows slow = action -> {
            var mine = rows("Guru Ahli Madya");
            mine.subList(0, 300).forEach(action);
            results.add(accept(worker, "first", "of the fast one", fast::forEach));
            mine.subList(300, ROWS).forEach(action);
        };
        results.add(accept(worker, "first", "of the slow one", slow));

        assertThat(results.getFirst()).isInstanceOf(CommandResult.Changed.class);
        assertThat(results.getLast()).isEqualTo(new CommandResult.Refused<>(Refusal.invalid("idempotency-key-reused")));
        assertThat(chunksOf("first")).isEqualTo(2);
        worker.work();
        assertThat(job("first").status()).isEqualTo(Status.COMPLETED);
        assertThat(job("first").rows()).isEqualTo(250);
        assertThat(IntStream.range(0, ROWS)
                        .mapToObj(i -> accounts.find(account(i)).isPresent()))
                .isEqualTo(IntStream.range(0, ROWS).mapToObj(i -> i < 250).toList());
        assertThat(IntStream.range(0, 250)
                        .mapToObj(i -> accounts.find(account(i)).orElseThrow())
                        .map(id -> employees.find(id).orElseThrow().state().position()))
                .containsOnly("Guru Ahli Muda");
        assertThat(chunksOf("first")).isZero();
    }

    @Test
    void the_same_file_that_comes_twice_with_one_key_at_the_same_time_is_one_import() {
        var worker = instance(accounts);
        var results = new ArrayList<CommandResult<RosterImport>>();
        RosterImportJob.Rows slow = action -> {
            results.add(accept(worker, "first", "the same", rows("Guru Ahli Muda")::forEach));
            rows("Guru Ahli Muda").forEach(action);
        };
        results.add(accept(worker, "first", "the same", slow));

        assertThat(results).allSatisfy(result -> assertThat(result).isInstanceOf(CommandResult.Changed.class));
        assertThat(chunksOf("first")).isEqualTo(3);
        worker.work();
        assertThat(job("first").status()).isEqualTo(Status.COMPLETED);
        assertEverybodyWasToldOfOnce();
    }

    @Test
    void an_assignment_begins_on_the_day_that_its_row_says() {
        var worker = instance(accounts);
        var dated = new HashMap<>(rows("Guru Ahli Muda").getFirst());
        dated.put("effective_from", "2025-10-01");
        accept(worker, "first", List.of(dated, rows("Guru Ahli Muda").get(1)));
        worker.work();

        assertThat(Stream.of(0, 1)
                        .map(i -> accounts.find(account(i)).orElseThrow())
                        .map(id -> employees.find(id).orElseThrow().state().effectiveFrom()))
                .containsExactly(LocalDate.of(2025, 10, 1), LocalDate.of(2026, 1, 5));
    }

    @Test
    void rows_of_people_who_have_left_are_passed_over_and_counted() {
        var worker = instance(accounts);
        accept(worker, "first", rows("Guru Ahli Muda").subList(0, 3));
        worker.work();
        var gone = accounts.find(account(1)).orElseThrow();
        employees.change(
                gone,
                CommandGuard.none(),
                person -> person.leave(Departure.Reason.RETIRED, LocalDate.ofInstant(time.get(), ZoneOffset.UTC)));
        time.updateAndGet(now -> now.plus(Duration.ofDays(1)));
        accept(worker, "second", rows("Guru Ahli Madya").subList(0, 3));
        worker.work();

        assertThat(job("second").imported()).isEqualTo(3);
        assertThat(job("second").passedOver()).isEqualTo(1);
        assertThat(employees.find(gone).orElseThrow().state().position()).isEqualTo("Guru Ahli Muda");
        assertThat(employees
                        .find(accounts.find(account(2)).orElseThrow())
                        .orElseThrow()
                        .state()
                        .position())
                .isEqualTo("Guru Ahli Madya");
    }

    private void assertEverybodyWasToldOfOnce() {
        var ids = IntStream.range(0, ROWS)
                .mapToObj(i -> accounts.find(account(i)).orElseThrow())
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids)
                .allSatisfy(id ->
                        assertThat(employees.find(id).orElseThrow().sequence()).isEqualTo(1));
        var told = await().atMost(SOON)
                .until(
                        () -> Events.allOf(RosterConfiguration.TOPIC).stream()
                                .filter(event -> event.value().contains(mark))
                                .toList(),
                        events -> events.size() >= ROWS);
        assertThat(told).extracting(Received::key).containsExactlyInAnyOrderElementsOf(ids);
    }

    private RosterImportJob instance(Accounts itsAccounts) {
        return new RosterImportJob(
                imports, schools, employees, itsAccounts, new Nips(mongo), chunks, deciders, reviews, clock);
    }

    private void accept(RosterImportJob instance, String name, List<Map<String, String>> rows) {
        instance.accept(id(name), CommandGuard.none(), Kind.EMPLOYEES, rows::forEach, 0, "operator@dinas.belajar.id");
    }

    private CommandResult<RosterImport> accept(
            RosterImportJob instance, String name, String request, RosterImportJob.Rows rows) {
        var guard = new CommandGuard(null, new CommandGuard.Receipt("operator:" + id(name), request));
        return instance.accept(id(name), guard, Kind.EMPLOYEES, rows, 0, "operator@dinas.belajar.id");
    }

    private RosterImport job(String name) {
        return imports.find(id(name)).orElseThrow().state();
    }

    private String id(String name) {
        return name + "-" + mark;
    }

    private String account(int i) {
        return "guru." + i + "." + mark + "@guru.sd.belajar.id";
    }

    private List<Map<String, String>> rows(String position) {
        return IntStream.range(0, ROWS)
                .mapToObj(i -> Map.of(
                        "account", account(i),
                        "name", "Guru " + i,
                        "employment_status", "NON_ASN",
                        "role", "TEACHER",
                        "npsn", "20306577",
                        "position", position,
                        "org_unit", "SD NEGERI 3 KWADUNGAN"))
                .toList();
    }
}
