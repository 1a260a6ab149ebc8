package id.kinerja.kit.events;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.data.mongodb.core.MongoTemplate;

/**
 * Facts learned from others, kept in documents of their own so that they never change the ETag of what a person edits.
 *
 * <p>A write is conditional: each document remembers, per effect, the highest {@code ce_sequence} it has seen, and an
 * older or equal one changes nothing. So events may be repeated and may overtake each other.
 */
public final class ProjectionCollection {

    private final MongoCollection<Document> collection;

    public ProjectionCollection(MongoTemplate mongo, String name) {
        this.collection = mongo.getCollection(name);
    }

    public MongoCollection<Document> collection() {
        return collection;
    }

    public Optional<Document> find(String id) {
        return Optional.ofNullable(collection.find(Filters.eq("_id", id)).first());
    }

    /**
     * Applies the effect of an event, creating the document if it is the first to speak of it.
     *
     * @param effect name of what is changed, e.g. {@code agreed}; within a document, one effect has one source aggregate
     * @return false if this or a newer event of the same effect was applied before
     */
    public boolean apply(String id, String effect, EventEnvelope envelope, Bson update) {
        var seen = "seen." + effect;
        var newer = Filters.and(
                Filters.eq("_id", id), Filters.or(Filters.exists(seen, false), Filters.lt(seen, envelope.sequence())));
        var change = Updates.combine(update, Updates.set(seen, envelope.sequence()));
        try {
            var result = collection.updateOne(newer, change, new UpdateOptions().upsert(true));
            return result.getMatchedCount() > 0 || result.getUpsertedId() != null;
        } catch (MongoWriteException e) {
            if (e.getError().getCode() != 11000) {
                throw e;
            }
            // The document exists: either it has seen a newer event, or another thread created it just now.
            return collection.updateOne(newer, change).getMatchedCount() > 0;
        }
    }
}
