package id.kinerja.sync.delivery;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import id.kinerja.sync.remedy.Trouble;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;

/**
 * What stands in the deliveries as a whole. MongoDB counts it from indexes alone, without reading a delivery; and what was
 * counted is answered for ten seconds, so that it costs the same however many look at it.
 */
final class DeliveryOverview {

    /** What is settled for good is not counted: it only grows. */
    static final Set<DeliveryStatus> BACKLOG =
            EnumSet.complementOf(EnumSet.of(DeliveryStatus.DELIVERED, DeliveryStatus.NOT_REQUIRED));

    private static final Set<DeliveryStatus> STANDING = EnumSet.of(DeliveryStatus.PARKED, DeliveryStatus.CANCELLED);
    private static final Duration REMEMBERED = Duration.ofSeconds(10);
    private static final Duration RATE_WINDOW = Duration.ofMinutes(15);
    private static final int SAMPLE = 5;

    /** How long ago it was decided. */
    enum Age {
        UNDER_1_HOUR(Duration.ofHours(1)),
        UNDER_1_DAY(Duration.ofDays(1)),
        UNDER_7_DAYS(Duration.ofDays(7)),
        OVER_7_DAYS(Duration.ZERO);

        private final Duration below;

        Age(Duration below) {
            this.below = below;
        }
    }

    /** @param oldest when the oldest of them was decided */
    record Counted(DeliveryStatus status, Map<Age, Integer> ages, Instant oldest) {

        int number() {
            return ages.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /**
     * @param settled deliveries that were settled since
     * @param since when the first of them was, within the last 15 minutes
     */
    record Rate(double perSecond, int settled, Instant since) {}

    /** @param rates by lane; a lane of which nothing could be measured is not in it */
    record Backlog(Instant asOf, Map<String, List<Counted>> counts, Map<String, Rate> rates) {}

    /** @param sample ids of up to five of them */
    record Group(Trouble trouble, int number, int schools, Instant oldest, List<String> sample) {}

    private record Remembered<T>(Instant at, T value) {}

    private final MongoCollection<Document> deliveries;
    private final Clock clock;
    private @Nullable Remembered<Backlog> backlog;
    private @Nullable Remembered<List<Group>> groups;

    DeliveryOverview(MongoTemplate mongo, Clock clock) {
        this.deliveries = mongo.getCollection(DeliveryConfiguration.DELIVERIES.collection());
        this.clock = clock;
    }

    synchronized Backlog backlog() {
        var now = clock.instant();
        if (backlog == null || !now.isBefore(backlog.at().plus(REMEMBERED))) {
            backlog = new Remembered<>(now, new Backlog(now, counts(now), rates(now)));
        }
        return backlog.value();
    }

    synchronized List<Group> groups() {
        var now = clock.instant();
        if (groups == null || !now.isBefore(groups.at().plus(REMEMBERED))) {
            groups = new Remembered<>(now, readGroups());
        }
        return groups.value();
    }

    private Map<String, List<Counted>> counts(Instant now) {
        var found = new HashMap<String, Map<DeliveryStatus, Counted>>();
        for (var row : deliveries.aggregate(List.of(
                Aggregates.match(in(BACKLOG)),
                Aggregates.group(
                        new Document("lane", "$state.lane")
                                .append("status", "$state.status")
                                .append("age", age(now)),
                        Accumulators.sum("number", 1),
                        Accumulators.min("oldest", "$state.desired.decidedAt"))))) {
            var key = row.get("_id", Document.class);
            var status = DeliveryStatus.valueOf(key.getString("status"));
            var ages = new EnumMap<Age, Integer>(Map.of(
                    Age.valueOf(key.getString("age")),
                    row.get("number", Number.class).intValue()));
            found.computeIfAbsent(key.getString("lane"), lane -> new EnumMap<>(DeliveryStatus.class))
                    .merge(
                            status,
                            new Counted(status, ages, row.getDate("oldest").toInstant()),
                            DeliveryOverview::together);
        }
        var counts = new HashMap<String, List<Counted>>();
        found.forEach((lane, byStatus) -> counts.put(lane, List.copyOf(byStatus.values())));
        return Map.copyOf(counts);
    }

    private static Counted together(Counted one, Counted other) {
        var ages = new EnumMap<Age, Integer>(one.ages());
        other.ages().forEach((age, number) -> ages.merge(age, number, Integer::sum));
        return new Counted(one.status(), ages, one.oldest().isBefore(other.oldest()) ? one.oldest() : other.oldest());
    }

    /** The first class whose bound is not reached, as an expression. */
    private static Object age(Instant now) {
        Object otherwise = Age.OVER_7_DAYS.name();
        for (var age : Arrays.asList(Age.UNDER_7_DAYS, Age.UNDER_1_DAY, Age.UNDER_1_HOUR)) {
            var younger = new Document("$gt", List.of("$state.desired.decidedAt", Date.from(now.minus(age.below))));
            otherwise = new Document("$cond", List.of(younger, age.name(), otherwise));
        }
        return otherwise;
    }

    /**
     * Measured from the deliveries themselves, so that it survives a restart and every instance says the same: the time
     * since the first one of the last 15 minutes, divided among those that followed it.
     */
    private Map<String, Rate> rates(Instant now) {
        var rates = new HashMap<String, Rate>();
        for (var row : deliveries.aggregate(List.of(
                Aggregates.match(Filters.and(
                        Filters.eq("state.status", DeliveryStatus.DELIVERED.name()),
                        Filters.gte("state.confirmed.at", Date.from(now.minus(RATE_WINDOW))))),
                Aggregates.group(
                        "$state.lane",
                        Accumulators.sum("number", 1),
                        Accumulators.min("since", "$state.confirmed.at"))))) {
            var rate = rate(
                    row.get("number", Number.class).intValue(),
                    row.getDate("since").toInstant(),
                    now);
            if (rate != null) {
                rates.put(row.getString("_id"), rate);
            }
        }
        return Map.copyOf(rates);
    }

    /** Null if nothing can be said yet. */
    static @Nullable Rate rate(int settled, Instant since, Instant now) {
        long millis = Duration.between(since, now).toMillis();
        return settled < 2 || millis <= 0 ? null : new Rate((settled - 1) * 1000.0 / millis, settled, since);
    }

    private List<Group> readGroups() {
        var numbers = new EnumMap<Trouble, Integer>(Trouble.class);
        var schools = new EnumMap<Trouble, Integer>(Trouble.class);
        var oldest = new EnumMap<Trouble, Instant>(Trouble.class);
        for (var row : deliveries.aggregate(List.of(
                Aggregates.match(in(STANDING)),
                Aggregates.group(
                        new Document("trouble", "$state.obstruction.trouble").append("npsn", "$state.npsn"),
                        Accumulators.sum("number", 1),
                        Accumulators.min("oldest", "$state.obstruction.since"))))) {
            var key = row.get("_id", Document.class);
            var trouble = Trouble.valueOf(key.getString("trouble"));
            numbers.merge(trouble, row.get("number", Number.class).intValue(), Integer::sum);
            schools.merge(trouble, key.getString("npsn") == null ? 0 : 1, Integer::sum);
            oldest.merge(trouble, row.getDate("oldest").toInstant(), (one, other) -> one.isBefore(other) ? one : other);
        }
        var found = new ArrayList<Group>();
        numbers.forEach((trouble, number) -> found.add(new Group(
                trouble,
                number,
                schools.getOrDefault(trouble, 0),
                oldest.getOrDefault(trouble, Instant.EPOCH),
                sample(trouble))));
        found.sort(Comparator.comparingInt(Group::number).reversed().thenComparing(Group::trouble));
        return List.copyOf(found);
    }

    private List<String> sample(Trouble trouble) {
        return deliveries
                .find(Filters.and(Filters.eq("state.obstruction.trouble", trouble.name()), in(STANDING)))
                .projection(Projections.include("_id"))
                .sort(Sorts.ascending("_id"))
                .limit(SAMPLE)
                .map(document -> document.getString("_id"))
                .into(new ArrayList<>());
    }

    private static Bson in(Set<DeliveryStatus> statuses) {
        return Filters.in("state.status", statuses.stream().map(Enum::name).toList());
    }
}
