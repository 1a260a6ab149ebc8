package id.kinerja.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.simulator.call.Operation;
import id.kinerja.simulator.scenario.FaultKind;
import id.kinerja.simulator.scenario.Settings;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** So that a test built on what is inferred or unknown about BKN can be told from one built on evidence. */
@DisplayName("Every rule says how well it is known: [E] established, [I] inferred or [U] unknown")
class EvidenceTest {

    private static final Path SOURCES = Path.of("src/main/java/id/kinerja/simulator");
    private static final Pattern MARK = Pattern.compile("\\[[EIU][,;: \\]]");
    private static final Pattern CONSTANT = Pattern.compile("(?s)/\\*\\*((?:(?!\\*/).)*)\\*/\\s*([A-Z_]+)\\(");
    private static final Pattern PARAMETER = Pattern.compile("(?s)@param (\\w+)((?:(?!@param|\\*/).)*)");
    private static final String TABLE = "| # | Behaviour | Mark |\n|---|---|---|\n";

    @Test
    void everyKindOfFault() throws IOException {
        assertMarked(documented(CONSTANT, "scenario/FaultKind.java", 2, 1), names(FaultKind.values()));
    }

    @Test
    void everyOperation() throws IOException {
        assertMarked(documented(CONSTANT, "call/Operation.java", 2, 1), names(Operation.values()));
    }

    @Test
    void everySetting() throws IOException {
        assertMarked(
                documented(PARAMETER, "scenario/Settings.java", 1, 2),
                Arrays.stream(Settings.class.getRecordComponents()).map(RecordComponent::getName));
    }

    @Test
    void everyBehaviourOfTheReadme() throws IOException {
        var readme = Files.readString(Path.of("README.md"));
        var rows = readme.substring(readme.indexOf(TABLE) + TABLE.length())
                .lines()
                .takeWhile(line -> line.startsWith("|"))
                .toList();

        for (int number = 1; number <= 15; number++) {
            assertThat(rows).anyMatch(startsWith("| S" + number + " |"));
        }
        // The control plane is ours: nothing of BKN is imitated there.
        assertThat(rows.stream().filter(startsWith("| S14 |").negate()))
                .allSatisfy(row -> assertThat(row).matches(".* \\| [EIU]( / [EIU])* \\|"));
    }

    private static Predicate<String> startsWith(String start) {
        return row -> row.startsWith(start);
    }

    private static void assertMarked(Map<String, String> documented, Stream<String> expected) {
        assertThat(documented).containsOnlyKeys(expected.toList());
        assertThat(documented)
                .allSatisfy((name, text) -> assertThat(text).as(name).containsPattern(MARK));
    }

    private static Map<String, String> documented(Pattern pattern, String source, int name, int text)
            throws IOException {
        var found = new LinkedHashMap<String, String>();
        pattern.matcher(Files.readString(SOURCES.resolve(source)))
                .results()
                .forEach(match -> found.put(match.group(name), match.group(text)));
        return found;
    }

    private static Stream<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name);
    }
}
