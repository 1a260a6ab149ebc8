package id.kinerja.stack.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A collection with indexes that are not unique answers what one without any answers, and sooner. */
class SortedIndexTest {

    private static final int DOCUMENTS = 400;
    private static final int QUESTIONS = 400;

    @TempDir
    private Path data;

    private MongoWireServer server;
    private MongoClient client;
    private MongoCollection<Document> indexed;
    private MongoCollection<Document> plain;

    @BeforeEach
    void start() {
        open();
        indexed.createIndex(Indexes.ascending("state.owner", "state.status"));
        indexed.createIndex(Indexes.ascending("state.lane", "state.dueAt"));
        indexed.createIndex(Indexes.ascending("relayAfter"), new IndexOptions().sparse(true));
        indexed.createIndex(Indexes.ascending("state.tags"));
    }

    private void open() {
        server = MongoWireServer.durable(data, 0);
        client = MongoClients.create(server.uri("planning"));
        indexed = client.getDatabase("planning").getCollection("indexed");
        plain = client.getDatabase("planning").getCollection("plain");
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatever_is_written_and_asked_the_answers_are_the_same(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < DOCUMENTS; i++) {
            var document = document(random, "d" + i);
            indexed.insertOne(Document.parse(document.toJson()));
            plain.insertOne(document);
        }
        for (int i = 0; i < QUESTIONS; i++) {
            change(random);
            var filter = filter(random);
            var order = order(random);
            int limit = random.nextInt(4) == 0 ? 7 : 0;
            assertThat(indexed.find(filter).sort(order).limit(limit))
                    .as("%s sorted by %s, %d", filter.toBsonDocument(), order.toBsonDocument(), limit)
                    .containsExactlyElementsOf(plain.find(filter).sort(order).limit(limit));
            assertThat(indexed.countDocuments(filter)).isEqualTo(plain.countDocuments(filter));
        }
    }

    /** Some fields of some types, some of them absent, null, a list or a document. */
    private static Document document(Random random, String id) {
        var state = new Document();
        put(random, state, "owner", () -> "o" + random.nextInt(6));
        put(random, state, "status", () -> "s" + random.nextInt(3));
        put(random, state, "lane", () -> random.nextBoolean() ? "l" + random.nextInt(2) : (Object) random.nextInt(2));
        put(random, state, "dueAt", () -> at(random));
        put(random, state, "tags", () -> List.of("t" + random.nextInt(3), "t" + random.nextInt(3)));
        var document = new Document("_id", id).append("state", state);
        put(random, document, "relayAfter", () -> at(random));
        return document;
    }

    private static void put(Random random, Document document, String field, Supplier<Object> value) {
        switch (random.nextInt(12)) {
            case 0 -> {}
            case 1 -> document.put(field, null);
            case 2 -> document.put(field, field.equals("tags") ? List.of() : new Document("a", 1));
            default -> document.put(field, value.get());
        }
    }

    private static Date at(Random random) {
        return Date.from(Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(40)));
    }

    private void change(Random random) {
        var one = eq("_id", "d" + random.nextInt(DOCUMENTS));
        var due = at(random);
        switch (random.nextInt(5)) {
            case 0 -> both(collection -> collection.deleteOne(one));
            case 1 -> both(collection -> collection.updateOne(one, unset("state.dueAt")));
            case 2 -> both(collection -> collection.updateOne(one, set("state.owner", "o0")));
            case 3 -> {
                var another = document(random, "e" + random.nextLong());
                both(collection -> collection.insertOne(Document.parse(another.toJson())));
            }
            default -> both(collection -> collection.updateMany(eq("state.owner", "o1"), set("state.dueAt", due)));
        }
    }

    private interface Change {
        void of(MongoCollection<Document> collection);
    }

    private void both(Change change) {
        change.of(indexed);
        change.of(plain);
    }

    private static Bson filter(Random random) {
        var conditions = new ArrayList<Bson>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            conditions.add(condition(random));
        }
        return conditions.size() == 1 ? conditions.getFirst() : and(conditions);
    }

    private static Bson condition(Random random) {
        return switch (random.nextInt(13)) {
            case 0 -> eq("state.owner", "o" + random.nextInt(6));
            case 1 -> in("state.owner", "o1", "o4", "absent");
            case 2 -> and(eq("state.owner", "o" + random.nextInt(6)), in("state.status", "s0", "s2"));
            case 3 -> and(eq("state.lane", random.nextBoolean() ? "l1" : 1L), lte("state.dueAt", at(random)));
            case 4 -> and(gte("state.dueAt", at(random)), lt("state.dueAt", at(random)), eq("state.lane", "l0"));
            case 5 -> lt("relayAfter", at(random));
            case 6 -> and(gt("relayAfter", at(random)), exists("state.owner"));
            case 7 -> eq("state.tags", "t" + random.nextInt(3));
            case 8 -> eq("state.owner", null);
            case 9 -> or(eq("state.owner", "o2"), eq("state.lane", "l1"));
            case 10 -> ne("state.owner", "o3");
            case 11 -> gte("state.owner", "o3");
            default -> gt("_id", "d2");
        };
    }

    /** Always ended by the id, so that there is one right order. */
    private static Bson order(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> Sorts.ascending("state.dueAt", "_id");
            case 1 -> Sorts.ascending("state.status", "_id");
            case 2 -> Sorts.ascending("relayAfter", "_id");
            case 3 -> Sorts.descending("state.dueAt", "_id");
            default -> Sorts.ascending("_id");
        };
    }

    @Test
    void a_batch_of_what_is_due_costs_the_batch() {
        fill();
        var due = and(eq("state.lane", "l1"), lte("state.dueAt", new Date(Long.MAX_VALUE)));
        assertThat(looked(() -> assertThat(indexed.find(due)
                                .sort(Sorts.ascending("state.dueAt"))
                                .limit(20))
                        .hasSize(20)))
                .isLessThanOrEqualTo(21);
    }

    @Test
    void what_one_person_has_costs_what_one_person_has() {
        fill();
        var queue = and(eq("state.owner", "o7"), eq("state.status", "s1"));
        assertThat(looked(() -> assertThat(indexed.find(queue)).hasSize(10))).isEqualTo(10);
    }

    @Test
    void an_index_is_there_again_after_a_restart_and_in_what_was_there_before_it() {
        fill();
        stop();
        open();
        what_one_person_has_costs_what_one_person_has_again();
        indexed.createIndex(Indexes.ascending("state.status", "state.owner"));
        assertThat(looked(() -> assertThat(indexed.find(and(eq("state.status", "s1"), eq("state.owner", "o7"))))
                        .hasSize(10)))
                .isEqualTo(10);
    }

    private void what_one_person_has_costs_what_one_person_has_again() {
        assertThat(looked(
                        () -> assertThat(indexed.find(eq("state.owner", "o7"))).hasSize(20)))
                .isEqualTo(20);
    }

    @Test
    void listing_the_databases_makes_no_index_anew() {
        var store = new MVStore.Builder().autoCommitDisabled().open();
        var backend = new WireBackend(store);
        var database = backend.openOrCreateDatabase("planning");

        assertThat(backend.openOrCreateDatabase("planning")).isSameAs(database);
        backend.close();
    }

    @Test
    void a_database_that_was_dropped_is_empty_when_it_is_used_again() {
        fill();
        client.getDatabase("planning").drop();
        assertThat(indexed.countDocuments()).isZero();
        indexed.createIndex(Indexes.ascending("state.owner"));
        fill();
        assertThat(looked(
                        () -> assertThat(indexed.find(eq("state.owner", "o7"))).hasSize(20)))
                .isEqualTo(20);
    }

    /** 50 owners with 20 documents each, half of them s1; all due on l1. */
    private void fill() {
        var documents = new ArrayList<Document>();
        for (int i = 0; i < 1000; i++) {
            documents.add(new Document("_id", "d" + i)
                    .append(
                            "state",
                            new Document("owner", "o" + i % 50)
                                    .append("status", "s" + i / 50 % 2)
                                    .append("lane", "l1")
                                    .append("dueAt", new Date(1000L * (i * 37 % 1000)))));
        }
        indexed.insertMany(documents);
    }

    private long looked(Runnable work) {
        long before = scannedObjects();
        work.run();
        return scannedObjects() - before;
    }

    private long scannedObjects() {
        return client.getDatabase("admin")
                .runCommand(new Document("serverStatus", 1))
                .getEmbedded(List.of("metrics", "queryExecutor", "scannedObjects"), Long.class);
    }
}
