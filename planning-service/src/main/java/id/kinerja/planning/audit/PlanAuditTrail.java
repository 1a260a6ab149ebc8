package id.kinerja.planning.audit;

import static java.util.Objects.requireNonNull;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import id.kinerja.kit.aggregate.StartupIndexes;
import id.kinerja.kit.events.EventEnvelope;
import id.kinerja.kit.events.Subscription;
import id.kinerja.kit.events.Subscriptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/**
 * The collection {@code plan-audit}: one document for each event of a plan, made from the event as it is published. It is
 * only ever added to and read, so the service's database role needs insert and find on it, and nothing else. An entry's
 * id is plan and sequence, so an event that comes again changes nothing, and the order is that of the plan's decisions
 * whatever the order of arrival.
 */
@Component
public class PlanAuditTrail {

    private static final String TYPE = "id.kinerja.planning.%s.v1";
    private static final int DUPLICATE_KEY = 11000;

    /**
     * What somebody decided. What people wrote is not in it.
     *
     * @param sequence number among the plan's events, of which the first, that it was drafted, is no decision
     * @param at when, to the millisecond
     * @param event PlanSubmitted, PlanExpectationsStated, PlanReturned, PlanApproved, PlanAgreed, PlanReopened or PlanClosed
     * @param by employee id of who did it; null where nobody did: an agreement that the regulation implies, an approval by
     *     the office's policy, a closing that follows from the roster
     * @param capacity in what capacity, of what was done in the appraiser's place: APPRAISER, ACTING, SUBSTITUTE,
     *     NEXT_SUPERIOR or AUTOMATIC; else null
     * @param sections of a return: PRACTICE, DEVELOPMENT, ADDITIONAL_DUTIES, WORK_BEHAVIOUR, ALIGNMENT; else empty
     * @param changedSections of a submission: what is different since the one before, or, of the first, what is filled
     * @param coreValues of special expectations: codes of the core values for which there are any now
     * @param contentVersion which submission it is about, from 1; 0 where a draft was closed
     * @param approvalMode of an approval: whether a person decided it, and as what
     * @param agreement of an agreement: EXPLICIT or IMPLIED
     */
    public record Entry(
            String id,
            String planId,
            long sequence,
            Instant at,
            String event,
            @Nullable String by,
            @Nullable String capacity,
            List<String> sections,
            List<String> changedSections,
            List<String> coreValues,
            long contentVersion,
            @Nullable String approvalMode,
            @Nullable String agreement) {}

    /** The fields of a plan's events that the trail reads; which of them there are depends on the event. */
    record Told(
            String planId,
            String employeeId,
            @Nullable Long planVersion,
            @Nullable List<String> changedSections,
            @Nullable List<String> coreValues,
            @Nullable String statedBy,
            @Nullable String statedByCapacity,
            @Nullable String returnedBy,
            @Nullable String returnedByCapacity,
            @Nullable String approverId,
            @Nullable String approverCapacity,
            @Nullable String reopenedBy,
            @Nullable String reopenedByCapacity,
            @Nullable List<String> sections,
            @Nullable String approvalMode,
            @Nullable String agreement) {
        Told {
            // An event without them is unreadable, and so a dead letter.
            requireNonNull(planId);
            requireNonNull(employeeId);
        }

        /** Of an automatic approval the event names in whose place it happened: that person did nothing. */
        @Nullable
        String approvedBy() {
            return "AUTOMATIC".equals(approvalMode) ? null : approverId;
        }

        /** An agreement repeats how the plan was approved; that is in the entry of the approval. */
        @Nullable
        String ownApprovalMode() {
            return agreement == null ? approvalMode : null;
        }

        /** An event tells of one decision, so at most one of them is there; of an agreement, the approval's. */
        @Nullable
        String capacity() {
            if (agreement != null) {
                return null;
            }
            return Stream.of(statedByCapacity, returnedByCapacity, approverCapacity, reopenedByCapacity)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
        }

        /** An agreement that says nothing of itself is from before events said it: whose it was is not known. */
        @Nullable
        String agreedBy() {
            return "EXPLICIT".equals(agreement) ? employeeId : null;
        }
    }

    private final MongoCollection<Document> entries;

    PlanAuditTrail(MongoTemplate mongo, StartupIndexes indexes) {
        this.entries = mongo.getCollection("plan-audit");
        indexes.declare(entries, Indexes.ascending("planId", "_id"), new IndexOptions());
    }

    Subscriptions subscriptions() {
        return Subscriptions.of(
                on("PlanSubmitted", Told::employeeId),
                on("PlanExpectationsStated", Told::statedBy),
                on("PlanReturned", Told::returnedBy),
                on("PlanApproved", Told::approvedBy),
                on("PlanAgreed", Told::agreedBy),
                on("PlanReopened", Told::reopenedBy),
                on("PlanClosed", told -> null));
    }

    private Subscription<Told> on(String event, Function<Told, @Nullable String> by) {
        return new Subscription<>(
                TYPE.formatted(event), Told.class, (envelope, told) -> add(envelope, event, by.apply(told), told));
    }

    private void add(EventEnvelope envelope, String event, @Nullable String by, Told told) {
        try {
            entries.insertOne(new Document("_id", "%s#%019d".formatted(told.planId(), envelope.sequence()))
                    .append("planId", told.planId())
                    .append("sequence", envelope.sequence())
                    .append("at", Date.from(envelope.time()))
                    .append("event", event)
                    .append("by", by)
                    .append("capacity", told.capacity())
                    .append("sections", orNone(told.sections()))
                    .append("changedSections", orNone(told.changedSections()))
                    .append("coreValues", orNone(told.coreValues()))
                    .append("contentVersion", told.planVersion() == null ? 0L : told.planVersion())
                    .append("approvalMode", told.ownApprovalMode())
                    .append("agreement", told.agreement()));
        } catch (MongoWriteException e) {
            if (e.getError().getCode() != DUPLICATE_KEY) {
                throw e;
            }
            // It has come before, and what is written stays.
        }
    }

    /** An event says what it is about, and an older one not even all of that. */
    private static List<String> orNone(@Nullable List<String> told) {
        return told == null ? List.of() : told;
    }

    /**
     * The decisions on a plan, the first one first.
     *
     * @param afterId the last id of the previous page, or null for the first page
     */
    public List<Entry> list(String planId, @Nullable String afterId, int limit) {
        var ofPlan = Filters.eq("planId", planId);
        return entries.find(afterId == null ? ofPlan : Filters.and(ofPlan, Filters.gt("_id", afterId)))
                .sort(Sorts.ascending("_id"))
                .limit(limit)
                .map(PlanAuditTrail::entry)
                .into(new ArrayList<>());
    }

    private static Entry entry(Document document) {
        return new Entry(
                document.getString("_id"),
                document.getString("planId"),
                document.get("sequence", Number.class).longValue(),
                document.getDate("at").toInstant(),
                document.getString("event"),
                document.getString("by"),
                document.getString("capacity"),
                document.getList("sections", String.class),
                document.getList("changedSections", String.class, List.of()),
                document.getList("coreValues", String.class, List.of()),
                document.get("contentVersion", Number.class).longValue(),
                document.getString("approvalMode"),
                document.getString("agreement"));
    }
}
