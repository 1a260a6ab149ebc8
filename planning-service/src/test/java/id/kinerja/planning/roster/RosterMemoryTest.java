package id.kinerja.planning.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole province in one file must fit beside everything else that a service with 160 MB does. */
class RosterMemoryTest {

    private static final int PEOPLE = 100_000;
    private static final int HEAP_MEGABYTES = 64;

    @Test
    void a_file_of_a_hundred_thousand_people_is_checked_and_read_in_a_small_heap(@TempDir Path folder)
            throws IOException, InterruptedException {
        var file = folder.resolve("employees.csv");
        Files.writeString(file, new InventedRoster(8_000, PEOPLE).employees());
        var output = folder.resolve("output");
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + HEAP_MEGABYTES + "m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RosterFileReader.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        var said = Files.readString(output);
        System.out.printf("measured: %d bytes in %d MB: %s", Files.size(file), HEAP_MEGABYTES, said);
        assertThat(said).contains(PEOPLE + " rows, 0 faults, " + PEOPLE + " read again");
    }
}
