package id.kinerja.sync.delivery;

import static java.util.stream.Collectors.toSet;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.CommandResult;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Refusal;
import id.kinerja.sync.lane.LaneBell;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;

/** The annual results among the deliveries. */
final class StoredAnnualResults implements AnnualResults {

    /** After the ids of all results of a person and year, which go on with a colon. */
    private static final String BEYOND = ";";
    /** More than there are. */
    private static final int RESULTS_OF_A_YEAR = 20;

    private final AggregateStore<Delivery> deliveries;
    private final MongoCollection<Document> collection;
    private final LaneBell bell;
    private final Clock clock;

    StoredAnnualResults(AggregateStore<Delivery> deliveries, MongoTemplate mongo, LaneBell bell, Clock clock) {
        this.deliveries = deliveries;
        this.collection = mongo.getCollection(DeliveryConfiguration.DELIVERIES.collection());
        this.bell = bell;
        this.clock = clock;
    }

    @Override
    public List<String> delivered(int year, @Nullable String npsn, @Nullable String after, int limit) {
        // Of two results of a year one at most is delivered, and either may be the one.
        return deliveries.list(deliveredIn(year, npsn), after == null ? null : id(after, year) + BEYOND, limit).stream()
                .map(stored -> stored.state().employeeId())
                .toList();
    }

    @Override
    public long countDelivered(int year, @Nullable String npsn) {
        return collection.countDocuments(deliveredIn(year, npsn));
    }

    private static Bson deliveredIn(int year, @Nullable String npsn) {
        var delivered = Filters.and(
                Filters.eq("state.desired.values.annual.year", year),
                Filters.eq("state.status", DeliveryStatus.DELIVERED.name()));
        return npsn == null ? delivered : Filters.and(Filters.eq("state.npsn", npsn), delivered);
    }

    @Override
    public Optional<DeliveredResult> find(String employeeId, int year) {
        return holding(employeeId, year).map(Stored::state).flatMap(StoredAnnualResults::delivered);
    }

    private Optional<Stored<Delivery>> holding(String employeeId, int year) {
        return deliveries
                .list(Filters.and(Filters.eq("state.employeeId", employeeId), deliveredIn(year, null)), null, 1)
                .stream()
                .findFirst();
    }

    private static Optional<DeliveredResult> delivered(Delivery delivery) {
        var values = delivery.desired().values().requireAnnual();
        return Optional.ofNullable(delivery.confirmed())
                .map(confirmed -> new DeliveredResult(
                        delivery.employeeId(),
                        delivery.npsn(),
                        values.year(),
                        values.workResult(),
                        values.workBehaviour(),
                        values.predicate(),
                        values.appraiserId(),
                        delivery.deliveryId(),
                        confirmed.sequence(),
                        confirmed.at()));
    }

    @Override
    public Set<String> touched(int year, List<String> employeeIds) {
        var theirs = Filters.and(
                Filters.in("state.employeeId", employeeIds), Filters.eq("state.desired.values.annual.year", year));
        return deliveries.list(theirs, null, RESULTS_OF_A_YEAR * employeeIds.size()).stream()
                .map(Stored::state)
                .filter(delivery -> delivery.status() == DeliveryStatus.DELIVERED
                        || delivery.confirmed() != null
                        || delivery.sending() != null
                        || delivery.unconfirmed() != null)
                .map(Delivery::employeeId)
                .collect(toSet());
    }

    @Override
    public Optional<Refusal> whyNotRepairable(String employeeId, int year, Instant confirmedAt) {
        return switch (holding(employeeId, year)
                .or(() -> deliveries.find(id(employeeId, year)))
                .map(stored -> stored.state().repair(confirmedAt, clock.instant()))
                .orElseGet(() -> Decision.refuse(Refusal.absent("no-such-resource")))) {
            case Decision.Accepted<Delivery> _ -> Optional.empty();
            case Decision.Refused<Delivery>(var refusal) -> Optional.of(refusal);
        };
    }

    @Override
    public Optional<Refusal> repair(String employeeId, int year, Instant confirmedAt, Instant at) {
        var meant = holding(employeeId, year).map(Stored::id).orElseGet(() -> id(employeeId, year));
        var result = deliveries.change(meant, CommandGuard.none(), delivery -> delivery.repair(confirmedAt, at));
        bell.ring();
        return switch (result) {
            case CommandResult.Changed<Delivery> _ -> Optional.empty();
            case CommandResult.Refused<Delivery>(var refusal) ->
                refusal.code().equals(Delivery.ALREADY_REPAIRED) ? Optional.empty() : Optional.of(refusal);
            case CommandResult.Absent<Delivery> _ -> Optional.of(Refusal.absent("no-such-resource"));
            case CommandResult.Stale<Delivery> _ -> throw new IllegalStateException("no version was expected");
        };
    }

    private static String id(String employeeId, int year) {
        return DeliveryKind.ANNUAL.idOf(employeeId + ":" + year);
    }
}
