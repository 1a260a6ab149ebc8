package id.kinerja.stack.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import id.kinerja.stack.supervisor.ManagedProcess.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackTest {

    @TempDir
    Path directory;

    private DummySpecs dummies;
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final StackListener listener = new StackListener() {
        @Override
        public void ready(ManagedProcess process, Duration after) {
            events.add(process.name() + " ready");
        }

        @Override
        public void died(ManagedProcess process, Duration pause) {
            events.add("%s died, again in %d s".formatted(process.name(), pause.toSeconds()));
        }
    };

    @BeforeEach
    void dummies() {
        dummies = new DummySpecs(directory);
    }

    @Test
    void starts_wave_after_wave_and_stops_in_reverse_order() throws Exception {
        var stack = DummySpecs.start(listener, spec("gateway", 3), spec("broker", 1), spec("service", 2));

        assertThat(stack.processes()).extracting(ManagedProcess::state).containsOnly(State.READY);
        assertThat(events).containsExactly("broker ready", "service ready", "gateway ready");
        stack.close();

        assertThat(diary())
                .containsExactly(
                        "broker started",
                        "service started",
                        "gateway started",
                        "gateway ended",
                        "service ended",
                        "broker ended");
        assertThat(stack.processes()).extracting(ManagedProcess::state).containsOnly(State.STOPPED);
        stack.close();
    }

    @Test
    void a_process_that_ends_while_starting_shows_its_log_and_stops_the_others() throws Exception {
        var broken = dummies.spec("service", 2, Map.of("DUMMY_EXIT", "7"));

        assertThatThrownBy(() -> DummySpecs.start(listener, spec("broker", 1), broken))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("service ended while it was starting (exit code 7)")
                .hasMessageContaining("service cannot go on");
        assertThat(diary()).containsExactly("broker started", "broker ended");
    }

    @Test
    void a_process_that_dies_is_started_again() throws Exception {
        try (var stack = DummySpecs.start(listener, spec("service", 1))) {
            var service = stack.process("service");
            var first = service.pid().orElseThrow();

            ProcessHandle.of(first).orElseThrow().destroyForcibly();

            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            service.isReady() && !service.pid().orElseThrow().equals(first));
            assertThat(events).contains("service died, again in 1 s");
            assertThat(service.restarts()).isEqualTo(1);
        }
    }

    @Test
    void a_process_killed_on_purpose_stays_down_until_it_is_restarted() throws Exception {
        try (var stack = DummySpecs.start(listener, spec("service", 1))) {
            var service = stack.process("service");

            service.kill();
            assertThat(service.state()).isEqualTo(State.STOPPED);
            assertThat(service.pid()).isEmpty();
            assertThat(events).containsExactly("service ready");

            service.restart();
            assertThat(service.isReady()).isTrue();
            // Killed: it did not get to write that it ended.
            assertThat(diary()).containsExactly("service started", "service started");
        }
    }

    @Test
    void a_frozen_process_is_alive_but_answers_only_after_it_is_resumed() throws Exception {
        try (var stack = DummySpecs.start(listener, spec("service", 1))) {
            var service = stack.process("service");

            service.freeze();
            assertThat(service.pid()).isPresent();
            assertThat(service.isReady()).isFalse();

            service.resume();
            await().until(service::isReady);
        }
    }

    @Test
    void a_frozen_process_is_stopped_in_good_order() throws Exception {
        var stack = DummySpecs.start(listener, spec("service", 1));
        stack.process("service").freeze();
        stack.close();
        assertThat(diary()).containsExactly("service started", "service ended");
    }

    @Test
    void an_interrupt_of_the_terminal_does_not_end_a_process() throws Exception {
        try (var stack = DummySpecs.start(listener, spec("service", 1))) {
            var service = stack.process("service");
            var pid = Long.toString(service.pid().orElseThrow());
            assertThat(new ProcessBuilder("kill", "-INT", pid).start().waitFor())
                    .isZero();
            assertThat(new ProcessBuilder("kill", "-HUP", pid).start().waitFor())
                    .isZero();

            assertThat(service.isReady()).isTrue();
            assertThat(service.pid().map(String::valueOf)).contains(pid);
        }
    }

    @Test
    void a_second_instance_runs_beside_the_first_on_a_port_of_its_own() throws Exception {
        try (var stack = DummySpecs.start(listener, spec("service", 1))) {
            var second = stack.startAnother("service", Map.of("DUMMY_NAME", "second"));

            assertThat(second.name()).isEqualTo("service-2");
            assertThat(second.port()).isNotEqualTo(stack.process("service").port());
            assertThat(second.isReady()).isTrue();
            assertThat(stack.process("service-2").logTail(1)).containsExactly("second says hello");
            assertThat(stack.startAnother("service").name()).isEqualTo("service-3");
        }
        assertThat(diary()).filteredOn(line -> line.endsWith("ended")).hasSize(3);
    }

    @Test
    void the_log_of_the_run_before_is_kept_once() throws Exception {
        DummySpecs.start(listener, spec("service", 1)).close();
        DummySpecs.start(listener, spec("service", 1)).close();

        assertThat(directory.resolve("logs/service.log")).hasContent("service says hello\n");
        assertThat(directory.resolve("logs/service.log.1")).hasContent("service says hello\n");
    }

    @Test
    void an_unknown_name_is_refused() throws Exception {
        try (var stack = DummySpecs.start(listener)) {
            assertThatThrownBy(() -> stack.process("nobody")).hasMessage("No process is called nobody");
        }
    }

    private ProcessSpec spec(String name, int wave) {
        return dummies.spec(name, wave, Map.of());
    }

    private List<String> diary() throws IOException {
        return Files.readAllLines(dummies.diary());
    }
}
