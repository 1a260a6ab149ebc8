package id.kinerja.stack.mongo;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * A collection whose stored documents never change: an update works on a copy and then replaces the stored one.
 *
 * <p>The plain collection hands out its stored documents and updates them in place, while the answer to another client
 * is being written from the same object: that client can read a new version next to an old state.
 */
final class SnapshotCollection extends H2Collection {

    private final LongAdder examined;

    SnapshotCollection(
            MongoDatabase database,
            String name,
            CollectionOptions options,
            MVMap<Object, Document> data,
            MVMap<String, Object> meta,
            CursorRegistry cursors,
            LongAdder examined) {
        super(database, name, options, data, meta, cursors);
        this.examined = examined;
    }

    @Override
    protected boolean documentMatchesQuery(Document document, Document filter) {
        examined.increment();
        return super.documentMatchesQuery(document, filter);
    }

    /** From an index that is in the order asked for, no more is read than is wanted. */
    @Override
    protected QueryResult queryDocuments(
            Document filter,
            @Nullable Document orderBy,
            int skipped,
            int limit,
            int batchSize,
            @Nullable Document fields) {
        for (var index : getIndexes()) {
            if (index.canHandle(filter)) {
                var order = index instanceof SortedIndex sorted && sorted.isInOrder(filter, orderBy) ? null : orderBy;
                return matchDocuments(filter, index.getPositions(filter), order, skipped, limit, batchSize, fields);
            }
        }
        return super.queryDocuments(filter, orderBy, skipped, limit, batchSize, fields);
    }

    @Override
    protected QueryResult createQueryResult(List<Document> matched, int batchSize) {
        return super.createQueryResult(
                matched.stream().map(Document::cloneDeeply).collect(Collectors.toList()), batchSize);
    }

    /** The size of a collection is not worth one more page in every commit. */
    @Override
    protected boolean tracksDataSize() {
        return false;
    }
}
