package id.kinerja.kit.events;

import java.util.function.BiConsumer;

/**
 * A service's interest in one type of event. Each service declares the record with the fields it reads and ignores the
 * rest. Handlers must be idempotent by conditional write, because every event may come more than once and, between
 * aggregates, in any order; a missing prerequisite is never an error.
 *
 * @param type {@code ce_type}
 * @param payload record with the fields this service reads
 */
public record Subscription<T>(String type, Class<T> payload, BiConsumer<EventEnvelope, T> handler) {}
