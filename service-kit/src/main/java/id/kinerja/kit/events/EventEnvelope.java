package id.kinerja.kit.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The CloudEvents attributes of a received event.
 *
 * @param source the aggregate it comes from, e.g. {@code /planning/plans/<id>}
 * @param sequence number among the events of that source; what is older than or equal to what was seen changes nothing
 */
public record EventEnvelope(
        String id,
        String type,
        String source,
        String subject,
        Instant time,
        long sequence,
        @Nullable String traceparent) {}
