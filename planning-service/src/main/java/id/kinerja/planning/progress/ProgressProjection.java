package id.kinerja.planning.progress;

import static java.util.Objects.requireNonNull;

import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import id.kinerja.kit.aggregate.StartupIndexes;
import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.directory.Directory.EmployeeAssigned;
import id.kinerja.kit.directory.Directory.EmployeeLeft;
import id.kinerja.kit.directory.Directory.SchoolRegistered;
import id.kinerja.kit.directory.DirectoryEntry;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.events.EventEnvelope;
import id.kinerja.kit.events.ProjectionCollection;
import id.kinerja.kit.events.Subscription;
import id.kinerja.kit.events.Subscriptions;
import id.kinerja.planning.progress.SchoolProgress.Day;
import id.kinerja.planning.progress.SchoolProgress.DayCount;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The collection {@code schoolProgress}: one document for each school, with what the events of its plans have told and
 * the counts that follow from it. Whatever concerns a school marks its document as stale and raises its version; shortly
 * afterwards it is counted anew, once for many events, and the counts are written only onto the version they were made
 * from. So a region is read from counts alone, and repeated or overtaking events end in the same ones.
 */
@Component
class ProgressProjection {

    private static final Logger log = LoggerFactory.getLogger(ProgressProjection.class);

    private static final String TYPE = "id.kinerja.planning.%s.v1";
    private static final int DUPLICATE_KEY = 11000;
    private static final int AT_ONCE = 500;

    /** The people of so many schools are one query. */
    private static final int TOGETHER = 50;
    /** More schools than a regency has, so that one is read in one go. */
    private static final int BATCH = 2000;

    private static final Bson CHANGED = Updates.combine(Updates.set("stale", true), Updates.inc("version", 1L));

    /** The fields of a plan's events that progress reads. */
    record Told(String planId, String employeeId, @Nullable String npsn, String periodId) {
        Told {
            // An event without them is unreadable, and so a dead letter.
            requireNonNull(planId);
            requireNonNull(employeeId);
            requireNonNull(periodId);
        }
    }

    /**
     * The counts of one school.
     *
     * @param name null for a school that nobody has registered
     * @param people everybody who needs a plan, as if nobody had begun
     * @param begun the people who have a plan for the period asked for
     * @param days what they did with it on which day
     */
    record Counted(
            String npsn,
            @Nullable String name,
            ZoneId timeZone,
            List<Headcount> people,
            List<Headcount> begun,
            List<DayCount> days) {}

    /** Looks for what another instance has left behind after so many looks with nothing of one's own to count. */
    private static final int QUIET_LOOKS = 30;

    private final ProjectionCollection schools;
    private final MongoCollection<Document> whereabouts;
    private final Directory directory;
    private final AtomicBoolean changed = new AtomicBoolean(true);
    private int quiet;

    ProgressProjection(MongoTemplate mongo, StartupIndexes indexes, Directory directory) {
        this.schools = new ProjectionCollection(mongo, "schoolProgress");
        this.whereabouts = mongo.getCollection("progressWhereabouts");
        this.directory = directory;
        indexes.declare(schools.collection(), Indexes.ascending("regency", "_id"), new IndexOptions());
        indexes.declare(schools.collection(), Indexes.ascending("stale"), new IndexOptions().sparse(true));
    }

    Subscriptions subscriptions() {
        return Subscriptions.of(
                new Subscription<>(Directory.SCHOOL_REGISTERED, SchoolRegistered.class, this::registered),
                new Subscription<>(Directory.EMPLOYEE_ASSIGNED, EmployeeAssigned.class, this::assigned),
                new Subscription<>(Directory.EMPLOYEE_LEFT, EmployeeLeft.class, this::left),
                on("PlanDrafted", PlanState.DRAFT, null),
                on("PlanSubmitted", PlanState.SUBMITTED, "submittedAt"),
                on("PlanReturned", PlanState.RETURNED, null),
                on("PlanApproved", PlanState.APPROVED, "approvedAt"),
                on("PlanAgreed", PlanState.AGREED, "agreedAt"),
                on("PlanReopened", PlanState.REOPENED, null),
                on("PlanClosed", PlanState.CLOSED, null));
    }

    private Subscription<Told> on(String event, PlanState state, @Nullable String time) {
        return new Subscription<>(
                TYPE.formatted(event), Told.class, (envelope, told) -> note(envelope, told, state, time));
    }

    private void note(EventEnvelope envelope, Told told, PlanState state, @Nullable String time) {
        if (told.npsn() == null) {
            return;
        }
        // A dot would divide the name of the field.
        var plan = "plans." + told.planId().replace('.', '_');
        var at = Date.from(envelope.time());
        schools.apply(
                told.npsn(),
                plan + ".state",
                envelope,
                Updates.combine(
                        CHANGED,
                        Updates.set(plan + ".planId", told.planId()),
                        Updates.set(plan + ".employeeId", told.employeeId()),
                        Updates.set(plan + ".periodId", told.periodId()),
                        Updates.set(plan + ".state", state.name()),
                        Updates.set(plan + ".since", at)));
        if (time != null) {
            schools.apply(
                    told.npsn(),
                    plan + "." + time,
                    envelope,
                    Updates.combine(CHANGED, Updates.set(plan + "." + time, at)));
        }
        changed.set(true);
    }

    private void registered(EventEnvelope envelope, SchoolRegistered event) {
        schools.apply(
                event.npsn(),
                "registered",
                envelope,
                Updates.combine(
                        CHANGED,
                        Updates.set("name", event.name()),
                        Updates.set("regency", event.regency()),
                        Updates.set("timeZone", event.timeZone())));
        changed.set(true);
    }

    /** Concerns the school where the person is now and every one where the person was before. */
    private void assigned(EventEnvelope envelope, EmployeeAssigned event) {
        mark(
                event.npsn() == null
                        ? whereabouts
                                .find(Filters.eq("_id", event.employeeId()))
                                .first()
                        : whereabouts.findOneAndUpdate(
                                Filters.eq("_id", event.employeeId()),
                                Updates.set("schools." + event.npsn(), true),
                                new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER)));
    }

    private void left(EventEnvelope envelope, EmployeeLeft event) {
        mark(whereabouts.find(Filters.eq("_id", event.employeeId())).first());
    }

    private void mark(@Nullable Document person) {
        if (person != null) {
            person.get("schools", new Document()).keySet().forEach(this::mark);
            changed.set(true);
        }
    }

    private void mark(String npsn) {
        try {
            schools.collection().updateOne(Filters.eq("_id", npsn), CHANGED, new UpdateOptions().upsert(true));
        } catch (MongoWriteException e) {
            if (e.getError().getCode() != DUPLICATE_KEY) {
                throw e;
            }
            // Another thread created it just now.
            schools.collection().updateOne(Filters.eq("_id", npsn), CHANGED);
        }
    }

    /** Counts what has changed. Several instances may do so at once: the later one finds another version. */
    @Scheduled(fixedDelayString = "${kinerja.progress.interval:1s}")
    void count() {
        if (!changed.getAndSet(false) && ++quiet % QUIET_LOOKS != 0) {
            return;
        }
        try {
            var stale = schools.collection()
                    .find(Filters.eq("stale", true))
                    .projection(Projections.include("_id"))
                    .limit(AT_ONCE)
                    .map(document -> document.getString("_id"))
                    .into(new ArrayList<>());
            for (int from = 0; from < stale.size(); from += TOGETHER) {
                count(stale.subList(from, Math.min(from + TOGETHER, stale.size())));
            }
            if (stale.size() == AT_ONCE) {
                changed.set(true);
            }
        } catch (MongoException | DataAccessException e) {
            changed.set(true);
            log.warn("progress waits for the database: {}", e.getClass().getName());
        }
    }

    private void count(List<String> npsns) {
        // Read before the directory is asked: what comes to the directory afterwards marks these documents again.
        var documents =
                npsns.stream().map(npsn -> schools.find(npsn).orElseThrow()).toList();
        var people = directory.ofSchools(npsns).stream()
                .collect(Collectors.groupingBy(person -> String.valueOf(person.npsn())));
        documents.forEach(document -> count(document, people.getOrDefault(document.getString("_id"), List.of())));
    }

    private void count(Document document, List<DirectoryEntry> people) {
        var npsn = document.getString("_id");
        var plans = plans(document);
        var counts = new Document();
        var days = new Document();
        // Days are the school's own: they are counted once it is known where it is, which is told with its regency.
        var zone = Optional.ofNullable(document.getString("timeZone")).map(ZoneId::of);
        var periods = new TreeSet<String>();
        plans.forEach(plan -> periods.add(plan.periodId()));
        for (var period : periods) {
            var school = SchoolProgress.of(people, plans, period);
            counts.append(
                    period,
                    documents(school.counts().stream()
                            .filter(count -> count.state() != PlanState.NOT_BEGUN)
                            .toList()));
            zone.ifPresent(where -> days.append(period, dayDocuments(school.dayCounts(where))));
        }
        var counted = schools.collection()
                .updateOne(
                        Filters.and(Filters.eq("_id", npsn), Filters.eq("version", document.get("version"))),
                        Updates.combine(
                                Updates.set(
                                        "people",
                                        documents(SchoolProgress.of(people, List.of(), "")
                                                .counts())),
                                Updates.set("counts", counts),
                                Updates.set("days", days),
                                Updates.unset("stale")));
        if (counted.getMatchedCount() == 0) {
            // It has changed meanwhile, and is still marked.
            changed.set(true);
        }
    }

    /** What the events of the school's plans have told, for every period. */
    List<PlanStep> plansOf(String npsn) {
        return schools.find(npsn).map(ProgressProjection::plans).orElse(List.of());
    }

    /** The counts of every school of a regency, in the order of their NPSN: one find that reads nothing but counts. */
    List<Counted> ofRegency(String regency, String periodId) {
        return schools.collection()
                .find(Filters.eq("regency", regency))
                .projection(Projections.include("name", "timeZone", "people", "counts." + periodId, "days." + periodId))
                .sort(Sorts.ascending("_id"))
                .batchSize(BATCH)
                .map(document -> new Counted(
                        document.getString("_id"),
                        document.getString("name"),
                        ZoneId.of(document.getString("timeZone")),
                        headcounts(document, "people"),
                        headcounts(document.get("counts", new Document()), periodId),
                        dayCounts(document.get("days", new Document()), periodId)))
                .into(new ArrayList<>());
    }

    private static List<PlanStep> plans(Document document) {
        var plans = new TreeMap<String, PlanStep>();
        document.get("plans", new Document()).forEach((key, value) -> {
            var plan = (Document) value;
            plans.put(
                    key,
                    new PlanStep(
                            plan.getString("planId"),
                            plan.getString("employeeId"),
                            plan.getString("periodId"),
                            PlanState.valueOf(plan.getString("state")),
                            plan.getDate("since").toInstant(),
                            instant(plan, "submittedAt"),
                            instant(plan, "approvedAt"),
                            instant(plan, "agreedAt")));
        });
        return List.copyOf(plans.values());
    }

    private static @Nullable Instant instant(Document plan, String field) {
        var date = plan.getDate(field);
        return date == null ? null : date.toInstant();
    }

    private static List<Document> documents(List<Headcount> counts) {
        return counts.stream()
                .map(count -> new Document("role", count.role().name())
                        .append("state", count.state().name())
                        .append(
                                "leftAfter",
                                count.leftAfter() == null
                                        ? null
                                        : count.leftAfter().toString())
                        .append("people", count.people()))
                .toList();
    }

    private static List<Headcount> headcounts(Document document, String field) {
        return document.getList(field, Document.class, List.of()).stream()
                .map(count -> new Headcount(
                        Role.valueOf(count.getString("role")),
                        PlanState.valueOf(count.getString("state")),
                        day(count.getString("leftAfter")),
                        count.get("people", Number.class).intValue()))
                .toList();
    }

    private static List<Document> dayDocuments(List<DayCount> counts) {
        return counts.stream()
                .map(count -> new Document("day", count.day().day().toString())
                        .append(
                                "leftAfter",
                                count.leftAfter() == null
                                        ? null
                                        : count.leftAfter().toString())
                        .append("submitted", count.day().submitted())
                        .append("approved", count.day().approved())
                        .append("agreed", count.day().agreed()))
                .toList();
    }

    private static List<DayCount> dayCounts(Document document, String field) {
        return document.getList(field, Document.class, List.of()).stream()
                .map(count -> new DayCount(
                        day(count.getString("leftAfter")),
                        new Day(
                                LocalDate.parse(count.getString("day")),
                                count.get("submitted", Number.class).intValue(),
                                count.get("approved", Number.class).intValue(),
                                count.get("agreed", Number.class).intValue())))
                .toList();
    }

    private static @Nullable LocalDate day(@Nullable String text) {
        return text == null ? null : LocalDate.parse(text);
    }
}
