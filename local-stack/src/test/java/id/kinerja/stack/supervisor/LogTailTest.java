package id.kinerja.stack.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

    @TempDir
    Path directory;

    @Test
    void only_the_newest_lines_are_shown() throws Exception {
        var log = directory.resolve("a.log");
        Files.writeString(
                log, IntStream.range(0, 5_000).mapToObj(n -> "line " + n).collect(Collectors.joining("\n")));
        assertThat(LogTail.last(log, 3)).containsExactly("line 4997", "line 4998", "line 4999");
    }

    @Test
    void a_short_log_is_shown_whole_and_an_absent_one_is_empty() throws Exception {
        var log = Files.writeString(directory.resolve("a.log"), "one\ntwo\n");
        assertThat(LogTail.last(log, 9)).containsExactly("one", "two");
        assertThat(LogTail.last(directory.resolve("b.log"), 9)).isEmpty();
    }
}
