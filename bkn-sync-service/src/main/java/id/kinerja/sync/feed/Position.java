package id.kinerja.sync.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.model.Refusal.Fault;
import id.kinerja.kit.web.RefusedException;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * A place in the order of a feed: by the time of the last change, then by id.
 *
 * @param changedAt in milliseconds
 * @param id of the entry at this place; empty for the place before everything that changed at this time
 */
record Position(Instant changedAt, String id) implements Comparable<Position> {

    static final Position START = new Position(Instant.EPOCH, "");

    private static final Comparator<Position> ORDER =
            Comparator.comparing(Position::changedAt).thenComparing(Position::id);
    private static final Pattern CURSOR = Pattern.compile("([A-Z]+)@(-?\\d+)@(.*)");

    /** Before everything that changed at this time or later. */
    static Position before(Instant since) {
        try {
            return new Position(Instant.ofEpochMilli(since.toEpochMilli()), "");
        } catch (ArithmeticException outOfRange) {
            throw notAcceptable("/since");
        }
    }

    /** Opaque to readers. It names its feed, for in the other one it would lead past entries. */
    String cursor(FeedKind<?> kind) {
        var text = kind.name() + "@" + changedAt.toEpochMilli() + "@" + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    static Position of(FeedKind<?> kind, String cursor) {
        try {
            var matcher = CURSOR.matcher(new String(Base64.getUrlDecoder().decode(cursor), UTF_8));
            if (matcher.matches() && matcher.group(1).equals(kind.name())) {
                return new Position(Instant.ofEpochMilli(Long.parseLong(matcher.group(2))), matcher.group(3));
            }
        } catch (IllegalArgumentException notBase64NorNumber) {
            throw notAcceptable("/cursor");
        }
        throw notAcceptable("/cursor");
    }

    private static RefusedException notAcceptable(String pointer) {
        return new RefusedException(Refusal.invalid("invalid-request", Fault.at(pointer, "not-acceptable")));
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }
}
