package id.kinerja.kit.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import id.kinerja.kit.KitAutoConfiguration;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.sample.Note;
import id.kinerja.kit.telemetry.TraceContexts;
import id.kinerja.kit.testing.Infrastructure;
import id.kinerja.kit.testing.MovableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.tracing.Tracer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.data.mongodb.core.convert.MappingMongoConverter;
import org.springframework.data.mongodb.core.mapping.MongoMappingContext;
import tools.jackson.databind.json.JsonMapper;

/** The write path and the relay on a real driver, with a broker and a clock the test commands. */
class AggregateStoreTest {

    private static final AggregateType<Note> NOTES = AggregateType.of(
                    "notes", Note.class, "/sample/notes/", "kinerja.sample.events")
            .publishing(Note.LineWritten.class, "id.kinerja.sample.LineWritten.v1")
            .publishing(Note.NoteClosed.class, "id.kinerja.sample.NoteClosed.v1");
    private static final OutboxProperties PROPERTIES = new OutboxProperties(
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofMillis(50),
            Duration.ofMillis(20),
            16,
            Duration.ofMinutes(2));
    private static final Duration SOON = Duration.ofSeconds(20);

    private final String database = Infrastructure.newDatabase();
    private final MongoClient client = MongoClients.create(database);
    private final MongoCollection<Document> collection =
            client.getDatabase(new ConnectionString(database).getDatabase()).getCollection("notes");
    private final MovableClock clock = new MovableClock("2026-01-05T01:00:00Z");
    private final FakeBroker broker = new FakeBroker();
    private final List<OutboxRelay> relays = new ArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final OutboxMeters meters = new OutboxMeters(registry, clock);
    private AggregateStore<Note> notes = instance();

    /** A service instance of its own: its store and its relay on the shared database. */
    private AggregateStore<Note> instance() {
        return instance(collection);
    }

    private AggregateStore<Note> instance(MongoCollection<Document> collection) {
        return instance(collection, PROPERTIES);
    }

    private AggregateStore<Note> instance(MongoCollection<Document> collection, OutboxProperties properties) {
        var relay = new OutboxRelay(broker, properties, meters, clock);
        relay.register(NOTES, collection);
        relay.start();
        relays.add(relay);
        return new AggregateStore<>(
                NOTES,
                collection,
                converter(),
                relay,
                new EventWriter(new JsonMapper(), new TraceContexts(Tracer.NOOP)),
                clock);
    }

    private MappingMongoConverter converter() {
        var kit = new KitAutoConfiguration();
        var conversions = kit.mongoCustomConversions();
        var context = new MongoMappingContext();
        context.setSimpleTypeHolder(conversions.getSimpleTypeHolder());
        context.afterPropertiesSet();
        var converter = kit.mappingMongoConverter(context, conversions);
        converter.afterPropertiesSet();
        return converter;
    }

    @BeforeEach
    void anOpenNote() {
        notes.create("n1", CommandGuard.none(), () -> Decision.accept(Note.open("n1", "sari")));
    }

    @AfterEach
    void stop() {
        relays.forEach(OutboxRelay::stop);
        client.close();
    }

    @Test
    void a_state_is_read_as_it_was_written_without_its_outbox() {
        notes.change("n1", CommandGuard.none(), note -> note.write("one"));

        var stored = notes.find("n1").orElseThrow();

        assertThat(stored.version()).isEqualTo(2);
        assertThat(stored.sequence()).isEqualTo(1);
        assertThat(stored.state().lines()).containsExactly("one");
        assertThat(stored.state().dueOn()).hasToString("2026-02-28");
        assertThat(collection.find().first().get("state", Document.class)).doesNotContainKey("_class");
    }

    @Test
    void many_are_created_with_one_message_and_told_of_and_who_is_there_already_is_left_alone() {
        notes.change("n1", CommandGuard.none(), note -> note.write("one"));
        var decided = new LinkedHashMap<String, Decision.Accepted<Note>>();
        for (var id : List.of("n1", "n2", "n3")) {
            decided.put(id, (Decision.Accepted<Note>) Note.open(id, "bayu").write("of many"));
        }

        var existing = notes.createAll(decided);

        assertThat(existing).containsExactly("n1");
        assertThat(notes.find("n1").orElseThrow().state().lines()).containsExactly("one");
        assertThat(notes.find("n2").orElseThrow().version()).isEqualTo(1);
        assertThat(notes.find("n3").orElseThrow().state().lines()).containsExactly("of many");
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(broker.published).containsExactlyInAnyOrder("n1#1", "n2#1", "n3#1");
            assertThat(collection.countDocuments(Filters.exists("relayAfter"))).isZero();
        });
        assertThat(notes.createAll(Map.of())).isEmpty();
    }

    @Test
    void a_refused_command_writes_nothing() {
        notes.change("n1", CommandGuard.none(), note -> note.close(clock.instant()));
        var before = collection.find().first().getLong("version");

        var result = notes.change("n1", CommandGuard.none(), note -> note.write("late"));

        assertThat(result).isInstanceOf(CommandResult.Refused.class);
        assertThat(collection.find().first().getLong("version")).isEqualTo(before);
    }

    @Test
    void a_stale_version_is_told_the_current_one() {
        notes.change("n1", new CommandGuard(1L, null), note -> note.write("one"));

        assertThat(notes.change("n1", new CommandGuard(1L, null), note -> note.write("two")))
                .isEqualTo(new CommandResult.Stale<Note>(2));
        assertThat(notes.change("nowhere", CommandGuard.none(), note -> note.write("x")))
                .isEqualTo(new CommandResult.Absent<Note>());
    }

    @Test
    void what_nobody_has_written_yet_is_at_version_0_and_written_by_the_first_command_that_is_accepted() {
        var unwritten = Note.open("n2", "sari");

        assertThat(notes.changeOrCreate("n2", new CommandGuard(1L, null), unwritten, note -> note.write("one")))
                .isEqualTo(new CommandResult.Stale<Note>(0));
        assertThat(notes.find("n2")).isEmpty();
        assertThat(notes.changeOrCreate("n2", new CommandGuard(0L, null), unwritten, note -> note.write("one")))
                .isInstanceOfSatisfying(
                        CommandResult.Changed.class,
                        changed -> assertThat(changed.after().version()).isEqualTo(1));
        assertThat(notes.changeOrCreate("n2", new CommandGuard(0L, null), unwritten, note -> note.write("two")))
                .isEqualTo(new CommandResult.Stale<Note>(1));
        notes.changeOrCreate("n2", CommandGuard.none(), unwritten, note -> note.write("two"));
        assertThat(notes.find("n2").orElseThrow().state().lines()).containsExactly("one", "two");
    }

    @Test
    void of_two_who_write_first_at_once_neither_is_lost() {
        var unwritten = Note.open("n3", "sari");

        // Somebody else is quicker, between the look and the writing.
        notes.changeOrCreate("n3", CommandGuard.none(), unwritten, note -> {
            if (notes.find("n3").isEmpty()) {
                notes.changeOrCreate("n3", CommandGuard.none(), unwritten, other -> other.write("quicker"));
            }
            return note.write("slower");
        });

        assertThat(notes.find("n3").orElseThrow().state().lines()).containsExactly("quicker", "slower");
    }

    @Test
    void what_is_not_visible_is_absent_even_to_one_who_guesses_at_its_version() {
        assertThat(notes.change("n1", new CommandGuard(7L, null), note -> false, note -> note.write("seen")))
                .isEqualTo(new CommandResult.Absent<Note>());
        assertThat(notes.find("n1").orElseThrow().version()).isEqualTo(1);
    }

    @Test
    void a_command_costs_one_read_and_one_conditional_write_and_its_events_one_removal() {
        var sent = Collections.synchronizedList(new ArrayList<String>());
        var settings = MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(database))
                .addCommandListener(new CommandListener() {
                    @Override
                    public void commandStarted(CommandStartedEvent event) {
                        if (event.getCommandName().equals("find")) {
                            var filter = event.getCommand().getDocument("filter");
                            if (filter.containsKey("relayAfter")) {
                                return; // the sweep's look-out, which no command asked for
                            }
                        }
                        sent.add(event.getCommandName());
                    }
                })
                .build();
        try (var watched = MongoClients.create(settings)) {
            var store = instance(watched.getDatabase(collection.getNamespace().getDatabaseName())
                    .getCollection("notes"));

            store.change("n1", CommandGuard.none(), note -> note.write("one"));

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(collection.find().first()).doesNotContainKey("relayAfter"));
            assertThat(sent).containsExactly("find", "update", "update");
        }
    }

    @Test
    void a_repeated_request_is_answered_from_its_receipt_before_its_version_is_looked_at() {
        var guard = new CommandGuard(1L, new CommandGuard.Receipt("key-1", "hash-1"));

        notes.change("n1", guard, note -> note.write("one"));
        var again = notes.change("n1", guard, note -> note.write("one"));

        assertThat(again)
                .isInstanceOfSatisfying(
                        CommandResult.Changed.class,
                        changed -> assertThat(changed.replayed()).isTrue());
        assertThat(notes.find("n1").orElseThrow().state().lines()).containsExactly("one");
    }

    @Test
    void a_key_used_for_another_request_is_refused() {
        notes.change(
                "n1", new CommandGuard(null, new CommandGuard.Receipt("key-1", "hash-1")), note -> note.write("one"));

        var other = notes.change(
                "n1", new CommandGuard(null, new CommandGuard.Receipt("key-1", "hash-2")), note -> note.write("two"));

        assertThat(other)
                .isInstanceOfSatisfying(
                        CommandResult.Refused.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo("idempotency-key-reused"));
        assertThat(notes.find("n1").orElseThrow().state().lines()).containsExactly("one");
    }

    @Test
    void only_the_last_sixteen_receipts_of_a_day_are_kept() {
        for (int i = 0; i < 20; i++) {
            notes.change(
                    "n1",
                    new CommandGuard(null, new CommandGuard.Receipt("key-" + i, "hash")),
                    note -> note.write("x"));
        }
        assertThat(collection.find().first().getList("receipts", Document.class))
                .hasSize(16);

        clock.advance(Duration.ofHours(25));
        var late = notes.change(
                "n1", new CommandGuard(null, new CommandGuard.Receipt("key-19", "hash")), note -> note.write("late"));

        assertThat(late)
                .isInstanceOfSatisfying(
                        CommandResult.Changed.class,
                        changed -> assertThat(changed.replayed()).isFalse());
    }

    @Test
    void of_two_who_create_the_same_thing_one_is_told_that_it_exists() {
        var again = notes.create("n1", CommandGuard.none(), () -> Decision.accept(Note.open("n1", "bayu")));

        assertThat(again)
                .isInstanceOfSatisfying(
                        CommandResult.Refused.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo("already-exists"));
        assertThat(notes.find("n1").orElseThrow().state().owner()).isEqualTo("sari");
    }

    @Test
    void many_writers_lose_no_update_and_their_events_are_numbered_without_gaps() {
        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 30).forEach(i -> writers.submit(() -> writeUntilAccepted("line " + i)));
        }

        assertThat(notes.find("n1").orElseThrow().state().lines()).hasSize(30);
        await().atMost(SOON).untilAsserted(this::everythingIsPublishedAndCleared);
        assertThat(broker.firstOccurrences("n1"))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 30).mapToObj(Long::valueOf).toList());
    }

    private void writeUntilAccepted(String line) {
        while (!(notes.change("n1", CommandGuard.none(), note -> note.write(line)) instanceof CommandResult.Changed)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void the_outbox_is_gone_after_the_acknowledgement() {
        notes.change("n1", CommandGuard.none(), note -> note.write("one"));

        await().atMost(SOON).untilAsserted(this::everythingIsPublishedAndCleared);
        assertThat(collection.find().first()).doesNotContainKeys("outbox", "relayAfter", "relayBy");
    }

    @Test
    void a_command_is_accepted_while_the_broker_is_away_and_published_when_it_is_back() {
        broker.away = true;
        notes.change("n1", CommandGuard.none(), note -> note.write("one"));
        notes.change("n1", CommandGuard.none(), note -> note.write("two"));
        await().atMost(SOON).until(() -> broker.refused > 0);
        assertThat(broker.published).isEmpty();

        clock.advance(PROPERTIES.claim().plusSeconds(1));
        broker.away = false;

        await().atMost(SOON).untilAsserted(this::everythingIsPublishedAndCleared);
        assertThat(broker.firstOccurrences("n1")).containsExactly(1L, 2L);
    }

    @Test
    void an_operator_sees_how_much_waits_for_the_broker_and_since_when() {
        var health = new OutboxHealthIndicator(relays.getFirst(), meters, PROPERTIES);
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);

        broker.away = true;
        notes.change("n1", CommandGuard.none(), note -> note.write("one"));
        notes.change("n1", CommandGuard.none(), note -> note.write("two"));
        await().atMost(SOON).until(() -> gauge("kinerja.outbox.pending") == 2 && count("kinerja.outbox.failed") > 0);
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        clock.advance(PROPERTIES.alarmAge().plusSeconds(1));
        assertThat(gauge("kinerja.outbox.oldest.age")).isEqualTo(121);
        assertThat(health.health().getStatus().getCode()).isEqualTo("DELAYED");
        assertThat(health.health().getDetails()).containsEntry("pending", 2L).containsEntry("brokerAnswers", false);
        assertThat(count("kinerja.outbox.published")).isZero();

        broker.away = false;
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(health.health().getStatus()).isEqualTo(Status.UP));
        await().atMost(SOON).until(() -> gauge("kinerja.outbox.pending") == 0);
        assertThat(gauge("kinerja.outbox.oldest.age")).isZero();
        assertThat(count("kinerja.outbox.published")).isEqualTo(2);
    }

    private double gauge(String name) {
        return registry.get(name).tag("aggregate", "notes").gauge().value();
    }

    private double count(String name) {
        return registry.get(name).tag("aggregate", "notes").counter().count();
    }

    @Test
    void what_piled_up_while_the_broker_was_away_does_not_wait_for_the_next_sweep() {
        relays.getFirst().stop();
        var rarely = new OutboxProperties(
                PROPERTIES.claim(),
                PROPERTIES.deliveryTimeout(),
                Duration.ofHours(1),
                PROPERTIES.probeInterval(),
                PROPERTIES.parallelism(),
                PROPERTIES.alarmAge());
        for (int round = 0; round < 10; round++) {
            broker.away = true;
            broker.refused = 0;
            var sweptRarely = instance(collection, rarely);
            var first = "first-" + round;
            sweptRarely.create(first, CommandGuard.none(), () -> Decision.accept(Note.open(first, "sari")));
            sweptRarely.change(first, CommandGuard.none(), note -> note.write("noticed"));
            await().atMost(SOON).until(() -> !relays.getLast().brokerAnswers());
            for (int i = 0; i < 20; i++) {
                var id = "waiting-" + round + "-" + i;
                sweptRarely.create(id, CommandGuard.none(), () -> Decision.accept(Note.open(id, "sari")));
                sweptRarely.change(id, CommandGuard.none(), note -> note.write("meanwhile"));
            }
            broker.away = false;
            clock.advance(PROPERTIES.claim().plusSeconds(1));
            await().atMost(SOON).untilAsserted(this::everythingIsPublishedAndCleared);
            relays.getLast().stop();
        }
    }

    @Test
    void what_an_instance_left_behind_when_it_died_is_swept_by_another() {
        relays.getFirst().stop();
        notes.change("n1", CommandGuard.none(), note -> note.write("one"));
        instance();

        assertThat(broker.published).isEmpty();
        clock.advance(PROPERTIES.claim().plusSeconds(1));

        await().atMost(SOON).untilAsserted(this::everythingIsPublishedAndCleared);
        assertThat(broker.firstOccurrences("n1")).containsExactly(1L);
    }

    @Test
    void a_live_claim_of_another_instance_is_never_taken_over() {
        relays.getFirst().stop();
        collection.updateOne(
                Filters.eq("_id", "n1"),
                Updates.combine(
                        Updates.set("relayAfter", Date.from(clock.instant().plusSeconds(20))),
                        Updates.set("relayBy", "somebody-else"),
                        Updates.set(
                                "outbox",
                                List.of(new OutboxEntry(
                                                UUID.randomUUID().toString(),
                                                1,
                                                "id.kinerja.sample.LineWritten.v1",
                                                "sari",
                                                clock.instant(),
                                                "{}",
                                                null)
                                        .toDocument())),
                        Updates.set("sequence", 1L)));
        notes = instance();

        notes.change("n1", CommandGuard.none(), note -> note.write("on top"));
        relays.getLast().sweep();

        assertThat(broker.published).isEmpty();
        assertThat(collection.find().first().getString("relayBy")).isEqualTo("somebody-else");

        clock.advance(PROPERTIES.claim().plusSeconds(1));
        await().atMost(SOON).untilAsserted(this::everythingIsPublishedAndCleared);
        assertThat(broker.firstOccurrences("n1")).containsExactly(1L, 2L);
    }

    /** While an instance believes that the broker is away, what it saves is due at once: not so what another claims. */
    @Test
    void a_live_claim_of_another_instance_is_not_shortened_by_one_that_misses_the_broker() {
        notes.create("n2", CommandGuard.none(), () -> Decision.accept(Note.open("n2", "sari")));
        broker.away = true;
        notes.change("n2", CommandGuard.none(), note -> note.write("unheard"));
        await().atMost(SOON).until(() -> !relays.getFirst().brokerAnswers());
        var claimed = Date.from(clock.instant().plusSeconds(20));
        collection.updateOne(
                Filters.eq("_id", "n1"),
                Updates.combine(Updates.set("relayAfter", claimed), Updates.set("relayBy", "somebody-else")));

        notes.change("n1", CommandGuard.none(), note -> note.write("on top"));

        var saved = collection.find(Filters.eq("_id", "n1")).first();
        assertThat(saved.getDate("relayAfter")).isEqualTo(claimed);
        assertThat(saved.getString("relayBy")).isEqualTo("somebody-else");
    }

    @Test
    void many_instances_with_a_broker_that_comes_and_goes_publish_everything_in_order() {
        var stores = List.of(notes, instance(), instance());
        broker.failEvery = 7;
        for (int i = 0; i < 40; i++) {
            var id = "m" + i;
            stores.get(i % 3).create(id, CommandGuard.none(), () -> Decision.accept(Note.open(id, "sari")));
        }
        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                int n = i;
                writers.submit(() ->
                        stores.get(n % 3).change("m" + n % 40, CommandGuard.none(), note -> note.write("line " + n)));
            }
        }
        broker.failEvery = 0;

        await().atMost(SOON).untilAsserted(() -> {
            clock.advance(PROPERTIES.claim().plusSeconds(1));
            everythingIsPublishedAndCleared();
        });
        for (int i = 0; i < 40; i++) {
            assertThat(broker.firstOccurrences("m" + i)).containsExactly(1L, 2L, 3L, 4L, 5L);
        }
    }

    private void everythingIsPublishedAndCleared() {
        assertThat(collection.countDocuments(Filters.exists("outbox"))).isZero();
        assertThat(collection.countDocuments(Filters.exists("relayAfter"))).isZero();
    }

    /** Acknowledges or not, as the test says; remembers what it acknowledged. */
    private static final class FakeBroker implements EventPublisher {

        private final List<String> published = Collections.synchronizedList(new ArrayList<>());
        private volatile boolean away;
        private volatile int failEvery;
        private volatile int refused;
        private int calls;

        @Override
        public void publish(AggregateType<?> type, String aggregateId, OutboxEntry entry) throws PublishingFailed {
            synchronized (this) {
                if (away || failEvery > 0 && ++calls % failEvery == 0) {
                    refused++;
                    throw new PublishingFailed("away", new IOException());
                }
            }
            published.add(aggregateId + "#" + entry.sequence());
        }

        /** Sequence numbers in the order in which a subscriber sees each for the first time. */
        List<Long> firstOccurrences(String id) {
            Set<Long> seen = new HashSet<>();
            synchronized (published) {
                return published.stream()
                        .filter(event -> event.startsWith(id + "#"))
                        .map(event -> Long.valueOf(event.substring(event.indexOf('#') + 1)))
                        .filter(seen::add)
                        .toList();
            }
        }
    }
}
