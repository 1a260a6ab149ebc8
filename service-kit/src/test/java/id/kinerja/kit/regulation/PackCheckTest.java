package id.kinerja.kit.regulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever edits packs knows before a restart whether they can be read. */
class PackCheckTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    @Test
    void packs_without_a_fault_are_listed_with_those_of_the_service() throws IOException {
        Files.writeString(directory.resolve("2030.yaml"), pack());
        Files.writeString(directory.resolve("notes.txt"), "no pack");

        assertThat(check(directory)).isZero();

        assertThat(printed.toString(UTF_8).lines())
                .startsWith("Tidak ada kesalahan; paket yang akan berlaku:"
                        + " / No fault found; these packs would be in force:")
                .contains("  2030 version 1: 2030-1")
                .anyMatch(line -> line.matches("  2024 version \\d+: 2024-1, 2024-2"));
    }

    @Test
    void every_fault_of_every_file_is_printed_in_both_languages() throws IOException {
        var first = Files.writeString(directory.resolve("a.yaml"), pack().replace("levels: [SMK]", "levels: [SMKN]"));
        var second = Files.writeString(directory.resolve("b.yaml"), pack().replace("id: \"2030\"", "id: \"2024\""));

        assertThat(check(first, second)).isEqualTo(1);

        assertThat(printed.toString(UTF_8))
                .startsWith("Paket peraturan rusak. / The regulation packs are broken.\n" + first)
                .contains(
                        ": /additionalDuties/duties/0/levels/0\n"
                                + "    id: SMKN tidak ada di /schoolLevels\n"
                                + "    en: SMKN is not among /schoolLevels\n",
                        "\n" + second,
                        "    id: paket 2024 versi 1 sudah ada, di regulations/2024.yaml:",
                        "    en: pack 2024 version 1 is there already, in regulations/2024.yaml:");
    }

    @Test
    void where_there_is_nothing_to_check_it_says_so_instead_of_finding_no_fault() {
        assertThat(List.of(check(), check(directory), check(directory.resolve("elsewhere.yaml"))))
                .containsOnly(2);

        assertThat(printed.toString(UTF_8).lines())
                .hasSize(3)
                .first()
                .asString()
                .contains("check-packs BERKAS-ATAU-DIREKTORI...", "check-packs FILE-OR-DIRECTORY...");
    }

    private int check(Path... paths) {
        return PackCheck.run(
                List.of(paths).stream().map(Path::toString).toList(), new PrintStream(printed, true, UTF_8));
    }

    private static String pack() {
        try (var in = Objects.requireNonNull(PackCheckTest.class.getResourceAsStream("/packs/small.yaml"))) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
