package id.kinerja.stack.launcher;

import id.kinerja.stack.demo.Tokens;
import id.kinerja.stack.supervisor.Installation;
import id.kinerja.stack.supervisor.StackFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/** The program behind {@code ./kinerja}; the script has found the Java runtime and built what was not up to date. */
public final class Kinerja {

    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private final Map<String, String> environment;
    private final Installation installation;
    private final PrintStream out;
    private final PrintStream err;

    Kinerja(Map<String, String> environment, Installation installation, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.installation = installation;
        this.out = out;
        this.err = err;
    }

    /** Runs one command; ends with 0, with 1 when it failed, with 2 when it was not understood. */
    public static void main(String... arguments) {
        var kinerja = new Kinerja(System.getenv(), Installation.find(), System.out, System.err);
        System.exit(kinerja.run(arguments));
    }

    int run(String... arguments) {
        try {
            return switch (Command.parse(arguments)) {
                case Command.Up up -> new UpCommand(installation, home(), environment, out).run(up);
                case Command.Demo demo -> new DemoCommand(installation, environment, out).run(demo);
                case Command.Token(var account) -> token(account);
                case Command.Status status -> new StatusCommand(home(), out).run();
                case Command.Logs logs -> new LogsCommand(home(), out).run(logs);
                case Command.Down down -> new DownCommand(home(), out).run();
            };
        } catch (UsageError e) {
            err.println(e.getMessage());
            err.println("./kinerja help shows all commands and options.");
            return MISUSED;
        } catch (StackFailure | IOException e) {
            err.println(e.getMessage());
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    private int token(String account) throws IOException, StackFailure, InterruptedException {
        var issuer = RunningState.read(home())
                .flatMap(state -> state.process("issuer"))
                .filter(running -> running.live().isPresent())
                .orElseThrow(() ->
                        new StackFailure("No stack is running that could give a token; start it with ./kinerja up"));
        out.println(new Tokens(issuer.url()).of(account));
        return 0;
    }

    /** {@code KINERJA_HOME} leads the commands to the stack of a demo that was kept. */
    private Home home() {
        var given = environment.get("KINERJA_HOME");
        return new Home(given == null || given.isBlank() ? installation.root().resolve(".kinerja") : Path.of(given));
    }
}
