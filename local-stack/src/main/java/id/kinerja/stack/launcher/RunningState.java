package id.kinerja.stack.launcher;

import id.kinerja.stack.supervisor.ManagedProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What runs in a {@link Home}, written for the commands that look at it from outside.
 *
 * @param supervisor the process that started the others
 * @param processes in the order in which they were started
 */
record RunningState(Running supervisor, List<Running> processes) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    // The system tells when a process began to within its own clock's corrections.
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

    /**
     * One running process. A process id alone is no proof: the system gives it to another process once this one has
     * ended, so the moment of the start belongs to it.
     *
     * @param health what tells whether it can be used
     * @param restarts how often it had died and was started again
     */
    record Running(String name, long pid, Instant startedAt, URI url, URI health, String log, int restarts) {

        /** The process, if it is still this one. */
        Optional<ProcessHandle> live() {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(handle -> handle.info()
                            .startInstant()
                            .map(start ->
                                    Duration.between(start, startedAt).abs().compareTo(CLOCK_TOLERANCE) <= 0)
                            .orElse(false));
        }
    }

    RunningState {
        processes = List.copyOf(processes);
    }

    /** What a stack runs now, with this virtual machine as its supervisor. */
    static RunningState of(List<ManagedProcess> processes) {
        var self = ProcessHandle.current();
        var supervisor = new Running(
                "supervisor",
                self.pid(),
                self.info().startInstant().orElseGet(Instant::now),
                URI.create("local:/"),
                URI.create("local:/"),
                "",
                0);
        return new RunningState(
                supervisor,
                processes.stream().flatMap(process -> running(process).stream()).toList());
    }

    private static Optional<Running> running(ManagedProcess process) {
        return process.pid()
                .flatMap(pid -> process.startedAt()
                        .map(start -> new Running(
                                process.name(),
                                pid,
                                start,
                                process.url(),
                                process.readiness().address(),
                                process.log().toString(),
                                process.restarts())));
    }

    /** What was written last; empty when nothing runs, or when it cannot be read. */
    static Optional<RunningState> read(Home home) {
        try {
            return Optional.of(MAPPER.readValue(Files.readString(home.state()), RunningState.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | JacksonException e) {
            System.err.printf("%s cannot be read (%s); it is ignored.%n", home.state(), e.getMessage());
            return Optional.empty();
        }
    }

    /** Replaces what was written before in one step. */
    void write(Home home) throws IOException {
        Files.createDirectories(home.directory());
        Path next = home.directory().resolve("state.json.new");
        Files.writeString(next, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(this));
        Files.move(next, home.state(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    static void remove(Home home) throws IOException {
        Files.deleteIfExists(home.state());
    }

    /** The process of that name. */
    Optional<Running> process(String name) {
        return processes.stream().filter(process -> process.name().equals(name)).findFirst();
    }
}
