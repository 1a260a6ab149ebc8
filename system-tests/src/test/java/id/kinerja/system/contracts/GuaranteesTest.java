package id.kinerja.system.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.stack.supervisor.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/guarantees.md names as a proof exists. */
class GuaranteesTest {

    private static final Path ROOT = Installation.find().root();

    /** A class of tests, and one of its methods or the beginning of its name. */
    private static final Pattern PROOF =
            Pattern.compile("`([A-Z]\\w*(?:Test|IT|Benchmark|Measurements|Rules))(?:[.#](\\w+)(…?)\\w*)?`");

    record Proof(String type, String method, boolean abbreviated) {}

    private static List<String> rows() throws IOException {
        return Files.readAllLines(ROOT.resolve("docs/guarantees.md")).stream()
                .dropWhile(line -> !line.equals("## Promises"))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| ") && !line.startsWith("| Promise "))
                .toList();
    }

    static Stream<Proof> proofs() throws IOException {
        return rows().stream()
                .flatMap(row -> PROOF.matcher(row).results())
                .map(found -> new Proof(
                        found.group(1),
                        found.group(2) == null ? "" : found.group(2),
                        found.group(3) != null && !found.group(3).isEmpty()))
                .distinct();
    }

    @Test
    void every_promise_names_a_test() throws IOException {
        assertThat(rows()).hasSizeGreaterThan(20).allSatisfy(row -> {
            var cells = row.split("\\|");
            assertThat(cells).as(row).hasSize(4);
            assertThat(PROOF.matcher(cells[3]).find()).as(row).isTrue();
        });
    }

    @ParameterizedTest
    @MethodSource("proofs")
    void what_is_named_exists(Proof proof) throws IOException {
        var sources = sources(proof.type());

        assertThat(sources).as("classes called " + proof.type()).isNotEmpty();
        if (!proof.method().isEmpty()) {
            var method = Pattern.compile("void " + proof.method() + (proof.abbreviated() ? "" : "\\("));
            assertThat(sources).anyMatch(source -> method.matcher(source).find());
        }
    }

    private static List<String> sources(String type) throws IOException {
        try (var modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .flatMap(tests -> named(tests, type + ".java"))
                    .toList();
        }
    }

    private static Stream<String> named(Path tests, String file) {
        try (var found = Files.find(
                tests, Integer.MAX_VALUE, (path, attributes) -> path.endsWith(file) && attributes.isRegularFile())) {
            return found
                    .map(path -> {
                        try {
                            return Files.readString(path);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
