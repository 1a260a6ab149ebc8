package id.kinerja.kit.events;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Kafka record as it came, before anything about it is believed. */
record ReceivedRecord(
        String topic,
        int partition,
        long offset,
        @Nullable String key,
        Map<String, String> headers,
        byte @Nullable [] value) {

    String position() {
        return topic + ":" + partition + ":" + offset;
    }
}
