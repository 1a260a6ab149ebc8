package id.kinerja.kit.aggregate;

import static java.nio.charset.StandardCharsets.UTF_8;

import id.kinerja.kit.events.CloudEventHeaders;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.core.NestedExceptionUtils;

/**
 * The Apache Kafka client itself, because here the acknowledgement matters: idempotent, {@code acks=all}, and a delivery
 * timeout under half the outbox claim.
 */
final class KafkaEventPublisher implements EventPublisher, AutoCloseable {

    private final Producer<String, byte[]> producer;

    KafkaEventPublisher(Map<String, Object> connection, OutboxProperties properties) {
        var config = new HashMap<>(connection);
        int deliveryTimeout = Math.toIntExact(properties.deliveryTimeout().toMillis());
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, deliveryTimeout);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, deliveryTimeout / 2);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, deliveryTimeout / 2);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 8L * 1024 * 1024);
        // A broker that comes back is looked for often, so that an outage ends when it ends.
        config.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1000);
        config.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 200);
        this.producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    }

    @Override
    public void publish(AggregateType<?> type, String aggregateId, OutboxEntry entry)
            throws PublishingFailed, InterruptedException {
        var record = new ProducerRecord<>(
                type.topic(), entry.subject(), entry.payload().getBytes(UTF_8));
        CloudEventHeaders.of(
                        entry.eventId(),
                        entry.type(),
                        type.sourcePrefix() + aggregateId,
                        entry.subject(),
                        entry.time(),
                        entry.sequence(),
                        entry.traceparent())
                .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        try {
            producer.send(record).get();
        } catch (ExecutionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            throw new PublishingFailed(named(cause), cause);
        } catch (KafkaException e) {
            throw new PublishingFailed(named(e), e);
        }
    }

    /** What went wrong and what lies beneath it; messages stay out, they could quote what was sent. */
    private static String named(Throwable failure) {
        var root = NestedExceptionUtils.getMostSpecificCause(failure);
        var name = failure.getClass().getSimpleName();
        return root == failure
                ? name
                : "%s because of %s".formatted(name, root.getClass().getSimpleName());
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
