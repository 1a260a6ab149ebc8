package id.kinerja.stack.mongo;

import de.bwaldvogel.mongo.MongoServer;
import id.kinerja.stack.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.h2.mvstore.MVStore;

/**
 * A server that speaks MongoDB's wire protocol on the loopback address, so that nobody has to install MongoDB.
 *
 * <p>It has no transactions, sessions, change streams or TTL, and indexes only unique keys. Killed at any moment, a
 * durable server has lost no write that it acknowledged; it leaves flushing to the operating system, so a power cut
 * may cost the last seconds.
 */
public final class MongoWireServer implements AutoCloseable {

    private static final long COMPACTION_PERIOD_SECONDS = 10;

    /**
     * How long replaced data stay in the file. The default of 45 s guards against a power cut, at the price of a file
     * that grows by megabytes a second under load.
     */
    private static final int RETENTION_MILLIS = 1_000;

    private final MongoServer server;
    private final int port;
    private final ScheduledExecutorService compaction;

    private MongoWireServer(WireBackend backend, int port) {
        server = new MongoServer(backend);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        this.port = server.getLocalAddress().getPort();
        compaction = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("mongo-compaction").daemon().factory());
    }

    /** An empty server on a free port, which forgets everything on {@link #close()}. */
    public static MongoWireServer inMemory() {
        return new MongoWireServer(
                new WireBackend(new MVStore.Builder().autoCommitDisabled().open()), 0);
    }

    /**
     * A server on the data of this folder, which is created when absent.
     *
     * @param port 0 for a free one
     */
    public static MongoWireServer durable(Path dataDir, int port) {
        try {
            Files.createDirectories(dataDir);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create the data folder " + dataDir, e);
        }
        MVStore store = new MVStore.Builder()
                .fileName(dataDir.resolve("mongo.mv").toString())
                // Only GroupCommit commits: the store's own commits could fall in the middle of a change.
                .autoCommitDisabled()
                .autoCommitBufferSize(0)
                .open();
        store.setRetentionTime(RETENTION_MILLIS);
        SnapshotDatabase.renewKeys(store);
        WireBackend backend = new WireBackend(store);
        MongoWireServer server = new MongoWireServer(backend, port);
        server.compaction.scheduleWithFixedDelay(
                backend::compact, COMPACTION_PERIOD_SECONDS, COMPACTION_PERIOD_SECONDS, TimeUnit.SECONDS);
        return server;
    }

    /** The port listened on. */
    public int port() {
        return port;
    }

    /** The connection string of one database, with the retryable writes that this server lacks switched off. */
    public String uri(String database) {
        return "mongodb://127.0.0.1:" + port + "/" + database + "?retryWrites=false";
    }

    @Override
    public void close() {
        compaction.close();
        server.shutdownNow();
    }

    /**
     * Runs the server as a process of its own until SIGTERM.
     *
     * @param args data folder and port; without them KINERJA_MONGO_DATA and KINERJA_MONGO_PORT
     */
    public static void main(String... args) {
        ServerProcess.configureLogging();
        Path data = Path.of(ServerProcess.setting(args, 0, "KINERJA_MONGO_DATA", ".kinerja/mongo"));
        int port = Integer.parseInt(ServerProcess.setting(args, 1, "KINERJA_MONGO_PORT", "27017"));
        MongoWireServer server = durable(data, port);
        ServerProcess.closeOnExit(server::close);
        System.out.println("MongoDB wire server ready at mongodb://127.0.0.1:" + server.port());
    }
}
