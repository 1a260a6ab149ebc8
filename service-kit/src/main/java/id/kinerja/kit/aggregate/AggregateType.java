package id.kinerja.kit.aggregate;

import id.kinerja.kit.model.DomainEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the store must know of one kind of aggregate: where its documents are, how its state is called in Java, and what
 * it publishes where.
 *
 * @param collection MongoDB collection
 * @param stateType the record that holds the state; it is written as a flat document under {@code state}
 * @param sourcePrefix {@code ce_source} without the id, e.g. {@code /planning/plans/}
 * @param topic Kafka topic of all its events
 * @param eventTypes {@code ce_type} by event record
 * @param indexes field lists of the indexes that its queries need
 */
public record AggregateType<S>(
        String collection,
        Class<S> stateType,
        String sourcePrefix,
        String topic,
        Map<Class<? extends DomainEvent>, String> eventTypes,
        List<List<String>> indexes) {

    public static <S> AggregateType<S> of(String collection, Class<S> stateType, String sourcePrefix, String topic) {
        return new AggregateType<>(collection, stateType, sourcePrefix, topic, Map.of(), List.of());
    }

    /** The aggregate publishes this record under this stable wire name, which is never a class name. */
    public AggregateType<S> publishing(Class<? extends DomainEvent> event, String type) {
        var more = new LinkedHashMap<>(eventTypes);
        more.put(event, type);
        return new AggregateType<>(collection, stateType, sourcePrefix, topic, Map.copyOf(more), indexes);
    }

    /** Declares an index for a list query; {@code _id} is appended because every list is ordered by it. */
    public AggregateType<S> indexed(String... fields) {
        var more = new ArrayList<>(indexes);
        var keys = new ArrayList<>(List.of(fields));
        keys.add("_id");
        more.add(List.copyOf(keys));
        return new AggregateType<>(collection, stateType, sourcePrefix, topic, eventTypes, List.copyOf(more));
    }

    String typeOf(DomainEvent event) {
        var type = eventTypes.get(event.getClass());
        if (type == null) {
            throw new IllegalStateException(
                    event.getClass().getSimpleName() + " is not declared as an event of " + collection);
        }
        return type;
    }
}
