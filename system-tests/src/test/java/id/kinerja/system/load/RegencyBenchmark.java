package id.kinerja.system.load;

import id.kinerja.stack.demo.ApiClient;
import id.kinerja.stack.demo.Cast;
import id.kinerja.stack.demo.DemoPeople;
import id.kinerja.stack.demo.School;
import id.kinerja.stack.demo.SchoolPeriod;
import id.kinerja.stack.demo.Simulator;
import id.kinerja.stack.demo.Tokens;
import id.kinerja.stack.supervisor.Installation;
import id.kinerja.stack.supervisor.Ports;
import id.kinerja.stack.supervisor.Stack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole regency plans: its roster is imported, and every plan is drafted, submitted and approved through the gateway,
 * by clients that each wait for an answer before they ask again.
 */
class RegencyBenchmark {

    private static final int RUNS = 2;
    private static final int PEOPLE = 7_700;
    private static final int CLIENTS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final List<School> schools = School.all();
    private final Report report = new Report(
            "RegencyBenchmark",
            "%,d schools, %,d people; %d clients; everything runs on one machine, the clients too"
                    .formatted(schools.size(), PEOPLE, CLIENTS));

    @Test
    @Timeout(value = 90, unit = java.util.concurrent.TimeUnit.MINUTES)
    void a_regency_plans(@TempDir Path homes) throws Exception {
        for (int run = 1; run <= RUNS; run++) {
            report.line("");
            report.line("run %d    load before: %.1f", run, Report.load());
            var settings = Stack.of(Installation.find())
                    .home(homes.resolve("run-" + run))
                    .ports(Ports.free())
                    // All people call from one address here, and nobody waits between two calls.
                    .environment("gateway", Map.of("KINERJA_GATEWAY_REQUESTSPERSECOND", "500"));
            try (var stack = settings.start()) {
                measure(stack);
            }
        }
        report.save();
    }

    private void measure(Stack stack) throws Exception {
        var casts = DemoPeople.of(schools, PEOPLE, 7);
        var tokens = new Tokens(stack.url("issuer"));
        var importer = new ApiClient(stack.url("gateway"), tokens, PATIENCE);
        var since = System.nanoTime();
        SchoolPeriod.importRoster(importer, casts, PATIENCE);
        var simulator = new Simulator(stack.url("simulator"));
        double imported = seconds(since);
        for (var cast : casts) {
            new SchoolPeriod(cast, importer, simulator, PATIENCE).awaitKnown();
        }
        report.line(
                "import   %.1f s from the upload until every row is stored, %.1f s until all have been seen to sign in",
                imported, seconds(since));
        report.aim("imported in at most 20 s", imported <= 20);

        var took = new ConcurrentHashMap<String, Queue<Duration>>();
        var api = new ApiClient(
                stack.url("gateway"),
                tokens,
                PATIENCE,
                (method, path, duration) -> took.computeIfAbsent(
                                kind(method, path), kind -> new ConcurrentLinkedQueue<>())
                        .add(duration));
        since = System.nanoTime();
        try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
            for (var done : casts.stream()
                    .map(cast -> clients.submit(() -> plan(cast, api, simulator)))
                    .toList()) {
                done.get();
            }
        }
        int plans = casts.stream().mapToInt(cast -> cast.appraised().size()).sum();
        double seconds = seconds(since);
        int requests = took.values().stream().mapToInt(Queue::size).sum();
        report.line(
                "plans    %,d drafted, filled, submitted and approved in %.0f s; %.1f plans/s, %.0f requests/s",
                plans, seconds, plans / seconds, requests / seconds);
        new TreeMap<>(took)
                .forEach((kind, durations) ->
                        report.line("         %-22s %,6d  %s", kind, durations.size(), Spread.of(durations)));
        report.line("memory   %s resident: %s", Memory.gigabytes(Memory.of(stack)), Memory.each(stack));
    }

    private static void plan(Cast cast, ApiClient api, Simulator simulator) {
        var period = new SchoolPeriod(cast, api, simulator, PATIENCE);
        for (var person : cast.appraised()) {
            period.draft(person);
            period.submit(person);
            period.approve(person);
        }
    }

    /** What was asked for, without whom it is about. */
    private static String kind(String method, String path) {
        var parts = path.split("/", -1);
        return switch (parts.length) {
            case 2 -> method + " " + path;
            case 3 -> method + " /" + parts[1] + "/{id}";
            default -> method + " …/" + parts[3];
        };
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
