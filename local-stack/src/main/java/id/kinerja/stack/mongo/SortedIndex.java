package id.kinerja.stack.mongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An index that is not unique: in memory, made anew when its collection is opened.
 *
 * <p>The plain server accepts such indexes and ignores them, so that each query that MongoDB answers from one is a scan of
 * the collection. The server checks each candidate against the whole filter, so it is enough to leave out what cannot
 * match; and where the order of the index is the one asked for, it need not look further than the limit.
 */
final class SortedIndex extends Index<Object> {

    /**
     * @param values of the keys, as many as the index has; fewer in a place that is looked for
     * @param position of the document; null in a place that is looked for
     * @param side of a place that is looked for: before (-1) or after (1) all entries that begin with its values
     */
    private record Entry(
            List<@Nullable Object> values, @Nullable Object position, int side) {

        static Entry before(List<@Nullable Object> values) {
            return new Entry(values, null, -1);
        }

        static Entry after(List<@Nullable Object> values) {
            return new Entry(values, null, 1);
        }
    }

    private static final Comparator<Object> VALUES = ValueComparator.ascWithoutListHandling();
    private static final Comparator<Entry> ORDER = SortedIndex::compare;

    private final NavigableSet<Entry> entries = new TreeSet<>(ORDER);
    /** Documents with lists or documents in the keys: they may match what their place would not tell. */
    private final Set<Object> unplaced = new HashSet<>();

    SortedIndex(String name, List<IndexKey> keys) {
        // As the server's own stand-in: it then expects nothing of an index when a document is removed.
        super(name, keys, true);
    }

    private static int compare(Entry one, Entry other) {
        int common = Math.min(one.values.size(), other.values.size());
        for (int i = 0; i < common; i++) {
            int byValue = VALUES.compare(one.values.get(i), other.values.get(i));
            if (byValue != 0) {
                return byValue;
            }
        }
        if (one.position != null && other.position != null) {
            return VALUES.compare(one.position, other.position);
        }
        if (one.values.size() == other.values.size()) {
            return Integer.compare(one.side, other.side);
        }
        return one.values.size() < other.values.size() ? one.side : -other.side;
    }

    @Override
    public boolean canHandle(Document filter) {
        var first = Conditions.on(getKeys().getFirst().getKey(), filter);
        return !first.values().isEmpty() || first.lower() != null || first.upper() != null;
    }

    @Override
    public Iterable<Object> getPositions(Document filter) {
        var prefixes = prefixes(filter);
        var depth = prefixes.getFirst().size();
        var next = depth < getKeys().size()
                ? Conditions.on(getKeys().get(depth).getKey(), filter)
                : Conditions.on("", new Document());
        if (prefixes.size() == 1 && unplaced.isEmpty()) {
            // Read one by one, so that whoever wants a few does not make a list of all.
            return range(prefixes.getFirst(), next).map(SortedIndex::position)::iterator;
        }
        return Stream.concat(
                        unplaced.stream(),
                        prefixes.stream().flatMap(prefix -> range(prefix, next)).map(SortedIndex::position))
                .toList();
    }

    private static Object position(Entry entry) {
        return Objects.requireNonNull(entry.position, "an entry has a position");
    }

    /** Whether {@link #getPositions} gives them in this order already. */
    boolean isInOrder(Document filter, @Nullable Document orderBy) {
        var prefixes = prefixes(filter);
        if (orderBy == null || !unplaced.isEmpty() || prefixes.size() > 1) {
            return false;
        }
        var given = Stream.concat(
                        keys().stream().skip(prefixes.getFirst().size()),
                        // Equal entries are in the order of their positions, which are the ids.
                        Stream.of("_id"))
                .toList();
        var wanted = List.copyOf(orderBy.keySet());
        return wanted.size() <= given.size()
                && given.subList(0, wanted.size()).equals(wanted)
                && orderBy.values().stream()
                        .allMatch(direction -> direction instanceof Number number && number.intValue() == 1);
    }

    /** The values that the filter names for as many keys as possible, from the first one on; all combinations. */
    private List<List<@Nullable Object>> prefixes(Document filter) {
        List<List<@Nullable Object>> prefixes = List.of(List.of());
        for (IndexKey key : getKeys()) {
            var values = Conditions.on(key.getKey(), filter).values();
            if (values.isEmpty()) {
                break;
            }
            prefixes = prefixes.stream()
                    .flatMap(prefix -> values.stream().map(value -> with(prefix, value)))
                    .toList();
        }
        return prefixes;
    }

    private Stream<Entry> range(List<@Nullable Object> prefix, Conditions next) {
        var lower = next.lower();
        var upper = next.upper();
        var from = lower != null
                ? place(with(prefix, lower.value()), !lower.inclusive())
                // What is absent is below everything, and in no range.
                : upper != null ? Entry.after(with(prefix, null)) : Entry.before(prefix);
        var to = upper != null ? place(with(prefix, upper.value()), upper.inclusive()) : Entry.after(prefix);
        return compare(from, to) < 0 ? entries.subSet(from, to).stream() : Stream.empty();
    }

    private static Entry place(List<@Nullable Object> values, boolean after) {
        return after ? Entry.after(values) : Entry.before(values);
    }

    private static List<@Nullable Object> with(List<@Nullable Object> prefix, @Nullable Object value) {
        var longer = new ArrayList<>(prefix);
        longer.add(value);
        return longer;
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {
        // Refuses lists in more than one key.
        getKeyValues(document);
    }

    @Override
    public void add(Document document, Object position, MongoCollection<Object> collection) {
        place(document, position, entries::add, unplaced::add);
    }

    @Override
    public @Nullable Object remove(Document document) {
        place(document, Objects.requireNonNull(document.get("_id")), entries::remove, unplaced::remove);
        return null;
    }

    private interface Change<T> {
        boolean of(T element);
    }

    private void place(Document document, Object position, Change<Entry> placed, Change<Object> without) {
        var found = getKeyValues(document);
        var values = found.size() == 1 ? values(found.iterator().next()) : null;
        if (values == null) {
            without.of(position);
        } else if (!Conditions.isAbsent(values.getFirst())) {
            // Without the first key nothing is asked of this index that the document could answer.
            placed.of(new Entry(values, position, 0));
        }
    }

    /** Null when one of them has no single place in the order. */
    private static @Nullable List<@Nullable Object> values(KeyValue found) {
        // There may be millions of them, so each is no larger than it must be.
        List<@Nullable Object> values = Arrays.asList(found.stream().toArray());
        return values.stream().allMatch(value -> Conditions.isAbsent(value) || Conditions.isScalar(value))
                ? values
                : null;
    }

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {
        getKeyValues(after);
    }

    @Override
    public void updateInPlace(Document before, Document after, Object position, MongoCollection<Object> collection) {
        if (!nullAwareEqualsKeys(before, after)) {
            remove(before);
            add(after, position, collection);
        }
    }

    /** Not asked: the unique index of the ids tells where a document is. */
    @Override
    public @Nullable Object getPosition(Document document) {
        return null;
    }

    @Override
    public long getCount() {
        return entries.size() + unplaced.size();
    }

    /** Nothing of it is stored. */
    @Override
    public long getDataSize() {
        return 0;
    }

    @Override
    public void drop() {
        entries.clear();
        unplaced.clear();
    }
}
