package id.kinerja.stack.demo;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;

/** A real school, as the national reference data names it. */
public record School(
        String npsn, String name, String level, String status, String district, String regency, String province) {

    /** Columns of the school list, here and in a roster import. */
    static final List<String> COLUMNS = List.of("npsn", "name", "level", "status", "district", "regency", "province");

    /** The school of the demo when none is chosen: a state primary school. */
    public static final String DEFAULT_NPSN = "20306578";

    /** The school with this number; empty when the list that comes with Kinerja does not have it. */
    public static Optional<School> find(String npsn) {
        return all().stream().filter(school -> school.npsn.equals(npsn)).findFirst();
    }

    /** The numbers of all schools of a level that come with Kinerja. */
    public static List<String> npsns(String level) {
        return all().stream()
                .filter(school -> school.level.equals(level))
                .map(School::npsn)
                .toList();
    }

    /** All schools that come with Kinerja: those of one regency. */
    public static List<School> all() {
        var resource = School.class.getResourceAsStream("/schools.csv");
        if (resource == null) {
            throw new IllegalStateException("schools.csv is not on the class path");
        }
        var format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (Reader reader = new InputStreamReader(resource, StandardCharsets.UTF_8)) {
            return format.parse(reader).stream()
                    .map(row -> new School(
                            row.get("npsn"),
                            row.get("name"),
                            row.get("level"),
                            row.get("status"),
                            row.get("district"),
                            row.get("regency"),
                            row.get("province")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> row() {
        return List.of(npsn, name, level, status, district, regency, province);
    }
}
