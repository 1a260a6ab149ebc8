package id.kinerja.system.load;

import id.kinerja.stack.supervisor.Installation;
import id.kinerja.stack.supervisor.Ports;
import id.kinerja.stack.supervisor.Stack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long it takes until everything can be used, and how much memory all processes take then. */
class StartupBenchmark {

    private static final int RUNS = 3;

    @Test
    void everything_from_nothing_to_ready(@TempDir Path homes) throws Exception {
        var report = new Report("StartupBenchmark", "all processes, built and with start-up caches, on empty data");
        // The first start after a build makes the start-up caches; that is not what is measured here.
        start(homes.resolve("caches")).close();
        var took = new ArrayList<Duration>();
        for (int run = 1; run <= RUNS; run++) {
            var load = Report.load();
            var since = System.nanoTime();
            try (var stack = start(homes.resolve("run-" + run))) {
                took.add(Duration.ofNanos(System.nanoTime() - since));
                report.line(
                        "run %d    ready after %.1f s (load before: %.1f); %s resident: %s",
                        run,
                        took.getLast().toMillis() / 1e3,
                        load,
                        Memory.gigabytes(Memory.of(stack)),
                        Memory.each(stack));
            }
        }
        report.line(
                "all      ready after %s s",
                took.stream()
                        .sorted()
                        .map(duration -> "%.1f".formatted(duration.toMillis() / 1e3))
                        .collect(Collectors.joining(" / ")));
        report.save();
    }

    private static Stack start(Path home) throws Exception {
        return Stack.of(Installation.find()).home(home).ports(Ports.free()).start();
    }
}
