package id.kinerja.sync.feed;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.sync.identity.EmployeeNumbers;
import id.kinerja.sync.registry.Nip;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A reader that pages through a feed while many write to it, under schedules drawn by chance: writes become visible in
 * another order than they were stamped in, the clocks of the database's nodes and of the instances that answer the reader
 * differ, and numbers of people become known after their entries were passed over. {@code -Dkinerja.schedules=200000}
 * draws more.
 */
class FeedScheduleTest {

    private static final int SCHEDULES = Integer.getInteger("kinerja.schedules", 2000);
    private static final Duration SETTLE = Duration.ofSeconds(10);
    private static final int LONGEST_CLOCK_ERROR = 2_000;
    /** With two clocks that err to opposite sides, still within the settling time. */
    private static final int LONGEST_WRITE = 5_900;

    private static final int ENTRIES = 8;
    private static final int LAST_WRITE = 60_000;

    @Test
    void a_reader_that_goes_on_with_its_cursor_sees_the_last_version_of_every_entry() {
        int passedOver = 0;
        for (long seed = 0; seed < SCHEDULES; seed++) {
            var run = new Run(seed, SETTLE);
            run.play();
            assertThat(run.seen).as("schedule " + seed).isEqualTo(run.latest());
            passedOver += run.passedOver;
        }
        assertThat(passedOver)
                .as("the schedules reach what they are meant to reach")
                .isGreaterThan(SCHEDULES);
    }

    @Test
    void without_a_settling_time_something_is_skipped() {
        int skipped = 0;
        for (long seed = 0; seed < 200; seed++) {
            var run = new Run(seed, Duration.ZERO);
            run.play();
            skipped += run.seen.equals(run.latest()) ? 0 : 1;
        }
        assertThat(skipped).as("schedules on which the reader loses a change").isGreaterThan(100);
    }

    /** @param version grows with every decision; the roster's word moves an entry and leaves its version */
    private record Write(String id, long version, Instant stamp, long visibleAt) {}

    private static final class Run implements Feed.Entries, EmployeeNumbers {

        private final Random random;
        private final Duration settle;
        private final List<Write> writes = new ArrayList<>();
        /** When the roster names the person of an entry. */
        private final Map<String, Long> namedAt = new HashMap<>();

        private final Map<String, Long> seen = new TreeMap<>();
        private int passedOver;
        private long now;

        Run(long seed, Duration settle) {
            this.random = new Random(seed);
            this.settle = settle;
            for (int number = 0; number < ENTRIES; number++) {
                write("PLAN:" + number);
            }
        }

        /** Writes to one entry follow each other; those to different ones overlap as they like. */
        private void write(String id) {
            long named = random.nextInt(3) == 0 ? random.nextInt(LAST_WRITE) : 0;
            namedAt.put(id, named);
            long moveAt = named == 0 ? Long.MAX_VALUE : named + random.nextInt(LONGEST_WRITE);
            long version = 0;
            long time = random.nextInt(LAST_WRITE / 2);
            do {
                if (time >= moveAt) {
                    moveAt = Long.MAX_VALUE;
                } else {
                    version++;
                }
                long visibleAt = time + random.nextInt(LONGEST_WRITE);
                writes.add(new Write(id, version, at(time + clockError()), visibleAt));
                long next = visibleAt + random.nextInt(LAST_WRITE / 3);
                time = moveAt == Long.MAX_VALUE ? next : Math.min(next, Math.max(moveAt, visibleAt));
            } while (time < LAST_WRITE || moveAt != Long.MAX_VALUE);
        }

        void play() {
            @Nullable String cursor = null;
            boolean more = true;
            while (more || now < 3 * LAST_WRITE) {
                now += random.nextInt(more ? 100 : 4_000);
                int limit = 1 + random.nextInt(4);
                var clock = Clock.fixed(at(now + clockError()), ZoneOffset.UTC);
                var page = new Feed(this, this, settle, clock).page(FeedKind.PLANS, null, cursor, limit);
                assertThat(page.items())
                        .isSortedAccordingTo(
                                Comparator.comparing(PlanItem::changedAt).thenComparing(PlanItem::id));
                page.items().forEach(item -> seen.put(item.id(), item.sequence()));
                cursor = page.cursor();
                more = page.more();
            }
        }

        Map<String, Long> latest() {
            var latest = new TreeMap<String, Long>();
            writes.forEach(write -> latest.merge(write.id(), write.version(), Math::max));
            return latest;
        }

        @Override
        public List<FeedEntry> between(FeedKind<?> kind, Position after, Instant until, int limit) {
            var stored = new HashMap<String, FeedEntry>();
            for (var write : writes) {
                if (write.visibleAt() <= now) {
                    stored.put(write.id(), entry(write));
                }
            }
            return stored.values().stream()
                    .filter(entry -> entry.position().compareTo(after) > 0)
                    .filter(entry -> !entry.changedAt().isAfter(until))
                    .sorted(Comparator.comparing(FeedEntry::position))
                    .limit(limit)
                    .toList();
        }

        @Override
        public List<FeedEntry> about(FeedKind<?> kind, Collection<String> employeeIds) {
            throw new UnsupportedOperationException("nobody asks for a person here");
        }

        @Override
        public Map<String, Nip> numbers(Collection<String> employeeIds) {
            var numbers = new HashMap<String, Nip>();
            for (var id : employeeIds) {
                if (namedAt.getOrDefault(id, 0L) <= now) {
                    numbers.put(id, new Nip("198001012005010001"));
                } else {
                    passedOver++;
                }
            }
            return numbers;
        }

        @Override
        public List<String> withNumber(Nip number) {
            return List.of();
        }

        private long clockError() {
            return random.nextInt(-LONGEST_CLOCK_ERROR, LONGEST_CLOCK_ERROR + 1);
        }

        private static Instant at(long millis) {
            return Instant.parse("2026-01-21T02:30:00Z").plusMillis(millis);
        }

        private static FeedEntry entry(Write write) {
            var content = new Document("planId", "p")
                    .append("periodId", "2026")
                    .append("year", 2026)
                    .append("indicatorCode", "GURU-1")
                    .append("targetBehaviourCodes", List.of("GURU-1-A"));
            return new FeedEntry(write.id(), write.id(), write.version(), write.stamp(), content);
        }
    }
}
