package id.kinerja.kit.events;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names and forms of the CloudEvents 1.0 attributes in Kafka's binary mode. */
public final class CloudEventHeaders {

    public static final String ID = "ce_id";
    public static final String TYPE = "ce_type";
    public static final String SOURCE = "ce_source";
    public static final String SUBJECT = "ce_subject";
    public static final String TIME = "ce_time";
    /** Number of the event among those of its source, +1 each, zero-padded so that it also sorts as text. */
    public static final String SEQUENCE = "ce_sequence";

    public static final String TRACEPARENT = "traceparent";

    private CloudEventHeaders() {}

    public static Map<String, String> of(
            String id,
            String type,
            String source,
            String subject,
            Instant time,
            long sequence,
            @Nullable String traceparent) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("ce_specversion", "1.0");
        headers.put(ID, id);
        headers.put(TYPE, type);
        headers.put(SOURCE, source);
        headers.put(SUBJECT, subject);
        headers.put(TIME, time.toString());
        headers.put("ce_dataschema", "urn:kinerja:schema:" + type);
        headers.put(SEQUENCE, "%019d".formatted(sequence));
        headers.put("content-type", "application/json");
        if (traceparent != null) {
            headers.put(TRACEPARENT, traceparent);
        }
        return headers;
    }
}
