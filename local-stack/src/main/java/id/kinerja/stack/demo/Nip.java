package id.kinerja.stack.demo;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes plausible employee numbers of civil servants (domain.md §10), each one once.
 *
 * <p>Eighteen digits: birth date, appointment, sex (1 male, 2 female) and a sequence that rises only where the fifteen
 * digits before it are equal.
 */
final class Nip {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd");
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("yyyyMM");
    /** Where a PNS number has the month of appointment, that of a PPPK tells about the contract; it is no month. */
    private static final String FIRST_CONTRACT = "21";

    private final Map<String, Integer> used = new HashMap<>();

    /** The number of a permanent civil servant (PNS). */
    String permanent(LocalDate birth, YearMonth appointed, boolean female) {
        return complete(birth, appointed.format(MONTH), female);
    }

    /** The number of a civil servant on contract (PPPK). */
    String contract(LocalDate birth, int year, boolean female) {
        return complete(birth, year + FIRST_CONTRACT, female);
    }

    private String complete(LocalDate birth, String appointment, boolean female) {
        var prefix = birth.format(DAY) + appointment + (female ? 2 : 1);
        return prefix + "%03d".formatted(used.merge(prefix, 1, Integer::sum));
    }
}
