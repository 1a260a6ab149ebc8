package id.kinerja.stack.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerTest {

    private static final String TOPIC = "kinerja.planning.events";

    @TempDir
    Path data;

    @Test
    void records_and_a_groups_place_survive_a_restart_on_other_ports() throws Exception {
        try (KafkaBroker broker = KafkaBroker.start(data, freePort(), freePort())) {
            produce(broker, "first", "second");
            assertThat(consume(broker, 2)).containsExactly("first", "second");
        }
        try (KafkaBroker broker = KafkaBroker.start(data, freePort(), freePort())) {
            produce(broker, "third");
            assertThat(consume(broker, 1)).containsExactly("third");
        }
    }

    @Test
    void a_broker_has_exactly_the_topics_of_the_contract() throws Exception {
        try (KafkaBroker broker = KafkaBroker.temporary();
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            Topics.createAll(broker.bootstrapServers());
            assertThat(admin.listTopics().names().get())
                    .containsExactlyInAnyOrderElementsOf(
                            Topics.all().stream().map(Topics.Topic::name).collect(Collectors.toSet()));
            assertThat(admin.describeTopics(List.of(TOPIC)).allTopicNames().get())
                    .hasEntrySatisfying(
                            TOPIC, topic -> assertThat(topic.partitions()).hasSize(24));
            ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, TOPIC);
            Map<String, String> config = new HashMap<>();
            admin.describeConfigs(List.of(topic))
                    .all()
                    .get()
                    .values()
                    .forEach(of -> of.entries().forEach(entry -> config.put(entry.name(), entry.value())));
            assertThat(config)
                    .containsEntry("retention.ms", "-1")
                    .containsEntry("compression.type", "zstd")
                    .containsEntry("min.insync.replicas", "1");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void produce(KafkaBroker broker, String... values) throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all");
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(TOPIC, "employee", value)).get();
            }
        }
    }

    private static List<String> consume(KafkaBroker broker, int count) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", broker.bootstrapServers(), "group.id", "reader", "auto.offset.reset", "earliest");
        List<String> values = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            IntStream.range(0, 100)
                    .takeWhile(poll -> values.size() < count)
                    .forEach(poll ->
                            consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value())));
            consumer.commitSync();
        }
        return values;
    }
}
