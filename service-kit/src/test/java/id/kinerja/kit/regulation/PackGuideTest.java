package id.kinerja.kit.regulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.regulation.Regulation.StageName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever follows the guide to the letter gets a pack without a fault. */
class PackGuideTest {

    private static final Pattern EXAMPLE = Pattern.compile("(?ms)^   ```yaml\\n(.*?)^   ```$");
    private static final Pattern VERSION = Pattern.compile("(?m)^version: (\\d+)$");

    @ParameterizedTest
    @ValueSource(strings = {"regulation-packs.md", "paket-peraturan.md"})
    void an_activity_is_added(String guide) {
        var before = Regulations.fromClasspath().find("2024").orElseThrow();
        var pack = nextVersion(shipped("2024.yaml"))
                .replace("\nadditionalDuties:", examples(guide).getFirst() + "\nadditionalDuties:");

        var after = Regulations.besidesThoseOfTheService(Map.of("packs/2024.yaml", pack.getBytes(UTF_8)))
                .find("2024")
                .orElseThrow();

        assertThat(after.version()).isEqualTo(before.version() + 1);
        assertThat(after.development().activities())
                .hasSize(before.development().activities().size() + 1)
                .last()
                .satisfies(activity -> {
                    assertThat(activity.code()).isEqualTo("CONTOH-KEGIATAN");
                    assertThat(activity.points()).isEqualTo(new Regulation.Rule<>(8, "O", null));
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"regulation-packs.md", "paket-peraturan.md"})
    void a_window_is_extended(String guide) {
        var pack = nextVersion(shipped("2025.yaml"))
                .replace("        last: 2026-01-31\n", examples(guide).getLast());

        var period = Regulations.besidesThoseOfTheService(Map.of("packs/2025.yaml", pack.getBytes(UTF_8)))
                .find("2025")
                .flatMap(regulation -> regulation.period("2026"))
                .orElseThrow();

        assertThat(period.stage(StageName.PLANNING).orElseThrow().ends()).hasToString("2026-02-28");
    }

    @Test
    void both_guides_have_the_same_examples_tables_and_commands() {
        assertThat(examples("paket-peraturan.md")).hasSize(2).isEqualTo(examples("regulation-packs.md"));
        assertThat(entries("paket-peraturan.md")).isEqualTo(entries("regulation-packs.md"));
        assertThat(commands("paket-peraturan.md")).isEqualTo(commands("regulation-packs.md"));
    }

    /** As it is to be written into the file: in the guide it stands below a numbered step. */
    private static List<String> examples(String guide) {
        return EXAMPLE.matcher(read(guide))
                .results()
                .map(example -> example.group(1).replaceAll("(?m)^   ", ""))
                .toList();
    }

    /** What the rows of the tables are about. */
    private static List<String> entries(String guide) {
        return read(guide)
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split(" \\|")[0])
                .toList();
    }

    private static List<String> commands(String guide) {
        return read(guide)
                .lines()
                .filter(line -> line.startsWith("    java ") || line.startsWith("    docker "))
                .toList();
    }

    private static String nextVersion(String pack) {
        return VERSION.matcher(pack).replaceFirst(version -> "version: " + (Integer.parseInt(version.group(1)) + 1));
    }

    private static String shipped(String file) {
        return readFile(Path.of("src/main/resources/regulations", file));
    }

    private static String read(String guide) {
        return readFile(Path.of("../docs", guide));
    }

    private static String readFile(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
