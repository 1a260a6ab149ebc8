package id.kinerja.planning.regulation;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.planning.PlanningApplication;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program that serves the packs also checks them, as a process of its own and with no service around it. */
class PackCheckCommandTest {

    @TempDir
    private Path directory;

    @Test
    void a_broken_pack_is_told_with_its_line_and_nothing_else_is_printed() throws Exception {
        var pack = Files.writeString(directory.resolve("mine.yaml"), "id: \"2030\"\nid: \"2031\"\n");

        assertThat(checkPacks(1)).isEqualTo("""
                Paket peraturan rusak. / The regulation packs are broken.
                %s:2: /id
                    id: ditulis dua kali, pertama pada baris 1
                    en: is written twice, first on line 1
                """.formatted(pack));
    }

    @Test
    void a_pack_without_a_fault_is_among_those_that_would_be_in_force() throws Exception {
        try (var shipped =
                Objects.requireNonNull(PlanningApplication.class.getResourceAsStream("/regulations/2025.yaml"))) {
            var yaml = new String(shipped.readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(directory.resolve("mine.yaml"), yaml.replaceFirst("(?m)^version: .*", "version: 900"));
        }

        assertThat(checkPacks(0).lines()).hasSize(3).contains("  2025 version 900: 2025, 2026");
    }

    private String checkPacks(int exitCode) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        Objects.requireNonNull(System.getProperty("java.class.path")),
                        PlanningApplication.class.getName(),
                        "check-packs",
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).as(printed).isTrue();
            assertThat(process.exitValue()).as(printed).isEqualTo(exitCode);
            return printed;
        } finally {
            process.destroyForcibly();
        }
    }
}
