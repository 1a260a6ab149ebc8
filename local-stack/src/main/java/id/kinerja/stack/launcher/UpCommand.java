package id.kinerja.stack.launcher;

import id.kinerja.stack.demo.ApiClient;
import id.kinerja.stack.demo.ApiRefusal;
import id.kinerja.stack.demo.Cast;
import id.kinerja.stack.demo.DevelopmentSchool;
import id.kinerja.stack.demo.SchoolPeriod;
import id.kinerja.stack.demo.Simulator;
import id.kinerja.stack.demo.Tokens;
import id.kinerja.stack.supervisor.FileTree;
import id.kinerja.stack.supervisor.Installation;
import id.kinerja.stack.supervisor.Ports;
import id.kinerja.stack.supervisor.Stack;
import id.kinerja.stack.supervisor.StackFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Starts everything, brings a small school along, and stays until it is told to stop. */
final class UpCommand {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Installation installation;
    private final Home home;
    private final Map<String, String> environment;
    private final PrintStream out;

    UpCommand(Installation installation, Home home, Map<String, String> environment, PrintStream out) {
        this.installation = installation;
        this.home = home;
        this.environment = environment;
        this.out = out;
    }

    int run(Command.Up up) throws UsageError, StackFailure, IOException, InterruptedException {
        var ports = ports(up);
        var since = System.nanoTime();
        Files.createDirectories(home.directory());
        try (var channel = FileChannel.open(home.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.tryLock()) {
            refuseSecond(lock);
            var terminal = Terminal.of(out, environment);
            var old = RunningState.read(home);
            if (old.isPresent()) {
                Leftovers.end(old.get().processes(), terminal::line);
                RunningState.remove(home);
            }
            if (up.fresh()) {
                terminal.line("  emptying " + home.data());
                FileTree.delete(home.data());
            }
            terminal.line("Starting Kinerja");
            try (terminal;
                    var stack = Stack.of(installation)
                            .home(home.directory())
                            .ports(ports)
                            .listener(new StackDiary(home, terminal))
                            .restartDied()
                            .start()) {
                terminal.started();
                var cast = bringSchool(stack, terminal);
                new Addresses(stack, ports).print(cast, "", terminal::line);
                terminal.line(
                        "Ready after %.1f s. Ctrl-C stops everything.".formatted((System.nanoTime() - since) / 1e9));
                new CountDownLatch(1).await();
            }
        }
        return 0;
    }

    private Ports ports(Command.Up up) throws UsageError {
        try {
            return Ports.configured(environment, up.portBase());
        } catch (IllegalArgumentException e) {
            throw new UsageError(String.valueOf(e.getMessage()));
        }
    }

    private void refuseSecond(FileLock lock) throws StackFailure {
        if (lock == null) {
            var pid = RunningState.read(home)
                    .map(state -> " (pid %d)".formatted(state.supervisor().pid()))
                    .orElse("");
            throw new StackFailure(
                    "Kinerja is running already%s: ./kinerja status shows it, ./kinerja down stops it.".formatted(pid));
        }
    }

    private static Cast bringSchool(Stack stack, Terminal terminal) {
        var cast = DevelopmentSchool.cast();
        var api = new ApiClient(stack.url("gateway"), new Tokens(stack.url("issuer")), PATIENCE);
        var school = new SchoolPeriod(cast, api, new Simulator(stack.url("simulator")), PATIENCE);
        try {
            school.introduceToSimulator();
            if (!school.isImported()) {
                terminal.line("  importing %s with %d people"
                        .formatted(cast.school().name(), cast.everybody().size()));
                school.importRoster();
            }
        } catch (ApiRefusal | IllegalStateException e) {
            terminal.line(
                    "The development school could not be imported, so its accounts cannot be used: " + e.getMessage());
        }
        return cast;
    }
}
