package id.kinerja.stack.launcher;

import id.kinerja.stack.supervisor.ManagedProcess;
import id.kinerja.stack.supervisor.StackFailure;
import id.kinerja.stack.supervisor.StackListener;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Shows the operator what the stack does: on a terminal a table with a line per process that is redrawn while they
 * start, elsewhere a plain line per event, and one every ten seconds while nothing else happens.
 */
final class Terminal implements StackListener, AutoCloseable {

    private static final Duration REDRAW = Duration.ofMillis(250);
    private static final long HEARTBEAT_NANOS = Duration.ofSeconds(10).toNanos();

    private static final class Row {
        private String state = "waiting";
        private long since;
        private long nanos = -1;

        private String text(String name, long now) {
            var seconds = since == 0 ? "" : "%6.1f s".formatted((nanos >= 0 ? nanos : now - since) / 1e9);
            return "  %-12s %-9s %s".formatted(name, state, seconds);
        }
    }

    private final PrintStream out;
    private final boolean live;
    private final LongSupplier nanoTime;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private int drawn;
    private long lastLine;
    private boolean starting;
    private volatile boolean closed;

    /** @param live whether lines may be redrawn */
    Terminal(PrintStream out, boolean live, LongSupplier nanoTime) {
        this.out = out;
        this.live = live;
        this.nanoTime = nanoTime;
    }

    /** A terminal that redraws by itself until it is closed. */
    static Terminal of(PrintStream out, Map<String, String> environment) {
        var live = "true".equals(environment.get("KINERJA_TERMINAL")) && !"dumb".equals(environment.get("TERM"));
        var terminal = new Terminal(out, live, System::nanoTime);
        Thread.ofPlatform().daemon().name("terminal").start(terminal::keepDrawing);
        return terminal;
    }

    /** Prints a line above whatever is redrawn. */
    synchronized void line(String text) {
        erase();
        out.println(text);
        lastLine = nanoTime.getAsLong();
        draw();
    }

    @Override
    public void preparing(String what) {
        line("  " + what);
    }

    @Override
    public synchronized void planned(List<ManagedProcess> processes) {
        processes.forEach(process -> rows.put(process.name(), new Row()));
        starting = true;
        lastLine = nanoTime.getAsLong();
        draw();
    }

    @Override
    public void starting(ManagedProcess process) {
        change(process.name(), "starting", -1, "starting");
    }

    @Override
    public void ready(ManagedProcess process, Duration after) {
        change(process.name(), "ready", after.toNanos(), "ready after %.1f s".formatted(after.toMillis() / 1000.0));
    }

    @Override
    public void died(ManagedProcess process, Duration pause) {
        line("%s ended by itself; it is started again in %d s. See %s"
                .formatted(process.name(), pause.toSeconds(), process.log()));
    }

    @Override
    public void failed(ManagedProcess process, StackFailure failure) {
        line("%s did not come back: %s".formatted(process.name(), failure.getMessage()));
    }

    @Override
    public void stopping(ManagedProcess process) {
        change(process.name(), "stopping", -1, "stopping");
    }

    @Override
    public void stopped(ManagedProcess process) {
        change(process.name(), "stopped", -1, "stopped");
    }

    /** Everything has started: the table stays as it is, and what follows is lines. */
    synchronized void started() {
        erase();
        draw();
        drawn = 0;
        starting = false;
    }

    /** One beat of the clock: draws the table anew, or says what is still starting. */
    synchronized void tick() {
        if (!starting) {
            return;
        }
        if (live) {
            erase();
            draw();
        } else if (nanoTime.getAsLong() - lastLine >= HEARTBEAT_NANOS) {
            var waiting = rows.entrySet().stream()
                    .filter(row -> row.getValue().state.equals("starting"))
                    .map(row ->
                            "%s (%.0f s)".formatted(row.getKey(), (nanoTime.getAsLong() - row.getValue().since) / 1e9))
                    .collect(Collectors.joining(", "));
            line("  still starting: " + waiting);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (starting) {
            started();
        }
    }

    private synchronized void change(String name, String state, long nanos, String words) {
        var row = rows.computeIfAbsent(name, key -> new Row());
        row.state = state;
        row.nanos = nanos;
        if (state.equals("starting") || row.since == 0) {
            row.since = nanoTime.getAsLong();
        }
        if (starting && live) {
            erase();
            draw();
        } else {
            line("  %-12s %s".formatted(name, words));
        }
    }

    private void draw() {
        if (!live || !starting) {
            return;
        }
        rows.forEach((name, row) -> out.println(row.text(name, nanoTime.getAsLong())));
        drawn = rows.size();
        out.flush();
    }

    /** Moves up over the table and clears from there to the end of the screen. */
    private void erase() {
        if (drawn > 0) {
            out.print("\u001b[" + drawn + "A\u001b[J");
            drawn = 0;
        }
    }

    private void keepDrawing() {
        while (!closed) {
            tick();
            try {
                Thread.sleep(REDRAW);
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
