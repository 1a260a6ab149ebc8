package id.kinerja.stack.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** The two files that an operator uploads to import a roster. */
final class RosterCsv {

    private static final List<String> EMPLOYEE_COLUMNS = List.of(
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

    private RosterCsv() {}

    static String schools(List<School> schools) {
        return csv(School.COLUMNS, schools.stream().map(School::row).toList());
    }

    static String employees(List<Person> people) {
        return csv(EMPLOYEE_COLUMNS, people.stream().map(RosterCsv::row).toList());
    }

    private static List<@Nullable String> row(Person person) {
        return Arrays.asList(
                person.account(),
                person.name(),
                person.nip(),
                person.nuptk(),
                person.birthDate().toString(),
                person.status().name(),
                person.role().name(),
                person.npsn(),
                person.position(),
                person.grade(),
                person.unit(),
                person.appraiser());
    }

    private static String csv(List<String> header, List<? extends List<? extends @Nullable Object>> rows) {
        var text = new StringBuilder();
        try (var printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            printer.printRecord(header);
            for (var row : rows) {
                printer.printRecord(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
