package id.kinerja.kit.events;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import id.kinerja.kit.regulation.PackNotLoadedException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;

/**
 * Events this service could not process. They are kept in the service's own database, not on a topic: so a re-drive can
 * reach no group but the one that failed, and a payload with personal data stays where such data may be.
 */
public final class DeadLetters {

    public enum Status {
        OPEN,
        REDRIVEN
    }

    /**
     * A dead letter without its payload and key, as an operator sees it.
     *
     * @param id topic, partition and offset
     * @param code why it failed
     * @param redrives who tried again, when, with what outcome
     */
    public record DeadLetter(
            String id,
            Status status,
            @Nullable String type,
            @Nullable String source,
            String code,
            @Nullable String detail,
            Instant receivedAt,
            List<Redrive> redrives) {}

    /** @param outcome {@code done}, or the code of the new failure */
    public record Redrive(String by, Instant at, String outcome) {}

    private static final Bson WITHOUT_PAYLOAD = Projections.exclude("value", "key");

    private final MongoCollection<Document> collection;
    private final EventRouter router;
    private final Clock clock;

    DeadLetters(MongoTemplate mongo, EventRouter router, Clock clock) {
        this.collection = mongo.getCollection("deadLetters");
        this.router = router;
        this.clock = clock;
    }

    void add(ReceivedRecord received, RuntimeException failure) {
        var headers = new ArrayList<Document>();
        received.headers().forEach((name, value) -> headers.add(new Document("name", name).append("value", value)));
        var facts = new Document("status", Status.OPEN.name())
                .append("type", received.headers().get(CloudEventHeaders.TYPE))
                .append("source", received.headers().get(CloudEventHeaders.SOURCE))
                .append("code", codeOf(failure))
                .append("detail", detailOf(failure))
                .append("receivedAt", Date.from(clock.instant()))
                .append("topic", received.topic())
                .append("partition", received.partition())
                .append("offset", received.offset())
                .append("key", received.key())
                .append("headers", headers)
                .append("value", received.value() == null ? null : new Binary(received.value()))
                .append("redrives", List.of());
        collection.updateOne(
                Filters.eq("_id", received.position()),
                new Document("$setOnInsert", facts),
                new UpdateOptions().upsert(true));
    }

    public List<DeadLetter> list(@Nullable String afterId, int limit) {
        var filter = afterId == null ? Filters.empty() : Filters.gt("_id", afterId);
        return collection
                .find(filter)
                .projection(WITHOUT_PAYLOAD)
                .sort(Sorts.ascending("_id"))
                .limit(limit)
                .map(DeadLetters::deadLetter)
                .into(new ArrayList<>());
    }

    /**
     * Hands the event to this service's handlers once more and records who did it and what came of it.
     *
     * @param by account of the operator
     * @return the dead letter afterwards, or empty if there is none with this id
     */
    public Optional<DeadLetter> redrive(String id, String by) {
        var document = collection.find(Filters.eq("_id", id)).first();
        if (document == null) {
            return Optional.empty();
        }
        String outcome = "done";
        try {
            router.route(record(document));
        } catch (RuntimeException e) {
            if (EventConsumer.isInfrastructure(e)) {
                throw e;
            }
            outcome = codeOf(e);
        }
        var redrive =
                new Document("by", by).append("at", Date.from(clock.instant())).append("outcome", outcome);
        collection.updateOne(
                Filters.eq("_id", id),
                Updates.combine(
                        Updates.push("redrives", redrive),
                        Updates.set("status", (outcome.equals("done") ? Status.REDRIVEN : Status.OPEN).name())));
        return Optional.ofNullable(collection
                        .find(Filters.eq("_id", id))
                        .projection(WITHOUT_PAYLOAD)
                        .first())
                .map(DeadLetters::deadLetter);
    }

    private static String codeOf(RuntimeException failure) {
        return switch (failure) {
            case UnprocessableEvent unprocessable -> unprocessable.code();
            case PackNotLoadedException _ -> "regulation-not-loaded";
            default -> "handler-failed";
        };
    }

    private static String detailOf(RuntimeException failure) {
        // Messages of other exceptions may quote the payload.
        return failure instanceof UnprocessableEvent
                ? String.valueOf(failure.getMessage())
                : failure.getClass().getName();
    }

    private static ReceivedRecord record(Document document) {
        var headers = new java.util.HashMap<String, String>();
        document.getList("headers", Document.class)
                .forEach(header -> headers.put(header.getString("name"), header.getString("value")));
        var value = document.get("value", Binary.class);
        return new ReceivedRecord(
                document.getString("topic"),
                document.getInteger("partition"),
                document.get("offset", Number.class).longValue(),
                document.getString("key"),
                Map.copyOf(headers),
                value == null ? null : value.getData());
    }

    private static DeadLetter deadLetter(Document document) {
        return new DeadLetter(
                document.getString("_id"),
                Status.valueOf(document.getString("status")),
                document.getString("type"),
                document.getString("source"),
                document.getString("code"),
                document.getString("detail"),
                document.getDate("receivedAt").toInstant(),
                document.getList("redrives", Document.class, List.of()).stream()
                        .map(redrive -> new Redrive(
                                redrive.getString("by"),
                                redrive.getDate("at").toInstant(),
                                redrive.getString("outcome")))
                        .toList());
    }
}
