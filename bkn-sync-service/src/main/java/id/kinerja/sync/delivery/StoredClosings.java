package id.kinerja.sync.delivery;

import com.mongodb.client.model.Updates;
import id.kinerja.kit.events.EventEnvelope;
import id.kinerja.kit.events.ProjectionCollection;
import java.util.Date;
import java.util.HashMap;
import java.util.Optional;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoTemplate;

/** The closings, each in a document of its own, so that they may come before the results they name. */
final class StoredClosings implements Closings {

    private final ProjectionCollection closings;

    StoredClosings(MongoTemplate mongo) {
        this.closings = new ProjectionCollection(mongo, "closings");
    }

    @Override
    public void note(EventEnvelope envelope, DeliveryEvents.PeriodClosed event) {
        closings.apply(
                id(event.npsn(), event.periodId()),
                "closed",
                envelope,
                Updates.combine(
                        Updates.set("closedAt", Date.from(event.closedAt())),
                        Updates.set(
                                "included",
                                event.included().stream()
                                        .map(entry -> new Document("assessmentId", entry.assessmentId())
                                                .append("sequence", entry.sequence()))
                                        .toList()),
                        Updates.set(
                                "leftOut",
                                event.leftOut().stream()
                                        .map(entry -> new Document("employeeId", entry.employeeId())
                                                .append("reason", entry.reason()))
                                        .toList())));
    }

    @Override
    public Optional<Closing> find(String npsn, String periodId) {
        return closings.find(id(npsn, periodId)).map(StoredClosings::closing);
    }

    private static String id(String npsn, String periodId) {
        return npsn + ":" + periodId;
    }

    private static Closing closing(Document document) {
        var included = new HashMap<String, Long>();
        for (var entry : document.getList("included", Document.class)) {
            included.put(
                    entry.getString("assessmentId"),
                    entry.get("sequence", Number.class).longValue());
        }
        var leftOut = new HashMap<String, String>();
        for (var entry : document.getList("leftOut", Document.class)) {
            leftOut.put(entry.getString("employeeId"), entry.getString("reason"));
        }
        return new Closing(document.getDate("closedAt").toInstant(), included, leftOut);
    }
}
