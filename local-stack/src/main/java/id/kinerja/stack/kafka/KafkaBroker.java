package id.kinerja.stack.kafka;

import id.kinerja.stack.ServerProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A real Kafka broker, its own KRaft controller, on the loopback address, with all topics of the contract. */
public final class KafkaBroker implements AutoCloseable {

    private static final int NODE = 1;

    private final KafkaRaftServer server;
    private final int port;
    private final Runnable afterClose;

    private KafkaBroker(Path dataDir, int port, int controllerPort, Runnable afterClose) {
        this.port = port;
        this.afterClose = afterClose;
        KafkaConfig config = new KafkaConfig(settings(dataDir, port, controllerPort));
        formatWhenEmpty(dataDir);
        server = new KafkaRaftServer(config, Time.SYSTEM);
        try {
            server.startup();
            Topics.createAll(bootstrapServers());
        } catch (RuntimeException e) {
            server.shutdown();
            throw e;
        }
    }

    /** A broker on the data of this folder, formatted when empty; returns when it serves and has all topics. */
    public static KafkaBroker start(Path dataDir, int port, int controllerPort) {
        return new KafkaBroker(dataDir, port, controllerPort, () -> {});
    }

    /** An empty broker on free ports, whose data go with {@link #close()}. */
    public static KafkaBroker temporary() {
        try {
            Path dataDir = Files.createTempDirectory("kinerja-kafka");
            return new KafkaBroker(dataDir, freePort(), freePort(), () -> delete(dataDir));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void formatWhenEmpty(Path dataDir) {
        if (Files.exists(dataDir.resolve("meta.properties"))) {
            return;
        }
        try {
            Files.createDirectories(dataDir);
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                    .setNodeId(NODE)
                    .setClusterId(Uuid.randomUuid().toString())
                    .addDirectory(dataDir.toString())
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(dataDir.toString())
                    .run();
        } catch (Exception e) {
            throw new IllegalStateException("Cannot prepare the data folder " + dataDir, e);
        }
    }

    /** One replica of everything, and few threads and small buffers: it shares a developer's machine with the rest. */
    private static Map<String, String> settings(Path dataDir, int port, int controllerPort) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", String.valueOf(NODE));
        settings.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
        settings.put("log.dirs", dataDir.toString());
        settings.put("auto.create.topics.enable", "false");

        settings.put("default.replication.factor", "1");
        settings.put("min.insync.replicas", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "2");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "2");

        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("background.threads", "2");
        settings.put("num.recovery.threads.per.data.dir", "1");
        settings.put("group.coordinator.threads", "1");
        settings.put("share.coordinator.threads", "1");
        settings.put("log.cleaner.dedupe.buffer.size", String.valueOf(4 << 20));
        settings.put("log.segment.bytes", String.valueOf(128 << 20));
        settings.put("log.index.size.max.bytes", String.valueOf(1 << 20));

        // A broker that was killed may register again only when the session of its former life is over.
        settings.put("broker.session.timeout.ms", "3000");
        settings.put("broker.heartbeat.interval.ms", "1000");

        // Consumers of a development machine start one by one and should not wait for each other.
        settings.put("group.initial.rebalance.delay.ms", "0");
        return settings;
    }

    /** What clients put into {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        afterClose.run();
    }

    /**
     * Runs the broker as a process of its own until SIGTERM.
     *
     * @param args data folder, port, controller's port; without them KINERJA_KAFKA_DATA, KINERJA_KAFKA_PORT and
     *     KINERJA_KAFKA_CONTROLLER_PORT
     */
    public static void main(String... args) {
        ServerProcess.configureLogging();
        KafkaBroker broker = start(
                Path.of(ServerProcess.setting(args, 0, "KINERJA_KAFKA_DATA", ".kinerja/kafka")),
                Integer.parseInt(ServerProcess.setting(args, 1, "KINERJA_KAFKA_PORT", "9092")),
                Integer.parseInt(ServerProcess.setting(args, 2, "KINERJA_KAFKA_CONTROLLER_PORT", "9093")));
        ServerProcess.closeOnExit(broker::close);
        System.out.println("Kafka ready at " + broker.bootstrapServers());
        broker.server.awaitShutdown();
    }
}
