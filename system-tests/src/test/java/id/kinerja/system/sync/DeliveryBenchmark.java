package id.kinerja.system.sync;

import id.kinerja.system.load.Report;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Results in the numbers of a regency and of a province, one method after the other; each takes minutes. */
class DeliveryBenchmark {

    @TempDir
    private Path homes;

    @Test
    @Timeout(value = 90, unit = TimeUnit.MINUTES)
    void soak() throws Exception {
        soak(
                "soak",
                "20,000 results, 5 % of all calls fail, tokens live 5 s, ten kills, two instances for a third",
                new Soak(20_000, true, 10, true));
    }

    @Test
    @Timeout(value = 90, unit = TimeUnit.MINUTES)
    void withoutFaults() throws Exception {
        soak("withoutFaults", "20,000 results, nothing fails", new Soak(20_000, false, 0, false));
    }

    private void soak(String name, String what, Soak soak) throws Exception {
        var report = new Report("DeliveryBenchmark#" + name, what);
        report.line("scaled   %s, over %s", Soak.SCALED, SyncSystem.SCALED);
        report.line("outcome  %s", soak.run(homes, report::line).inWords());
        report.save();
    }

    @Test
    @Timeout(value = 90, unit = TimeUnit.MINUTES)
    void outage() throws Exception {
        // All 50,000 would take most of half an hour at this rate, and the last of them tell nothing new.
        var report = new Report(
                "DeliveryBenchmark#outage", "50,000 results wait while BKN is away; until 30 % of them are delivered");
        report.line("scaled   %s", SyncSystem.SCALED);
        report.line(
                "outage   %s",
                new Outage(50_000, Duration.ofMillis(10), 0.3)
                        .run(homes, report::line)
                        .inWords());
        report.save();
    }

    @Test
    void processor() throws Exception {
        var report = new Report("DeliveryBenchmark#processor", "10 permitted calls a second, and always work for them");
        for (int run = 1; run <= 3; run++) {
            report.line(
                    "run %d    %s",
                    run,
                    new SteadyRate(600, 10).run(homes.resolve("run-" + run)).inWords());
        }
        report.save();
    }
}
