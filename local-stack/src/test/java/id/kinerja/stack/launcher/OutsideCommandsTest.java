package id.kinerja.stack.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import id.kinerja.stack.launcher.RunningState.Running;
import id.kinerja.stack.supervisor.DummySpecs;
import id.kinerja.stack.supervisor.Installation;
import id.kinerja.stack.supervisor.Stack;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that look at a running stack, or stop it, from another terminal. */
class OutsideCommandsTest {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    private Home home;
    private Stack stack;

    @BeforeEach
    void stack() throws Exception {
        home = new Home(directory);
        var dummies = new DummySpecs(directory);
        var diary = new StackDiary(home, new Terminal(new PrintStream(new ByteArrayOutputStream()), false, () -> 0));
        stack = DummySpecs.start(diary, dummies.spec("kafka", 1, Map.of()), dummies.spec("planning", 2, Map.of()));
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    @Test
    void status_shows_health_memory_and_uptime() {
        assertThat(new StatusCommand(home, out).run()).isZero();
        assertThat(text())
                .containsPattern("supervisor +running +%d +\\d+ MB"
                        .formatted(ProcessHandle.current().pid()))
                .containsPattern("planning +ready +%d +\\d+ MB +0:00:\\d\\d +http://127.0.0.1:%d"
                        .formatted(
                                stack.process("planning").pid().orElseThrow(),
                                stack.process("planning").port()))
                .containsPattern("total +\\d+ MB");
    }

    @Test
    void status_tells_what_does_not_answer_and_what_is_gone() {
        stack.process("planning").freeze();
        assertThat(new StatusCommand(home, out).run()).isEqualTo(1);
        assertThat(text()).containsPattern("planning +not ready");
        stack.process("planning").kill();
        assertThat(new StatusCommand(home, out).run()).isEqualTo(1);
        assertThat(text()).containsPattern("planning +gone");
    }

    @Test
    void the_state_goes_with_the_last_process() {
        assertThat(home.state()).exists();
        stack.close();
        assertThat(home.state()).doesNotExist();
        assertThat(new StatusCommand(home, out).run()).isEqualTo(1);
        assertThat(text()).contains("Nothing is running");
    }

    @Test
    void down_stops_what_a_killed_supervisor_has_left() throws Exception {
        var state = RunningState.read(home).orElseThrow();
        var dead = new Running("supervisor", 1L << 40, Instant.EPOCH, URI.create("a:/"), URI.create("a:/"), "", 0);
        new RunningState(dead, state.processes()).write(home);
        // Stopped from outside, the processes must not be taken for ones that died.
        var pids = List.of(
                stack.process("kafka").pid().orElseThrow(),
                stack.process("planning").pid().orElseThrow());

        assertThat(new DownCommand(home, out).run()).isZero();

        assertThat(pids)
                .allSatisfy(pid -> await().until(() ->
                        ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()));
        assertThat(text()).containsSubsequence("planning", "kafka", "Everything is stopped.");
        assertThat(new DownCommand(home, out).run()).isZero();
    }

    @Test
    void logs_shows_what_a_process_printed_and_what_is_added() throws Exception {
        var logs = new LogsCommand(home, out);
        assertThat(logs.run(new Command.Logs("planning", false))).isZero();
        assertThat(text()).isEqualToIgnoringNewLines("planning says hello");

        var log = Files.writeString(directory.resolve("added.log"), "one\n");
        var position = logs.printFrom(log, 0);
        Files.writeString(log, "one\ntwo\n");
        position = logs.printFrom(log, position);
        Files.writeString(log, "new\n");
        logs.printFrom(log, position);
        assertThat(text()).endsWith("one\ntwo\nnew\n");
    }

    @Test
    void a_log_that_does_not_exist_is_answered_with_those_that_do() {
        assertThatThrownBy(() -> new LogsCommand(home, out).run(new Command.Logs("plan", false)))
                .hasMessage("There is no log of 'plan'; there are: kafka, planning");
    }

    @Test
    void misuse_ends_with_2_and_a_stack_that_does_not_run_with_1() {
        var err = new ByteArrayOutputStream();
        var kinerja = new Kinerja(
                Map.of("KINERJA_HOME", directory.resolve("elsewhere").toString()),
                new Installation(directory),
                out,
                new PrintStream(err, true, StandardCharsets.UTF_8));
        assertThat(kinerja.run("up", "--nonsense")).isEqualTo(2);
        assertThat(kinerja.run("token", "operator@dinas.belajar.id")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("'up' has no option '--nonsense'.")
                .contains("No stack is running that could give a token");
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
