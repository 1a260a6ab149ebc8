package id.kinerja.kit.aggregate;

import id.kinerja.kit.model.DomainEvent;
import id.kinerja.kit.telemetry.TraceContexts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** Turns what happened into entries of the outbox: id, sequence number, JSON and trace are fixed here, once. */
final class EventWriter {

    private final JsonMapper json;
    private final TraceContexts traces;

    EventWriter(JsonMapper json, TraceContexts traces) {
        this.json = json;
        this.traces = traces;
    }

    List<OutboxEntry> write(AggregateType<?> type, long lastSequence, List<DomainEvent> happened, Instant now) {
        var entries = new ArrayList<OutboxEntry>(happened.size());
        long sequence = lastSequence;
        for (var event : happened) {
            entries.add(new OutboxEntry(
                    UUID.randomUUID().toString(),
                    ++sequence,
                    type.typeOf(event),
                    event.subject(),
                    now,
                    json.writeValueAsString(event),
                    traces.current()));
        }
        return entries;
    }
}
