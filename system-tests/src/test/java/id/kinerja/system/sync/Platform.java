package id.kinerja.system.sync;

import static java.nio.charset.StandardCharsets.UTF_8;

import id.kinerja.stack.demo.Decisions;
import id.kinerja.stack.demo.Rating;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Publishes what planning and assessment would publish, and remembers what was decided last about whom. */
final class Platform implements AutoCloseable {

    static final int YEAR = 2026;

    private static final String PERIOD = "2026";
    private static final String REGULATION = "2025";
    private static final JsonMapper JSON = new JsonMapper();

    /** In the order of BKN's codes, which begin with 1. */
    private static final List<String> PREDICATES =
            List.of("VERY_GOOD", "GOOD", "NEEDS_IMPROVEMENT", "POOR_MISCONDUCT", "VERY_POOR");

    private final KafkaProducer<String, byte[]> producer;
    private final LinkedBlockingQueue<Future<RecordMetadata>> underWay = new LinkedBlockingQueue<>();
    private final Map<Integer, Result> latest = new ConcurrentHashMap<>();
    private final Random random;

    private record Result(Official official, int year, long sequence, Rating workResult, Rating workBehaviour) {}

    Platform(String bootstrapServers, long seed) {
        var settings = new Properties();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        this.random = new Random(seed);
    }

    void assign(Official official) {
        var person = official.person();
        var data = new HashMap<String, Object>();
        data.put("employeeId", official.employeeId());
        data.put("account", person.account());
        data.put("name", person.name());
        data.put("nip", person.nip());
        data.put("nuptk", null);
        data.put("birthDate", person.birthDate().toString());
        data.put("employmentStatus", person.status().name());
        data.put("role", person.role().name());
        data.put("npsn", official.npsn());
        data.put("position", person.position());
        data.put("grade", person.grade());
        data.put("orgUnit", person.unit());
        data.put(
                "appraiserId",
                official.appraiser() == null ? null : official.appraiser().employeeId());
        data.put("effectiveFrom", "2026-01-05");
        publish(
                "kinerja.roster.events",
                "id.kinerja.roster.EmployeeAssigned.v1",
                "/planning/employees/" + official.employeeId(),
                official.employeeId(),
                1,
                data);
    }

    /** The first result, or a revision that gives another one. */
    void decide(Official official) {
        decide(official, YEAR);
    }

    /** A result for another year than the period's. */
    void decide(Official official, int year) {
        var before = latest.get(official.number());
        var result = new Result(
                official,
                year,
                before == null ? 1 : before.sequence + 1,
                other(before == null ? null : before.workResult),
                Rating.values()[random.nextInt(3)]);
        latest.put(official.number(), result);
        publish(result, before == null ? "AssessmentFinalized.v1" : "AssessmentRevised.v1");
    }

    /** A result in a version of its event that is not there yet. */
    void decideInAVersionToCome(Official official) {
        publish(
                new Result(official, YEAR, 1, Rating.MEETS_EXPECTATION, Rating.MEETS_EXPECTATION),
                "AssessmentFinalized.v9");
    }

    private void publish(Result result, String event) {
        var official = result.official;
        var data = new HashMap<String, Object>();
        data.put("assessmentId", official.employeeId() + ":" + PERIOD);
        data.put("employeeId", official.employeeId());
        data.put("npsn", official.npsn());
        data.put("role", official.person().role().name());
        data.put("employmentStatus", official.person().status().name());
        data.put("periodId", PERIOD);
        data.put("regulation", REGULATION);
        data.put("year", result.year);
        data.put("workResult", result.workResult.name());
        data.put("workBehaviour", result.workBehaviour.name());
        data.put("predicate", PREDICATES.get(Rating.predicateCode(result.workResult, result.workBehaviour) - 1));
        data.put("appraiserId", official.assessor().employeeId());
        data.put(
                result.sequence == 1 ? "finalizedAt" : "revisedAt",
                Instant.now().toString());
        publish(
                "kinerja.assessment.results",
                "id.kinerja.assessment." + event,
                "/assessment/assessments/" + official.employeeId() + ":" + PERIOD,
                official.employeeId(),
                result.sequence,
                data);
    }

    /** Closes the school with every result that has been decided so far in its manifest. */
    void close(String npsn, List<Official> people) {
        var included = people.stream()
                .flatMap(official -> Stream.ofNullable(latest.get(official.number())))
                .map(result -> Map.<String, Object>of(
                        "assessmentId", result.official.employeeId() + ":" + PERIOD, "sequence", result.sequence))
                .toList();
        var data = new HashMap<String, Object>();
        data.put("npsn", npsn);
        data.put("periodId", PERIOD);
        data.put("regulation", REGULATION);
        data.put("year", YEAR);
        data.put("closedAt", Instant.now().toString());
        data.put("closedBy", people.getFirst().employeeId());
        data.put("counts", Map.of());
        data.put("included", included);
        data.put("leftOut", List.of());
        publish(
                "kinerja.assessment.events",
                "id.kinerja.assessment.PeriodClosed.v1",
                "/assessment/school-periods/" + npsn + ":" + PERIOD,
                npsn,
                1,
                data);
    }

    private void publish(
            String topic, String type, String source, String subject, long sequence, Map<String, Object> data) {
        var record = new ProducerRecord<>(topic, subject, JSON.writeValueAsBytes(data));
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        UUID.randomUUID().toString(),
                        "ce_type",
                        type,
                        "ce_source",
                        source,
                        "ce_subject",
                        subject,
                        "ce_time",
                        Instant.now().toString(),
                        "ce_dataschema",
                        "urn:kinerja:schema:" + type,
                        "ce_sequence",
                        "%019d".formatted(sequence),
                        "content-type",
                        "application/json")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        underWay.add(producer.send(record));
    }

    /** Returns when everything published so far is acknowledged. */
    void flush() throws ExecutionException, InterruptedException {
        for (var sent = underWay.poll(); sent != null; sent = underWay.poll()) {
            sent.get();
        }
    }

    /** What e-Kinerja must hold in the end. */
    Decisions decisions() {
        return decisions(latest.values());
    }

    /** What e-Kinerja must hold of these people in the end. */
    Decisions decisions(List<Official> people) {
        return decisions(people.stream()
                .flatMap(official -> Stream.ofNullable(latest.get(official.number())))
                .toList());
    }

    private static Decisions decisions(Collection<Result> results) {
        var decisions = new Decisions();
        results.forEach(result -> decisions.add(new Decisions.Result(
                result.official.person(),
                result.official.employeeId() + ":" + PERIOD,
                result.year,
                result.workResult,
                result.workBehaviour,
                result.official.assessor().person())));
        return decisions;
    }

    private Rating other(@Nullable Rating before) {
        Rating rating;
        do {
            rating = Rating.values()[random.nextInt(3)];
        } while (rating == before);
        return rating;
    }

    @Override
    public void close() {
        producer.close();
    }
}
