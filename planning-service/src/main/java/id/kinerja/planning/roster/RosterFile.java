package id.kinerja.planning.roster;

import static java.util.stream.Collectors.joining;

import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.io.ByteOrderMark;
import org.apache.commons.io.input.BOMInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A roster file, read and checked as a whole before anything is written. It is read row by row, once to be checked and
 * once to be imported; between the rows only accounts, numbers and lines are remembered. {@link RosterText} says how it
 * may be saved, {@link Kind} which columns it has. Every fault is reported with its line and column.
 */
final class RosterFile {

    enum Kind {
        SCHOOLS(List.of("npsn", "name", "level", "status", "district", "regency", "province"), List.of()),
        EMPLOYEES(
                List.of(
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
                        "appraiser_account"),
                List.of("superior_account", "appointment", "staff_type", "functional_level", "effective_from"));

        private final List<String> columns;
        private final List<String> optional;

        Kind(List<String> columns, List<String> optional) {
            this.columns = columns;
            this.optional = optional;
        }

        /** What every file has, in this order. */
        List<String> columns() {
            return columns;
        }

        /** What may follow, in any order; where a column is absent, every row leaves it empty. */
        List<String> optional() {
            return optional;
        }

        boolean isHeader(List<String> header) {
            int required = columns.size();
            if (header.size() < required || !header.subList(0, required).equals(columns)) {
                return false;
            }
            var more = header.subList(required, header.size());
            return optional.containsAll(more) && Set.copyOf(more).size() == more.size();
        }

        /** For people: what may be absent is in brackets. */
        String header() {
            return String.join(",", columns)
                    + optional.stream().map(column -> "[," + column + "]").collect(joining());
        }
    }

    /** The bytes as they came, as often as they are asked for. */
    interface Content {
        InputStream open() throws IOException;
    }

    /** What the rows have to fit to outside of the file itself. */
    interface Roster {
        boolean hasSchool(String npsn);

        boolean hasAccount(String account);

        /** The account of this person's appraiser; null if there is none, or no such person. */
        @Nullable
        String appraiserOf(String account);

        /** By NIP the account of whoever has it, for those of the numbers that somebody in the roster has. */
        Map<String, String> holdersOf(Collection<String> nips);
    }

    /** A fault of the file as a whole that ends the reading. */
    private static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;
    }

    private final Kind kind;
    private final Content content;
    private final RosterDays days;
    private final Findings faults;
    private final Findings warnings;
    /** Accounts of lines with a wrong number of columns: they must not be unknown to the lines that refer to them. */
    private final Set<String> misfits = new HashSet<>();

    private RosterText.@Nullable Readable text;
    private int rows;

    private RosterFile(Kind kind, Content content, RosterDays days, Findings faults, Findings warnings) {
        this.kind = kind;
        this.content = content;
        this.days = days;
        this.faults = faults;
        this.warnings = warnings;
    }

    static RosterFile check(Kind kind, Content content, Roster roster, RosterDays days) throws IOException {
        return check(kind, content, roster, days, new Findings(), new Findings());
    }

    static RosterFile check(
            Kind kind, Content content, Roster roster, RosterDays days, Findings faults, Findings warnings)
            throws IOException {
        var file = new RosterFile(kind, content, days, faults, warnings);
        switch (RosterText.of(content)) {
            case RosterText.Undecided(long line, String code) -> file.faults.add(line, "", code);
            case RosterText.Readable saved -> {
                file.text = saved;
                switch (kind) {
                    case SCHOOLS -> file.checkSchools();
                    case EMPLOYEES -> file.checkEmployees(roster);
                }
            }
        }
        return file;
    }

    int rows() {
        return rows;
    }

    Findings faults() {
        return faults;
    }

    /** What is odd and yet may be right. */
    Findings warnings() {
        return warnings;
    }

    /** How the file was saved; null where that could not be told. */
    RosterText.@Nullable Readable text() {
        return text;
    }

    /** The rows of a file without faults, in their order. */
    void forEachRow(Consumer<Map<String, String>> action) {
        try {
            read((row, line) -> {
                switch (kind) {
                    case SCHOOLS -> {}
                    case EMPLOYEES -> RosterRules.lowerCaseAccounts(row);
                }
                action.accept(row);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Unreadable e) {
            throw new IllegalStateException("the file has changed since it was checked", e);
        }
    }

    private interface RowReader {
        void accept(Map<String, String> row, int line);
    }

    private void checkSchools() throws IOException {
        Set<String> seen = new HashSet<>();
        readCounting((row, line) -> {
            RosterRules.school(row, faults.at(line), warnings.at(line));
            if (!row.getOrDefault("npsn", "").isEmpty() && !seen.add(row.getOrDefault("npsn", ""))) {
                faults.add(line, "npsn", "named-twice", "npsn");
            }
        });
    }

    private void checkEmployees(Roster roster) throws IOException {
        var rows = new EmployeeRows(roster, days, faults, warnings);
        if (readCounting(rows::add)) {
            rows.conclude(misfits);
        }
    }

    /** @return false where the file could not be read to its end, so that its rows cannot be judged together */
    private boolean readCounting(RowReader reader) throws IOException {
        try {
            read((row, line) -> {
                rows++;
                reader.accept(row, line);
            });
        } catch (Unreadable e) {
            // What it was is among the faults.
            return false;
        }
        if (rows == 0 && faults.none()) {
            faults.add(1, "", "file-empty");
        }
        return true;
    }

    private void read(RowReader reader) throws IOException, Unreadable {
        var saved = text;
        if (saved == null) {
            throw new IllegalStateException("nobody knows how this file is saved");
        }
        var format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(saved.separator())
                .setTrim(true)
                .setIgnoreEmptyLines(true)
                .get();
        try (var bytes = BOMInputStream.builder()
                        .setInputStream(content.open())
                        .setByteOrderMarks(ByteOrderMark.UTF_8)
                        .get();
                var bounded = new BoundedRecords(new InputStreamReader(bytes, saved.charset()));
                var parser = format.parse(bounded)) {
            var records = parser.iterator();
            var first = next(records, bounded, 0);
            if (first == null) {
                faults.add(1, "", "file-empty");
                throw new Unreadable();
            }
            var header = header(first);
            int line = 1;
            for (var record = next(records, bounded, line); record != null; record = next(records, bounded, line)) {
                line = Math.toIntExact(parser.getCurrentLineNumber());
                if (record.size() == header.size()) {
                    reader.accept(row(header, record), line);
                } else {
                    faults.add(line, "", "wrong-number-of-columns", header.size(), record.size());
                    misfits.add(record.get(0).toLowerCase(Locale.ROOT));
                }
            }
        }
    }

    private @Nullable CSVRecord next(Iterator<CSVRecord> records, BoundedRecords bounded, int line) throws Unreadable {
        bounded.nextRecord();
        try {
            return records.hasNext() ? records.next() : null;
        } catch (IllegalStateException | UncheckedIOException e) {
            // Its message may quote the file.
            faults.add(line + 1L, "", "malformed-csv");
            throw new Unreadable();
        }
    }

    private List<String> header(CSVRecord record) throws Unreadable {
        var header = Arrays.stream(record.values())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
        if (!kind.isHeader(header)) {
            faults.add(1, "", "wrong-header", kind.header());
            throw new Unreadable();
        }
        return header;
    }

    private static Map<String, String> row(List<String> header, CSVRecord record) {
        var row = new HashMap<String, String>();
        for (int i = 0; i < record.size(); i++) {
            row.put(header.get(i), record.get(i));
        }
        return row;
    }

    /** Behind an unclosed quotation mark the rest of the file is one record: it ends before it fills the memory. */
    private static final class BoundedRecords extends FilterReader {

        private static final int LONGEST = 256 * 1024;

        private int read;

        BoundedRecords(Reader reader) {
            super(reader);
        }

        void nextRecord() {
            read = 0;
        }

        @Override
        public int read() throws IOException {
            int c = super.read();
            count(1);
            return c;
        }

        @Override
        public int read(char[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            count(count);
            return count;
        }

        private void count(int more) throws IOException {
            read += Math.max(0, more);
            if (read > LONGEST) {
                throw new IOException("a record of more than " + LONGEST + " characters");
            }
        }
    }
}
