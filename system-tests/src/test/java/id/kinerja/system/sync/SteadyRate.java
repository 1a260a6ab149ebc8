package id.kinerja.system.sync;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A permitted rate and more work than it lets through: what the service costs, and whether it keeps to the rate.
 *
 * @param calls that are counted and timed, after as many that warm up
 * @param perSecond permitted
 */
record SteadyRate(int calls, int perSecond) {

    /** @param share of one core that the service took */
    record Outcome(double seconds, long made, double share) {

        String inWords() {
            return "%d calls in %.1f s (%.2f/s): the service took %.1f %% of one core"
                    .formatted(made, seconds, made / seconds, 100 * share);
        }
    }

    Outcome run(Path home) throws Exception {
        var settings = Map.of("KINERJA_BKN_CALL_SPACING", 1000 / perSecond + "ms");
        try (var system = new SyncSystem(home, 11, settings)) {
            // A result takes two to three calls, so this lasts for the whole measurement.
            var people = system.people(calls);
            SyncSystem.bySchool(people).forEach((npsn, members) -> {
                members.forEach(system.platform()::decide);
                system.platform().close(npsn, members);
            });
            system.platform().flush();
            awaitCalls(system, calls);
            var cpu = cpu(system);
            // The time is taken around the counting, so that no call is counted outside it.
            var since = System.nanoTime();
            var callsBefore = system.callsToTheRegistry();
            awaitCalls(system, callsBefore + calls);
            var made = system.callsToTheRegistry() - callsBefore;
            var seconds = (System.nanoTime() - since) / 1e9;
            return new Outcome(seconds, made, cpu(system).minus(cpu).toNanos() / 1e9 / seconds);
        }
    }

    private static void awaitCalls(SyncSystem system, long calls) {
        await().atMost(SyncSystem.PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> system.callsToTheRegistry() >= calls);
    }

    private static Duration cpu(SyncSystem system) {
        return ProcessHandle.of(system.sync().pid().orElseThrow())
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(() -> new IllegalStateException("This system does not tell processor time"));
    }
}
