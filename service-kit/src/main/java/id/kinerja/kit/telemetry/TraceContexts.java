package id.kinerja.kit.telemetry;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Carries a W3C trace context through places that no instrumentation knows: the outbox, and from there Kafka's headers to
 * the handler of the event, so that one decision is one trace.
 */
public final class TraceContexts {

    private static final Pattern TRACEPARENT = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");

    private final Tracer tracer;

    public TraceContexts(Tracer tracer) {
        this.tracer = tracer;
    }

    /** The current span as a {@code traceparent} header value, or null outside of any. */
    public @Nullable String current() {
        Span span = tracer.currentSpan();
        if (span == null) {
            return null;
        }
        var context = span.context();
        return "00-%s-%s-%s"
                .formatted(context.traceId(), context.spanId(), Boolean.TRUE.equals(context.sampled()) ? "01" : "00");
    }

    /** Runs the action in a new span that continues the trace of {@code traceparent}, if that is one. */
    public void continuing(@Nullable String traceparent, String spanName, Span.Kind kind, Runnable action) {
        var builder = tracer.spanBuilder().name(spanName).kind(kind);
        var matcher = traceparent == null ? null : TRACEPARENT.matcher(traceparent);
        if (matcher != null && matcher.matches()) {
            builder.setParent(tracer.traceContextBuilder()
                    .traceId(matcher.group(1))
                    .spanId(matcher.group(2))
                    .sampled(matcher.group(3).endsWith("1"))
                    .build());
        }
        var span = builder.start();
        try (var ignored = tracer.withSpan(span)) {
            action.run();
        } catch (RuntimeException e) {
            span.error(e);
            throw e;
        } finally {
            span.end();
        }
    }
}
