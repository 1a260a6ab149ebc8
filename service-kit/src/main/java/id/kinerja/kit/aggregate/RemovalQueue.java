package id.kinerja.kit.aggregate;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Removes acknowledged entries: one conditional write per document, and one write for many documents while there is a
 * backlog. Whoever asks first writes for all who are waiting by then.
 */
final class RemovalQueue {

    private static final int AT_ONCE = 200;
    private static final Bson CLEARED =
            Updates.combine(Updates.unset("outbox"), Updates.unset("relayAfter"), Updates.unset("relayBy"));

    private record Removal(String id, long version, CompletableFuture<Boolean> cleared) {
        Bson filter() {
            return Filters.and(Filters.eq("_id", id), Filters.eq("version", version));
        }
    }

    private final MongoCollection<Document> collection;
    private final LinkedBlockingQueue<Removal> waiting = new LinkedBlockingQueue<>();
    private final ReentrantLock writing = new ReentrantLock();

    RemovalQueue(MongoCollection<Document> collection) {
        this.collection = collection;
    }

    /**
     * @return true if the document was still at this version, so that its outbox held nothing but what was acknowledged;
     *     false if that is not known, and the caller has to look
     */
    boolean clear(String id, long version) {
        var removal = new Removal(id, version, new CompletableFuture<>());
        waiting.add(removal);
        while (!removal.cleared().isDone()) {
            writing.lock();
            try {
                if (!removal.cleared().isDone()) {
                    writeWaiting();
                }
            } finally {
                writing.unlock();
            }
        }
        try {
            return removal.cleared().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof MongoException cause ? cause : e;
        }
    }

    private void writeWaiting() {
        var batch = new ArrayList<Removal>();
        waiting.drainTo(batch, AT_ONCE);
        try {
            long matched = batch.size() == 1
                    ? collection.updateOne(batch.getFirst().filter(), CLEARED).getMatchedCount()
                    : bulk(batch);
            boolean all = matched == batch.size();
            batch.forEach(removal -> removal.cleared().complete(all));
        } catch (RuntimeException e) {
            batch.forEach(removal -> removal.cleared().completeExceptionally(e));
        }
    }

    private long bulk(List<Removal> batch) {
        var writes = batch.stream()
                .map(removal -> new UpdateOneModel<Document>(removal.filter(), CLEARED))
                .toList();
        return collection
                .bulkWrite(writes, new BulkWriteOptions().ordered(false))
                .getMatchedCount();
    }
}
