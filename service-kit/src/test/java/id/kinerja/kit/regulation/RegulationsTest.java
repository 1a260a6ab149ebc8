package id.kinerja.kit.regulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A broken pack keeps the service down, and says where it is broken. */
class RegulationsTest {

    private static final String PACK = read("/packs/small.yaml");

    static Stream<Arguments> brokenPacks() {
        return Stream.of(
                broken(
                        "a code that is there already",
                        "code: X-2\n    role: PRINCIPAL",
                        "code: X-1\n    role: PRINCIPAL",
                        "code: X-1\n    role: PRINCIPAL",
                        "/indicators/1/code: X-1 is there already, on line "),
                broken(
                        "a field that is missing",
                        "    name: \"Satu\"\n",
                        "",
                        "- code: X-1\n    role",
                        "'name' not found"),
                broken("a field nobody knows", "version: 1", "version: 1\nvrsion: 2", "vrsion: 2", "'vrsion'"),
                broken("a wrong type", "version: 1", "version: satu", "version: satu", "integer"),
                broken("a date that is none", "last: 2030-06-30", "last: 2030-06-31", "last: 2030-06-31", "date"),
                broken("an unknown word", "value: HELD", "value: LATER", "value: LATER", "ANNUAL"),
                broken("an unknown source mark", "source: Oc", "source: X", "source: X", "/periods/0/source"),
                broken(
                        "a period that ends before it begins",
                        "last: 2030-06-30",
                        "last: 2029-06-30",
                        "last: 2029-06-30",
                        "/periods/0/last: ends (2029-06-30) before it begins (2030-01-01)"),
                broken(
                        "a stage window that ends before it begins",
                        "last: 2030-01-31",
                        "last: 2029-12-31",
                        "last: 2029-12-31",
                        "/periods/0/stages/0/last: ends (2029-12-31) before it begins (2030-01-01)"),
                broken(
                        "a stage before its period",
                        "- name: PLANNING\n        first: 2030-01-01",
                        "- name: PLANNING\n        first: 2029-12-01",
                        "first: 2029-12-01",
                        "/periods/0/stages/0/first: 2029-12-01 is before the period begins (2030-01-01)"),
                broken(
                        "an extension that gives no time",
                        "extension: { last: 2030-03-31",
                        "extension: { last: 2030-01-15",
                        "extension: { last: 2030-01-15",
                        "2030-01-15 does not extend a window that ends on 2030-01-31"),
                broken(
                        "a stage of planning that says nothing of those who are late",
                        "        late: { value: REFUSED, source: O }\n",
                        "",
                        "- name: PLANNING",
                        "/periods/0/stages/0: does not say what becomes of a late plan"),
                broken(
                        "an unknown word for those who are late",
                        "late: { value: REFUSED",
                        "late: { value: FINED",
                        "late: { value: FINED",
                        "/periods/0/stages/0/late/value"),
                broken(
                        "a section that is not spoken of",
                        "  - { section: ALIGNMENT, role: PRINCIPAL, need: NONE, source: I }\n",
                        "",
                        "sections:",
                        "/sections: does not say what ALIGNMENT is in the plan of a PRINCIPAL"),
                broken(
                        "a section that is spoken of twice",
                        "section: ALIGNMENT, role: TEACHER",
                        "section: PRACTICE, role: TEACHER",
                        "  - { section: PRACTICE, role: TEACHER, need: NONE",
                        "PRACTICE of TEACHER is there already, on line "),
                broken(
                        "a behaviour under the wrong indicator",
                        "code: X-1-A",
                        "code: X-9-A",
                        "code: X-9-A",
                        "must begin with X-1-"),
                broken(
                        "a text that was not found and is there",
                        "text: \"Guru menyapa\"\n        source: S",
                        "text: \"Guru menyapa\"\n        source: NF",
                        "source: NF\n  - code: X-2",
                        "/indicators/0/behaviours/0/source: is NF exactly where there is no text"),
                broken(
                        "a gap in what is called complete",
                        "text: \"Guru menyapa\"\n        source: S",
                        "text: null\n        source: NF",
                        "complete: true\n    source: S\n    behaviours",
                        "/indicators/0/complete: is true, but the text of a behaviour is missing"),
                broken(
                        "more points asked for at least than at most",
                        "minimum: 32",
                        "minimum: 200",
                        "maximum: 128",
                        "/development/points/maximum: is less than the minimum (200)"),
                broken(
                        "an activity without points",
                        "      points: { value: 8, source: S }\n",
                        "",
                        "- code: COURSE",
                        "/development/activities/0: has no points, but /development asks for some"),
                broken(
                        "a reference to a level nobody knows",
                        "levels: [SMK]",
                        "levels: [SMKN]",
                        "levels: [SMKN]",
                        "/additionalDuties/duties/0/levels/0: SMKN is not among /schoolLevels"),
                broken(
                        "a guiding behaviour that is there already",
                        "code: SERVICE-2",
                        "code: SERVICE-1",
                        "code: SERVICE-1, text: \"ramah\"",
                        "SERVICE-1 is there already, on line "),
                broken(
                        "more behaviours asked for than there are",
                        "behavioursPerValue: { value: 0",
                        "behavioursPerValue: { value: 3",
                        "      behaviours:",
                        "has fewer entries than /workBehaviour/behavioursPerValue asks for"),
                broken(
                        "a key that is written twice",
                        "version: 1",
                        "version: 1\nid: b",
                        "id: b",
                        "/id: is written twice"),
                broken("no YAML at all", "legalBasis:", "legalBasis: [", "name: \"Kecil\"", "not YAML"));
    }

    private static Arguments broken(String what, String entry, String instead, String faultyLine, String text) {
        assertThat(PACK).as(what).contains(entry);
        return arguments(what, PACK.replace(entry, instead), faultyLine, text);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenPacks")
    void a_fault_is_told_with_file_and_line(String what, String yaml, String faultyLine, String text) {
        var faults = faultsOf(Map.of("packs/2030.yaml", yaml));

        assertThat(faults).anySatisfy(fault -> {
            assertThat(fault.file()).isEqualTo("packs/2030.yaml");
            assertThat(fault.toString())
                    .startsWith("packs/2030.yaml:" + fault.line() + ": ")
                    .contains(text);
            if (!text.equals("not YAML")) {
                assertThat(fault.line()).as(fault.toString()).isEqualTo(lineOf(yaml, faultyLine));
            }
        });
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
                .containsExactly("b.yaml:2: /version: pack 2030 version 1 is there already, in a.yaml:2");
        assertThat(faultsOf(Map.of("a.yaml", PACK, "b.yaml", PACK.replaceFirst("id: \"2030\"", "id: \"2031\""))))
                .extracting(PackFault::toString)
                .containsExactly("b.yaml:%d: /periods/0/id: period 2030-1 belongs to pack 2030 already, in a.yaml:%d"
                        .formatted(lineOf(PACK, "id: \"2030-1\""), lineOf(PACK, "periods:")));
    }

    @Test
    void what_is_begun_now_is_begun_under_the_newest_version_and_the_older_ones_stay() {
        var regulations =
                Regulations.of(Map.of("new.yaml", PACK.replace("version: 1", "version: 2"), "old.yaml", PACK));

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
    void an_extension_moves_the_end_of_a_window() {
        var stage = Regulations.of(Map.of("a.yaml", PACK))
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
        var broken = catchThrowableOfType(BrokenPackException.class, () -> Regulations.of(files));
        assertThat(broken).isNotNull();
        broken.faults().forEach(fault -> assertThat(broken).hasMessageContaining(fault.toString()));
        return broken.faults();
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
