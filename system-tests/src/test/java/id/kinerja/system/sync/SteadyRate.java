package id.kinerja.system.sync;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A permitted rate and more work than it lets through: what the service costs, and whether it keeps to the rate, also
 * when there are two instances and the one that sends is killed.
 *
 * @param calls that are counted and timed, after as many that warm up
 * @param perSecond permitted
 * @param takenOver whether a second instance stands by and, when the first is killed, takes over; as many calls are then
 *     counted and timed once more
 */
record SteadyRate(int calls, int perSecond, boolean takenOver) {

    /**
     * @param parts with the first instance and, where it was killed, after that with the second
     * @param whole from the beginning of the first part to the end of the last
     * @param share of one core that the first instance took
     */
    record Outcome(List<CallRate> parts, CallRate whole, double share) {

        String inWords() {
            return "%s; the service took %.1f %% of one core%s"
                    .formatted(
                            parts.stream().map(CallRate::inWords).collect(Collectors.joining(", then taken over ")),
                            100 * share,
                            parts.size() == 1 ? "" : "; together " + whole.inWords());
        }
    }

    Outcome run(Path home) throws Exception {
        var settings = Map.of("KINERJA_BKN_CALL_SPACING", 1000 / perSecond + "ms");
        try (var system = new SyncSystem(home, 11, settings)) {
            if (takenOver) {
                system.secondSync();
            }
            // A result takes two to three calls, so this lasts for the whole measurement.
            var people = system.people(takenOver ? 3 * calls : calls);
            SyncSystem.bySchool(people).forEach((npsn, members) -> {
                members.forEach(system.platform()::decide);
                system.platform().close(npsn, members);
            });
            system.platform().flush();
            awaitCalls(system, calls);
            var cpu = cpu(system);
            var whole = new CallRate.Count(system);
            var parts = new ArrayList<CallRate>();
            parts.add(count(system));
            var share =
                    cpu(system).minus(cpu).toNanos() / 1e9 / parts.getFirst().seconds();
            if (takenOver) {
                system.sync().kill();
                // Its last calls, and then the first ones of the other.
                awaitCalls(system, system.callsToTheRegistry() + 2 * CallRate.IN_FLIGHT);
                parts.add(count(system));
            }
            return new Outcome(parts, whole.soFar(), share);
        }
    }

    private CallRate count(SyncSystem system) {
        var count = new CallRate.Count(system);
        return await().atMost(SyncSystem.PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(count::soFar, soFar -> soFar.calls() >= calls);
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
