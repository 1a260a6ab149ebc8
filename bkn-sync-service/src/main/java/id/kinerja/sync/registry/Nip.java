package id.kinerja.sync.registry;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A civil servant's employee number: 18 digits, NIP of a PNS or NI of a PPPK.
 *
 * <p>Only the length is checked: in an NI PPPK digits 13 and 14 need not be a month. {@link #toString} hides the
 * number, so that it does not reach a log by accident.
 */
public record Nip(String value) {

    private static final Pattern DIGITS = Pattern.compile("\\d{18}");
    private static final DateTimeFormatter BIRTH_DATE = DateTimeFormatter.BASIC_ISO_DATE;

    public Nip {
        if (!DIGITS.matcher(value).matches()) {
            throw new IllegalArgumentException("An employee number (NIP) has exactly 18 digits");
        }
    }

    /** Reads a number as it is often printed, with blanks between its parts. */
    public static Nip of(String printed) {
        return new Nip(printed.replaceAll("\\s", ""));
    }

    /** The birth date that the first eight digits say, or null where they are no date. */
    public @Nullable LocalDate birthDate() {
        try {
            return LocalDate.parse(value.substring(0, 8), BIRTH_DATE);
        } catch (DateTimeException notADate) {
            return null;
        }
    }

    @Override
    public String toString() {
        return "NIP …" + value.substring(15);
    }
}
