package id.kinerja.stack.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.inc;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a filter costs, in documents the server looks at, among 50,000. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FilterCostTest {

    private static final int DOCUMENTS = 50_000;

    private MongoWireServer server;
    private MongoClient client;
    private MongoCollection<Document> plans;

    @BeforeAll
    void fill(@TempDir Path data) {
        server = MongoWireServer.durable(data, 0);
        client = MongoClients.create(server.uri("planning"));
        plans = client.getDatabase("planning").getCollection("plans");
        plans.createIndex(
                Indexes.ascending("nip"), new IndexOptions().unique(true).sparse(true));
        for (int from = 0; from < DOCUMENTS; from += 5_000) {
            plans.insertMany(IntStream.range(from, from + 5_000)
                    .mapToObj(n -> {
                        Document plan = new Document("_id", "plan-" + n).append("version", 1);
                        return n % 2 == 0 ? plan.append("nip", "nip-" + n) : plan;
                    })
                    .toList());
        }
    }

    @AfterAll
    void close() {
        client.close();
        server.close();
    }

    @Test
    void a_conditional_update_costs_what_an_update_by_id_does() {
        long byId = documentsExamined(() -> IntStream.range(0, 500)
                .forEach(n -> assertThat(plans.updateOne(eq("_id", "plan-" + n), inc("count", 1))
                                .getModifiedCount())
                        .isOne()));
        long byIdAndVersion = documentsExamined(() -> IntStream.range(0, 500)
                .forEach(n -> assertThat(plans.updateOne(
                                        and(eq("_id", "plan-" + n), eq("version", 1)), inc("version", 1))
                                .getModifiedCount())
                        .isOne()));
        assertThat(byIdAndVersion).isEqualTo(byId);
    }

    @Test
    void a_stale_version_changes_nothing_at_the_same_cost() {
        Bson stale = and(eq("_id", "plan-900"), eq("version", 77));
        assertThat(documentsExamined(() -> assertThat(
                                plans.updateOne(stale, inc("version", 1)).getMatchedCount())
                        .isZero()))
                .isOne();
    }

    @Test
    void conditions_in_an_and_list_are_found_as_well() {
        Bson filter = new Document(
                "$and",
                List.of(new Document("version", 1), new Document("_id", "plan-901"), new Document("version", 1)));
        assertThat(documentsExamined(() -> assertThat(plans.find(filter)).hasSize(1)))
                .isOne();
    }

    @Test
    void some_ids_and_a_condition_cost_those_ids() {
        Bson filter = and(in("_id", "plan-902", "plan-903", "absent"), eq("version", 1));
        assertThat(documentsExamined(() -> assertThat(plans.find(filter)).hasSize(2)))
                .isEqualTo(2);
    }

    @Test
    void another_unique_index_helps_in_the_same_way() {
        Bson filter = and(eq("nip", "nip-904"), eq("version", 1));
        assertThat(documentsExamined(() -> assertThat(plans.find(filter)).hasSize(1)))
                .isOne();
    }

    @Test
    void a_sparse_index_is_not_asked_for_documents_without_the_field() {
        assertThat(plans.countDocuments(and(eq("nip", null), in("_id", "plan-905", "plan-906"))))
                .isOne();
        assertThat(plans.countDocuments(eq("nip", null))).isEqualTo(DOCUMENTS / 2);
    }

    @Test
    void alternatives_are_not_narrowed_to_one_of_them() {
        assertThat(plans.find(or(eq("_id", "plan-907"), eq("nip", "nip-908")))).hasSize(2);
    }

    private long documentsExamined(Runnable work) {
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
