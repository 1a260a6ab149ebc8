package id.kinerja.kit.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import id.kinerja.kit.events.CloudEventHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What happens on Kafka, from the outside: publish as another service would, read as a subscriber would. */
public final class Events {

    private static final JsonMapper JSON = new JsonMapper();
    private static @Nullable Publisher publisher;

    private Events() {}

    /** A record as a subscriber sees it. */
    public record Received(String topic, @Nullable String key, Map<String, String> headers, String value) {

        public String type() {
            return headers.getOrDefault(CloudEventHeaders.TYPE, "");
        }

        public long sequence() {
            return Long.parseLong(headers.getOrDefault(CloudEventHeaders.SEQUENCE, "0"));
        }

        public JsonNode data() {
            return JSON.readTree(value);
        }
    }

    /** Publishes events the way the relay of another service does. */
    public static final class Publisher {

        private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", Infrastructure.brokers(), "linger.ms", 0),
                new StringSerializer(),
                new ByteArraySerializer());

        public void publish(String topic, String type, String source, String subject, long sequence, Object data) {
            publish(topic, type, source, subject, sequence, data, null);
        }

        /** @param traceparent of the command that caused the event */
        public void publish(
                String topic,
                String type,
                String source,
                String subject,
                long sequence,
                Object data,
                @Nullable String traceparent) {
            var json = data instanceof String text ? text : JSON.writeValueAsString(data);
            publish(
                    topic,
                    subject,
                    CloudEventHeaders.of(
                            UUID.randomUUID().toString(), type, source, subject, Instant.now(), sequence, traceparent),
                    json.getBytes(UTF_8));
        }

        public void publish(String topic, @Nullable String key, Map<String, String> headers, byte @Nullable [] value) {
            var record = new ProducerRecord<>(topic, key, value);
            headers.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
            try {
                producer.send(record).get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    public static synchronized Publisher publisher() {
        if (publisher == null) {
            publisher = new Publisher();
        }
        return publisher;
    }

    /** Everything on a topic up to now, in the order of each partition. */
    public static List<Received> allOf(String topic) {
        var config =
                Map.<String, Object>of("bootstrap.servers", Infrastructure.brokers(), "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = new TreeMap<Integer, Long>();
            consumer.endOffsets(partitions).forEach((partition, end) -> ends.put(partition.partition(), end));
            var received = new ArrayList<Received>();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p.partition(), 0L))) {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    received.add(received(record));
                }
            }
            return received;
        }
    }

    /** The events about this subject, in order. */
    public static List<Received> about(String topic, String subject) {
        return allOf(topic).stream()
                .filter(event -> subject.equals(event.key()))
                .toList();
    }

    private static Received received(ConsumerRecord<String, byte[]> record) {
        var headers = new TreeMap<String, String>();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return new Received(
                record.topic(), record.key(), headers, record.value() == null ? "" : new String(record.value(), UTF_8));
    }
}
