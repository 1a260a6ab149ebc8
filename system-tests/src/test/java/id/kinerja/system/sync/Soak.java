package id.kinerja.system.sync;

import static org.awaitility.Awaitility.await;

import id.kinerja.stack.demo.LedgerComparison;
import id.kinerja.stack.supervisor.ManagedProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Results of many people go to e-Kinerja while it misbehaves, the service is killed again and again and a second instance
 * comes and goes; every tenth result is revised at some time. Ends when e-Kinerja holds exactly what was decided.
 *
 * @param results how many people have a result
 * @param faulty whether 5 % of all calls fail and tokens live for seconds only
 * @param kills how often the service is killed, evenly spread over the results
 * @param secondInstance whether another instance runs from the first to the second third
 */
record Soak(int results, boolean faulty, int kills, boolean secondInstance) {

    private static final long SEED = 20261124;
    private static final double SHARE = 0.05;

    /** Over {@link SyncSystem#SCALED}: calls a thousand times as fast as at BKN, and pauses to match. */
    static final Map<String, String> SCALED = Map.of(
            "KINERJA_BKN_CALL_SPACING", "2ms",
            "KINERJA_BKN_BREAKER_OPENFOR", "200ms",
            "KINERJA_BKN_SUSPENSION_PAUSE", "200ms",
            "KINERJA_LANE_PAUSE", "100ms",
            "KINERJA_LANE_LONGESTPAUSE", "1s",
            "KINERJA_LANE_POLLINTERVAL", "200ms");

    /** Each kind gets the same part of all calls; together they are the share. */
    private static final List<Map<String, Object>> KINDS = List.of(
            // Stored, and the answer lost: the outcome is unknown.
            Map.of("kind", "GATEWAY", "code", "101504"),
            Map.of("kind", "RESET", "point", "BEFORE"),
            Map.of("kind", "RESET", "point", "AFTER"),
            Map.of("kind", "HANG_UP", "point", "AFTER"),
            Map.of("kind", "GATEWAY", "code", "900802"),
            Map.of("kind", "GATEWAY", "code", "900800", "encoding", "MASKED"),
            // Not delivered; suspends the endpoint for everybody.
            Map.of("kind", "GATEWAY", "code", "101503"),
            Map.of("kind", "HTML"),
            Map.of("kind", "TRUNCATED"),
            Map.of("kind", "ZERO"));

    /** What was counted. */
    record Outcome(
            double seconds,
            int decisions,
            long saves,
            long reads,
            long lookups,
            long faulted,
            int savedAgain,
            int killed,
            JsonNode state) {

        String inWords() {
            return "%d results decided %d times; %.1f s; %d calls failed on purpose; calls per result: save %.3f, read %.3f, "
                            .formatted(results(), decisions, seconds, faulted, per(saves), per(reads))
                    + "look-up %.3f; %.3f saves per decision; %d rows saved more than once; %d kills"
                            .formatted(per(lookups), savesPerDecision(), savedAgain, killed);
        }

        private int results() {
            return state.path("records").path("annual").asInt();
        }

        /** At most 1.02 while nothing fails; a decision that is replaced before it was sent needs none. */
        double savesPerDecision() {
            return (double) saves / decisions;
        }

        private double per(long calls) {
            return (double) calls / results();
        }
    }

    /** @param progress is told what is going on */
    Outcome run(Path home, Consumer<String> progress) throws Exception {
        try (var system = new SyncSystem(home, SEED, SCALED)) {
            var people = new ArrayList<>(system.people(results));
            progress.accept("%d people are known".formatted(people.size()));
            if (faulty) {
                system.simulator().set(Map.of("apimTokenSeconds", 5, "ssoTokenSeconds", 5, "suspensionSeconds", 1));
                system.simulator().breakCalls(faults());
            }
            var since = System.nanoTime();
            int decisions = decide(system, people);
            int killed = disturb(system, progress);
            system.awaitExact();
            var seconds = (System.nanoTime() - since) / 1e9;
            system.simulator().repair();
            var state = system.simulator().state();
            return new Outcome(
                    seconds,
                    decisions,
                    SyncSystem.calls(state, "ANNUAL_SAVE"),
                    SyncSystem.calls(state, "ANNUAL_LIST"),
                    SyncSystem.calls(state, "DATA_UTAMA"),
                    faulted(state),
                    SyncSystem.savedAgain(
                                    LedgerComparison.of(
                                            system.platform().decisions(),
                                            system.simulator().ledger()),
                                    true)
                            .size(),
                    killed,
                    state);
        }
    }

    private static List<Map<String, Object>> faults() {
        var faults = new ArrayList<Map<String, Object>>();
        for (var kind : KINDS) {
            var fault = new HashMap<>(kind);
            fault.put("probability", SHARE / KINDS.size());
            fault.put("seed", SEED + faults.size());
            faults.add(fault);
        }
        return faults;
    }

    /** All results, all closings and the revisions of every tenth, in an order drawn by lot for each school. */
    private static int decide(SyncSystem system, List<Official> people) throws Exception {
        var random = new Random(SEED);
        var platform = system.platform();
        int decisions = 0;
        for (var school : SyncSystem.bySchool(people).entrySet()) {
            var members = new ArrayList<>(school.getValue());
            Collections.shuffle(members, random);
            var revised = members.stream()
                    .filter(official -> official.number() % 10 == 3)
                    .toList();
            members.forEach(platform::decide);
            if (random.nextBoolean()) {
                platform.close(school.getKey(), members);
                revised.forEach(platform::decide);
            } else {
                revised.forEach(platform::decide);
                platform.close(school.getKey(), members);
            }
            decisions += members.size() + revised.size();
        }
        platform.flush();
        return decisions;
    }

    private int disturb(SyncSystem system, Consumer<String> progress) throws Exception {
        @Nullable ManagedProcess second = null;
        int killed = 0;
        for (int step = 1; step <= kills; step++) {
            long until = (long) results * step / (kills + 1);
            await().atMost(SyncSystem.PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> system.resultsHeld() >= until);
            if (secondInstance && second == null && 3 * step >= kills && 3 * step < 2 * kills) {
                second = system.secondSync();
                progress.accept("two instances");
            }
            system.sync().kill();
            system.sync().restart();
            killed++;
            progress.accept("%d of %d at e-Kinerja, killed %d times".formatted(system.resultsHeld(), results, killed));
            if (second != null && 3 * step >= 2 * kills) {
                second.stop();
                second = null;
                progress.accept("one instance");
            }
        }
        return killed;
    }

    private static long faulted(JsonNode state) {
        return state.path("calls")
                .path("byOperation")
                .valueStream()
                .mapToLong(count -> count.path("faulted").asLong(0))
                .sum();
    }
}
