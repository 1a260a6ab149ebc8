package id.kinerja.stack.mongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/** A database of {@link SnapshotCollection}s, each kept as BSON, with {@link PartIndex}es and {@link SortedIndex}es. */
final class SnapshotDatabase extends H2Database {

    /** Of what lies in a store: 1 since keys are kept by {@link KeyType}. */
    private static final int VERSION = 1;

    private static final String INDEX = "._index_";

    private final MVStore store;
    private final LongAdder examined;

    SnapshotDatabase(String name, MVStore store, CursorRegistry cursors, LongAdder examined) {
        // Before super(), which opens the collections that are on disk already.
        this.store = store;
        this.examined = examined;
        super(name, store, cursors);
    }

    @Override
    protected MongoCollection<Object> openOrCreateCollection(String name, CollectionOptions options) {
        String fullName = getFullCollectionNamespace(name);
        // The superclass drops and renames the maps by these names.
        MVMap<Object, Document> data =
                store.openMap("databases." + fullName, new MVMap.Builder<Object, Document>().valueType(new BsonType()));
        MVMap<String, Object> meta = store.openMap("meta." + fullName);
        return new SnapshotCollection(this, name, options, data, meta, cursorRegistry, examined);
    }

    @Override
    protected Index<Object> openOrCreateUniqueIndex(
            String collection, String name, List<IndexKey> keys, boolean sparse) {
        // The superclass opens the map by this name as well, and is given the one that is open already.
        openIndex(store, getFullCollectionNamespace(collection) + INDEX + name);
        return new PartIndex(super.openOrCreateUniqueIndex(collection, name, keys, sparse), sparse);
    }

    @Override
    protected Index<Object> openOrCreateSecondaryIndex(
            String collection, String name, List<IndexKey> keys, boolean sparse) {
        return new SortedIndex(name, keys);
    }

    private static MVMap<KeyValue, Object> openIndex(MVStore store, String name) {
        return store.openMap(name, new MVMap.Builder<KeyValue, Object>().keyType(new KeyType()));
    }

    /** Brings a store of an older version to the present kind of keys; all of it or, if it dies meanwhile, nothing. */
    static void renewKeys(MVStore store) {
        if (store.getStoreVersion() >= VERSION) {
            return;
        }
        for (String name : store.getMapNames()) {
            if (name.contains(INDEX)) {
                MVMap<KeyValue, Object> before = store.openMap(name);
                Map<KeyValue, Object> entries = new HashMap<>(before);
                store.removeMap(before);
                openIndex(store, name).putAll(entries);
            }
        }
        store.setStoreVersion(VERSION);
        store.commit();
    }
}
