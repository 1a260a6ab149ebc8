package id.kinerja.sync.feed;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Who reads the feeds, and how far they are: one document per client, written with every page it got. */
final class FeedReaders {

    /**
     * @param client account of the client's token
     * @param plans null if it never read them
     * @param observations null if it never read them
     */
    record Reader(
            String client,
            @Nullable Reading plans,
            @Nullable Reading observations) {}

    /**
     * @param lastReadAt when it last got a page, UTC
     * @param readUpTo time of the change it has read up to; null before it has read any
     * @param more whether there was more to read
     */
    record Reading(Instant lastReadAt, @Nullable Instant readUpTo, boolean more) {}

    private final MongoCollection<Document> readers;

    FeedReaders(MongoTemplate mongo) {
        this.readers = mongo.getCollection("feed_readers");
    }

    void gotPage(String client, FeedKind<?> kind, FeedPage<?> page, Instant at) {
        var reading = new Document("at", Date.from(at))
                .append("cursor", page.cursor())
                .append("more", page.more());
        readers.updateOne(
                Filters.eq("_id", client), Updates.set(kind.name(), reading), new UpdateOptions().upsert(true));
    }

    List<Reader> list(@Nullable String afterClient, int limit) {
        return readers.find(afterClient == null ? Filters.empty() : Filters.gt("_id", afterClient))
                .sort(Sorts.ascending("_id"))
                .limit(limit)
                .map(document -> new Reader(
                        document.getString("_id"),
                        reading(document, FeedKind.PLANS),
                        reading(document, FeedKind.OBSERVATIONS)))
                .into(new ArrayList<>());
    }

    private static @Nullable Reading reading(Document document, FeedKind<?> kind) {
        var last = document.get(kind.name(), Document.class);
        if (last == null) {
            return null;
        }
        var position = Position.of(kind, last.getString("cursor"));
        return new Reading(
                last.getDate("at").toInstant(),
                position.equals(Position.START) ? null : position.changedAt(),
                last.getBoolean("more"));
    }
}
