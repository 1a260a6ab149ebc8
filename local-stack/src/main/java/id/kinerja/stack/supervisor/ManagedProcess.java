package id.kinerja.stack.supervisor;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One process of a running {@link Stack}: its life, and the ways in which a test may end or hold it.
 *
 * <p>What is done here on purpose ({@link #kill}, {@link #stop}) is not repaired by the supervision; {@link #restart}
 * brings the process back.
 */
public final class ManagedProcess {

    /** Where a process is in its life. */
    public enum State {
        /** Not running, as intended. */
        STOPPED,
        /** Running, not yet usable. */
        STARTING,
        /** Running, and was usable when last asked. */
        READY,
        /** Held by {@link ManagedProcess#freeze}: alive, but executing nothing. */
        FROZEN,
        /** Asked to end. */
        STOPPING,
        /** Ended by itself. */
        DIED
    }

    /** How long a process may take until it can be used. */
    public static final Duration START_LIMIT = Duration.ofMinutes(4);

    /** How long a process may take to end in good order before it is killed. */
    public static final Duration STOP_LIMIT = Duration.ofSeconds(25);

    private static final Duration PROBE_INTERVAL = Duration.ofMillis(100);
    // Ctrl-C and a closed terminal reach every process of the terminal at once. The children ignore both, so that the
    // supervisor alone decides in which order they end; exec keeps the process id.
    private static final List<String> SHIELD = List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "kinerja");

    private final ProcessSpec spec;
    private final Consumer<ManagedProcess> onDeath;
    private State state = State.STOPPED;
    private @Nullable Process process;
    private @Nullable Instant startedAt;
    private int restarts;

    ManagedProcess(ProcessSpec spec, Consumer<ManagedProcess> onDeath) {
        this.spec = spec;
        this.onDeath = onDeath;
    }

    public String name() {
        return spec.name();
    }

    public int port() {
        return spec.port();
    }

    public URI url() {
        return spec.url();
    }

    /** What tells whether the process can be used. */
    public Readiness readiness() {
        return spec.readiness();
    }

    public Path log() {
        return spec.log();
    }

    /** Where the process is in its life. */
    public synchronized State state() {
        return state;
    }

    /** The id of the running process; empty when there is none. */
    public synchronized Optional<Long> pid() {
        return process != null && process.isAlive() ? Optional.of(process.pid()) : Optional.empty();
    }

    /** When the running process was started, as the operating system tells it; empty when there is none. */
    public synchronized Optional<Instant> startedAt() {
        return process != null && process.isAlive() ? Optional.ofNullable(startedAt) : Optional.empty();
    }

    /** How often the process was started again. */
    public synchronized int restarts() {
        return restarts;
    }

    /** Whether the process answers now that it can be used. */
    public boolean isReady() {
        return pid().isPresent() && spec.readiness().holds();
    }

    /** The newest lines that the process printed. */
    public List<String> logTail(int lines) {
        return LogTail.last(spec.log(), lines);
    }

    /** Starts the process and waits until it can be used. */
    public void start() throws StackFailure {
        launch();
        awaitReady(START_LIMIT);
    }

    /** Waits until the process can be used. */
    public void awaitReady(Duration limit) throws StackFailure {
        var deadline = System.nanoTime() + limit.toNanos();
        while (!probe()) {
            if (System.nanoTime() - deadline > 0) {
                throw StackFailure.tooSlow(this, limit);
            }
            pause();
        }
    }

    /** Ends the process in good order (SIGTERM); it is killed when it takes longer than {@link #STOP_LIMIT}. */
    public void stop() {
        end(Process::destroy, STOP_LIMIT);
    }

    /** Ends the process at once (SIGKILL), as a power cut or the kernel would. It stays down until {@link #restart}. */
    public void kill() {
        end(Process::destroyForcibly, Duration.ofSeconds(10));
    }

    /** Stops the process if it runs, starts it again and waits until it can be used. */
    public void restart() throws StackFailure {
        stop();
        synchronized (this) {
            restarts++;
        }
        start();
    }

    /** Holds the process (SIGSTOP): its connections stay open, but it answers nothing until {@link #resume}. */
    public synchronized void freeze() {
        signal("STOP");
        state = State.FROZEN;
    }

    /** Lets a held process go on. */
    public synchronized void resume() {
        signal("CONT");
        state = State.READY;
    }

    @Override
    public String toString() {
        return "%s (%s)".formatted(name(), state());
    }

    /** Starts the process without waiting for it. */
    void launch() throws StackFailure {
        synchronized (this) {
            if (process != null && process.isAlive()) {
                throw new IllegalStateException(name() + " is running already");
            }
            try {
                Files.createDirectories(spec.log().toAbsolutePath().resolveSibling(""));
                var command = new ArrayList<>(SHIELD);
                command.addAll(spec.command());
                // A crash of the virtual machine leaves its report beside the log.
                var builder = new ProcessBuilder(command)
                        .directory(
                                spec.log().toAbsolutePath().resolveSibling("").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.appendTo(spec.log().toFile()))
                        .redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
                builder.environment().putAll(spec.environment());
                var started = builder.start();
                process = started;
                startedAt = started.info().startInstant().orElseGet(Instant::now);
                state = State.STARTING;
                var _ = started.onExit().thenAccept(this::ended);
            } catch (IOException e) {
                throw StackFailure.cannotStart(name(), e);
            }
        }
    }

    /** Asks once whether the process can be used; fails when it has ended. */
    boolean probe() throws StackFailure {
        synchronized (this) {
            if (process == null || !process.isAlive()) {
                throw StackFailure.ended(this, process == null ? -1 : process.exitValue());
            }
        }
        var ready = spec.readiness().holds();
        synchronized (this) {
            if (ready && state == State.STARTING) {
                state = State.READY;
            }
        }
        return ready;
    }

    /** When the process was last started, whether or not it still runs. */
    synchronized Optional<Instant> lastStart() {
        return Optional.ofNullable(startedAt);
    }

    /** Ends the process at once in a way that counts as its own death. */
    synchronized void crash() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    synchronized void countRestart() {
        restarts++;
    }

    static void pause() throws StackFailure {
        try {
            Thread.sleep(PROBE_INTERVAL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StackFailure.interrupted();
        }
    }

    private void end(Consumer<Process> how, Duration limit) {
        Process ending;
        synchronized (this) {
            if (process == null || !process.isAlive()) {
                state = State.STOPPED;
                return;
            }
            ending = process;
            if (state == State.FROZEN) {
                // A held process would see SIGTERM only after it goes on.
                signal("CONT");
            }
            state = State.STOPPING;
            how.accept(ending);
        }
        try {
            if (!ending.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                ending.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            ending.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            if (ending.equals(process)) {
                state = State.STOPPED;
            }
        }
    }

    private void ended(Process ended) {
        boolean unexpected;
        synchronized (this) {
            if (!ended.equals(process) || state == State.STOPPED) {
                return;
            }
            unexpected = state != State.STOPPING;
            state = unexpected ? State.DIED : State.STOPPED;
        }
        if (unexpected) {
            onDeath.accept(this);
        }
    }

    private void signal(String signal) {
        if (process == null || !process.isAlive()) {
            throw new IllegalStateException(name() + " is not running");
        }
        try {
            var exit = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("Could not send SIG%s to %s".formatted(signal, name()));
            }
        } catch (IOException e) {
            throw new IllegalStateException("Could not send SIG%s to %s".formatted(signal, name()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
