package id.kinerja.kit.aggregate;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.time.Clock;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Opens the store of each kind of aggregate a service owns. */
public final class AggregateStores {

    private final MongoTemplate mongo;
    private final OutboxRelay relay;
    private final EventWriter events;
    private final Clock clock;
    private final StartupIndexes indexes;

    AggregateStores(MongoTemplate mongo, OutboxRelay relay, EventWriter events, Clock clock, StartupIndexes indexes) {
        this.mongo = mongo;
        this.relay = relay;
        this.events = events;
        this.clock = clock;
        this.indexes = indexes;
    }

    public <S> AggregateStore<S> open(AggregateType<S> type) {
        var collection = mongo.getCollection(type.collection());
        relay.register(type, collection);
        indexes.declare(collection, Indexes.ascending("relayAfter"), new IndexOptions().sparse(true));
        type.indexes().forEach(fields -> indexes.declare(collection, Indexes.ascending(fields), new IndexOptions()));
        return new AggregateStore<>(type, collection, mongo.getConverter(), relay, events, clock);
    }
}
