package id.kinerja.stack.mongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A unique index that answers from the part of a filter it covers: {@code {_id, version}} costs what {@code {_id}} does.
 *
 * <p>The plain index serves only filters with exactly its own keys and leaves every other one to a scan of the
 * collection. The server checks each candidate against the whole filter, so a part is enough.
 */
final class PartIndex extends Index<Object> {

    private final Index<Object> index;

    PartIndex(Index<Object> index, boolean sparse) {
        super(index.getName(), index.getKeys(), sparse);
        this.index = index;
    }

    @Override
    public boolean canHandle(Document filter) {
        Document part = coveredPart(filter);
        return part != null && index.canHandle(part);
    }

    @Override
    public Iterable<Object> getPositions(Document filter) {
        Document part = coveredPart(filter);
        return index.getPositions(part == null ? filter : part);
    }

    /** Null when a key is missing, or asked for as null: documents without the field are not all in the index. */
    private @Nullable Document coveredPart(Document filter) {
        Document part = new Document();
        collect(filter, part);
        return part.size() == getKeys().size() ? part : null;
    }

    private void collect(Document filter, Document part) {
        for (IndexKey key : getKeys()) {
            Object value = filter.get(key.getKey());
            if (value != null) {
                part.putIfAbsent(key.getKey(), value);
            }
        }
        if (filter.get("$and") instanceof List<?> conditions) {
            for (Object condition : conditions) {
                if (condition instanceof Document document) {
                    collect(document, part);
                }
            }
        }
    }

    @Override
    public Object getPosition(Document document) {
        return index.getPosition(document);
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {
        index.checkAdd(document, collection);
    }

    @Override
    public void add(Document document, Object position, MongoCollection<Object> collection) {
        index.add(document, position, collection);
    }

    @Override
    public Object remove(Document document) {
        return index.remove(document);
    }

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {
        index.checkUpdate(before, after, collection);
    }

    @Override
    public void updateInPlace(Document before, Document after, Object position, MongoCollection<Object> collection) {
        index.updateInPlace(before, after, position, collection);
    }

    @Override
    public long getCount() {
        return index.getCount();
    }

    @Override
    public boolean isEmpty() {
        return index.isEmpty();
    }

    @Override
    public long getDataSize() {
        return index.getDataSize();
    }

    @Override
    public boolean isUnique() {
        return index.isUnique();
    }

    @Override
    public void drop() {
        index.drop();
    }
}
