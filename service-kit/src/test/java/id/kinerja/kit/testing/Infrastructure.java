package id.kinerja.kit.testing;

import com.mongodb.ConnectionString;
import id.kinerja.stack.kafka.KafkaBroker;
import id.kinerja.stack.kafka.Topics;
import id.kinerja.stack.mongo.MongoWireServer;
import id.kinerja.stack.oidc.TestIssuer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Broker, database and issuer of a test run: started once per JVM, on free ports. {@code KINERJA_TEST_MONGODB_URI} names
 * another MongoDB-compatible server to run the same suites against; with {@code -Pcontainers} database and broker are
 * the real images.
 */
public final class Infrastructure {

    private static final @Nullable String EXTERNAL_MONGODB = System.getenv("KINERJA_TEST_MONGODB_URI");

    private static final boolean CONTAINERS = Boolean.getBoolean("kinerja.test.containers");

    private static @Nullable String brokers;
    private static @Nullable MongoWireServer mongo;
    private static @Nullable TestIssuer issuer;

    private Infrastructure() {}

    /** Bootstrap servers of a broker that has the topics of the contract. */
    public static synchronized String brokers() {
        if (brokers == null) {
            brokers = CONTAINERS ? Containers.kafka() : ownBroker();
            Topics.createAll(brokers);
        }
        return brokers;
    }

    private static String ownBroker() {
        var broker = KafkaBroker.temporary();
        closeAtExit(broker);
        return broker.bootstrapServers();
    }

    public static synchronized TestIssuer issuer() {
        if (issuer == null) {
            issuer = TestIssuer.start();
            closeAtExit(issuer);
        }
        return issuer;
    }

    /** A connection string to a database that nobody else uses. */
    public static synchronized String newDatabase() {
        var name = "test_" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        if (EXTERNAL_MONGODB != null) {
            return withDatabase(EXTERNAL_MONGODB, name);
        }
        if (CONTAINERS) {
            return withDatabase(Containers.mongo(), name);
        }
        if (mongo == null) {
            mongo = MongoWireServer.inMemory();
            closeAtExit(mongo);
        }
        return mongo.uri(name);
    }

    private static String withDatabase(String uri, String name) {
        var database = new ConnectionString(uri).getDatabase();
        var parts = uri.split("\\?", 2);
        var hosts = database == null
                ? parts[0].replaceFirst("/$", "")
                : parts[0].substring(0, parts[0].length() - database.length() - 1);
        return hosts + "/" + name + (parts.length > 1 ? "?" + parts[1] : "");
    }

    private static void closeAtExit(AutoCloseable resource) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                resource.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }));
    }
}
