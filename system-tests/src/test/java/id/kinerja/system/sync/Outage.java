package id.kinerja.system.sync;

import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import id.kinerja.stack.supervisor.ProcessMemory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.bson.Document;

/**
 * BKN is away while results pile up, and is back: how the memory behaves, how fast the backlog drains and in which order.
 * Ends when e-Kinerja holds exactly what was decided.
 *
 * @param waiting how many results wait
 * @param spacing between two calls: what is permitted while it is measured
 * @param measured the share of the results for which it is measured; 1 for all. For the others an operator permits more,
 *     so that nobody has to wait for what tells nothing new
 */
record Outage(int waiting, Duration spacing, double measured) {

    /** As many as are taken up with one query (kinerja.lane.batch): among them the order is as it comes. */
    private static final int BATCH = 200;

    private static final Duration FASTER = Duration.ofMillis(2);
    private static final long MARGIN = 128_000_000;

    /**
     * @param permitted calls a second
     * @param made while the backlog drained, between the first and the last tenth of what was measured
     * @param outOfOrder of the results held at the middle of that: how many are younger than one that still waited, by
     *     more than a batch
     * @param memory resident memory of the service before, with everything waiting, and at its highest while draining
     * @param exact results that e-Kinerja held in the end, each exactly as decided
     * @param rest seconds that those took which were not measured
     */
    record Outcome(double permitted, CallRate made, int outOfOrder, List<Long> memory, int exact, double rest) {

        String inWords() {
            return "drained at %.1f of %.1f permitted calls/s (%.1f %%); %d out of order in the middle; memory %s MB; "
                            .formatted(
                                    made.perSecond(),
                                    permitted,
                                    100 * ofPermitted(),
                                    outOfOrder,
                                    memory.stream()
                                            .map(bytes -> Long.toString(bytes / 1_000_000))
                                            .collect(Collectors.joining(" → ")))
                    + "%d at e-Kinerja exactly as decided".formatted(exact)
                    + (rest == 0 ? "" : ", the last of them in %.0f s with more permitted".formatted(rest));
        }

        double ofPermitted() {
            return made.perSecond() / permitted;
        }

        /** Whether what the service needs does not grow while it drains, beyond what any running program's does. */
        boolean memoryStaysFlat() {
            return memory.getLast() <= memory.get(1) + MARGIN;
        }
    }

    Outcome run(Path home, Consumer<String> progress) throws Exception {
        var settings = Map.of("KINERJA_BKN_CALL_SPACING", spacing.toMillis() + "ms");
        try (var system = new SyncSystem(home, 7, settings)) {
            var people = system.people(waiting);
            var before = memory(system);
            system.stack().process("simulator").kill();
            // Closed first: each result then releases itself, and nobody has to look for it.
            SyncSystem.bySchool(people).forEach((npsn, members) -> {
                members.forEach(system.platform()::decide);
                system.platform().close(npsn, members);
            });
            system.platform().flush();
            Map<String, Instant> due = awaitBacklog(system);
            var full = memory(system);
            progress.accept("%d results wait".formatted(due.size()));
            system.stack().process("simulator").restart();
            return drain(system, people, due, List.of(before, full));
        }
    }

    private Outcome drain(SyncSystem system, List<Official> people, Map<String, Instant> due, List<Long> memory) {
        var highest = new AtomicLong();
        int all = (int) (waiting * measured);
        awaitHeld(system, all / 10, highest);
        var count = new CallRate.Count(system);
        awaitHeld(system, all / 2, highest);
        int outOfOrder = outOfOrder(system, people, due);
        awaitHeld(system, all * 9 / 10, highest);
        var made = count.soFar();
        awaitHeld(system, all, highest);
        var since = System.nanoTime();
        if (all < waiting) {
            system.permit(FASTER);
            awaitHeld(system, waiting, highest);
        }
        var rest = all < waiting ? (System.nanoTime() - since) / 1e9 : 0;
        system.awaitExact();
        var memories = new ArrayList<>(memory);
        memories.add(highest.get());
        return new Outcome(1e9 / spacing.toNanos(), made, outOfOrder, memories, (int) system.resultsHeld(), rest);
    }

    private static void awaitHeld(SyncSystem system, int results, AtomicLong highest) {
        await().atMost(SyncSystem.PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> {
            highest.accumulateAndGet(memory(system), Math::max);
            return system.resultsHeld() >= results;
        });
    }

    private static long memory(SyncSystem system) {
        return ProcessMemory.resident(system.sync().pid().orElseThrow())
                .orElseThrow(() -> new IllegalStateException("This system does not tell resident memory"));
    }

    /** When each person's delivery became due, as the service's database has it once everything waits. */
    private Map<String, Instant> awaitBacklog(SyncSystem system) {
        try (var client = MongoClients.create(system.stack().url("mongo") + "/?retryWrites=false")) {
            var deliveries = client.getDatabase("bkn_sync").getCollection("deliveries");
            return await().atMost(SyncSystem.PATIENCE)
                    .pollInterval(Duration.ofSeconds(2))
                    .until(
                            () -> deliveries
                                    .find(Filters.exists("state.dueAt"))
                                    .projection(Projections.include("state.employeeId", "state.dueAt"))
                                    .map(document -> document.get("state", Document.class))
                                    .into(new ArrayList<>())
                                    .stream()
                                    .collect(Collectors.toMap(
                                            state -> state.getString("employeeId"),
                                            state -> state.getDate("dueAt").toInstant())),
                            due -> due.size() == waiting);
        }
    }

    private int outOfOrder(SyncSystem system, List<Official> people, Map<String, Instant> due) {
        var rank = new HashMap<String, Integer>();
        people.stream()
                .sorted(Comparator.comparing(official -> Objects.requireNonNull(due.get(official.employeeId()))))
                .forEach(official -> rank.put(official.person().requireNip(), rank.size()));
        var held = system.simulator().ledger().annual();
        return (int) held.stream()
                .filter(row -> Objects.requireNonNull(rank.get(row.nip())) >= held.size() + BATCH)
                .count();
    }
}
