package id.kinerja.stack.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The topics of {@code contracts/topics.yaml}, and their creation on a broker. */
public final class Topics {

    private static final String FILE = "contracts/topics.yaml";

    private Topics() {}

    /**
     * One topic of the contract.
     *
     * @param retention null: kept without limit
     * @param internal true: read by our own services only; false: by subscribers as well
     * @param events the CloudEvents types published on it
     */
    public record Topic(
            String name, int partitions, @Nullable Duration retention, boolean internal, List<String> events) {}

    /** All topics of the contract. */
    public static List<Topic> all() {
        try (InputStream file = Topics.class.getClassLoader().getResourceAsStream(FILE)) {
            Map<String, List<Map<String, Object>>> contract =
                    new Yaml(new SafeConstructor(new LoaderOptions())).load(Objects.requireNonNull(file, FILE));
            return Objects.requireNonNull(contract.get("topics"), "topics in " + FILE).stream()
                    .map(Topics::topic)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Topic topic(Map<String, Object> entry) {
        String name = text(entry, "name");
        String retention = text(entry, "retention");
        String access = text(entry, "access");
        return new Topic(
                name,
                Integer.parseInt(text(entry, "partitions")),
                retention.equals("unlimited") ? null : Duration.parse(retention),
                switch (access) {
                    case "internal" -> true;
                    case "subscribers" -> false;
                    default -> throw new IllegalArgumentException("Unknown access " + access + " of " + name);
                },
                entry.get("events") instanceof List<?> events
                        ? events.stream().map(Object::toString).toList()
                        : List.of());
    }

    private static String text(Map<String, Object> entry, String field) {
        return Objects.requireNonNull(entry.get(field), () -> field + " in " + FILE + ": " + entry)
                .toString();
    }

    /** Creates what is missing on a single broker. */
    public static void createAll(String bootstrapServers) {
        createAll(bootstrapServers, 1, 1);
    }

    /**
     * Creates what is missing; topics that exist keep their configuration.
     *
     * @throws IllegalStateException when a topic exists with another number of partitions: its keys would be elsewhere
     */
    public static void createAll(String bootstrapServers, int replicationFactor, int minInSyncReplicas) {
        List<Topic> topics = all();
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            var created = admin.createTopics(topics.stream()
                            .map(topic -> newTopic(topic, replicationFactor, minInSyncReplicas))
                            .toList())
                    .values();
            for (var one : created.values()) {
                try {
                    one.get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw e;
                    }
                }
            }
            Map<String, TopicDescription> found =
                    admin.describeTopics(created.keySet()).allTopicNames().get();
            String differing = topics.stream()
                    .filter(topic -> Objects.requireNonNull(found.get(topic.name()))
                                    .partitions()
                                    .size()
                            != topic.partitions())
                    .map(Topic::name)
                    .collect(Collectors.joining(", "));
            if (!differing.isEmpty()) {
                throw new IllegalStateException("Number of partitions differs from " + FILE + ": " + differing);
            }
            awaitLeaders(admin, topics);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Topics cannot be created on " + bootstrapServers, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while creating topics on " + bootstrapServers, e);
        }
    }

    /** A new partition is announced before its leader takes records; asking for offsets retries until it does. */
    private static void awaitLeaders(Admin admin, List<Topic> topics) throws ExecutionException, InterruptedException {
        admin.listOffsets(topics.stream()
                        .flatMap(topic -> IntStream.range(0, topic.partitions())
                                .mapToObj(partition -> new TopicPartition(topic.name(), partition)))
                        .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest())))
                .all()
                .get();
    }

    private static NewTopic newTopic(Topic topic, int replicationFactor, int minInSyncReplicas) {
        return new NewTopic(topic.name(), topic.partitions(), (short) replicationFactor)
                .configs(Map.of(
                        TopicConfig.RETENTION_MS_CONFIG,
                        topic.retention() == null
                                ? "-1"
                                : String.valueOf(topic.retention().toMillis()),
                        TopicConfig.COMPRESSION_TYPE_CONFIG,
                        "zstd",
                        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                        String.valueOf(minInSyncReplicas)));
    }

    /**
     * Creates the topics on a cluster that runs already.
     *
     * @param args bootstrap servers; replication factor and least number of in-sync replicas, 1 each by default
     */
    public static void main(String... args) {
        createAll(
                args[0],
                args.length > 1 ? Integer.parseInt(args[1]) : 1,
                args.length > 2 ? Integer.parseInt(args[2]) : 1);
        all().forEach(topic -> System.out.println(topic.name() + " " + topic.partitions()));
    }
}
