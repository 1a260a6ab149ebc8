package id.kinerja.kit.aggregate;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What an operator sees of the outbox: how much waits, since when, how much went out, how much fails. */
final class OutboxMeters {

    /** Documents looked at when the backlog is measured; a larger backlog is reported as at least this. */
    static final int MEASURED_AT_MOST = 5000;

    record Measurement(long pending, @Nullable Instant oldest) {}

    private final MeterRegistry registry;
    private final Clock clock;
    private final Map<String, Measurement> measurements = new ConcurrentHashMap<>();

    OutboxMeters(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    void register(String collection) {
        measurements.put(collection, new Measurement(0, null));
        var tags = Tags.of("aggregate", collection);
        Gauge.builder("kinerja.outbox.pending", () -> measurement(collection).pending())
                .description("events that wait for the broker's acknowledgement, as of the last sweep")
                .tags(tags)
                .register(registry);
        Gauge.builder("kinerja.outbox.oldest.age", () -> age(collection).toMillis() / 1000.0)
                .description("age of the oldest waiting event")
                .baseUnit("seconds")
                .tags(tags)
                .register(registry);
        counter("kinerja.outbox.published", collection);
        counter("kinerja.outbox.failed", collection);
    }

    void measured(String collection, Measurement measurement) {
        measurements.put(collection, measurement);
    }

    void published(String collection) {
        counter("kinerja.outbox.published", collection).increment();
    }

    void failed(String collection) {
        counter("kinerja.outbox.failed", collection).increment();
    }

    private Counter counter(String name, String collection) {
        return registry.counter(name, "aggregate", collection);
    }

    long pending() {
        return measurements.values().stream().mapToLong(Measurement::pending).sum();
    }

    Duration oldestAge() {
        return measurements.keySet().stream()
                .map(this::age)
                .reduce(Duration.ZERO, (a, b) -> a.compareTo(b) > 0 ? a : b);
    }

    private Measurement measurement(String collection) {
        return measurements.getOrDefault(collection, new Measurement(0, null));
    }

    private Duration age(String collection) {
        var oldest = measurement(collection).oldest();
        return oldest == null ? Duration.ZERO : Duration.between(oldest, clock.instant());
    }
}
