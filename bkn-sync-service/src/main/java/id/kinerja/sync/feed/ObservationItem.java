package id.kinerja.sync.feed;

import id.kinerja.sync.registry.Nip;
import id.kinerja.sync.registry.SharedObservation.Level;
import id.kinerja.sync.registry.SharedObservation.ObservedBehaviour;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.bson.Document;

/**
 * A shared observation as a reader of the feed sees it; it is a baseline, never a score.
 *
 * @param id stable: the same observation, changed, comes again under the same id
 * @param sequence grows with every decision about this observation; of two versions the higher one holds
 * @param changedAt when this entry last changed, UTC; also when the roster changed what it says about the person
 * @param nip the person observed, 18 digits
 */
record ObservationItem(
        String id,
        long sequence,
        Instant changedAt,
        String nip,
        String cycleId,
        String planId,
        String periodId,
        LocalDate observedOn,
        String indicatorCode,
        List<ObservedBehaviour> behaviours,
        List<String> nextStepCodes) {

    static Document content(FeedEvents.ObservationRecorded event) {
        return new Document("cycleId", event.cycleId())
                .append("planId", event.planId())
                .append("periodId", event.periodId())
                .append("observedOn", event.observedOn().toString())
                .append("indicatorCode", event.indicatorCode())
                .append(
                        "behaviours",
                        event.behaviours().stream()
                                .map(seen -> new Document("code", seen.code())
                                        .append("level", seen.level().name()))
                                .toList())
                .append("nextStepCodes", event.nextStepCodes());
    }

    static ObservationItem of(FeedEntry entry, Nip nip) {
        var content = entry.content();
        return new ObservationItem(
                entry.id(),
                entry.sequence(),
                entry.changedAt(),
                nip.value(),
                content.getString("cycleId"),
                content.getString("planId"),
                content.getString("periodId"),
                LocalDate.parse(content.getString("observedOn")),
                content.getString("indicatorCode"),
                content.getList("behaviours", Document.class).stream()
                        .map(seen ->
                                new ObservedBehaviour(seen.getString("code"), Level.valueOf(seen.getString("level"))))
                        .toList(),
                content.getList("nextStepCodes", String.class));
    }
}
