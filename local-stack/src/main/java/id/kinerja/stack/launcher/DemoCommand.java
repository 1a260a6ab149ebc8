package id.kinerja.stack.launcher;

import id.kinerja.stack.demo.ApiClient;
import id.kinerja.stack.demo.Cast;
import id.kinerja.stack.demo.Demo;
import id.kinerja.stack.demo.DemoPeople;
import id.kinerja.stack.demo.PlayedPeriod;
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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Plays one school's period on a stack of its own, with temporary data and free ports. */
final class DemoCommand {

    private static final long SEED = 4242;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Installation installation;
    private final Map<String, String> environment;
    private final PrintStream out;

    DemoCommand(Installation installation, Map<String, String> environment, PrintStream out) {
        this.installation = installation;
        this.environment = environment;
        this.out = out;
    }

    int run(Command.Demo demo) throws StackFailure, IOException, InterruptedException {
        var home = new Home(Files.createTempDirectory("kinerja-demo-"));
        var ports = Ports.free();
        var cast = DemoPeople.of(demo.school(), demo.teachers(), SEED);
        var packs = home.directory().resolve("regulations");
        var played = PlayedPeriod.around(LocalDate.now(ZoneId.of("Asia/Jakarta")), installation.pack("2025"), packs);
        Demo.Outcome outcome;
        try (var terminal = Terminal.of(out, environment)) {
            terminal.line("Starting a stack for the demo in " + home.directory());
            try (var stack = Stack.of(installation)
                    .home(home.directory())
                    .ports(ports)
                    .listener(new StackDiary(home, terminal))
                    .regulations(packs)
                    .start()) {
                terminal.started();
                terminal.line("Playing period %s of %s with %d teachers"
                        .formatted(played.id(), demo.school().name(), demo.teachers()));
                outcome = new Demo(period(stack, cast, played), terminal::line).run();
                if (demo.keep()) {
                    keep(stack, ports, cast, home, outcome, terminal);
                }
            }
        }
        if (outcome.succeeded()) {
            FileTree.delete(home.directory());
        } else {
            out.println("Logs and data of the demo are in " + home.directory());
        }
        // After everything else: the last line is for scripts.
        outcome.report().forEach(out::println);
        return outcome.succeeded() ? 0 : 1;
    }

    private static SchoolPeriod period(Stack stack, Cast cast, PlayedPeriod played) {
        var api = new ApiClient(stack.url("gateway"), new Tokens(stack.url("issuer")), PATIENCE);
        return new SchoolPeriod(cast, played, api, new Simulator(stack.url("simulator")), PATIENCE);
    }

    private static void keep(Stack stack, Ports ports, Cast cast, Home home, Demo.Outcome outcome, Terminal terminal)
            throws InterruptedException {
        new Addresses(stack, ports).print(cast, "KINERJA_HOME=" + home.directory() + " ", terminal::line);
        terminal.line("The stack keeps running. Ctrl-C stops it.");
        outcome.report().forEach(terminal::line);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stack.close();
            try {
                FileTree.delete(home.directory());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
        new CountDownLatch(1).await();
    }
}
