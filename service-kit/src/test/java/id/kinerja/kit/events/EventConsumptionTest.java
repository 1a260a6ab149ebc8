package id.kinerja.kit.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoWriteException;
import com.mongodb.ServerAddress;
import com.mongodb.WriteError;
import id.kinerja.kit.sample.NoteController.Listener;
import id.kinerja.kit.testing.Events;
import id.kinerja.kit.testing.ServiceSuite;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** A consumer binding with a real broker: what is handled, skipped, retried, put aside. */
class EventConsumptionTest extends ServiceSuite {

    private static final String TOPIC = "kinerja.planning.events";
    private static final String APPROVED = "id.kinerja.planning.PlanApproved.v1";

    @Autowired
    private Listener listener;

    @Autowired
    private DeadLetters deadLetters;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private Environment binding;

    private final String employee = UUID.randomUUID().toString();
    private final String plan = employee + ":2026";

    @AfterEach
    void heal() {
        listener.failure.set(null);
    }

    private void approve(long sequence, String period) {
        Events.publisher()
                .publish(
                        TOPIC,
                        APPROVED,
                        "/planning/plans/" + plan,
                        employee,
                        sequence,
                        Map.of("planId", plan, "periodId", period, "somethingNew", "ignored"));
    }

    private String periodSeen() {
        return listener.seen
                .find(plan)
                .map(document -> document.getString("periodId"))
                .orElse("");
    }

    @Test
    void what_should_not_happen_is_counted_from_the_start_for_every_topic_that_is_read() {
        var topics = binding.getRequiredProperty("spring.cloud.stream.bindings.events-in-0.destination")
                .split(",");
        assertThat(topics).contains(TOPIC);
        for (var counter : List.of("kinerja.events.retried", "kinerja.events.dead")) {
            assertThat(meters.get(counter).counters())
                    .extracting(found -> found.getId().getTag("topic"))
                    .contains(topics);
        }
    }

    @Test
    void an_older_or_repeated_event_changes_nothing() {
        approve(5, "new");
        approve(3, "old");
        approve(5, "repeated");
        approve(6, "newest");

        await().atMost(SOON).until(() -> periodSeen().equals("newest"));
        assertThat(listener.seen
                        .find(plan)
                        .orElseThrow()
                        .get("seen", Document.class)
                        .get("approved", Number.class)
                        .longValue())
                .isEqualTo(6);
    }

    @Test
    void an_unknown_type_is_skipped() {
        Events.publisher()
                .publish(TOPIC, "id.kinerja.planning.NobodyKnows.v1", "/unknown/" + employee, employee, 1, "{}");
        approve(1, "after it");

        await().atMost(SOON).until(() -> periodSeen().equals("after it"));
        assertThat(openDeadLetterFor("/unknown/" + employee)).isFalse();
    }

    /** Skipped, it would be lost; put aside, it is driven again once this service has learned to read it. */
    @Test
    void a_version_that_this_service_does_not_know_is_put_aside() {
        Events.publisher()
                .publish(
                        TOPIC,
                        "id.kinerja.planning.PlanApproved.v9",
                        "/from-the-future/" + employee,
                        employee,
                        1,
                        "{}");
        approve(1, "after it");

        await().atMost(SOON).until(() -> periodSeen().equals("after it"));
        assertThat(openDeadLetterFor("/from-the-future/" + employee)).isTrue();
    }

    @Test
    void what_can_never_succeed_is_a_dead_letter_after_one_attempt_and_blocks_nobody() {
        int before = listener.calls.get();
        Events.publisher().publish(TOPIC, APPROVED, "/broken/" + employee, employee, 1, "{\"planId\":");
        Events.publisher().publish(TOPIC, employee, Map.of(), "no headers at all".getBytes(StandardCharsets.UTF_8));
        Events.publisher().publish(TOPIC, employee, Map.of("ce_type", APPROVED), null);
        approve(1, "after them");

        await().atMost(SOON).until(() -> periodSeen().equals("after them"));
        assertThat(openDeadLetterFor("/broken/" + employee)).isTrue();
        assertThat(listener.calls.get() - before).isEqualTo(1);
    }

    @Test
    void an_infrastructure_failure_is_retried_without_end_and_fills_no_dead_letters() {
        int before = listener.calls.get();
        listener.failure.set(new MongoSocketReadException("away", new ServerAddress()));
        approve(1, "late");

        await().atMost(SOON).until(() -> listener.calls.get() - before >= 4);
        assertThat(periodSeen()).isEmpty();
        listener.failure.set(null);

        await().atMost(SOON).until(() -> periodSeen().equals("late"));
        assertThat(openDeadLetterFor("/planning/plans/" + plan)).isFalse();
    }

    @Test
    void a_value_that_the_database_refuses_is_a_dead_letter_and_blocks_nobody() {
        listener.failure.set(new MongoWriteException(
                new WriteError(10334, "too large", new BsonDocument()), new ServerAddress(), Set.of()));
        approve(1, "too large");

        await().atMost(SOON).until(() -> openDeadLetterFor("/planning/plans/" + plan));
        listener.failure.set(null);
        approve(2, "after it");
        await().atMost(SOON).until(() -> periodSeen().equals("after it"));
    }

    @Test
    void a_dead_letter_is_handled_again_on_an_operators_word() {
        listener.failure.set(new IllegalStateException("a fault in the handler"));
        approve(1, "redriven");
        var operator = as("operator@dinas.belajar.id", "operator");
        await().atMost(SOON).until(() -> openDeadLetterFor("/planning/plans/" + plan));
        var id = deadLetters.list(null, 1000).stream()
                .filter(letter -> ("/planning/plans/" + plan).equals(letter.source()))
                .findFirst()
                .orElseThrow()
                .id();

        var stillFailing = operator.post("/api/v1/operations/sample/dead-letters/" + id + "/redrive");
        listener.failure.set(null);
        var done = operator.post("/api/v1/operations/sample/dead-letters/" + id + "/redrive");

        assertThat(stillFailing.body().path("status").asString()).isEqualTo("OPEN");
        assertThat(done.body().path("status").asString()).isEqualTo("REDRIVEN");
        assertThat(done.body().path("redrives").size()).isEqualTo(2);
        assertThat(done.body().path("redrives").path(0).path("by").asString()).isEqualTo("operator@dinas.belajar.id");
        assertThat(done.body().toString()).doesNotContain("periodId");
        assertThat(periodSeen()).isEqualTo("redriven");
    }

    @Test
    void a_handler_continues_the_trace_of_the_event() {
        var traceId = UUID.randomUUID().toString().replace("-", "");
        var headers = CloudEventHeaders.of(
                UUID.randomUUID().toString(),
                APPROVED,
                "/planning/plans/" + plan,
                employee,
                Instant.now(),
                1,
                "00-" + traceId + "-00f067aa0ba902b7-01");
        Events.publisher()
                .publish(
                        TOPIC,
                        employee,
                        headers,
                        ("{\"planId\":\"" + plan + "\",\"periodId\":\"2026\"}").getBytes(StandardCharsets.UTF_8));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(listener.trace.get()).contains(traceId));
    }

    private boolean openDeadLetterFor(String source) {
        return deadLetters.list(null, 1000).stream()
                .anyMatch(letter -> source.equals(letter.source()) && letter.status() == DeadLetters.Status.OPEN);
    }
}
