package id.kinerja.planning.roster;

import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.io.input.BOMInputStream;

/**
 * A roster file, read and checked as a whole before anything is written: UTF-8 (a byte order mark is allowed), comma,
 * header as documented. Every fault is reported with its line and column.
 */
final class RosterFile {

    enum Kind {
        SCHOOLS("npsn", "name", "level", "status", "district", "regency", "province"),
        EMPLOYEES(
                "account",
                "name",
                "nip",
                "nuptk",
                "birth_date",
                "employment_status",
                "role",
                "npsn",
                "position",
                "grade",
                "org_unit",
                "appraiser_account");

        private final List<String> columns;

        Kind(String... columns) {
            this.columns = List.of(columns);
        }

        List<String> columns() {
            return columns;
        }
    }

    /**
     * @param line line of the file, the header being line 1
     * @param column name of the column, or empty where the whole line is at fault
     */
    record RowFault(long line, String column, String code, List<Object> args) {}

    /** What the rows have to fit to outside of the file itself. */
    interface Roster {
        boolean hasSchool(String npsn);

        boolean hasAccount(String account);
    }

    private static final int MAX_TEXT = 200;
    private static final Pattern NPSN = Pattern.compile("\\d{8}");
    private static final Pattern NIP = Pattern.compile("\\d{18}");
    private static final Pattern NUPTK = Pattern.compile("\\d{16}");
    /** Golongan of a PNS (III/a) or of a PPPK (IX). */
    private static final Pattern GRADE = Pattern.compile("(I|II|III|IV)/[a-e]|[IVX]{1,5}");

    private static final Pattern ACCOUNT =
            Pattern.compile("(?=.{3,254}$)[a-z0-9_%+-]+(\\.[a-z0-9_%+-]+)*@[a-z0-9-]+(\\.[a-z0-9-]+)+");

    private final Kind kind;
    private final List<Map<String, String>> rows = new ArrayList<>();
    private final List<Long> lines = new ArrayList<>();
    private final Set<String> misfits = new HashSet<>();
    private final List<RowFault> faults = new ArrayList<>();

    private RosterFile(Kind kind) {
        this.kind = kind;
    }

    static RosterFile read(Kind kind, byte[] content, Roster roster) throws IOException {
        var file = new RosterFile(kind);
        if (file.parse(content)) {
            switch (kind) {
                case SCHOOLS -> file.checkSchools();
                case EMPLOYEES -> file.checkEmployees(roster);
            }
            file.faults.sort(Comparator.comparingLong(RowFault::line));
        }
        return file;
    }

    List<Map<String, String>> rows() {
        return rows;
    }

    List<RowFault> faults() {
        return faults;
    }

    /** @return false where the file could not be read to its end, so that its rows cannot be judged */
    private boolean parse(byte[] content) throws IOException {
        var decoder = StandardCharsets.UTF_8.newDecoder();
        var format = CSVFormat.RFC4180
                .builder()
                .setTrim(true)
                .setIgnoreEmptyLines(true)
                .get();
        long line = 1;
        try (var reader = new InputStreamReader(
                        BOMInputStream.builder().setByteArray(content).get(), decoder);
                var parser = format.parse(reader)) {
            var records = parser.iterator();
            if (!records.hasNext()) {
                fault(1, "", "file-empty");
                return false;
            }
            var header = Arrays.stream(records.next().values())
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .toList();
            if (!header.equals(kind.columns())) {
                fault(1, "", "wrong-header", String.join(",", kind.columns()));
                return false;
            }
            while (records.hasNext()) {
                var record = records.next();
                line = parser.getCurrentLineNumber();
                add(record, line);
            }
        } catch (IllegalStateException | UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                fault(firstLineNotUtf8(content), "", "not-utf-8");
            } else {
                fault(line + 1, "", "malformed-csv");
            }
            return false;
        }
        if (rows.isEmpty() && faults.isEmpty()) {
            fault(1, "", "file-empty");
        }
        return true;
    }

    /** The reader decodes ahead of the line it is at, so the place is looked for once it is known that there is one. */
    private static long firstLineNotUtf8(byte[] content) {
        var decoder = StandardCharsets.UTF_8.newDecoder();
        var bytes = ByteBuffer.wrap(content);
        var text = CharBuffer.allocate(8192);
        while (decoder.decode(bytes, text, true).isOverflow()) {
            text.clear();
        }
        long line = 1;
        for (int i = 0; i < bytes.position(); i++) {
            line += content[i] == '\n' ? 1 : 0;
        }
        return line;
    }

    private void add(CSVRecord record, long line) {
        if (record.size() != kind.columns().size()) {
            fault(line, "", "wrong-number-of-columns", kind.columns().size(), record.size());
            // Whoever is named here must not be unknown to the lines that refer to them.
            misfits.add(record.get(0).toLowerCase(Locale.ROOT));
            return;
        }
        var row = new HashMap<String, String>();
        for (int i = 0; i < record.size(); i++) {
            row.put(kind.columns().get(i), record.get(i));
        }
        rows.add(row);
        lines.add(line);
    }

    private void checkSchools() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < rows.size(); i++) {
            var row = new Row(i);
            row.matches("npsn", NPSN, "npsn-format");
            row.unique("npsn", seen, "named-twice");
            row.text("name");
            row.text("district");
            row.text("regency");
            row.text("province");
            row.oneOf("level", Set.of("TK", "SD", "SMP", "SMA", "SMK", "SLB"));
            row.oneOf("status", Set.of("NEGERI", "SWASTA"));
        }
    }

    private void checkEmployees(Roster roster) {
        Set<String> accounts = new HashSet<>(misfits);
        rows.forEach(row -> accounts.add(row.getOrDefault("account", "").toLowerCase(Locale.ROOT)));
        Set<String> seenAccounts = new HashSet<>();
        Set<String> seenNips = new HashSet<>();
        for (int i = 0; i < rows.size(); i++) {
            var row = new Row(i);
            row.lowerCase("account");
            row.lowerCase("appraiser_account");
            row.matches("account", ACCOUNT, "account-format");
            row.unique("account", seenAccounts, "named-twice");
            row.text("name");
            row.text("position");
            row.text("org_unit");
            row.oneOf("employment_status", names(EmploymentStatus.values()));
            row.oneOf("role", names(Role.values()));
            if (row.value("employment_status").equals(EmploymentStatus.NON_ASN.name())) {
                row.empty("nip", "nip-of-non-asn");
            } else {
                row.matches("nip", NIP, "nip-format");
                row.unique("nip", seenNips, "nip-shared");
            }
            row.matchesIfPresent("nuptk", NUPTK, "nuptk-format");
            row.matchesIfPresent("grade", GRADE, "grade-format");
            row.date("birth_date", !row.value("employment_status").equals(EmploymentStatus.NON_ASN.name()));
            if (Set.of("TEACHER", "PRINCIPAL").contains(row.value("role"))) {
                row.satisfies("npsn", roster::hasSchool, "unknown-school");
            } else {
                row.matchesIfPresent("npsn", NPSN, "npsn-format");
            }
            var appraiser = row.value("appraiser_account");
            if (!appraiser.isEmpty()) {
                if (appraiser.equals(row.value("account"))) {
                    row.fault("appraiser_account", "own-appraiser");
                } else if (!accounts.contains(appraiser)) {
                    row.satisfies("appraiser_account", roster::hasAccount, "unknown-appraiser");
                }
            }
        }
    }

    private static Set<String> names(Enum<?>[] values) {
        Set<String> names = new HashSet<>();
        for (var value : values) {
            names.add(value.name());
        }
        return names;
    }

    private void fault(long line, String column, String code, Object... args) {
        faults.add(new RowFault(line, column, code, List.of(args)));
    }

    /** The checks of one line. */
    private final class Row {

        private final Map<String, String> values;
        private final long line;

        Row(int index) {
            this.values = rows.get(index);
            this.line = lines.get(index);
        }

        String value(String column) {
            return values.getOrDefault(column, "");
        }

        void fault(String column, String code, Object... args) {
            RosterFile.this.fault(line, column, code, args);
        }

        void lowerCase(String column) {
            values.put(column, value(column).toLowerCase(Locale.ROOT));
        }

        void text(String column) {
            if (value(column).isEmpty()) {
                fault(column, "required");
            } else if (value(column).length() > MAX_TEXT) {
                fault(column, "wrong-size");
            }
        }

        void empty(String column, String code) {
            if (!value(column).isEmpty()) {
                fault(column, code);
            }
        }

        void matches(String column, Pattern pattern, String code) {
            if (!pattern.matcher(value(column)).matches()) {
                fault(column, value(column).isEmpty() ? "required" : code);
            }
        }

        void matchesIfPresent(String column, Pattern pattern, String code) {
            if (!value(column).isEmpty()) {
                matches(column, pattern, code);
            }
        }

        void oneOf(String column, Set<String> allowed) {
            if (!allowed.contains(value(column))) {
                fault(
                        column,
                        "not-one-of",
                        String.join(", ", allowed.stream().sorted().toList()));
            }
        }

        void unique(String column, Set<String> seen, String code) {
            if (!value(column).isEmpty() && !seen.add(value(column))) {
                // The line tells which: numbers and accounts of people are not repeated in answers.
                fault(column, code, column);
            }
        }

        void satisfies(String column, Predicate<String> condition, String code) {
            if (value(column).isEmpty()) {
                fault(column, "required");
            } else if (!condition.test(value(column))) {
                fault(column, code);
            }
        }

        void date(String column, boolean required) {
            if (value(column).isEmpty()) {
                if (required) {
                    fault(column, "required");
                }
                return;
            }
            try {
                LocalDate.parse(value(column));
            } catch (DateTimeException e) {
                fault(column, "date-format");
            }
        }
    }
}
