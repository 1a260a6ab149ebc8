package id.kinerja.kit.events;

import id.kinerja.kit.telemetry.TraceContexts;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Span;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes a record to the handlers of its type. Types that nobody here asked for are counted and skipped; another version
 * of a type that somebody asked for, and what cannot be an event of ours, is {@link UnprocessableEvent}; everything else
 * is up to the handler.
 */
final class EventRouter {

    private final Map<String, List<Subscription<?>>> subscriptions;
    private final Set<String> names;
    private final JsonMapper json;
    private final TraceContexts traces;
    private final MeterRegistry meters;

    EventRouter(
            Collection<Subscription<?>> subscriptions, JsonMapper json, TraceContexts traces, MeterRegistry meters) {
        this.subscriptions = subscriptions.stream().collect(Collectors.groupingBy(Subscription::type));
        this.names = this.subscriptions.keySet().stream().map(EventRouter::name).collect(Collectors.toSet());
        this.json = json;
        this.traces = traces;
        this.meters = meters;
    }

    void route(ReceivedRecord received) {
        var type = received.headers().get(CloudEventHeaders.TYPE);
        if (type == null) {
            throw new UnprocessableEvent("not-a-cloud-event", "the record has no ce_type header");
        }
        var interested = subscriptions.get(type);
        if (interested == null) {
            if (names.contains(name(type))) {
                throw new UnprocessableEvent("unknown-version", "this service does not know " + type);
            }
            meters.counter("kinerja.events.skipped", "topic", received.topic()).increment();
            return;
        }
        var envelope = envelope(type, received.headers());
        traces.continuing(
                envelope.traceparent(),
                "handle " + type,
                Span.Kind.CONSUMER,
                () -> interested.forEach(subscription -> deliver(subscription, envelope, received.value())));
        meters.counter("kinerja.events.handled", "type", type).increment();
    }

    /** A type without its version, which is its last part. */
    private static String name(String type) {
        int version = type.lastIndexOf(".v");
        return version < 0 ? type : type.substring(0, version);
    }

    private <T> void deliver(Subscription<T> subscription, EventEnvelope envelope, byte @Nullable [] value) {
        subscription.handler().accept(envelope, payload(subscription, value));
    }

    private <T> T payload(Subscription<T> subscription, byte @Nullable [] value) {
        if (value == null) {
            throw new UnprocessableEvent("empty", "the record has no value");
        }
        try {
            T payload = json.readValue(value, subscription.payload());
            if (payload == null) {
                throw new UnprocessableEvent("empty", "the record's value is null");
            }
            return payload;
        } catch (JacksonException e) {
            // The message of the exception may quote the value, so only the place is told.
            throw new UnprocessableEvent(
                    "unreadable",
                    e.getClass().getSimpleName() + " at " + e.getLocation().offsetDescription());
        }
    }

    private static EventEnvelope envelope(String type, Map<String, String> headers) {
        try {
            return new EventEnvelope(
                    required(headers, CloudEventHeaders.ID),
                    type,
                    required(headers, CloudEventHeaders.SOURCE),
                    required(headers, CloudEventHeaders.SUBJECT),
                    Instant.parse(required(headers, CloudEventHeaders.TIME)),
                    Long.parseLong(required(headers, CloudEventHeaders.SEQUENCE)),
                    headers.get(CloudEventHeaders.TRACEPARENT));
        } catch (DateTimeException | NumberFormatException e) {
            throw new UnprocessableEvent("bad-envelope", e.getClass().getSimpleName());
        }
    }

    private static String required(Map<String, String> headers, String name) {
        var value = headers.get(name);
        if (value == null || value.isBlank()) {
            throw new UnprocessableEvent("bad-envelope", "the header " + name + " is missing");
        }
        return value;
    }
}
