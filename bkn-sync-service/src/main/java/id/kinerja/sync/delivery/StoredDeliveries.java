package id.kinerja.sync.delivery;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.CommandResult;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.model.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;

/** The deliveries in the aggregate store, and the query for what is due. */
final class StoredDeliveries implements Deliveries {

    private static final int PAGE = 100;

    private final AggregateStore<Delivery> store;
    private final MongoCollection<Document> collection;

    StoredDeliveries(AggregateStore<Delivery> store, MongoTemplate mongo) {
        this.store = store;
        this.collection = mongo.getCollection(DeliveryConfiguration.DELIVERIES.collection());
    }

    @Override
    public Optional<Delivery> find(String deliveryId) {
        return store.find(deliveryId).map(Stored::state);
    }

    @Override
    public CommandResult<Delivery> create(String deliveryId, Supplier<Decision<Delivery>> decide) {
        return store.create(deliveryId, CommandGuard.none(), decide);
    }

    @Override
    public CommandResult<Delivery> change(
            String deliveryId, CommandGuard guard, Function<Delivery, Decision<Delivery>> command) {
        return store.change(deliveryId, guard, command);
    }

    @Override
    public void forUnreleased(String npsn, String periodId, Consumer<Delivery> action) {
        forEach(
                Filters.and(
                        Filters.eq("state.npsn", npsn),
                        Filters.in(
                                "state.status",
                                DeliveryStatus.NOT_RELEASED.name(),
                                DeliveryStatus.CANCELLED.name(),
                                DeliveryStatus.PARKED.name()),
                        Filters.eq("state.periodId", periodId)),
                action);
    }

    @Override
    public void concerning(String employeeId, Consumer<Delivery> action) {
        forEach(Filters.eq("state.employeeId", employeeId), action);
        forEach(
                Filters.and(
                        Filters.eq(DeliveryConfiguration.APPRAISER, employeeId),
                        Filters.in("state.status", DeliveryStatus.WAITING.name(), DeliveryStatus.PARKED.name())),
                action);
    }

    private void forEach(Bson filter, Consumer<Delivery> action) {
        @Nullable String after = null;
        List<Stored<Delivery>> page;
        do {
            page = store.list(filter, after, PAGE);
            for (var stored : page) {
                action.accept(stored.state());
                after = stored.id();
            }
        } while (page.size() == PAGE);
    }

    /** The ids of what is due on a lane, oldest first. */
    List<String> due(String lane, Instant now, int limit) {
        return collection
                .find(Filters.and(Filters.eq("state.lane", lane), Filters.lte("state.dueAt", Date.from(now))))
                .projection(Projections.include("_id"))
                .sort(Sorts.ascending("state.dueAt"))
                .limit(limit)
                .map(document -> document.getString("_id"))
                .into(new ArrayList<>());
    }
}
