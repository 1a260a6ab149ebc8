package id.kinerja.planning.plan;

import id.kinerja.kit.regulation.Regulation.Period;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.stream.IntStream;

/**
 * To which of two parts of a period a month belongs in which somebody has moved. No rule was found, so it is ours (I) and
 * a setting: {@code kinerja.plan.month-belongs-to}. By either of them the parts of a period have all its months together.
 */
enum MonthRule {
    /** To the part in which its first day was served. */
    FIRST_DAY {
        @Override
        boolean belongsBefore(LocalDate day, LocalDate first, LocalDate last) {
            return first.isBefore(day);
        }
    },
    /** To the part in which most of its days were served; to the earlier one if that is half of them. */
    MOST_DAYS {
        @Override
        boolean belongsBefore(LocalDate day, LocalDate first, LocalDate last) {
            return ChronoUnit.DAYS.between(first, day) * 2 >= ChronoUnit.DAYS.between(first, last) + 1;
        }
    };

    /**
     * @param first first day of a month, or of the period if that begins within the month
     * @param last likewise the last day
     */
    abstract boolean belongsBefore(LocalDate day, LocalDate first, LocalDate last);

    /** How many months of the period belong to the time before a day: 0 to {@link #monthsOf}, growing with the day. */
    int before(LocalDate day, Period period) {
        var begin = YearMonth.from(period.first());
        return (int) IntStream.range(0, monthsOf(period))
                .mapToObj(begin::plusMonths)
                .filter(month -> belongsBefore(
                        day,
                        later(month.atDay(1), period.first()),
                        month.atEndOfMonth().isBefore(period.last()) ? month.atEndOfMonth() : period.last()))
                .count();
    }

    /** How many months a period has; one that it only begins or ends in is one of them. */
    static int monthsOf(Period period) {
        return (int) ChronoUnit.MONTHS.between(YearMonth.from(period.first()), YearMonth.from(period.last())) + 1;
    }

    static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }
}
