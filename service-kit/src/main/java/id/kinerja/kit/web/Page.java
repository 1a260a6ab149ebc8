package id.kinerja.kit.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import id.kinerja.kit.model.Refusal;
import java.util.Base64;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list in a stable order.
 *
 * @param nextCursor opaque; null on the last page
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

    public static final int DEFAULT_LIMIT = 20;
    public static final int MAX_LIMIT = 100;

    /**
     * Reads one page, plus one element to know whether another follows.
     *
     * @param fetch takes the last id of the previous page (null for the first) and how many to read
     */
    public static <E, T> Page<T> read(
            @Nullable String cursor,
            @Nullable Integer limit,
            BiFunction<@Nullable String, Integer, List<E>> fetch,
            Function<E, String> id,
            Function<E, T> view) {
        int size = limit == null ? DEFAULT_LIMIT : limit;
        if (size < 1 || size > MAX_LIMIT) {
            throw new RefusedException(
                    Refusal.invalid("invalid-request", Refusal.Fault.at("/limit", "out-of-range", 1, MAX_LIMIT)));
        }
        var found = fetch.apply(decode(cursor), size + 1);
        var items = found.stream().limit(size).toList();
        return new Page<>(
                items.stream().map(view).toList(), found.size() > size ? encode(id.apply(items.getLast())) : null);
    }

    private static String encode(String id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id.getBytes(UTF_8));
    }

    private static @Nullable String decode(@Nullable String cursor) {
        try {
            return cursor == null ? null : new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(
                    Refusal.invalid("invalid-request", Refusal.Fault.at("/cursor", "not-acceptable")));
        }
    }
}
