package id.kinerja.kit.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.springframework.kafka.support.KafkaHeaderMapper;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;

/**
 * Hands Kafka headers over as they are, as one map of text: the framework's own mapping would guess at types and
 * rewrite CloudEvents names.
 */
final class RawHeaderMapper implements KafkaHeaderMapper {

    private static final String RAW = "kinerja_headers";

    @Override
    public void fromHeaders(MessageHeaders headers, Headers target) {
        throw new UnsupportedOperationException("events are published by the outbox relay only");
    }

    @Override
    public void toHeaders(Headers source, Map<String, Object> headers) {
        var text = new HashMap<String, String>();
        source.forEach(header -> {
            if (header.value() != null) {
                text.put(header.key(), new String(header.value(), UTF_8));
            }
        });
        headers.put(RAW, text);
    }

    @SuppressWarnings("unchecked")
    static ReceivedRecord received(Message<byte[]> message) {
        var headers = message.getHeaders();
        Object payload = message.getPayload();
        Object key = headers.get(KafkaHeaders.RECEIVED_KEY);
        var topic = headers.get(KafkaHeaders.RECEIVED_TOPIC, String.class);
        var partition = headers.get(KafkaHeaders.RECEIVED_PARTITION, Integer.class);
        var offset = headers.get(KafkaHeaders.OFFSET, Long.class);
        if (topic == null || partition == null || offset == null) {
            throw new IllegalStateException("the binder delivered a message without its position");
        }
        return new ReceivedRecord(
                topic,
                partition,
                offset,
                switch (key) {
                    case byte[] bytes -> new String(bytes, UTF_8);
                    case null -> null;
                    default -> key.toString();
                },
                (Map<String, String>) headers.getOrDefault(RAW, Map.of()),
                payload instanceof byte[] bytes ? bytes : null);
    }
}
