package id.kinerja.sync.siasn;

import id.kinerja.sync.registry.PerformancePredicate;
import id.kinerja.sync.registry.PeriodicKind;
import id.kinerja.sync.registry.Rating;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** BKN's numbers for ratings and predicates [E], and what it calls a civil servant who appraises. */
final class SiasnCodes {

    /** Every appraiser has a NIP here, so the other known value, {@code NON ASN}, never occurs. */
    static final String APPRAISER_STATUS = "ASN";

    private static final Pattern LEVEL =
            Pattern.compile("\\bAhli\\s+(Pertama|Muda|Madya|Utama)\\b", Pattern.CASE_INSENSITIVE);

    static int of(Rating rating) {
        return switch (rating) {
            case ABOVE_EXPECTATION -> 1;
            case MEETS_EXPECTATION -> 2;
            case BELOW_EXPECTATION -> 3;
        };
    }

    static int of(PerformancePredicate predicate) {
        return switch (predicate) {
            case VERY_GOOD -> 1;
            case GOOD -> 2;
            case NEEDS_IMPROVEMENT -> 3;
            case POOR_MISCONDUCT -> 4;
            case VERY_POOR -> 5;
        };
    }

    /** Reads a stored number, which may come with a fraction of zero; null for one that we do not know. */
    static @Nullable Rating rating(@Nullable BigDecimal code) {
        return Arrays.stream(Rating.values())
                .filter(rating -> is(code, of(rating)))
                .findFirst()
                .orElse(null);
    }

    /** Reads a stored number as {@link #rating} does. */
    static @Nullable PerformancePredicate predicate(@Nullable BigDecimal code) {
        return Arrays.stream(PerformancePredicate.values())
                .filter(predicate -> is(code, of(predicate)))
                .findFirst()
                .orElse(null);
    }

    private static boolean is(@Nullable BigDecimal code, int known) {
        return code != null && code.compareTo(BigDecimal.valueOf(known)) == 0;
    }

    static String of(PeriodicKind kind) {
        return switch (kind) {
            case MONTHLY -> "1";
            case QUARTERLY -> "2";
        };
    }

    /** The credit coefficient of a functional post, by its level [E]; null for posts that have none. */
    static @Nullable String coefficient(@Nullable String post) {
        var level = LEVEL.matcher(post == null ? "" : post);
        return !level.find()
                ? null
                : switch (level.group(1).toUpperCase(Locale.ROOT)) {
                    case "PERTAMA" -> "12";
                    case "MUDA" -> "22";
                    case "MADYA" -> "32";
                    default -> "42";
                };
    }

    private SiasnCodes() {}
}
