package id.kinerja.stack.launcher;

import id.kinerja.stack.launcher.RunningState.Running;
import id.kinerja.stack.supervisor.ProcessMemory;
import id.kinerja.stack.supervisor.Readiness;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/** Shows of each process whether it can be used, its id, its memory and how long it has been running. */
final class StatusCommand {

    private static final String ROW = "%-12s %-10s %8s %9s %11s  %s%n";

    private final Home home;
    private final PrintStream out;

    StatusCommand(Home home, PrintStream out) {
        this.home = home;
        this.out = out;
    }

    /** Ends with 0 when everything runs and can be used, else with 1. */
    int run() {
        var state = RunningState.read(home);
        if (state.isEmpty()) {
            out.println("Nothing is running; ./kinerja up starts it.");
            return 1;
        }
        out.printf(ROW, "PROCESS", "HEALTH", "PID", "MEMORY", "UPTIME", "ADDRESS");
        var supervised = state.get().supervisor().live().isPresent();
        var total =
                print(state.get().supervisor(), supervised ? "running" : "gone").orElse(0);
        var healthy = supervised;
        for (var process : state.get().processes()) {
            var health = health(process);
            healthy &= health.equals("ready");
            total += print(process, health).orElse(0);
        }
        out.printf(ROW, "total", "", "", megabytes(OptionalLong.of(total)), "", "");
        if (!supervised) {
            out.println("The supervisor is gone: nothing is started again. ./kinerja down stops the rest.");
        }
        return healthy ? 0 : 1;
    }

    private static String health(Running process) {
        if (process.live().isEmpty()) {
            return "gone";
        }
        return Readiness.at(process.health()).holds() ? "ready" : "not ready";
    }

    private OptionalLong print(Running process, String health) {
        var live = process.live().isPresent();
        var memory = live ? ProcessMemory.resident(process.pid()) : OptionalLong.empty();
        var restarts = process.restarts() == 0 ? "" : "  restarts: %d".formatted(process.restarts());
        var address = process.url().getHost() == null ? "" : process.url().toString();
        out.printf(
                ROW,
                process.name(),
                health,
                process.pid(),
                megabytes(memory),
                live ? uptime(Duration.between(process.startedAt(), Instant.now())) : "",
                address + restarts);
        return memory;
    }

    private static String megabytes(OptionalLong bytes) {
        return bytes.isPresent() ? "%d MB".formatted(bytes.getAsLong() >> 20) : "";
    }

    private static String uptime(Duration up) {
        return "%d:%02d:%02d".formatted(up.toHours(), up.toMinutesPart(), up.toSecondsPart());
    }
}
