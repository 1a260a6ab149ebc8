package id.kinerja.sync.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import id.kinerja.kit.aggregate.StartupIndexes;
import id.kinerja.kit.events.EventEnvelope;
import id.kinerja.kit.testing.Infrastructure;
import id.kinerja.sync.identity.EmployeeNumbers;
import id.kinerja.sync.registry.Nip;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Several instances write to one database, over the real driver. */
class StoredEntriesTest {

    private static final Clock CLOCK = Clock.systemUTC();
    private static final Duration SETTLE = Duration.ofMillis(300);
    private static final int PEOPLE = 40;
    private static final int WRITERS = 3;
    private static final int EVENTS = 150;

    private final String uri = Infrastructure.newDatabase();
    private final List<MongoClient> clients = new ArrayList<>();

    private StoredEntries instance() {
        var client = MongoClients.create(uri);
        clients.add(client);
        var indexes = new StartupIndexes();
        var entries = new StoredEntries(new MongoTemplate(client, uri.replaceAll("^.*/([^?]*).*$", "$1")), indexes);
        indexes.start();
        return entries;
    }

    @AfterEach
    void close() {
        clients.forEach(MongoClient::close);
    }

    private static final class Everybody implements EmployeeNumbers {

        @Override
        public Map<String, Nip> numbers(Collection<String> employeeIds) {
            return employeeIds.stream().collect(Collectors.toMap(id -> id, id -> new Nip("198001012005010001")));
        }

        @Override
        public List<String> withNumber(Nip number) {
            return List.of();
        }
    }

    private static void agreed(StoredEntries entries, String employeeId, long sequence) {
        var id = employeeId + ":2026";
        var envelope = new EventEnvelope(
                "e", FeedEvents.PLAN_AGREED, "/planning/plans/" + id, employeeId, Instant.EPOCH, sequence, null);
        var content = new Document("planId", id)
                .append("periodId", "2026")
                .append("year", 2026)
                .append("indicatorCode", "GURU-1")
                .append("targetBehaviourCodes", List.of("GURU-1-A"));
        entries.decided(envelope, FeedKind.PLANS, id, employeeId, true, content);
    }

    @Test
    void a_reader_beside_several_writers_sees_the_last_version_of_every_entry() throws Exception {
        var latest = new TreeMap<String, Long>();
        var jobs = new ArrayList<Callable<@Nullable Void>>();
        for (int writer = 0; writer < WRITERS; writer++) {
            var entries = instance();
            var random = new Random(writer);
            var events = new ArrayList<Map.Entry<String, Long>>();
            for (int event = 0; event < EVENTS; event++) {
                // Two writers tell of the same plan in any order, as a repetition after a rebalance does.
                var employeeId = "employee-" + random.nextInt(PEOPLE);
                long sequence = random.nextLong(1, 1_000);
                events.add(Map.entry(employeeId, sequence));
                latest.merge("PLAN:" + employeeId + ":2026", sequence, Math::max);
            }
            jobs.add(() -> {
                for (var event : events) {
                    agreed(entries, event.getKey(), event.getValue());
                    if (event.getValue() % 20 == 0) {
                        entries.moveToEnd(event.getKey());
                    }
                }
                return null;
            });
        }

        var feed = new Feed(instance(), new Everybody(), SETTLE, CLOCK);
        var seen = new TreeMap<String, Long>();
        var pages = new ArrayList<FeedPage<PlanItem>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writing = new ArrayList<Future<@Nullable Void>>();
            jobs.forEach(job -> writing.add(threads.submit(job)));
            await().atMost(Duration.ofSeconds(60))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> {
                        var page = feed.page(
                                FeedKind.PLANS,
                                null,
                                pages.isEmpty() ? null : pages.getLast().cursor(),
                                7);
                        page.items().forEach(item -> seen.put(item.id(), item.sequence()));
                        pages.add(page);
                        return writing.stream().allMatch(Future::isDone) && seen.equals(latest);
                    });
            for (var job : writing) {
                job.get();
            }
        }
        assertThat(pages.stream().flatMap(page -> page.items().stream()).map(PlanItem::changedAt))
                .isSorted();
    }

    @Test
    void what_changes_again_moves_to_the_end_and_what_is_repeated_stays() {
        var entries = instance();
        var until = CLOCK.instant().plusSeconds(60);
        for (var who : List.of("a", "b", "c")) {
            agreed(entries, who, 5);
        }
        var before = entries.between(FeedKind.PLANS, Position.START, until, 10);
        agreed(entries, "a", 5);
        agreed(entries, "b", 4);
        assertThat(entries.between(FeedKind.PLANS, Position.START, until, 10))
                .as("repeated or older")
                .isEqualTo(before);

        agreed(entries, "a", 6);
        await("within one millisecond the id decides").until(() -> {
            entries.moveToEnd("a");
            return entries.between(FeedKind.PLANS, Position.START, until, 10)
                    .getLast()
                    .employeeId()
                    .equals("a");
        });
        assertThat(entries.between(FeedKind.PLANS, before.getLast().position(), until, 10))
                .singleElement()
                .satisfies(entry -> assertThat(entry.sequence()).isEqualTo(6));
        assertThat(entries.between(FeedKind.OBSERVATIONS, Position.START, until, 10))
                .isEmpty();
        assertThat(entries.about(FeedKind.PLANS, List.of("b", "nobody"))).hasSize(1);
    }

    @Test
    void entries_of_one_moment_are_read_in_the_order_of_their_ids_across_pages() {
        var entries = instance();
        for (int person = 0; person < 9; person++) {
            agreed(entries, "p" + person, 1);
        }
        var moment = Date.from(Instant.parse("2026-01-21T02:30:00Z"));
        clients.getFirst()
                .getDatabase(uri.replaceAll("^.*/([^?]*).*$", "$1"))
                .getCollection("feed_entries")
                .updateMany(new Document(), new Document("$set", new Document("changedAt", moment)));
        var feed = new Feed(entries, new Everybody(), SETTLE, CLOCK);
        var ids = new ArrayList<String>();
        FeedPage<PlanItem> page;
        @Nullable String cursor = null;
        do {
            page = feed.page(FeedKind.PLANS, Instant.parse("2026-01-21T02:30:00Z"), cursor, 2);
            page.items().forEach(item -> ids.add(item.id()));
            cursor = page.cursor();
        } while (page.more());
        assertThat(ids).hasSize(9).isSorted().doesNotHaveDuplicates();
        assertThat(feed.page(FeedKind.PLANS, null, cursor, 2))
                .as("tomorrow, with nothing new")
                .isEqualTo(new FeedPage<PlanItem>(List.of(), cursor, false));
    }
}
