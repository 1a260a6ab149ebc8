package id.kinerja.sync.feed;

import id.kinerja.sync.registry.Nip;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * An agreed plan as a reader of the feed sees it; codes are those of the regulation's catalogue.
 *
 * @param id stable: the same plan, changed, comes again under the same id
 * @param sequence grows with every decision about this plan; of two versions the higher one holds
 * @param changedAt when this entry last changed, UTC; also when the roster changed what it says about the person
 * @param nip the person, 18 digits
 * @param approvalMode {@code DECIDED}, or {@code AUTOMATIC} where the office's policy approved it and nobody decided; null,
 *     as {@code approverCapacity}, where planning has not said so
 */
record PlanItem(
        String id,
        long sequence,
        Instant changedAt,
        String nip,
        String planId,
        String periodId,
        int year,
        String indicatorCode,
        List<String> targetBehaviourCodes,
        @Nullable String approvalMode,
        @Nullable String approverCapacity) {

    static Document content(FeedEvents.PlanAgreed event, int year) {
        return new Document("planId", event.planId())
                .append("periodId", event.periodId())
                .append("year", year)
                .append("indicatorCode", event.indicatorCode())
                .append("targetBehaviourCodes", event.targetBehaviourCodes())
                .append("approvalMode", event.approvalMode())
                .append("approverCapacity", event.approverCapacity());
    }

    static PlanItem of(FeedEntry entry, Nip nip) {
        var content = entry.content();
        return new PlanItem(
                entry.id(),
                entry.sequence(),
                entry.changedAt(),
                nip.value(),
                content.getString("planId"),
                content.getString("periodId"),
                content.getInteger("year"),
                content.getString("indicatorCode"),
                content.getList("targetBehaviourCodes", String.class),
                content.getString("approvalMode"),
                content.getString("approverCapacity"));
    }
}
