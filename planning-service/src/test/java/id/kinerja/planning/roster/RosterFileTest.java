package id.kinerja.planning.roster;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import id.kinerja.planning.roster.RosterFile.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RosterFileTest {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final String SCHOOLS = String.join(",", Kind.SCHOOLS.columns()) + "\n";
    private static final String EMPLOYEES = String.join(",", Kind.EMPLOYEES.columns()) + "\n";

    private static final String NIP_OF_WATI = "197501012000032001";

    /** One school and two heads of the education office, Hendra and above him Wati, are in the roster already. */
    private static final RosterFile.Roster ROSTER = new RosterFile.Roster() {
        @Override
        public boolean hasSchool(String npsn) {
            return npsn.equals("20306577");
        }

        @Override
        public boolean hasAccount(String account) {
            return Set.of("hendra@dinas.belajar.id", "wati@dinas.belajar.id").contains(account);
        }

        @Override
        public @Nullable String appraiserOf(String account) {
            return account.equals("hendra@dinas.belajar.id") ? "wati@dinas.belajar.id" : null;
        }

        @Override
        public Map<String, String> holdersOf(Collection<String> nips) {
            return nips.contains(NIP_OF_WATI) ? Map.of(NIP_OF_WATI, "wati@dinas.belajar.id") : Map.of();
        }
    };

    private static final RosterDays DAYS =
            new RosterDays(LocalDate.of(2026, 1, 5), LocalDate.of(2024, 1, 1), LocalDate.of(2026, 1, 5));

    static Stream<Arguments> faultyFiles() {
        return Stream.of(
                arguments("nothing at all", Kind.SCHOOLS, "", "1  file-empty"),
                arguments("a header only", Kind.SCHOOLS, SCHOOLS, "1  file-empty"),
                arguments("another header", Kind.SCHOOLS, "npsn;name\n" + school(), "1  wrong-header"),
                arguments("the header of the other kind", Kind.SCHOOLS, EMPLOYEES + school(), "1  wrong-header"),
                arguments("no header", Kind.SCHOOLS, school(), "1  wrong-header"),
                arguments(
                        "a column that nobody knows",
                        Kind.EMPLOYEES,
                        EMPLOYEES.strip() + ",remark\n" + employee(Map.of()),
                        "1  wrong-header"),
                arguments(
                        "a column that may be there, twice",
                        Kind.EMPLOYEES,
                        EMPLOYEES.strip() + ",appointment,appointment\n" + employee(Map.of()),
                        "1  wrong-header"),
                arguments(
                        "what may be there before what must",
                        Kind.EMPLOYEES,
                        "appointment," + EMPLOYEES + employee(Map.of()),
                        "1  wrong-header"),
                arguments(
                        "a column too few",
                        Kind.SCHOOLS,
                        SCHOOLS + school() + "20306578,SD\n",
                        "3  wrong-number-of-columns"),
                arguments(
                        "a quotation mark without its pair",
                        Kind.SCHOOLS,
                        SCHOOLS + school() + "20306578,\"SD NEGERI,SD\n" + school(),
                        "3  malformed-csv"),
                arguments(
                        "text after a quotation mark",
                        Kind.SCHOOLS,
                        SCHOOLS + "20306578,\"SD\" NEGERI,SD,NEGERI,A,B,C\n",
                        "2  malformed-csv"),
                schools("npsn", "2030657", "npsn-format"),
                schools("npsn", "2030657X", "npsn-format"),
                schools("npsn", "", "required"),
                schools("name", "", "required"),
                schools("name", "X".repeat(201), "wrong-size"),
                schools("level", "sd", "not-one-of"),
                schools("status", "", "not-one-of"),
                schools("district", "", "required"),
                schools("regency", "", "required"),
                schools("province", "", "required"),
                arguments("a school twice", Kind.SCHOOLS, SCHOOLS + school() + school(), "3 npsn named-twice"),
                employees("account", "", "required"),
                employees("account", "sari", "account-format"),
                employees("account", "sari..p@guru.sd.belajar.id", "account-format"),
                employees("account", "a".repeat(245) + "@belajar.id", "account-format"),
                employees("name", "", "required"),
                employees("position", "", "required"),
                employees("org_unit", "", "required"),
                employees("employment_status", "HONORER", "not-one-of"),
                employees("role", "guru", "not-one-of"),
                employees("nip", "", "required"),
                employees("nip", "19800101 200501 1001", "nip-format"),
                employees("nuptk", "123", "nuptk-format"),
                employees("grade", "3c", "grade-format"),
                employees("birth_date", "", "required"),
                employees("birth_date", "01-02-1980", "date-format"),
                employees("birth_date", "1980-02-30", "date-format"),
                employees("birth_date", "+999999999-12-31", "date-format"),
                employees("npsn", "", "required"),
                employees("npsn", "20306578", "unknown-school"),
                employees("appraiser_account", "siapa@dinas.belajar.id", "unknown-appraiser"),
                employees("appraiser_account", "SARI@guru.sd.belajar.id", "own-appraiser"),
                more("superior_account", "siapa@dinas.belajar.id", "unknown-superior"),
                more("superior_account", "SARI@guru.sd.belajar.id", "own-superior"),
                more("superior_account", "Hendra@dinas.belajar.id", "superior-is-appraiser"),
                more("appointment", "Plt.", "not-one-of"),
                more("staff_type", "TENAGA PERPUSTAKAAN", "not-one-of"),
                more("functional_level", "Ahli Muda", "not-one-of"),
                more("effective_from", "1 Juli 2025", "date-format"),
                more("effective_from", "2023-12-31", "effective-from-too-early"),
                more("effective_from", "2026-01-06", "effective-from-too-late"),
                arguments(
                        "a NIP of somebody who is no civil servant",
                        Kind.EMPLOYEES,
                        EMPLOYEES + employee(Map.of("employment_status", "NON_ASN")),
                        "2 nip nip-of-non-asn"),
                arguments(
                        "an NPSN that is none",
                        Kind.EMPLOYEES,
                        EMPLOYEES + employee(Map.of("role", "SUPERVISOR", "npsn", "dinas")),
                        "2 npsn npsn-format"),
                arguments(
                        "an account and a NIP twice",
                        Kind.EMPLOYEES,
                        EMPLOYEES + employee(Map.of()) + employee(Map.of("account", "Sari@guru.sd.belajar.id")),
                        "3 account named-twice, 3 nip nip-shared"),
                arguments(
                        "a NIP that somebody else in the roster has",
                        Kind.EMPLOYEES,
                        EMPLOYEES + employee(Map.of("nip", NIP_OF_WATI, "birth_date", "1975-01-01")),
                        "2 nip nip-taken"),
                arguments(
                        "two who appraise each other",
                        Kind.EMPLOYEES,
                        EMPLOYEES
                                + employee(Map.of("appraiser_account", "ratna@guru.sd.belajar.id"))
                                + employee(Map.of(
                                        "account", "ratna@guru.sd.belajar.id",
                                        "nip", "198001012005012002",
                                        "appraiser_account", "sari@guru.sd.belajar.id")),
                        "2 appraiser_account appraiser-cycle, 3 appraiser_account appraiser-cycle"),
                arguments(
                        "somebody who would be above one of their own superiors",
                        Kind.EMPLOYEES,
                        EMPLOYEES
                                + employee(Map.of())
                                + employee(Map.of(
                                        "account", "wati@dinas.belajar.id",
                                        "nip", NIP_OF_WATI,
                                        "appraiser_account", "sari@guru.sd.belajar.id")),
                        "2 appraiser_account appraiser-cycle, 3 appraiser_account appraiser-cycle"));
    }

    private static Arguments schools(String column, String value, String code) {
        var file = SCHOOLS + school(Map.of(column, value));
        return arguments(column + " " + code, Kind.SCHOOLS, file, "2 " + column + " " + code);
    }

    private static Arguments employees(String column, String value, String code) {
        var file = EMPLOYEES + employee(Map.of(column, value));
        return arguments(column + " " + code, Kind.EMPLOYEES, file, "2 " + column + " " + code);
    }

    /** With a column that a file may leave out. */
    private static Arguments more(String column, String value, String code) {
        var file = with(column) + employee(Map.of(column, value));
        return arguments(column + " " + code, Kind.EMPLOYEES, file, "2 " + column + " " + code);
    }

    private static String with(String... columns) {
        return EMPLOYEES.strip() + "," + String.join(",", columns) + "\n";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faultyFiles")
    void a_fault_is_told_with_its_line_and_column(String name, Kind kind, String content, String faults) {
        assertThat(faults(kind, content.getBytes(UTF_8))).isEqualTo(faults);
    }

    @Test
    void every_fault_there_is_has_its_case_above() throws IOException {
        var source = new StringBuilder();
        for (var name : List.of("RosterFile", "RosterRules", "EmployeeRows")) {
            source.append(Files.readString(Path.of("src/main/java/id/kinerja/planning/roster", name + ".java")));
        }
        var codes = Pattern.compile("\"([a-z0-9]+(-[a-z0-9]+)+|required)\"")
                .matcher(source)
                .results()
                .map(match -> match.group(1));

        var faulty = faultyFiles()
                .map(file -> String.valueOf(file.get()[3]))
                .flatMap(faults -> Stream.of(faults.split(", ")))
                .map(fault -> fault.split(" ")[2]);
        var odd = oddPosts()
                .map(post -> String.valueOf(post.get()[6]))
                .filter(warnings -> !warnings.isEmpty())
                .flatMap(warnings -> Stream.of(warnings.split(", ")))
                .map(warning -> warning.split(" ")[1]);
        assertThat(Stream.concat(faulty, odd)).containsAll(codes.toList());
    }

    @Test
    void all_faults_of_a_file_are_told_at_once_in_the_order_of_its_lines() {
        var content = EMPLOYEES
                + employee(Map.of("account", "one@guru.sd.belajar.id", "name", "", "role", "guru", "nip", "1"))
                + "ratna@guru.sd.belajar.id,Ratna\n"
                + "\n"
                + employee(Map.of("account", "two@guru.sd.belajar.id", "appraiser_account", "ratna@guru.sd.belajar.id"))
                + employee(Map.of("account", "three", "nip", "2", "appraiser_account", "nobody@guru.sd.belajar.id"));

        assertThat(faults(Kind.EMPLOYEES, content.getBytes(UTF_8)))
                .isEqualTo(String.join(
                        ", ",
                        "2 name required",
                        "2 role not-one-of",
                        "2 nip nip-format",
                        "3  wrong-number-of-columns",
                        "6 account account-format",
                        "6 nip nip-format",
                        "6 appraiser_account unknown-appraiser"));
    }

    @Test
    void a_line_is_counted_as_an_editor_counts_it() {
        var windows = (SCHOOLS + school() + "20306578,SD\n").replace("\n", "\r\n");
        assertThat(faults(Kind.SCHOOLS, windows.getBytes(UTF_8))).isEqualTo("3  wrong-number-of-columns");

        var endsAtOnce = SCHOOLS + school() + "20306578,SD";
        assertThat(faults(Kind.SCHOOLS, endsAtOnce.getBytes(UTF_8))).isEqualTo("3  wrong-number-of-columns");
    }

    static Stream<Arguments> savedFiles() {
        var csv = SCHOOLS + school(Map.of("name", "SD KÜTA – 1"));
        var semicolons = csv.replace(',', ';');
        return Stream.of(
                arguments("UTF-8", csv.getBytes(UTF_8), "UTF-8", ','),
                arguments("UTF-8 with a mark", ("\uFEFF" + csv).getBytes(UTF_8), "UTF-8", ','),
                arguments("Windows-1252", csv.getBytes(WINDOWS_1252), "windows-1252", ','),
                arguments("UTF-8, semicolons", semicolons.getBytes(UTF_8), "UTF-8", ';'),
                arguments("UTF-8 with a mark, semicolons", ("\uFEFF" + semicolons).getBytes(UTF_8), "UTF-8", ';'),
                arguments("Windows-1252, semicolons", semicolons.getBytes(WINDOWS_1252), "windows-1252", ';'),
                arguments(
                        "Windows-1252, semicolons, CRLF",
                        semicolons.replace("\n", "\r\n").getBytes(WINDOWS_1252),
                        "windows-1252",
                        ';'));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("savedFiles")
    void a_file_is_read_however_a_spreadsheet_saved_it(String name, byte[] content, String encoding, char separator) {
        var file = read(Kind.SCHOOLS, content);

        assertThat(file.faults().first()).isEmpty();
        assertThat(file.text()).isEqualTo(new RosterText.Readable(Charset.forName(encoding), separator));
        assertThat(rowsOf(file))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("name", "SD KÜTA – 1"));
    }

    static Stream<Arguments> undecidedFiles() {
        var before = SCHOOLS + school().repeat(500);
        return Stream.of(
                arguments(
                        "UTF-8 by its mark, and then not",
                        bytes(("\uFEFF" + before).getBytes(UTF_8), "SD KÜTA\n".getBytes(WINDOWS_1252)),
                        "502  not-utf-8"),
                arguments(
                        "two encodings",
                        bytes((before + "SD KÜTA\n").getBytes(UTF_8), "SD KÜTA\n".getBytes(WINDOWS_1252)),
                        "503  encoding-mixed"),
                arguments(
                        "a byte that means nothing",
                        bytes(before.getBytes(UTF_8), new byte[] {(byte) 0xFC, (byte) 0x9D, '\n'}),
                        "502  encoding-unknown"),
                arguments(
                        "no character at all, as the end of a cut file",
                        bytes((before + "KÜ").getBytes(UTF_8), new byte[] {(byte) 0xC3}),
                        "502  encoding-mixed"),
                arguments("UTF-16 with a mark", ("\uFEFF" + before).getBytes(UTF_16BE), "1  encoding-unknown"),
                arguments("UTF-16 without", before.getBytes(UTF_16LE), "1  encoding-unknown"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("undecidedFiles")
    void a_file_whose_encoding_cannot_be_told_is_refused_at_the_line_that_shows_it(
            String name, byte[] content, String faults) {
        assertThat(faults(Kind.SCHOOLS, content)).isEqualTo(faults);
    }

    @Test
    void an_unclosed_quotation_mark_does_not_fill_the_memory() {
        var content = SCHOOLS + "20306578,\"SD" + (" X".repeat(100) + "\n").repeat(100_000);
        assertThat(faults(Kind.SCHOOLS, content.getBytes(UTF_8))).isEqualTo("2  malformed-csv");
    }

    static Stream<Arguments> oddNumbers() {
        return Stream.of(
                arguments("198001012005011001", ""),
                arguments("198001022005011001", "nip-birth-date"),
                arguments("198013012005011001", "nip-birth-date"),
                arguments("198001012005131001", "nip-appointment"),
                arguments("198001011995121001", "nip-appointment"),
                arguments("198001012030011001", "nip-appointment"),
                arguments("198001012005013001", "nip-sex"),
                arguments("198001012005011000", "nip-sequence"),
                arguments("999999999999999000", "nip-birth-date, nip-appointment, nip-sex, nip-sequence"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("oddNumbers")
    void the_number_of_a_pns_that_does_not_add_up_is_a_warning(String nip, String warnings) {
        var pns = read(Kind.EMPLOYEES, (EMPLOYEES + employee(Map.of("nip", nip))).getBytes(UTF_8));
        assertThat(pns.faults().first()).isEmpty();
        assertThat(pns.warnings().first().stream().map(Findings.Finding::code).collect(joining(", ")))
                .isEqualTo(warnings);
        assertThat(pns.warnings().first())
                .allSatisfy(warning ->
                        assertThat(warning.line() + " " + warning.column()).isEqualTo("2 nip"));

        var pppk = read(
                Kind.EMPLOYEES,
                (EMPLOYEES + employee(Map.of("nip", nip, "employment_status", "PPPK"))).getBytes(UTF_8));
        assertThat(pppk.faults().first()).isEmpty();
        assertThat(pppk.warnings().none()).isTrue();
    }

    static Stream<Arguments> oddPosts() {
        var staffType = "staff_type staff-type-of-other-role";
        var level = "functional_level functional-level-of-other-grade";
        return Stream.of(
                arguments("TEACHER", "", "GURU KELAS", "PNS", "III/c", "AHLI_MUDA", ""),
                arguments("TEACHER", "", "Kindergarten Teacher", "PNS", "IV/e", "AHLI_UTAMA", ""),
                arguments("TEACHER", "", "KEPALA SEKOLAH", "PNS", "III/a", "AHLI_PERTAMA", staffType),
                arguments("TEACHER", "ACTING", "KEPALA SEKOLAH", "PNS", "", "", staffType),
                arguments("PRINCIPAL", "DEFINITIVE", "KEPALA SEKOLAH", "PNS", "IV/c", "AHLI_MADYA", ""),
                arguments("PRINCIPAL", "DEFINITIVE", "GURU MAPEL", "PNS", "IV/d", "AHLI_UTAMA", staffType),
                arguments("PRINCIPAL", "", "GURU MAPEL", "PNS", "III/b", "AHLI_PERTAMA", staffType),
                arguments("PRINCIPAL", "ACTING", "GURU MAPEL", "PNS", "III/d", "AHLI_MUDA", ""),
                arguments("SUPERVISOR", "", "", "PNS", "IV/a", "AHLI_MADYA", ""),
                arguments("TEACHER", "", "", "PNS", "III/c", "AHLI_PERTAMA", level),
                arguments("TEACHER", "", "", "PNS", "II/c", "AHLI_PERTAMA", level),
                arguments("TEACHER", "", "", "PNS", "", "AHLI_UTAMA", ""),
                arguments("TEACHER", "", "", "PPPK", "IX", "AHLI_PERTAMA", ""),
                arguments("TEACHER", "", "KEPALA SEKOLAH", "PNS", "III/c", "AHLI_UTAMA", staffType + ", " + level));
    }

    @ParameterizedTest(name = "{0} {1} {2} {3} {4} {5}")
    @MethodSource("oddPosts")
    void what_dapodik_says_and_does_not_fit_the_post_is_a_warning(
            String role, String appointment, String staffType, String status, String grade, String level, String odd) {
        var row = employee(Map.of(
                "role", role,
                "appointment", appointment,
                "staff_type", staffType,
                "employment_status", status,
                "grade", grade,
                "functional_level", level));
        var file = read(Kind.EMPLOYEES, (with("appointment", "staff_type", "functional_level") + row).getBytes(UTF_8));

        assertThat(file.faults().first()).isEmpty();
        assertThat(file.warnings().first().stream()
                        .map(warning -> warning.column() + " " + warning.code())
                        .collect(joining(", ")))
                .isEqualTo(odd);
    }

    @Test
    void the_columns_that_may_be_left_out_are_read_in_any_order_and_number() {
        var file = read(
                Kind.EMPLOYEES,
                (with("functional_level", "superior_account")
                                + employee(Map.of()).strip() + ",,Wati@dinas.belajar.id\n")
                        .getBytes(UTF_8));

        assertThat(file.faults().first()).isEmpty();
        assertThat(rowsOf(file))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("superior_account", "wati@dinas.belajar.id")
                        .containsEntry("functional_level", "")
                        .doesNotContainKey("appointment"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2024-01-01", "2025-07-01", "2026-01-05"})
    void an_assignment_may_begin_on_any_day_from_the_oldest_period_to_today(String day) {
        var content = with("effective_from") + employee(Map.of("effective_from", day));
        assertThat(faults(Kind.EMPLOYEES, content.getBytes(UTF_8))).isEmpty();
    }

    @Test
    void a_superior_may_be_somebody_of_the_same_file() {
        var content = with("superior_account")
                + employee(Map.of("superior_account", "ratna@guru.sd.belajar.id"))
                + employee(Map.of(
                        "account", "ratna@guru.sd.belajar.id", "nip", "198001012005012002", "superior_account", ""));
        assertThat(faults(Kind.EMPLOYEES, content.getBytes(UTF_8))).isEmpty();
    }

    @Test
    void nobody_is_forgotten_in_a_file_of_many() {
        var content = new StringBuilder(EMPLOYEES).append(employee(Map.of("appraiser_account", "")));
        for (int i = 1; i < 3_000; i++) {
            content.append(employee(Map.of(
                    "account", "guru." + i + "@guru.sd.belajar.id",
                    "nip", "19800101200501%04d".formatted(i + 1001),
                    "appraiser_account", "siapa." + i + "@guru.sd.belajar.id")));
        }
        var file = read(Kind.EMPLOYEES, content.toString().getBytes(UTF_8));

        assertThat(file.faults().count()).isEqualTo(2_999);
        assertThat(file.faults().first()).extracting(Findings.Finding::code).containsOnly("unknown-appraiser");
    }

    @Test
    void of_many_faults_all_are_counted_and_the_first_thousand_told_in_the_order_of_the_lines() {
        var content = EMPLOYEES
                + employee(Map.of("account", "first@guru.sd.belajar.id", "appraiser_account", "x@belajar.id"))
                + employee(Map.of("account", "x", "name", "", "nip", "1")).repeat(700);
        var file = read(Kind.EMPLOYEES, content.getBytes(UTF_8));

        assertThat(file.faults().count()).isEqualTo(1 + 700 * 3 + 699);
        assertThat(file.faults().first()).hasSize(1000);
        assertThat(file.faults().notKept()).isEqualTo(700 * 3 + 700 - 1000);
        // Known only when the file has been read to its end.
        assertThat(file.faults().first().getFirst().code()).isEqualTo("unknown-appraiser");
        assertThat(file.faults().first()).extracting(Findings.Finding::line).isSorted();
    }

    @Test
    void a_number_may_pass_from_one_person_to_another_within_a_file() {
        var content = EMPLOYEES
                + employee(Map.of("nip", NIP_OF_WATI))
                + employee(Map.of(
                        "account", "wati@dinas.belajar.id",
                        "nip", "197501012000032002",
                        "appraiser_account", ""));
        assertThat(faults(Kind.EMPLOYEES, content.getBytes(UTF_8))).isEmpty();
    }

    @Test
    void a_file_as_a_spreadsheet_saves_it_is_read() {
        var content = "\uFEFF" + SCHOOLS.toUpperCase(java.util.Locale.ROOT)
                + "20306577,\"SD \"\"TUNAS\"\", KERTEK\", SD ,NEGERI,Kertek,Kab. Wonosobo,Jawa Tengah\r\n\r\n";
        var file = read(Kind.SCHOOLS, content.getBytes(UTF_8));

        assertThat(file.faults().first()).isEmpty();
        assertThat(file.rows()).isEqualTo(1);
        assertThat(rowsOf(file))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("npsn", "20306577")
                        .containsEntry("name", "SD \"TUNAS\", KERTEK")
                        .containsEntry("level", "SD"));
    }

    @Test
    void people_are_read_with_all_that_may_be_absent_absent() {
        var content = EMPLOYEES
                + employee(
                        Map.of("account", "Sari@GURU.sd.belajar.id", "appraiser_account", "RATNA@guru.sd.belajar.id"))
                + employee(Map.of(
                        "account", "ratna@guru.sd.belajar.id",
                        "nip", "198001012005012002",
                        "role", "PRINCIPAL",
                        "appraiser_account", "hendra@dinas.belajar.id"))
                + employee(Map.of(
                        "account", "bayu@guru.sd.belajar.id",
                        "employment_status", "NON_ASN",
                        "nip", "",
                        "nuptk", "",
                        "birth_date", "",
                        "grade", "",
                        "appraiser_account", ""))
                + employee(Map.of(
                        "account", "wiji@dinas.belajar.id",
                        "nip", "198001012005012003",
                        "employment_status", "PPPK",
                        "grade", "IX",
                        "role", "SUPERVISOR",
                        "npsn", ""));
        var file = read(Kind.EMPLOYEES, content.getBytes(UTF_8));

        assertThat(file.faults().first()).isEmpty();
        assertThat(rowsOf(file))
                .extracting(row -> row.get("account"))
                .containsExactly(
                        "sari@guru.sd.belajar.id",
                        "ratna@guru.sd.belajar.id",
                        "bayu@guru.sd.belajar.id",
                        "wiji@dinas.belajar.id");
        assertThat(rowsOf(file).getFirst()).containsEntry("appraiser_account", "ratna@guru.sd.belajar.id");
    }

    private static String faults(Kind kind, byte[] content) {
        return read(kind, content).faults().first().stream()
                .map(fault -> fault.line() + " " + fault.column() + " " + fault.code())
                .distinct()
                .collect(joining(", "));
    }

    private static RosterFile read(Kind kind, byte[] content) {
        try {
            return RosterFile.check(kind, () -> new ByteArrayInputStream(content), ROSTER, DAYS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Map<String, String>> rowsOf(RosterFile file) {
        var rows = new ArrayList<Map<String, String>>();
        file.forEachRow(rows::add);
        return rows;
    }

    private static byte[] bytes(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static String school() {
        return school(Map.of());
    }

    private static String school(Map<String, String> changes) {
        return row(
                Kind.SCHOOLS,
                List.of(
                        "20306577",
                        "SD NEGERI 3 KWADUNGAN",
                        "SD",
                        "NEGERI",
                        "Kalikajar",
                        "Kab. Wonosobo",
                        "Jawa Tengah"),
                changes);
    }

    private static String employee(Map<String, String> changes) {
        return row(
                Kind.EMPLOYEES,
                List.of(
                        "sari@guru.sd.belajar.id",
                        "Sari Puspita",
                        "198001012005011001",
                        "9999000011112222",
                        "1980-01-01",
                        "PNS",
                        "TEACHER",
                        "20306577",
                        "Guru Ahli Muda",
                        "III/c",
                        "SD NEGERI 3 KWADUNGAN",
                        "hendra@dinas.belajar.id"),
                changes);
    }

    private static String row(Kind kind, List<String> values, Map<String, String> changes) {
        var row = new LinkedHashMap<String, String>();
        for (int i = 0; i < values.size(); i++) {
            row.put(kind.columns().get(i), changes.getOrDefault(kind.columns().get(i), values.get(i)));
        }
        // In the order in which the header of the test has them.
        kind.optional().stream()
                .filter(changes::containsKey)
                .forEach(column -> row.put(column, String.valueOf(changes.get(column))));
        return String.join(",", row.values()) + "\n";
    }
}
