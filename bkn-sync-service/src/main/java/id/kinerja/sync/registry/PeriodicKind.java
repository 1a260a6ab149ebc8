package id.kinerja.sync.registry;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The lengths of period for which the registry takes results beside the annual one [E]. */
public enum PeriodicKind {
    MONTHLY(1),
    QUARTERLY(3);

    private final int months;

    PeriodicKind(int months) {
        this.months = months;
    }

    /** The kind of a period of whole months; null for other lengths, such as a semester, which the registry does not know. */
    public static @Nullable PeriodicKind of(LocalDate first, LocalDate last) {
        var from = YearMonth.from(first);
        var to = YearMonth.from(last);
        if (!first.equals(from.atDay(1)) || !last.equals(to.atEndOfMonth())) {
            return null;
        }
        long length = from.until(to, ChronoUnit.MONTHS) + 1;
        for (var kind : values()) {
            if (kind.months == length) {
                return kind;
            }
        }
        return null;
    }
}
