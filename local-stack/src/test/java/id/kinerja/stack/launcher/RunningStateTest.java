package id.kinerja.stack.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.stack.launcher.RunningState.Running;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningStateTest {

    @TempDir
    Path directory;

    private final ProcessHandle self = ProcessHandle.current();

    @Test
    void what_was_written_is_read_again() throws Exception {
        var home = new Home(directory.resolve("new"));
        var state = new RunningState(running(Duration.ZERO), List.of(running(Duration.ofSeconds(1))));
        state.write(home);
        assertThat(RunningState.read(home)).contains(state);
        RunningState.remove(home);
        assertThat(RunningState.read(home)).isEmpty();
    }

    @Test
    void what_cannot_be_read_is_ignored() throws Exception {
        var home = new Home(directory);
        Files.writeString(home.state(), "{\"supervisor\":");
        assertThat(RunningState.read(home)).isEmpty();
    }

    @Test
    void a_process_id_counts_only_with_the_moment_of_its_start() {
        assertThat(running(Duration.ZERO).live()).isPresent();
        assertThat(running(Duration.ofMillis(900)).live()).isPresent();
        assertThat(running(Duration.ofMinutes(-1)).live()).isEmpty();
        var gone = new Running(
                "x", 1L << 40, self.info().startInstant().orElseThrow(), URI.create("a:/"), URI.create("a:/"), "", 0);
        assertThat(gone.live()).isEmpty();
    }

    private Running running(Duration offset) {
        return new Running(
                "x",
                self.pid(),
                self.info().startInstant().orElseThrow().plus(offset),
                URI.create("http://127.0.0.1:1"),
                URI.create("http://127.0.0.1:1/ready"),
                "x.log",
                0);
    }
}
