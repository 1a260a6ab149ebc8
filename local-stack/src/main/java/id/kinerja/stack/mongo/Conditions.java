package id.kinerja.stack.mongo;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a filter demands of one field, as far as an index in order can tell; all of it must hold. */
final class Conditions {

    /** A bound of a range, and whether it belongs to the range. */
    record Bound(Object value, boolean inclusive) {}

    private final List<?> demands;

    private Conditions(List<?> demands) {
        this.demands = demands;
    }

    /** Those on a field, in the filter itself and in the conditions of its {@code $and}. */
    static Conditions on(String field, Document filter) {
        return new Conditions(demands(field, filter).toList());
    }

    private static Stream<Object> demands(String field, Document filter) {
        var own = Stream.ofNullable(filter.get(field));
        return filter.get("$and") instanceof List<?> all
                ? Stream.concat(
                        own,
                        all.stream().filter(Document.class::isInstance).flatMap(one -> demands(field, (Document) one)))
                : own;
    }

    /** The values of which the field has one; empty when the filter does not name them. */
    List<Object> values() {
        return demands.stream()
                .map(Conditions::values)
                .filter(values -> !values.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static List<Object> values(Object demand) {
        if (!(demand instanceof Document operators)) {
            return isScalar(demand) ? List.of(normal(demand)) : List.of();
        }
        if (isScalar(operators.get("$eq"))) {
            return List.of(normal(operators.get("$eq")));
        }
        return operators.get("$in") instanceof Collection<?> some
                        && some.stream().allMatch(Conditions::isScalar)
                ? some.stream().map(Conditions::normal).distinct().toList()
                : List.of();
    }

    @Nullable
    Bound lower() {
        return bound("$gt", "$gte");
    }

    @Nullable
    Bound upper() {
        return bound("$lt", "$lte");
    }

    private @Nullable Bound bound(String exclusive, String inclusive) {
        return demands.stream()
                .filter(Document.class::isInstance)
                .map(Document.class::cast)
                .map(operators -> isScalar(operators.get(exclusive))
                        ? new Bound(normal(operators.get(exclusive)), false)
                        : isScalar(operators.get(inclusive)) ? new Bound(normal(operators.get(inclusive)), true) : null)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Values that have one place in the order; absence, lists and documents have more to them. */
    static boolean isScalar(@Nullable Object value) {
        return value instanceof String
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Instant
                || value instanceof ObjectId
                || value instanceof UUID;
    }

    static boolean isAbsent(@Nullable Object value) {
        return Missing.isNullOrMissing(value);
    }

    /** Numbers of different types are equal when they mean the same. */
    private static Object normal(@Nullable Object value) {
        return new KeyValue(value).normalized().get(0);
    }
}
