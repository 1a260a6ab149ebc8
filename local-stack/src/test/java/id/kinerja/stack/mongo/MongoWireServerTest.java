package id.kinerja.stack.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import de.bwaldvogel.mongo.backend.KeyValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.bson.Document;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MongoWireServerTest {

    private static final String INDEX = "planning.plans._index__id_";

    @TempDir
    Path data;

    @Test
    void a_health_check_is_answered() {
        try (MongoWireServer server = MongoWireServer.inMemory();
                MongoClient client = MongoClients.create(server.uri("planning"))) {
            Document hello = client.getDatabase("planning").runCommand(new Document("hello", 1));
            assertThat(hello)
                    .containsEntry("isWritablePrimary", true)
                    .containsEntry("helloOk", true)
                    .containsEntry("ok", 1.0);
        }
    }

    @Test
    void data_and_unique_indexes_survive_a_restart() {
        Document plan = new Document("_id", "p1")
                .append("nip", "198503302003121002")
                .append("uuid", new Document("nested", List.of(1, 2L, 3.5, true, new Document("deep", "x"))));
        try (MongoWireServer server = MongoWireServer.durable(data, 0);
                MongoClient client = MongoClients.create(server.uri("planning"))) {
            MongoCollection<Document> plans = client.getDatabase("planning").getCollection("plans");
            plans.createIndex(Indexes.ascending("nip"), new IndexOptions().unique(true));
            plans.insertOne(plan);
        }
        try (MongoWireServer server = MongoWireServer.durable(data, 0);
                MongoClient client = MongoClients.create(server.uri("planning"))) {
            MongoCollection<Document> plans = client.getDatabase("planning").getCollection("plans");
            assertThat(plans.find(eq("_id", "p1")).first()).isEqualTo(plan);
            Document sameNip = new Document("_id", "p2").append("nip", "198503302003121002");
            assertThatThrownBy(() -> plans.insertOne(sameNip))
                    .isInstanceOfSatisfying(
                            MongoWriteException.class,
                            e -> assertThat(e.getError().getCode()).isEqualTo(11000));
        }
    }

    @Test
    void data_whose_keys_an_older_version_has_written_are_found() {
        int plans = 2_000;
        try (MongoWireServer server = MongoWireServer.durable(data, 0);
                MongoClient client = MongoClients.create(server.uri("planning"))) {
            client.getDatabase("planning")
                    .getCollection("plans")
                    .insertMany(IntStream.range(0, plans)
                            .mapToObj(n -> new Document("_id", n % 3 == 0 ? n : "x".repeat(n % 7) + n))
                            .toList());
        }
        asAnOlderVersionWroteThem();
        for (int start = 0; start < 2; start++) {
            try (MongoWireServer server = MongoWireServer.durable(data, 0);
                    MongoClient client = MongoClients.create(server.uri("planning"))) {
                MongoCollection<Document> found = client.getDatabase("planning").getCollection("plans");
                assertThat(IntStream.range(0, plans).mapToObj(n -> n % 3 == 0 ? (Object) n : "x".repeat(n % 7) + n))
                        .allSatisfy(id ->
                                assertThat(found.find(eq("_id", id)).first()).isEqualTo(new Document("_id", id)));
            }
        }
    }

    private void asAnOlderVersionWroteThem() {
        try (MVStore store = new MVStore.Builder()
                .fileName(data.resolve("mongo.mv").toString())
                .open()) {
            MVMap<KeyValue, Object> index =
                    store.openMap(INDEX, new MVMap.Builder<KeyValue, Object>().keyType(new KeyType()));
            Map<KeyValue, Object> entries = new HashMap<>(index);
            assertThat(entries).isNotEmpty();
            store.removeMap(index);
            store.<KeyValue, Object>openMap(INDEX).putAll(entries);
            store.setStoreVersion(0);
        }
    }

    @Test
    void a_dropped_database_stays_dropped() {
        try (MongoWireServer server = MongoWireServer.durable(data, 0);
                MongoClient client = MongoClients.create(server.uri("planning"))) {
            client.getDatabase("planning").getCollection("plans").insertOne(new Document("_id", "p1"));
            client.getDatabase("planning").drop();
        }
        try (MongoWireServer server = MongoWireServer.durable(data, 0);
                MongoClient client = MongoClients.create(server.uri("planning"))) {
            assertThat(client.getDatabase("planning").getCollection("plans").countDocuments())
                    .isZero();
        }
    }

    @Test
    void concurrent_conditional_updates_lose_nothing() throws Exception {
        try (MongoWireServer server = MongoWireServer.durable(data, 0);
                MongoClient client = MongoClients.create(server.uri("planning"));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            MongoCollection<Document> plans = client.getDatabase("planning").getCollection("plans");
            plans.insertOne(new Document("_id", "p1").append("version", 0).append("count", 0));
            List<Future<?>> writers = IntStream.range(0, 8)
                    .<Future<?>>mapToObj(writer -> threads.submit(() -> {
                        for (int done = 0; done < 50; ) {
                            Document seen = plans.find(eq("_id", "p1")).first();
                            int count = seen.getInteger("count");
                            done += (int) plans.updateOne(
                                            and(eq("_id", "p1"), eq("version", seen.getInteger("version"))),
                                            combine(inc("version", 1), set("count", count + 1)))
                                    .getModifiedCount();
                        }
                    }))
                    .toList();
            for (Future<?> writer : writers) {
                writer.get();
            }
            assertThat(plans.find(eq("_id", "p1")).first())
                    .containsEntry("version", 400)
                    .containsEntry("count", 400);
        }
    }

    @Test
    void a_reader_never_sees_half_of_an_update() throws Exception {
        String padding = "x".repeat(200_000);
        try (MongoWireServer server = MongoWireServer.inMemory();
                MongoClient client = MongoClients.create(server.uri("planning"));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            MongoCollection<Document> plans = client.getDatabase("planning").getCollection("plans");
            // The padding keeps the server busy between the two fields while it writes an answer.
            plans.insertOne(new Document("_id", "p1")
                    .append("version", 0)
                    .append("padding", padding)
                    .append("copy", 0));
            Future<?> writer = threads.submit(() -> {
                for (int version = 1; version <= 1000; version++) {
                    plans.updateOne(eq("_id", "p1"), combine(set("version", version), set("copy", version)));
                }
            });
            while (!writer.isDone()) {
                Document seen = plans.find(eq("_id", "p1")).first();
                assertThat(seen.getInteger("copy")).isEqualTo(seen.getInteger("version"));
            }
            writer.get();
        }
    }

    @Test
    void updates_by_positional_operators_and_pulls_keep_the_rest_of_the_document() {
        try (MongoWireServer server = MongoWireServer.durable(data, 0);
                MongoClient client = MongoClients.create(server.uri("planning"))) {
            MongoCollection<Document> plans = client.getDatabase("planning").getCollection("plans");
            List<Document> outbox = new ArrayList<>();
            for (int sequence = 1; sequence <= 3; sequence++) {
                outbox.add(new Document("eventId", UUID.randomUUID().toString()).append("sequence", sequence));
            }
            plans.insertOne(new Document("_id", "p1").append("outbox", outbox).append("state", "SUBMITTED"));
            plans.updateOne(
                    eq("_id", "p1"),
                    Updates.pull(
                            "outbox", new Document("eventId", outbox.getFirst().getString("eventId"))));
            Document after = plans.find(eq("_id", "p1")).first();
            assertThat(after.getList("outbox", Document.class)).isEqualTo(outbox.subList(1, 3));
            assertThat(after).containsEntry("state", "SUBMITTED");
        }
    }
}
