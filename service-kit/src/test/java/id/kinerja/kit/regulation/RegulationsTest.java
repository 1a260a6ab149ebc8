package id.kinerja.kit.regulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A broken pack keeps the service down, and says where it is broken, in Indonesian and in English. */
class RegulationsTest {

    private static final String PACK = read("/packs/small.yaml");
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    static Stream<Arguments> brokenPacks() {
        return Stream.of(
                broken(
                        "a code that is there already",
                        "code: X-2\n    role: PRINCIPAL",
                        "code: X-1\n    role: PRINCIPAL",
                        "code: X-1\n    role: PRINCIPAL",
                        "/indicators/1/code",
                        "X-1 sudah ada, pada baris 35",
                        "X-1 is there already, on line 35"),
                broken(
                        "a field that is missing",
                        "    name: \"Satu\"\n",
                        "",
                        "- code: X-1\n    role",
                        "/indicators/0/name",
                        "isian name tidak ada",
                        "the field name is missing"),
                broken(
                        "a field nobody knows",
                        "version: 1",
                        "version: 1\nvrsion: 2",
                        "vrsion: 2",
                        "/vrsion",
                        "tidak dikenal isian vrsion",
                        "there is no field vrsion"),
                broken(
                        "words for a number",
                        "version: 1",
                        "version: satu",
                        "version: satu",
                        "/version",
                        "harus berupa bilangan bulat",
                        "must be a whole number"),
                broken(
                        "a number for a text",
                        "id: \"2030\"",
                        "id: 2030",
                        "id: 2030",
                        "/id",
                        "harus berupa teks; angka ditulis di antara tanda kutip",
                        "must be a text; a number is written in quotation marks"),
                broken(
                        "a number for a text that may be absent",
                        "text: null",
                        "text: 3",
                        "text: 3",
                        "/indicators/1/behaviours/0/text",
                        "harus berupa teks; angka ditulis di antara tanda kutip",
                        "must be a text; a number is written in quotation marks"),
                broken(
                        "a word for yes or no",
                        "binding: false",
                        "binding: tidak",
                        "binding: tidak",
                        "/periods/0/stages/0/binding",
                        "harus true atau false",
                        "must be true or false"),
                broken(
                        "one thing for a list",
                        "schoolLevels: [SD, SMK]",
                        "schoolLevels: SD",
                        "schoolLevels: SD",
                        "/schoolLevels",
                        "harus berupa daftar",
                        "must be a list"),
                broken(
                        "a word without the mark of its source",
                        "agreement: { value: EXPLICIT, source: S }",
                        "agreement: EXPLICIT",
                        "agreement: EXPLICIT",
                        "/agreement",
                        "harus berupa kelompok isian, misalnya value dan source",
                        "must be a group of fields, such as value and source"),
                broken(
                        "a date that is none",
                        "last: 2030-06-30",
                        "last: 2030-06-31",
                        "last: 2030-06-31",
                        "/periods/0/last",
                        "harus tanggal yang ada, ditulis seperti 2026-01-31",
                        "must be a day that exists, written like 2026-01-31"),
                broken(
                        "an unknown word",
                        "value: HELD",
                        "value: LATER",
                        "value: LATER",
                        "/closing/value",
                        "harus salah satu dari ANNUAL, HELD",
                        "must be one of ANNUAL, HELD"),
                broken(
                        "an unknown source mark",
                        "source: Oc",
                        "source: X",
                        "source: X",
                        "/periods/0/source",
                        "harus salah satu dari O, Oc, S, I, NF",
                        "must be one of O, Oc, S, I, NF"),
                broken(
                        "an id with a space",
                        "id: \"2030-1\"",
                        "id: \"2030 1\"",
                        "id: \"2030 1\"",
                        "/periods/0/id",
                        "harus terdiri atas huruf, angka dan tanda hubung, paling banyak 20",
                        "must be letters, digits and hyphens, at most 20"),
                broken(
                        "a code in small letters",
                        "code: COURSE",
                        "code: course",
                        "- code: course",
                        "/development/activities/0/code",
                        "harus berupa kode: huruf besar dan angka, dihubungkan tanda hubung, misalnya WALI-KELAS",
                        "must be a code: capital letters and digits, joined by hyphens, such as WALI-KELAS"),
                broken(
                        "a row that no education report has",
                        "workBehaviour:",
                        "recommendation: { source: I, rows: [{ code: D1, role: TEACHER, source: I }] }\nworkBehaviour:",
                        "recommendation:",
                        "/recommendation/rows/0/code",
                        "harus berupa baris Rapor Pendidikan, misalnya D.1.2",
                        "must be a row of the Rapor Pendidikan, such as D.1.2"),
                broken(
                        "a row for a component that no indicator comes from",
                        "workBehaviour:",
                        "recommendation: { source: I, rows:"
                                + " [{ code: D.1, role: TEACHER, component: \"X\", source: I }] }\nworkBehaviour:",
                        "recommendation:",
                        "/recommendation/rows/0/component",
                        "tidak ada indikator TEACHER yang berasal dari komponen ini",
                        "no indicator of TEACHER comes from this component"),
                broken(
                        "a number that is too small",
                        "version: 1",
                        "version: 0",
                        "version: 0",
                        "/version",
                        "paling kecil 1",
                        "must be at least 1"),
                broken(
                        "a number that is too large",
                        "maximum: 128",
                        "maximum: 1001",
                        "maximum: 1001",
                        "/development/points/maximum",
                        "paling besar 1000",
                        "must be at most 1000"),
                broken(
                        "a text without a letter",
                        "name: \"Dua\"",
                        "name: \"\"",
                        "name: \"\"",
                        "/indicators/1/name",
                        "tidak boleh kosong",
                        "must not be empty"),
                broken(
                        "a text that is too long",
                        "name: \"Dua\"",
                        "name: \"" + "a".repeat(1001) + "\"",
                        "name: \"aaa",
                        "/indicators/1/name",
                        "paling banyak 1000 karakter",
                        "must have at most 1000 characters"),
                broken(
                        "a list without an entry",
                        "schoolLevels: [SD, SMK]",
                        "schoolLevels: []",
                        "schoolLevels: []",
                        "/schoolLevels",
                        "harus berisi paling sedikit 1",
                        "must have at least 1 entries"),
                broken(
                        "more behaviours than an indicator can have",
                        "      - code: X-2-1\n        text: null\n        source: NF\n",
                        "      - { code: X-2-1, text: null, source: NF }\n".repeat(11),
                        "    behaviours:\n      - { code: X-2-1, text",
                        "/indicators/1/behaviours",
                        "boleh berisi paling banyak 10",
                        "must have at most 10 entries"),
                broken(
                        "a level that is named twice",
                        "schoolLevels: [SD, SMK]",
                        "schoolLevels: [SD, SMK, SD]",
                        "schoolLevels: [SD, SMK, SD]",
                        "/schoolLevels",
                        "menyebut hal yang sama dua kali",
                        "names the same thing twice"),
                broken(
                        "a period that ends before it begins",
                        "last: 2030-06-30",
                        "last: 2029-06-30",
                        "last: 2029-06-30",
                        "/periods/0/last",
                        "berakhir (2029-06-30) sebelum dimulai (2030-01-01)",
                        "ends (2029-06-30) before it begins (2030-01-01)"),
                broken(
                        "a stage window that ends before it begins",
                        "last: 2030-01-31",
                        "last: 2029-12-31",
                        "last: 2029-12-31",
                        "/periods/0/stages/0/last",
                        "berakhir (2029-12-31) sebelum dimulai (2030-01-01)",
                        "ends (2029-12-31) before it begins (2030-01-01)"),
                broken(
                        "a stage before its period",
                        "- name: PLANNING\n        first: 2030-01-01",
                        "- name: PLANNING\n        first: 2029-12-01",
                        "first: 2029-12-01",
                        "/periods/0/stages/0/first",
                        "2029-12-01 mendahului awal periode (2030-01-01)",
                        "2029-12-01 is before the period begins (2030-01-01)"),
                broken(
                        "an extension that gives no time",
                        "extension: { last: 2030-03-31",
                        "extension: { last: 2030-01-15",
                        "extension: { last: 2030-01-15",
                        "/periods/0/stages/0/extension/last",
                        "2030-01-15 tidak memperpanjang tahap yang berakhir pada 2030-01-31",
                        "2030-01-15 does not extend a stage that ends on 2030-01-31"),
                broken(
                        "a stage of planning that says nothing of those who are late",
                        "        late: { value: REFUSED, source: O }\n",
                        "",
                        "- name: PLANNING",
                        "/periods/0/stages/0",
                        "tidak menyebut apa yang terjadi pada rencana yang terlambat (late)",
                        "does not say what becomes of a late plan (late)"),
                broken(
                        "an unknown word for those who are late",
                        "late: { value: REFUSED",
                        "late: { value: FINED",
                        "late: { value: FINED",
                        "/periods/0/stages/0/late/value",
                        "harus salah satu dari ACCEPTED, REFUSED",
                        "must be one of ACCEPTED, REFUSED"),
                broken(
                        "a section that is not spoken of",
                        "  - { section: ALIGNMENT, role: PRINCIPAL, need: NONE, source: I }\n",
                        "",
                        "sections:",
                        "/sections",
                        "tidak menyebut kedudukan ALIGNMENT dalam rencana PRINCIPAL",
                        "does not say what ALIGNMENT is in the plan of a PRINCIPAL"),
                broken(
                        "a section that is spoken of twice",
                        "section: ALIGNMENT, role: TEACHER",
                        "section: PRACTICE, role: TEACHER",
                        "  - { section: PRACTICE, role: TEACHER, need: NONE",
                        "/sections/4/section",
                        "PRACTICE, TEACHER sudah ada, pada baris 24",
                        "PRACTICE, TEACHER is there already, on line 24"),
                broken(
                        "a behaviour under the wrong indicator",
                        "code: X-1-A",
                        "code: X-9-A",
                        "code: X-9-A",
                        "/indicators/0/behaviours/0/code",
                        "harus diawali X-1-",
                        "must begin with X-1-"),
                broken(
                        "a text that was not found and is there",
                        "text: \"Guru menyapa\"\n        source: S",
                        "text: \"Guru menyapa\"\n        source: NF",
                        "source: NF\n  - code: X-2",
                        "/indicators/0/behaviours/0/source",
                        "harus NF bila teksnya tidak ada, dan hanya bila demikian",
                        "is NF exactly where there is no text"),
                broken(
                        "a gap in what is called complete",
                        "text: \"Guru menyapa\"\n        source: S",
                        "text: null\n        source: NF",
                        "complete: true\n    source: S\n    behaviours",
                        "/indicators/0/complete",
                        "bernilai true, padahal teks salah satu perilaku tidak ada",
                        "is true, but the text of a behaviour is missing"),
                broken(
                        "more points asked for at least than at most",
                        "minimum: 32",
                        "minimum: 200",
                        "maximum: 128",
                        "/development/points/maximum",
                        "kurang dari minimum (200)",
                        "is less than the minimum (200)"),
                broken(
                        "an activity without points",
                        "      points: { value: 8, source: S }\n",
                        "",
                        "- code: COURSE",
                        "/development/activities/0",
                        "tidak memiliki poin, padahal /development memintanya",
                        "has no points, but /development asks for some"),
                broken(
                        "points where a regulation has none",
                        "  points:\n    minimum: 32\n    maximum: 128\n    strength: RULE\n    source: S\n",
                        "",
                        "- code: COURSE",
                        "/development/activities/0",
                        "memiliki poin, padahal /development tidak memilikinya",
                        "has points, but /development has none"),
                broken(
                        "a reference to a level nobody knows",
                        "levels: [SMK]",
                        "levels: [SMKN]",
                        "levels: [SMKN]",
                        "/additionalDuties/duties/0/levels/0",
                        "SMKN tidak ada di /schoolLevels",
                        "SMKN is not among /schoolLevels"),
                broken(
                        "a guiding behaviour that is there already",
                        "code: SERVICE-2",
                        "code: SERVICE-1",
                        "code: SERVICE-1, text: \"ramah\"",
                        "/workBehaviour/coreValues/0/behaviours/1/code",
                        "SERVICE-1 sudah ada, pada baris 83",
                        "SERVICE-1 is there already, on line 83"),
                broken(
                        "more behaviours asked for than there are",
                        "behavioursPerValue: { value: 0",
                        "behavioursPerValue: { value: 3",
                        "      behaviours:",
                        "/workBehaviour/coreValues/0/behaviours",
                        "isinya lebih sedikit daripada yang diminta /workBehaviour/behavioursPerValue",
                        "has fewer entries than /workBehaviour/behavioursPerValue asks for"),
                broken(
                        "a key that is written twice",
                        "version: 1",
                        "version: 1\nid: b",
                        "id: b",
                        "/id",
                        "ditulis dua kali, pertama pada baris 1",
                        "is written twice, first on line 1"),
                broken(
                        "no YAML at all",
                        "legalBasis:",
                        "legalBasis: [",
                        "  - { text: \"Peraturan contoh\"",
                        "",
                        "bukan YAML; kata pembacanya: ",
                        "is not YAML; its reader says: "),
                arguments("an empty file", "", 1, "", "berkas kosong", "the file is empty"));
    }

    private static Arguments broken(
            String what,
            String entry,
            String instead,
            String faultyLine,
            String pointer,
            String indonesian,
            String english) {
        assertThat(PACK).as(what).contains(entry);
        var yaml = PACK.replace(entry, instead);
        return arguments(what, yaml, lineOf(yaml, faultyLine), pointer, indonesian, english);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenPacks")
    void a_fault_is_told_with_file_and_line_in_both_languages(
            String what, String yaml, int line, String pointer, String indonesian, String english) {
        var faults = faultsOf(Map.of("packs/2030.yaml", yaml));

        assertThat(faults)
                .extracting(PackFault::toString)
                .anySatisfy(fault -> assertThat(fault.lines())
                        .hasSize(3)
                        .satisfiesExactly(
                                place -> assertThat(place)
                                        .isEqualTo(("packs/2030.yaml:" + line + ": " + pointer).stripTrailing()),
                                words -> assertThat(words).startsWith("    id: " + indonesian),
                                words -> assertThat(words).startsWith("    en: " + english)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "en"})
    void every_fault_there_are_words_for_is_found_in_one_of_these_packs(String language) {
        var words = ResourceBundle.getBundle("kinerja-messages", Locale.of(language)).keySet().stream()
                .filter(key -> key.startsWith("pack-fault."))
                .map(key -> key.substring("pack-fault.".length()));
        var found = brokenPacks()
                .flatMap(pack -> faultsOf(Map.of("a.yaml", String.valueOf(pack.get()[1]))).stream())
                .map(PackFault::code);

        assertThat(words)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(found, Stream.of("not-utf-8", "version-there", "period-there"))
                                .collect(Collectors.toSet()));
    }

    @Test
    void the_schema_asks_for_nothing_that_has_no_words() {
        var schema = new JsonMapper().readTree(read("/regulations/regulation.schema.json"));

        assertThat(schema.findValues("$ref")).isNotEmpty();
        assertThat(Stream.of("anyOf", "oneOf", "allOf", "not", "const", "exclusiveMinimum", "multipleOf", "contains"))
                .allSatisfy(keyword -> assertThat(schema.findValues(keyword)).isEmpty());
        assertThat(schema.findValues("format")).extracting(JsonNode::asString).containsOnly("date");
        assertThat(schema.findValues("minLength")).extracting(JsonNode::asInt).containsOnly(1);
    }

    @Test
    void a_pack_saved_by_a_program_of_another_encoding_is_told_with_its_line() {
        var saved = PACK.replace("Guru menyapa", "Guru menyapa – setiap murid").getBytes(WINDOWS);
        var broken = catchThrowableOfType(BrokenPackException.class, () -> Regulations.of(Map.of("a.yaml", saved)));

        assertThat(broken.faults()).extracting(PackFault::toString).containsExactly("""
                a.yaml:%d:
                    id: bukan UTF-8; simpan berkas dengan pengodean UTF-8
                    en: is not UTF-8; save the file in the encoding UTF-8""".formatted(
                        lineOf(PACK, "Guru menyapa")));
        assertThat(Regulations.of(bytes(Map.of("a.yaml", "\uFEFF" + PACK.replace("\n", "\r\n"))))
                        .find("2030"))
                .as("with a byte order mark and the line ends of Windows")
                .isPresent();
    }

    @Test
    void all_faults_of_all_files_are_told_at_once() {
        var faults = faultsOf(Map.of(
                "a.yaml",
                        PACK.replace("last: 2030-06-30", "last: 2029-06-30").replace("levels: [SMK]", "levels: [SMKN]"),
                "b.yaml", PACK.replace("id: \"2030\"", "id: \"2031\"").replace("version: 1", "version: satu")));

        assertThat(faults).extracting(PackFault::file).containsExactly("a.yaml", "a.yaml", "b.yaml");
    }

    @Test
    void no_version_is_there_twice_and_no_period_belongs_to_two_packs() {
        assertThat(faultsOf(Map.of("a.yaml", PACK, "b.yaml", PACK)))
                .extracting(PackFault::toString)
                .containsExactly("""
                        b.yaml:2: /version
                            id: paket 2030 versi 1 sudah ada, di a.yaml:2
                            en: pack 2030 version 1 is there already, in a.yaml:2""");
        assertThat(faultsOf(Map.of("a.yaml", PACK, "b.yaml", PACK.replaceFirst("id: \"2030\"", "id: \"2031\""))))
                .extracting(PackFault::toString)
                .containsExactly("""
                        b.yaml:%1$d: /periods/0/id
                            id: periode 2030-1 sudah dimiliki paket 2030, di a.yaml:%2$d
                            en: period 2030-1 belongs to pack 2030 already, in a.yaml:%2$d""".formatted(lineOf(PACK, "id: \"2030-1\""), lineOf(PACK, "periods:")));
    }

    @Test
    void what_is_begun_now_is_begun_under_the_newest_version_and_the_older_ones_stay() {
        var regulations =
                Regulations.of(bytes(Map.of("new.yaml", PACK.replace("version: 1", "version: 2"), "old.yaml", PACK)));

        assertThat(regulations.find("2030").orElseThrow().version()).isEqualTo(2);
        assertThat(regulations.ofPeriod("2030-1").orElseThrow().version()).isEqualTo(2);
        assertThat(regulations.find("2030", 1).orElseThrow().version()).isEqualTo(1);
        assertThat(regulations.find("2030", 3)).isEmpty();
        assertThat(regulations.newest()).extracting(Regulation::version).containsExactly(2);
    }

    @Test
    void a_pack_in_the_directory_is_added_without_code(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("2030.yaml"), PACK);
        Files.writeString(directory.resolve("notes.txt"), "no pack");

        var regulations = Regulations.withDirectory(directory);

        assertThat(regulations.newest()).extracting(Regulation::id).containsExactly("2024", "2025", "2030");
        assertThat(regulations.ofPeriod("2030-1")).isPresent();
        assertThatThrownBy(() -> Regulations.withDirectory(directory.resolve("elsewhere")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("directory of regulation packs");
    }

    @Test
    void a_directory_may_hold_several_versions_of_a_pack_and_one_that_is_missing_is_named(@TempDir Path directory)
            throws IOException {
        Files.writeString(directory.resolve("2030.yaml"), PACK);
        Files.writeString(directory.resolve("2030-2.yaml"), PACK.replace("version: 1", "version: 2"));

        var regulations = Regulations.withDirectory(directory);

        assertThat(regulations.require("2030", 1).version()).isEqualTo(1);
        assertThat(regulations.find("2030", 2).orElseThrow().version()).isEqualTo(2);
        assertThat(regulations.find("2030", null).orElseThrow().version()).isEqualTo(2);
        assertThatThrownBy(() -> regulations.require("2030", 3))
                .isInstanceOf(PackNotLoadedException.class)
                .hasMessageContaining("version 3 of regulation pack 2030");
    }

    @Test
    void an_extension_moves_the_end_of_a_window() {
        var stage = Regulations.of(bytes(Map.of("a.yaml", PACK)))
                .find("2030")
                .orElseThrow()
                .periods()
                .getFirst()
                .stages()
                .getFirst();

        assertThat(stage.last()).hasToString("2030-01-31");
        assertThat(stage.ends()).hasToString("2030-03-31");
    }

    private static List<PackFault> faultsOf(Map<String, String> files) {
        var broken = catchThrowableOfType(BrokenPackException.class, () -> Regulations.of(bytes(files)));
        assertThat(broken).isNotNull();
        assertThat(broken).hasMessageStartingWith("Paket peraturan rusak. / The regulation packs are broken.");
        broken.faults().forEach(fault -> assertThat(broken).hasMessageContaining(fault.toString()));
        return broken.faults();
    }

    private static Map<String, byte[]> bytes(Map<String, String> files) {
        var bytes = new TreeMap<String, byte[]>();
        files.forEach((name, text) -> bytes.put(name, text.getBytes(StandardCharsets.UTF_8)));
        return bytes;
    }

    private static int lineOf(String yaml, String entry) {
        var at = yaml.lastIndexOf(entry);
        assertThat(at).as(entry).isNotNegative();
        return (int) yaml.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
    }

    private static String read(String resource) {
        try (var in = Objects.requireNonNull(RegulationsTest.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
