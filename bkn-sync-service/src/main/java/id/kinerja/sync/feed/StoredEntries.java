package id.kinerja.sync.feed;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import id.kinerja.kit.aggregate.StartupIndexes;
import id.kinerja.kit.events.EventEnvelope;
import id.kinerja.kit.events.ProjectionCollection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.data.mongodb.core.MongoTemplate;

/**
 * One document per plan and observation: {@code {_id, kind, employeeId, sequence, shown, content, changedAt}}. Every write
 * has {@code changedAt} set by the database in that moment.
 */
final class StoredEntries implements Feed.Entries {

    private static final Bson NOW = Updates.currentDate("changedAt");
    private static final Bson ORDER = Sorts.ascending("changedAt", "_id");

    private final ProjectionCollection entries;

    StoredEntries(MongoTemplate mongo, StartupIndexes indexes) {
        this.entries = new ProjectionCollection(mongo, "feed_entries");
        indexes.declare(entries.collection(), Indexes.ascending("kind", "changedAt", "_id"), new IndexOptions());
        indexes.declare(entries.collection(), Indexes.ascending("employeeId"), new IndexOptions());
    }

    /**
     * Notes the newest decision; an older or repeated event changes nothing, not even the time.
     *
     * @param shown false if the person was no civil servant when it was decided
     */
    void decided(
            EventEnvelope envelope,
            FeedKind<?> kind,
            String naturalKey,
            String employeeId,
            boolean shown,
            Document content) {
        entries.apply(
                kind.idOf(naturalKey),
                "decided",
                envelope,
                Updates.combine(
                        Updates.set("kind", kind.name()),
                        Updates.set("employeeId", employeeId),
                        Updates.set("sequence", envelope.sequence()),
                        Updates.set("shown", shown),
                        Updates.set("content", content),
                        NOW));
    }

    /** Moves everything about a person to the end. */
    void moveToEnd(String employeeId) {
        entries.collection().updateMany(Filters.eq("employeeId", employeeId), NOW);
    }

    /** Moves those entries to the end that there are. */
    void moveToEnd(Collection<String> ids) {
        entries.collection().updateMany(Filters.in("_id", ids), NOW);
    }

    @Override
    public List<FeedEntry> between(FeedKind<?> kind, Position after, Instant until, int limit) {
        var from = Date.from(after.changedAt());
        return find(
                Filters.and(
                        Filters.eq("kind", kind.name()),
                        Filters.eq("shown", true),
                        Filters.gte("changedAt", from),
                        Filters.lte("changedAt", Date.from(until)),
                        Filters.or(Filters.gt("changedAt", from), Filters.gt("_id", after.id()))),
                limit);
    }

    @Override
    public List<FeedEntry> about(FeedKind<?> kind, Collection<String> employeeIds) {
        return find(
                Filters.and(
                        Filters.in("employeeId", employeeIds),
                        Filters.eq("kind", kind.name()),
                        Filters.eq("shown", true)),
                0);
    }

    private List<FeedEntry> find(Bson filter, int limit) {
        return entries.collection()
                .find(filter)
                .sort(ORDER)
                .limit(limit)
                .map(document -> new FeedEntry(
                        document.getString("_id"),
                        document.getString("employeeId"),
                        document.get("sequence", Number.class).longValue(),
                        document.getDate("changedAt").toInstant(),
                        document.get("content", Document.class)))
                .into(new ArrayList<>());
    }
}
