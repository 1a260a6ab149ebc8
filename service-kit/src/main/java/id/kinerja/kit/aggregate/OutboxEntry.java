package id.kinerja.kit.aggregate;

import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * An event that waits in its aggregate's document for the broker's acknowledgement.
 *
 * @param eventId made once, when the fact happens; it is {@code ce_id} in every attempt
 * @param sequence 1 for the aggregate's first event, then +1 each
 * @param payload JSON as it will be published
 */
record OutboxEntry(
        String eventId,
        long sequence,
        String type,
        String subject,
        Instant time,
        String payload,
        @Nullable String traceparent) {

    Document toDocument() {
        var document = new Document("eventId", eventId)
                .append("sequence", sequence)
                .append("type", type)
                .append("subject", subject)
                .append("time", Date.from(time))
                .append("payload", payload);
        if (traceparent != null) {
            document.append("traceparent", traceparent);
        }
        return document;
    }

    static OutboxEntry from(Document document) {
        return new OutboxEntry(
                document.getString("eventId"),
                document.get("sequence", Number.class).longValue(),
                document.getString("type"),
                document.getString("subject"),
                document.getDate("time").toInstant(),
                document.getString("payload"),
                document.getString("traceparent"));
    }
}
