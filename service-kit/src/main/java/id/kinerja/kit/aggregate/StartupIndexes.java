package id.kinerja.kit.aggregate;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.context.SmartLifecycle;

/** Creates the declared indexes once, when the service starts, before anything reads or writes. */
public final class StartupIndexes implements SmartLifecycle {

    private record Declared(MongoCollection<Document> collection, Bson keys, IndexOptions options) {}

    private final List<Declared> declared = new ArrayList<>();
    private volatile boolean running;

    public void declare(MongoCollection<Document> collection, Bson keys, IndexOptions options) {
        declared.add(new Declared(collection, keys, options));
    }

    @Override
    public void start() {
        declared.forEach(index -> index.collection().createIndex(index.keys(), index.options()));
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
