package id.kinerja.sync.audit;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import id.kinerja.kit.aggregate.StartupIndexes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;

/**
 * The collection {@code operator_audit}. It is only ever added to and read, so the service's database role needs no more
 * than insert and find on it.
 *
 * <p>A command has two documents: the intent, inserted before it is carried out, and the outcome, inserted when it has
 * been answered. A crash in between leaves an intent without an outcome, which says just that: what came of it must be
 * looked up at its target. No command is carried out whose intent could not be stored.
 */
final class AuditTrail {

    /**
     * One command.
     *
     * @param at when it was received, to the millisecond
     * @param account who gave it
     * @param action method and path pattern, e.g. {@code POST /api/v1/lanes/{id}/pause}
     * @param target path of what it is given to, without {@code /api/v1/}, e.g. {@code lanes/siasn}
     * @param outcome HTTP status and, for a refusal, its code, e.g. {@code 200}, {@code 409 wrong-state}; null while it is
     *     carried out, and for good if the service died over it
     * @param requestId of this request, as in the answer's header {@code Request-Id}
     */
    record Entry(
            String id,
            Instant at,
            String account,
            String action,
            String target,
            @Nullable String outcome,
            String requestId) {}

    /** Ids sort by time; outcomes lie behind all intents. */
    private static final String INTENT = "i:";

    private static final String OUTCOME = "o:";
    private static final String AFTER_INTENTS = "i;";

    private final MongoCollection<Document> collection;

    AuditTrail(MongoTemplate mongo, StartupIndexes indexes) {
        this.collection = mongo.getCollection("operator_audit");
        indexes.declare(collection, Indexes.ascending("target", "_id"), new IndexOptions());
    }

    /** @return the id under which the outcome is to be stored */
    String intend(Instant at, String account, String action, String target, String requestId) {
        var id = "%013d:%s".formatted(at.toEpochMilli(), UUID.randomUUID());
        collection.insertOne(new Document("_id", INTENT + id)
                .append("at", Date.from(at))
                .append("account", account)
                .append("action", action)
                .append("target", target)
                .append("requestId", requestId));
        return id;
    }

    void outcome(String id, Instant at, String outcome) {
        collection.insertOne(
                new Document("_id", OUTCOME + id).append("at", Date.from(at)).append("outcome", outcome));
    }

    /**
     * The latest commands first.
     *
     * @param target only those given to this target, or null
     * @param beforeId the last id of the previous page, or null for the first
     */
    List<Entry> list(@Nullable String target, @Nullable String beforeId, int limit) {
        var range = Filters.and(
                Filters.gte("_id", INTENT), Filters.lt("_id", beforeId == null ? AFTER_INTENTS : INTENT + beforeId));
        Bson filter = target == null ? range : Filters.and(Filters.eq("target", target), range);
        var intents = collection
                .find(filter)
                .sort(Sorts.descending("_id"))
                .limit(limit)
                .into(new ArrayList<>());
        var ids = intents.stream().map(AuditTrail::id).toList();
        var outcomes = new HashMap<String, String>();
        collection
                .find(Filters.in("_id", ids.stream().map(id -> OUTCOME + id).toList()))
                .forEach(outcome -> outcomes.put(
                        outcome.getString("_id").substring(OUTCOME.length()), outcome.getString("outcome")));
        return intents.stream()
                .map(intent -> new Entry(
                        id(intent),
                        intent.getDate("at").toInstant(),
                        intent.getString("account"),
                        intent.getString("action"),
                        intent.getString("target"),
                        outcomes.get(id(intent)),
                        intent.getString("requestId")))
                .toList();
    }

    private static String id(Document intent) {
        return intent.getString("_id").substring(INTENT.length());
    }
}
