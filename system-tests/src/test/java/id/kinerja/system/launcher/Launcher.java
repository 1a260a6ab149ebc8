package id.kinerja.system.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.kinerja.stack.supervisor.Installation;
import id.kinerja.stack.supervisor.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the commands of {@code ./kinerja} in processes of their own, for one home and ports that nobody else uses. */
final class Launcher {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final List<String> LISTENERS = List.of(
            "gateway",
            "planning",
            "observation",
            "assessment",
            "bkn-sync",
            "simulator",
            "issuer",
            "kafka",
            "kafka-controller",
            "mongo");

    private final Path home;
    private final Path output;
    private final Ports ports;

    /** @param output where what the commands print is kept */
    Launcher(Path home, Path output, Ports ports) {
        this.home = home;
        this.output = output;
        this.ports = ports;
    }

    /** The same commands and ports for another home. */
    Launcher at(Path other) {
        return new Launcher(other, output, ports);
    }

    URI url(String process) {
        return URI.create("http://127.0.0.1:" + ports.of(process));
    }

    /** A command that goes on until it is told to end. */
    Running start(String... arguments) throws IOException {
        var printed = Files.createTempFile(output, arguments[0], ".txt");
        // Whoever runs the tests in the background has them ignore SIGINT, and each program inherits that.
        var command = new ArrayList<>(List.of("perl", "-e", "$SIG{INT} = 'DEFAULT'; exec @ARGV"));
        command.addAll(command(arguments));
        return new Running(builder(command).redirectOutput(printed.toFile()).start(), printed);
    }

    /** A command that ends by itself. */
    Ended run(String... arguments) throws IOException, InterruptedException {
        try (var running = start(arguments)) {
            return running.ended();
        }
    }

    /** What a shell types instead of {@code ./kinerja}. */
    String shell() {
        var line = new StringBuilder("#!/bin/sh\n");
        environment().forEach((name, value) -> line.append("export %s='%s'\n".formatted(name, value)));
        line.append("exec");
        command().forEach(word -> line.append(" '").append(word).append('\''));
        return line.append(" \"$@\"\n").toString();
    }

    private ProcessBuilder builder(List<String> command) {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment());
        return builder;
    }

    private Map<String, String> environment() {
        var environment = new HashMap<String, String>();
        environment.put("KINERJA_HOME", home.toString());
        LISTENERS.forEach(name -> environment.put(Ports.setting(name), Integer.toString(ports.of(name))));
        return environment;
    }

    private static List<String> command(String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dkinerja.root=" + Installation.find().root(),
                "-cp",
                System.getProperty("java.class.path"),
                "id.kinerja.stack.launcher.Kinerja"));
        command.addAll(List.of(arguments));
        return command;
    }

    /** How a command ended: its exit code, and what it printed. */
    record Ended(int code, String printed) {}

    /** A command at work; ended by {@link #close} at the latest, with all that it started. */
    static final class Running implements AutoCloseable {

        private final Process process;
        private final Path printed;

        private Running(Process process, Path printed) {
            this.process = process;
            this.printed = printed;
        }

        long pid() {
            return process.pid();
        }

        /** What it has started so far and still runs. */
        List<ProcessHandle> started() {
            return process.descendants().filter(ProcessHandle::isAlive).toList();
        }

        String printed() {
            try {
                return Files.readString(printed);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Returns when it has printed these words, and fails when it ends without them. */
        void awaitWords(String words) {
            await().atMost(PATIENCE)
                    .failFast(() -> assertThat(process.isAlive() || printed().contains(words))
                            .as(printed())
                            .isTrue())
                    .until(() -> printed().contains(words));
        }

        /** Ctrl-C. */
        void interrupt() throws IOException, InterruptedException {
            new ProcessBuilder("kill", "-INT", Long.toString(pid())).start().waitFor();
        }

        Ended ended() throws InterruptedException {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("It does not end:\n" + printed());
            }
            return new Ended(process.exitValue(), printed());
        }

        @Override
        public void close() {
            var left = started();
            process.destroy();
            process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
            left.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
