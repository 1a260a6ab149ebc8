package id.kinerja.system.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClients;
import id.kinerja.stack.demo.ApiClient;
import id.kinerja.stack.demo.LedgerComparison;
import id.kinerja.stack.demo.SchoolPeriod;
import id.kinerja.stack.demo.Simulator;
import id.kinerja.stack.demo.Tokens;
import id.kinerja.stack.supervisor.Installation;
import id.kinerja.stack.supervisor.ManagedProcess;
import id.kinerja.stack.supervisor.Ports;
import id.kinerja.stack.supervisor.Stack;
import id.kinerja.stack.supervisor.StackFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Kafka, the database, the simulator and bkn-sync; the events of all others come from the {@link Platform}. */
final class SyncSystem implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofMinutes(30);

    private static final int PEOPLE_IN_ONE_CALL = 500;

    /** How long an instance has the lanes for itself without renewing. */
    static final Duration LEASE = Duration.ofSeconds(15);

    /** What suits BKN, scaled to a simulator that answers at once. */
    static final Map<String, String> SCALED = Map.ofEntries(
            Map.entry("KINERJA_BKN_CALL_DEADLINE", "3s"),
            Map.entry("KINERJA_BKN_CALLS_IN_FLIGHT", Integer.toString(CallRate.IN_FLIGHT)),
            Map.entry("KINERJA_BKN_BREAKER_OPENFOR", "1s"),
            Map.entry("KINERJA_BKN_SUSPENSION_PAUSE", "1s"),
            Map.entry("KINERJA_DELIVERY_LONGESTPROCESSING", "2s"),
            Map.entry("KINERJA_DELIVERY_FIRSTRETRY", "1s"),
            Map.entry("KINERJA_DELIVERY_LONGESTRETRY", "5s"),
            Map.entry("KINERJA_LANE_LEASE", LEASE.toSeconds() + "s"),
            Map.entry("KINERJA_LANE_PAUSE", "1s"),
            Map.entry("KINERJA_LANE_LONGESTPAUSE", "4s"));

    private final Stack stack;
    private final Simulator simulator;
    private final Platform platform;
    private final Map<String, String> environment;
    private final ApiClient api;

    /** @param settings environment of bkn-sync, over {@link #SCALED} */
    SyncSystem(Path home, long seed, Map<String, String> settings) throws StackFailure {
        this.environment = new HashMap<>(SCALED);
        environment.putAll(settings);
        this.stack = Stack.of(Installation.find())
                .home(home)
                .ports(Ports.free())
                .only("kafka", "mongo", "issuer", "simulator", "bkn-sync")
                .environment("bkn-sync", environment)
                .start();
        this.simulator = new Simulator(stack.url("simulator"));
        this.platform = new Platform("127.0.0.1:" + stack.process("kafka").port(), seed);
        this.api = new ApiClient(sync().url(), new Tokens(stack.url("issuer")), Duration.ofMinutes(2));
    }

    /** The given number of people, known to the roster and to e-Kinerja. */
    List<Official> people(int count) throws Exception {
        var people = IntStream.range(0, count).mapToObj(Official::of).toList();
        for (int from = 0; from < count; from += PEOPLE_IN_ONE_CALL) {
            var some = people.subList(from, Math.min(count, from + PEOPLE_IN_ONE_CALL));
            simulator.introduce(some.stream().map(Official::person).toList());
            some.forEach(platform::assign);
        }
        platform.flush();
        // As in life, where the roster is known months before a result.
        try (var client = MongoClients.create(stack.url("mongo") + "/?retryWrites=false")) {
            var identities = client.getDatabase("bkn_sync").getCollection("identities");
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> identities.countDocuments() >= count);
        }
        return people;
    }

    static Map<String, List<Official>> bySchool(List<Official> people) {
        return people.stream().collect(Collectors.groupingBy(Official::npsn));
    }

    Platform platform() {
        return platform;
    }

    Simulator simulator() {
        return simulator;
    }

    Stack stack() {
        return stack;
    }

    ManagedProcess sync() {
        return stack.process("bkn-sync");
    }

    ManagedProcess secondSync() throws StackFailure {
        return secondSync(Map.of());
    }

    /** @param differing environment in which it differs from the first */
    ManagedProcess secondSync(Map<String, String> differing) throws StackFailure {
        var own = new HashMap<>(environment);
        own.putAll(differing);
        return stack.startAnother("bkn-sync", own);
    }

    /** Sets the time between two calls as an operator does, while the service runs. */
    void permit(Duration spacing) {
        api.change(SchoolPeriod.OPERATOR, "PUT", "/lanes/siasn", "/limits", Map.of("callSpacing", spacing.toString()));
    }

    /** What an operator sees of a resource below {@code /api/v1}. */
    JsonNode asOperator(String path) {
        return api.get(SchoolPeriod.OPERATOR, path).body();
    }

    /** Calls that the simulator has answered or not answered, of one kind: {@code ANNUAL_SAVE} and so on. */
    long calls(String operation) {
        return calls(simulator.state(), operation);
    }

    static long calls(JsonNode state, String operation) {
        return state.path("calls")
                .path("byOperation")
                .path(operation)
                .path("calls")
                .asLong(0);
    }

    /** Calls to the web services, without those for tokens: what the permitted rate is about. */
    long callsToTheRegistry() {
        var state = simulator.state();
        return List.of("DATA_UTAMA", "ANNUAL_LIST", "ANNUAL_SAVE").stream()
                .mapToLong(operation -> calls(state, operation))
                .sum();
    }

    long resultsHeld() {
        return simulator.state().path("records").path("annual").asLong(0);
    }

    /** Waits until e-Kinerja holds exactly what was decided, and no more is on its way. */
    void awaitExact() {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(resultsHeld())
                        .isGreaterThanOrEqualTo(platform.decisions().results().size()));
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(2)).untilAsserted(() -> {
            var comparison = LedgerComparison.of(platform.decisions(), simulator.ledger());
            assertThat(comparison.missing()).isEmpty();
            assertThat(savedAgain(comparison, false)).isEmpty();
        });
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(notDelivered()).isEmpty());
    }

    /** Everything unexpected, with or without what is there once, as decided, but was saved more than once. */
    static List<String> savedAgain(LedgerComparison comparison, boolean wanted) {
        return comparison.unexpected().stream()
                .filter(line -> line.matches(".*: saved \\d+ times") == wanted)
                .toList();
    }

    /** What an operator sees that is not delivered, and what became a dead letter. */
    private List<JsonNode> notDelivered() {
        return List.of(
                        "/operations/bkn-sync/dead-letters",
                        "/deliveries?view=all&status=PARKED",
                        "/deliveries?view=all&status=PENDING",
                        "/deliveries?view=all&status=SENDING",
                        "/deliveries?view=all&status=WAITING",
                        "/deliveries?view=all&status=NOT_RELEASED")
                .stream()
                .flatMap(path -> asOperator(path).path("items").valueStream())
                .toList();
    }

    @Override
    public void close() {
        platform.close();
        stack.close();
    }
}
