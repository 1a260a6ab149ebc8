package id.kinerja.sync.feed;

import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.model.Refusal.Fault;
import id.kinerja.kit.web.RefusedException;
import id.kinerja.sync.identity.EmployeeNumbers;
import id.kinerja.sync.registry.Nip;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the feeds. The promise: a reader that goes on with its cursor sees the last version of every entry, some of them
 * more than once.
 *
 * <p>An entry stands at the time of its last change and only ever moves to the end, so what a reader has not come to yet
 * it will come to. What could break that is an entry that appears <em>behind</em> the cursor. Several instances write, and
 * the time that is written is not the time at which the write can be read: a write stamped first may be visible second,
 * and the clocks of the database's nodes, of which another one may take over, differ. A reader that had followed the first
 * visible one to its place would never look back. So what is younger than a settling time is not shown yet: by the time it
 * is old enough, everything stamped before it can be read. The database stamps in the moment of the write, so an instance
 * that stands still, or a database that is away for minutes, does not stretch that time; only a stamp and its
 * visibility have to lie within it.
 *
 * <p>The numbers of people are looked up after the entries. Whoever has none, and whose entry is passed over for that, is
 * moved to the end when the roster names one (see {@link FeedEvents}): the roster's word is stored before that move, so
 * either it is seen here or the entry comes again.
 */
final class Feed {

    static final int DEFAULT_LIMIT = 50;
    static final int MAX_LIMIT = 200;

    /** The entries that may be shown, in the order of their positions. */
    interface Entries {

        /** Those after a position, up to and including a time. */
        List<FeedEntry> between(FeedKind<?> kind, Position after, Instant until, int limit);

        List<FeedEntry> about(FeedKind<?> kind, Collection<String> employeeIds);
    }

    private final Entries entries;
    private final EmployeeNumbers people;
    private final Duration settle;
    private final Clock clock;

    Feed(Entries entries, EmployeeNumbers people, Duration settle, Clock clock) {
        this.entries = entries;
        this.people = people;
        this.settle = settle;
        this.clock = clock;
    }

    /**
     * @param since where to begin without a cursor: what changed at this time or later
     * @param cursor of the previous page
     * @param limit 1 to 200, or null for 50
     */
    <T> FeedPage<T> page(FeedKind<T> kind, @Nullable Instant since, @Nullable String cursor, @Nullable Integer limit) {
        int size = limit == null ? DEFAULT_LIMIT : limit;
        if (size < 1 || size > MAX_LIMIT) {
            throw new RefusedException(
                    Refusal.invalid("invalid-request", Fault.at("/limit", "out-of-range", 1, MAX_LIMIT)));
        }
        var start = start(kind, since, cursor);
        var found = entries.between(kind, start, clock.instant().minus(settle), size + 1);
        var read = found.stream().limit(size).toList();
        var end = read.isEmpty() ? start : read.getLast().position();
        return new FeedPage<>(items(kind, read).toList(), end.cursor(kind), found.size() > size);
    }

    private static Position start(FeedKind<?> kind, @Nullable Instant since, @Nullable String cursor) {
        if (cursor != null) {
            return Position.of(kind, cursor);
        }
        return since == null ? Position.START : Position.before(since);
    }

    PersonItems person(Nip number) {
        var employees = people.withNumber(number);
        if (employees.isEmpty()) {
            throw new RefusedException(Refusal.absent("no-such-person"));
        }
        return new PersonItems(
                number.value(),
                items(FeedKind.PLANS, entries.about(FeedKind.PLANS, employees)).toList(),
                items(FeedKind.OBSERVATIONS, entries.about(FeedKind.OBSERVATIONS, employees))
                        .toList());
    }

    private <T> Stream<T> items(FeedKind<T> kind, List<FeedEntry> read) {
        var numbers = people.numbers(
                read.stream().map(FeedEntry::employeeId).distinct().toList());
        return read.stream()
                .filter(entry -> numbers.containsKey(entry.employeeId()))
                .map(entry -> kind.item().apply(entry, Objects.requireNonNull(numbers.get(entry.employeeId()))));
    }
}
