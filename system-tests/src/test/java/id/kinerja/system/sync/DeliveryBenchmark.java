package id.kinerja.system.sync;

import static org.assertj.core.api.Assertions.assertThat;

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
        var outcome = soak("withoutFaults", "20,000 results, nothing fails", new Soak(20_000, false, 0, false));
        assertThat(outcome.savesPerDecision()).isLessThanOrEqualTo(1.02);
    }

    private Soak.Outcome soak(String name, String what, Soak soak) throws Exception {
        var report = new Report("DeliveryBenchmark#" + name, what);
        report.line("scaled   %s, over %s", Soak.SCALED, SyncSystem.SCALED);
        var outcome = soak.run(homes, report::line);
        report.line("outcome  %s", outcome.inWords());
        report.save();
        return outcome;
    }

    @Test
    @Timeout(value = 90, unit = TimeUnit.MINUTES)
    void outage() throws Exception {
        // At this rate all 50,000 would take most of half an hour, and the last of them tell nothing new of it.
        var report = new Report(
                "DeliveryBenchmark#outage",
                "50,000 results wait while BKN is away; 30 % of them are measured, then all are compared");
        report.line("scaled   %s", SyncSystem.SCALED);
        var outcome = new Outage(50_000, Duration.ofMillis(10), 0.3).run(homes, report::line);
        report.line("outage   %s", outcome.inWords());
        report.aim("at least 95 % of the permitted rate", outcome.ofPermitted() >= 0.95);
        report.save();
        assertThat(outcome.exact()).isEqualTo(50_000);
        assertThat(outcome.outOfOrder()).isZero();
        assertThat(outcome.made().within(outcome.permitted())).isTrue();
        assertThat(outcome.memoryStaysFlat()).isTrue();
    }

    @Test
    void processor() throws Exception {
        var report = new Report("DeliveryBenchmark#processor", "10 permitted calls a second, and always work for them");
        for (int run = 1; run <= 3; run++) {
            var outcome = new SteadyRate(600, 10, false).run(homes.resolve("run-" + run));
            report.line("run %d    %s", run, outcome.inWords());
            report.aim("at most 15 % of one core", outcome.share() <= 0.15);
            assertThat(outcome.whole().within(10)).isTrue();
        }
        report.save();
    }
}
