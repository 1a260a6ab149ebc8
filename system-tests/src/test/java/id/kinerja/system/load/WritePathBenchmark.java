package id.kinerja.system.load;

import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import id.kinerja.stack.demo.ApiClient;
import id.kinerja.stack.demo.DemoPeople;
import id.kinerja.stack.demo.Person;
import id.kinerja.stack.demo.School;
import id.kinerja.stack.demo.SchoolPeriod;
import id.kinerja.stack.demo.Simulator;
import id.kinerja.stack.demo.Tokens;
import id.kinerja.stack.supervisor.Installation;
import id.kinerja.stack.supervisor.Ports;
import id.kinerja.stack.supervisor.Stack;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the write path gives, seen from outside, on a whole running system:
 *
 * <ul>
 *   <li>the relay emptying a backlog that built up while the broker was away, next to what the same database and the
 *       same broker give to a plain driver and a plain producer in the same run;
 *   <li>from the moment a principal approves until a subscriber holds the event, at 50 commands a second.
 * </ul>
 */
class WritePathBenchmark {

    private static final int RUNS = 3;
    private static final int SCHOOLS = 8;
    private static final int TEACHERS = 200;
    private static final int COMMANDS_PER_SECOND = 50;
    private static final int SCHOOLS_AT_ONCE = 4;
    /** More are not claimed by tries that each hold a claim for 30 s and begin at least 2 s apart. */
    private static final int PROBED = 15;

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** As many as the relay has documents in flight (kinerja.outbox.parallelism). */
    private static final int WRITERS = 128;

    private final Report report = new Report(
            "WritePathBenchmark",
            "%d plans of %d schools; everything runs on one machine, this client too"
                    .formatted(SCHOOLS * (TEACHERS + 1), SCHOOLS));

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void backlog_then_steady_commands(@TempDir Path homes) throws Exception {
        for (int run = 1; run <= RUNS; run++) {
            report.line("");
            report.line("run %d    load before: %.1f", run, Report.load());
            var settings = Stack.of(Installation.find())
                    .home(homes.resolve("run-" + run))
                    .ports(Ports.free())
                    // One operator imports all rosters; a real one does not do it within a minute.
                    .environment("gateway", Map.of("KINERJA_GATEWAY_REQUESTSPERSECOND", "500"));
            try (var stack = settings.start()) {
                measure(stack);
            }
        }
        report.save();
    }

    private void measure(Stack stack) throws Exception {
        var schools = drafted(stack);
        var relayed = backlog(stack, schools);
        plainDriver(stack, relayed);
        plainProducer(stack, relayed);
        steadyApprovals(stack, schools);
        report.line("memory   %s resident: %s", Memory.gigabytes(Memory.of(stack)), Memory.each(stack));
    }

    private static List<SchoolPeriod> drafted(Stack stack) throws Exception {
        var api = new ApiClient(stack.url("gateway"), new Tokens(stack.url("issuer")), PATIENCE);
        var simulator = new Simulator(stack.url("simulator"));
        var schools = School.npsns("SD").stream()
                .limit(SCHOOLS)
                .map(npsn -> DemoPeople.of(School.find(npsn).orElseThrow(), TEACHERS, 7))
                .map(cast -> new SchoolPeriod(cast, api, simulator, PATIENCE))
                .toList();
        atOnce(schools, period -> {
            period.introduceToSimulator();
            period.importRoster();
            period.each(period.cast().appraised(), period::draft);
        });
        return schools;
    }

    /** Submits every plan while the broker is away, and sees how fast the events come once it is back. */
    private List<ConsumerRecord<String, byte[]>> backlog(Stack stack, List<SchoolPeriod> schools) throws Exception {
        var broker = stack.process("kafka");
        int plans = SCHOOLS * (TEACHERS + 1);
        broker.kill();
        var since = System.nanoTime();
        atOnce(schools, period -> period.each(period.cast().appraised(), period::submit));
        report.line(
                "submit   %d plans accepted while the broker was away, %.0f/s (each read once before, by this client)",
                plans, perSecond(plans, since, System.nanoTime()));
        awaitClaimsPassed(stack);
        broker.restart();
        try (var arrivals = submissions(stack)) {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> arrivals.count() == plans);
            var records = arrivals.records();
            var sent = records.stream()
                    .mapToLong(ConsumerRecord::timestamp)
                    .sorted()
                    .toArray();
            int most = plans * 95 / 100;
            double seconds = (sent[most] - sent[0]) / 1e3;
            report.line(
                    "relay    %d waiting events: 95 %% of them in %.1f s, %.0f events/s; the last after %.1f s, which a"
                            + " probe had claimed",
                    plans, seconds, most / seconds, (sent[plans - 1] - sent[0]) / 1e3);
            return records;
        }
    }

    /**
     * What was saved before the relay noticed that the broker is away is claimed for 30 s; waiting for that would not be
     * the relay's speed. A few stay claimed, because one at a time is tried as long as the broker does not answer.
     */
    private static void awaitClaimsPassed(Stack stack) {
        try (var client = MongoClients.create(stack.url("mongo") + "/?retryWrites=false")) {
            var plans = client.getDatabase("planning").getCollection("plans");
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(2))
                    .until(() -> plans.find(Filters.gt("relayAfter", new Date()))
                                    .limit(PROBED + 1)
                                    .into(new ArrayList<>())
                                    .size()
                            <= PROBED);
        }
    }

    private static Arrivals submissions(Stack stack) {
        return new Arrivals(bootstrap(stack), "kinerja.planning.events", "id.kinerja.planning.PlanSubmitted.v1", true);
    }

    /** The same bytes, one insert per event, by as many writers as the relay has. */
    private void plainDriver(Stack stack, List<ConsumerRecord<String, byte[]>> events) throws Exception {
        try (var client = MongoClients.create(stack.url("mongo") + "/?retryWrites=false&w=majority")) {
            var collection = client.getDatabase("benchmark").getCollection("plain");
            var inserts = events.stream()
                    .<Callable<Void>>map(event -> () -> {
                        collection.insertOne(
                                new Document("payload", new String(event.value(), StandardCharsets.UTF_8)));
                        return null;
                    })
                    .toList();
            report.line("driver   %.0f plain inserts/s, %d writers", rate(inserts), WRITERS);
        }
    }

    /** The same records, waited for one by one, by as many writers as the relay has. */
    private void plainProducer(Stack stack, List<ConsumerRecord<String, byte[]>> events) throws Exception {
        var topic = "benchmark.plain";
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap(stack)))) {
            admin.createTopics(List.of(new NewTopic(topic, 24, (short) 1)))
                    .all()
                    .get();
        }
        var settings = new Properties();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap(stack));
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.partitionsFor(topic);
            var sends = events.stream()
                    .<Callable<Void>>map(event -> () -> {
                        producer.send(new ProducerRecord<>(topic, null, event.key(), event.value(), event.headers()))
                                .get();
                        return null;
                    })
                    .toList();
            report.line(
                    "producer %.0f plain sends/s, %d writers that each wait for the acknowledgement",
                    rate(sends), WRITERS);
        }
    }

    private static double rate(List<Callable<Void>> work) throws Exception {
        try (var writers = Executors.newFixedThreadPool(WRITERS)) {
            var since = System.nanoTime();
            for (var done : writers.invokeAll(work)) {
                done.get();
            }
            return perSecond(work.size(), since, System.nanoTime());
        }
    }

    /** One approval every 20 ms, whatever becomes of the ones before: waiting in a queue counts as latency. */
    private void steadyApprovals(Stack stack, List<SchoolPeriod> schools) throws Exception {
        var api = new ApiClient(stack.url("gateway"), new Tokens(stack.url("issuer")), PATIENCE);
        var approvals = new ArrayList<Approval>();
        for (var period : schools) {
            // A plan that the principal's own supports is approved like any other; the order does not matter here.
            for (var person : period.cast().appraised()) {
                approvals.add(approval(api, period, person));
            }
        }
        // As in life: the next approval is another school's.
        Collections.shuffle(approvals, new Random(7));
        var answered = new ConcurrentHashMap<String, Long>();
        var intended = new HashMap<String, Long>();
        try (var arrivals = new Arrivals(
                        bootstrap(stack), "kinerja.planning.events", "id.kinerja.planning.PlanApproved.v1", false);
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var start = System.nanoTime();
            for (int n = 0; n < approvals.size(); n++) {
                var approval = approvals.get(n);
                var at = start + TimeUnit.SECONDS.toNanos(n) / COMMANDS_PER_SECOND;
                intended.put(approval.source(), at);
                for (long left = at - System.nanoTime(); left > 0; left = at - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                var _ = callers.submit(() -> {
                    api.change(approval.account(), "POST", approval.path(), approval.etag(), "/approval", Map.of());
                    answered.put(approval.source(), System.nanoTime());
                });
            }
            await().atMost(PATIENCE)
                    .until(() -> answered.size() == approvals.size() && arrivals.count() == approvals.size());
            report.line(
                    "approve  %d at %d/s; answered: %s",
                    approvals.size(), COMMANDS_PER_SECOND, Spread.of(since(intended, answered)));
            report.line("         held by a subscriber: %s", Spread.of(since(intended, arrivals.bySource())));
        }
    }

    private record Approval(String account, String path, String etag, String source) {}

    private static Approval approval(ApiClient api, SchoolPeriod period, Person person) {
        var account = period.cast().appraiserOf(person).account();
        var path = period.plan(person);
        var etag = api.get(account, path).etag();
        if (etag == null) {
            throw new IllegalStateException("GET %s has no ETag".formatted(path));
        }
        return new Approval(account, path, etag, "/planning" + path);
    }

    private static List<Duration> since(Map<String, Long> from, Map<String, Long> until) {
        return from.entrySet().stream()
                .map(entry -> Duration.ofNanos(Objects.requireNonNull(until.get(entry.getKey())) - entry.getValue()))
                .toList();
    }

    private static void atOnce(List<SchoolPeriod> schools, Consumer<SchoolPeriod> step) throws Exception {
        try (var executor = Executors.newFixedThreadPool(SCHOOLS_AT_ONCE)) {
            for (var done : schools.stream()
                    .map(period -> executor.submit(() -> step.accept(period)))
                    .toList()) {
                done.get();
            }
        }
    }

    private static String bootstrap(Stack stack) {
        return "127.0.0.1:" + stack.process("kafka").port();
    }

    private static double perSecond(int count, long from, long until) {
        return count * 1e9 / (until - from);
    }
}
