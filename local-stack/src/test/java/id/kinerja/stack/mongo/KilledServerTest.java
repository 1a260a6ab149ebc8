package id.kinerja.stack.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.inc;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Projections;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledServerTest {

    private static final int WRITERS = 12;
    private static final int WRITES_BEFORE_KILL = 2_000;
    private static final int KILLS = 3;

    /** The newest version of each document that the server acknowledged, over all its lives. */
    private final Map<String, Integer> acknowledged = new ConcurrentHashMap<>();

    private final AtomicInteger nextId = new AtomicInteger();

    @TempDir
    Path data;

    @Test
    void a_killed_server_has_every_write_it_acknowledged_and_no_half_written_document() throws Exception {
        for (int kill = 1; kill <= KILLS; kill++) {
            writeUntilKilled();
            try (MongoWireServer server = MongoWireServer.durable(data, 0);
                    MongoClient client = MongoClients.create(server.uri("planning"))) {
                assertEverythingAcknowledgedIsThere(
                        client.getDatabase("planning").getCollection("plans"));
            }
        }
        assertThat(acknowledged.values().stream().mapToInt(Integer::intValue).sum())
                .isGreaterThanOrEqualTo(KILLS * WRITES_BEFORE_KILL);
    }

    private void writeUntilKilled() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        MongoWireServer.class.getName(),
                        data.toString(),
                        "0")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = process.inputReader();
                MongoClient client = MongoClients.create(readyUri(output) + "/?retryWrites=false");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            MongoCollection<Document> plans = client.getDatabase("planning").getCollection("plans");
            CountDownLatch enough = new CountDownLatch(WRITES_BEFORE_KILL);
            for (int writer = 0; writer < WRITERS; writer++) {
                threads.submit(() -> writeUntilRefused(plans, enough));
            }
            enough.await();
            process.destroyForcibly().waitFor();
        } finally {
            process.destroyForcibly();
        }
    }

    private static String readyUri(BufferedReader output) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            int at = line.indexOf("mongodb://");
            if (at >= 0) {
                return line.substring(at);
            }
        }
        throw new IOException("The server ended before it was ready");
    }

    private void writeUntilRefused(MongoCollection<Document> plans, CountDownLatch enough) {
        try {
            while (true) {
                String id = "plan-" + nextId.incrementAndGet();
                plans.insertOne(new Document("_id", id).append("version", 1).append("notes", "n".repeat(500)));
                acknowledged.put(id, 1);
                enough.countDown();
                for (int version = 1; version < 4; version++) {
                    plans.updateOne(and(eq("_id", id), eq("version", version)), inc("version", 1));
                    acknowledged.put(id, version + 1);
                    enough.countDown();
                }
            }
        } catch (MongoException killed) {
            // What was not acknowledged may be there or not.
        }
    }

    private void assertEverythingAcknowledgedIsThere(MongoCollection<Document> plans) {
        Map<String, Integer> found = new HashMap<>();
        plans.find().projection(Projections.include("version")).forEach(plan -> {
            found.put(plan.getString("_id"), plan.getInteger("version"));
        });
        acknowledged.forEach(
                (id, version) -> assertThat(found.getOrDefault(id, 0)).as(id).isGreaterThanOrEqualTo(version));
        // Unacknowledged ones included: each is reached through its index too, never through a scan only.
        found.forEach((id, version) ->
                assertThat(plans.find(eq("_id", id)).first()).as(id).containsEntry("version", version));
    }
}
