package id.kinerja.stack.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Stops a stack that was started elsewhere, by asking its supervisor, or what a killed supervisor has left. */
final class DownCommand {

    private static final Duration LIMIT = Duration.ofSeconds(100);

    private final Home home;
    private final PrintStream out;

    DownCommand(Home home, PrintStream out) {
        this.home = home;
        this.out = out;
    }

    int run() throws IOException, InterruptedException {
        var state = RunningState.read(home);
        if (state.isEmpty()) {
            out.println("Nothing is running.");
            return 0;
        }
        var supervisor = state.get().supervisor().live();
        if (supervisor.isPresent()) {
            out.printf(
                    "Stopping everything (supervisor %d) ...%n",
                    supervisor.get().pid());
            supervisor.get().destroy();
            try {
                supervisor.get().onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            } catch (TimeoutException | ExecutionException e) {
                out.println("The supervisor does not end; it is killed.");
                supervisor.get().destroyForcibly();
            }
        }
        Leftovers.end(state.get().processes(), out::println);
        RunningState.remove(home);
        out.println("Everything is stopped.");
        return 0;
    }
}
