package id.kinerja.stack.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.stack.supervisor.DummySpecs;
import id.kinerja.stack.supervisor.Stack;
import id.kinerja.stack.supervisor.StackListener;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminalTest {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    private final AtomicLong now = new AtomicLong(1);
    private Stack stack;

    @BeforeEach
    void stack() throws Exception {
        var dummies = new DummySpecs(directory);
        stack = DummySpecs.start(StackListener.SILENT, dummies.spec("kafka", 1, Map.of()));
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    @Test
    void elsewhere_than_on_a_terminal_there_is_a_line_per_event() {
        var terminal = new Terminal(out, false, now::get);
        var kafka = stack.process("kafka");
        terminal.planned(List.of(kafka));
        terminal.starting(kafka);
        terminal.ready(kafka, Duration.ofMillis(4_250));
        terminal.started();
        terminal.died(kafka, Duration.ofSeconds(2));

        assertThat(text().lines())
                .containsExactly(
                        "  kafka        starting",
                        "  kafka        ready after 4.3 s",
                        "kafka ended by itself; it is started again in 2 s. See " + kafka.log());
    }

    @Test
    void what_takes_long_is_named_every_ten_seconds() {
        var terminal = new Terminal(out, false, now::get);
        var kafka = stack.process("kafka");
        terminal.planned(List.of(kafka));
        terminal.starting(kafka);
        terminal.tick();
        now.addAndGet(Duration.ofSeconds(11).toNanos());
        terminal.tick();
        terminal.tick();

        assertThat(text().lines()).containsExactly("  kafka        starting", "  still starting: kafka (11 s)");
    }

    @Test
    void on_a_terminal_the_table_is_redrawn_in_place_and_lines_stay_above_it() {
        var terminal = new Terminal(out, true, now::get);
        var kafka = stack.process("kafka");
        terminal.planned(List.of(kafka));
        terminal.starting(kafka);
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        terminal.tick();
        terminal.line("a message");
        terminal.ready(kafka, Duration.ofSeconds(3));
        terminal.started();
        terminal.line("afterwards");

        var screen = new Screen();
        screen.print(text());
        assertThat(screen.lines()).containsExactly("a message", "  kafka        ready        3.0 s", "afterwards");
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    /** Understands the two sequences that the terminal uses: go up, clear to the end. */
    private static final class Screen {
        private final List<String> lines = new ArrayList<>();

        void print(String text) {
            for (var rest = text; !rest.isEmpty(); ) {
                if (rest.startsWith("\u001b[")) {
                    var up = Integer.parseInt(rest.substring(2, rest.indexOf('A')));
                    lines.subList(lines.size() - up, lines.size()).clear();
                    rest = rest.substring(rest.indexOf("\u001b[J") + 3);
                } else {
                    var end = rest.indexOf(System.lineSeparator());
                    lines.add(rest.substring(0, end));
                    rest = rest.substring(end + 1);
                }
            }
        }

        List<String> lines() {
            return lines;
        }
    }
}
