package id.kinerja.assessment.delivery;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import id.kinerja.assessment.delivery.DeliveryEvent.DeliveryConfirmed;
import id.kinerja.assessment.delivery.DeliveryEvent.DeliveryHeld;
import id.kinerja.assessment.delivery.DeliveryEvent.DeliveryParked;
import id.kinerja.kit.events.EventEnvelope;
import id.kinerja.kit.events.ProjectionCollection;
import id.kinerja.kit.events.Subscription;
import id.kinerja.kit.events.Subscriptions;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;

/**
 * What became of each result at e-Kinerja BKN, one document per assessment. It is apart from the assessment, whose ETag
 * does not change when BKN answers, and it may know of a delivery before the assessment is there.
 */
public final class Deliveries {

    static final String CONFIRMED = "id.kinerja.sync.DeliveryConfirmed.v1";
    static final String PARKED = "id.kinerja.sync.DeliveryParked.v1";
    static final String HELD = "id.kinerja.sync.DeliveryHeld.v1";

    /** The one kind of delivery that carries an assessment's result. */
    private static final String RESULT = "ANNUAL";

    private final ProjectionCollection deliveries;

    Deliveries(MongoTemplate mongo) {
        this.deliveries = new ProjectionCollection(mongo, "deliveries");
    }

    public Optional<Delivery> find(String assessmentId) {
        return deliveries.find(assessmentId).map(Deliveries::delivery);
    }

    /** By assessment id; assessments without news of their delivery are not in the answer. */
    public Map<String, Delivery> find(Collection<String> assessmentIds) {
        var found = new HashMap<String, Delivery>();
        deliveries
                .collection()
                .find(Filters.in("_id", assessmentIds))
                .forEach(document -> found.put(document.getString("_id"), delivery(document)));
        return found;
    }

    Subscriptions subscriptions() {
        return Subscriptions.of(
                new Subscription<>(CONFIRMED, DeliveryConfirmed.class, this::noteConfirmed),
                new Subscription<>(PARKED, DeliveryParked.class, this::noteParked),
                new Subscription<>(HELD, DeliveryHeld.class, this::noteHeld));
    }

    private void noteConfirmed(EventEnvelope envelope, DeliveryConfirmed event) {
        note(envelope, event, DeliveryStatus.DELIVERED, event.confirmedAt(), null, null);
    }

    private void noteParked(EventEnvelope envelope, DeliveryParked event) {
        note(envelope, event, DeliveryStatus.PARKED, event.parkedAt(), event.cause(), event.actor());
    }

    private void noteHeld(EventEnvelope envelope, DeliveryHeld event) {
        note(envelope, event, DeliveryStatus.HELD, event.heldAt(), null, null);
    }

    /** One effect for all three: whichever the delivery said last is what holds. */
    private void note(
            EventEnvelope envelope,
            DeliveryEvent event,
            DeliveryStatus status,
            Instant since,
            @Nullable String cause,
            @Nullable String actor) {
        if (!event.kind().equals(RESULT)) {
            return;
        }
        var assessmentId =
                event.assessmentId() == null ? event.employeeId() + ":" + event.periodId() : event.assessmentId();
        deliveries.apply(
                assessmentId,
                "delivery",
                envelope,
                Updates.combine(
                        Updates.set("status", status.name()),
                        Updates.set("deliveryId", event.deliveryId()),
                        Updates.set("since", Date.from(since)),
                        Updates.set("cause", cause),
                        Updates.set("actor", actor)));
    }

    private static Delivery delivery(Document document) {
        return new Delivery(
                DeliveryStatus.valueOf(document.getString("status")),
                document.getString("deliveryId"),
                document.getDate("since").toInstant(),
                document.getString("cause"),
                document.getString("actor"));
    }
}
