package id.kinerja.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.kinerja.kit.telemetry.TraceContexts;
import id.kinerja.kit.testing.Api;
import id.kinerja.kit.testing.Api.Answer;
import id.kinerja.kit.testing.Cast;
import id.kinerja.kit.testing.Cast.Person;
import id.kinerja.kit.testing.Events;
import id.kinerja.kit.testing.ServiceSuite;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.TestPropertySource;

/** The whole service before a registry in memory, with what the other services tell it. */
@Import(SyncSuite.InsteadOfBkn.class)
@TestPropertySource(
        properties = {
            // Asked by nobody: RegistryDouble answers.
            "kinerja.bkn.api-base-url=http://127.0.0.1:9/apisiasn/1.0",
            "kinerja.bkn.apim-token-url=http://127.0.0.1:9/oauth2/token",
            "kinerja.bkn.sso-token-url=http://127.0.0.1:9/token",
            "kinerja.bkn.consumer-key=key",
            "kinerja.bkn.consumer-secret=secret",
            "kinerja.bkn.sso-mode=password",
            "kinerja.bkn.sso-client-id=client",
            "kinerja.bkn.sso-username=198001012005011001",
            "kinerja.bkn.sso-password=password",
            "kinerja.bkn.plan-channel=push",
            "kinerja.bkn.plan-intake-url=http://127.0.0.1:9/plan-intake",
            "kinerja.lane.idle-poll-interval=200ms",
            // Tests run by day as well.
            "kinerja.reconciliation.window.start=00:00",
            "kinerja.reconciliation.window.end=00:00"
        })
public abstract class SyncSuite extends ServiceSuite {

    protected static final String DELIVERIES = "/api/v1/deliveries";

    private static final String SECOND_PERIOD = "2026-2";
    /** Before the closing of the period. */
    private static final Instant DECIDED_AT = Instant.parse("2026-12-10T03:00:00Z");

    @TestConfiguration(proxyBeanMethods = false)
    static class InsteadOfBkn {

        @Bean
        @Primary
        RegistryDouble registryDouble(TraceContexts traces) {
            return new RegistryDouble(traces::current);
        }
    }

    @Autowired
    protected RegistryDouble registry;

    protected Api asOperator() {
        return as("operator@dinas.belajar.id", "operator");
    }

    /** A school of which BKN knows every civil servant. */
    protected Cast knownSchool() {
        var cast = newSchool();
        cast.people().stream()
                .filter(person -> person.nip() != null)
                .forEach(person -> registry.know(nip(person), person.name()));
        return cast;
    }

    protected static String nip(Person person) {
        return Objects.requireNonNull(person.nip());
    }

    protected static String annual(Person person) {
        return "ANNUAL:" + person.employeeId() + ":2026";
    }

    protected static String plan(Person person) {
        return "PLAN:" + person.employeeId() + ":2026";
    }

    protected static void finalise(Person person, long sequence, String predicate) {
        finalise(person, sequence, predicate, fields("finalizedAt", DECIDED_AT.toString()));
    }

    /** The result of another period of the year. */
    protected static void finaliseSecond(Person person, long sequence, String predicate) {
        var more = fields("finalizedAt", DECIDED_AT.plusSeconds(60).toString());
        more.putAll(fields("periodId", SECOND_PERIOD, "npsn", null));
        finalise(person, SECOND_PERIOD, sequence, predicate, more);
    }

    /** Of the result that came second; it waits for no closing. */
    protected static String besides(Person person) {
        return annual(person) + ":" + SECOND_PERIOD;
    }

    private static void finalise(Person person, long sequence, String predicate, Map<String, ?> more) {
        finalise(person, "2026", sequence, predicate, more);
    }

    private static void finalise(Person person, String periodId, long sequence, String predicate, Map<String, ?> more) {
        var rating = predicate.equals("VERY_GOOD") ? "ABOVE_EXPECTATION" : "MEETS_EXPECTATION";
        var data = about(person);
        data.putAll(fields(
                "assessmentId",
                person.employeeId() + ":" + periodId,
                "year",
                2026,
                "workResult",
                rating,
                "workBehaviour",
                rating,
                "predicate",
                predicate,
                "appraiserId",
                person.appraiserId()));
        data.putAll(more);
        tell(
                "kinerja.assessment.results",
                "id.kinerja.assessment.AssessmentFinalized.v1",
                "/assessment/assessments/" + person.employeeId() + ":" + periodId,
                person.employeeId(),
                sequence,
                data);
    }

    /** The period is closed with these people's first results. */
    protected static void close(Cast cast, Person... included) {
        var manifest = new ArrayList<Map<String, ?>>();
        for (var person : included) {
            manifest.add(fields("assessmentId", person.employeeId() + ":2026", "sequence", 1));
        }
        tell(
                "kinerja.assessment.events",
                "id.kinerja.assessment.PeriodClosed.v1",
                "/assessment/school-periods/" + cast.npsn() + ":2026",
                cast.npsn(),
                1,
                fields(
                        "npsn",
                        cast.npsn(),
                        "periodId",
                        "2026",
                        "regulation",
                        "2025",
                        "year",
                        2026,
                        "closedAt",
                        "2026-12-17T04:00:00Z",
                        "closedBy",
                        "OFFICE",
                        "counts",
                        Map.of(),
                        "included",
                        manifest,
                        "leftOut",
                        List.of()));
    }

    protected static void tellPlan(Person person, String type, long sequence, String time) {
        tellPlan(person, type, sequence, time, null);
    }

    /** @param traceparent of the command that decided it */
    protected static void tellPlan(
            Person person, String type, long sequence, String time, @Nullable String traceparent) {
        tellPlan(person, person.employeeId() + ":2026", type, sequence, time, traceparent);
    }

    /** @param planId of a later part of the period, where the person has moved within it */
    protected static void tellPlan(
            Person person, String planId, String type, long sequence, String time, @Nullable String traceparent) {
        var data = about(person);
        data.putAll(fields(
                "planId",
                planId,
                "indicatorCode",
                "GURU-1",
                "targetBehaviourCodes",
                List.of("GURU-1-A"),
                "supportedResults",
                List.of(),
                "approverId",
                person.appraiserId(),
                "approvalMode",
                "DECIDED",
                time,
                "2026-01-21T02:30:00Z",
                "planVersion",
                1));
        Events.publisher()
                .publish(
                        "kinerja.planning.events",
                        type,
                        "/planning/plans/" + planId,
                        person.employeeId(),
                        sequence,
                        data,
                        traceparent);
    }

    /** What every event about a person's period says. */
    private static LinkedHashMap<String, @Nullable Object> about(Person person) {
        return fields(
                "employeeId",
                person.employeeId(),
                "npsn",
                person.npsn(),
                "role",
                person.role().name(),
                "employmentStatus",
                person.employmentStatus().name(),
                "periodId",
                "2026",
                "regulation",
                "2025");
    }

    protected static void tellObservation(Person person) {
        var cycle = person.employeeId() + ":2026:1";
        tell(
                "kinerja.observation.events",
                "id.kinerja.observation.ObservationRecorded.v1",
                "/observation/coaching-cycles/" + cycle,
                person.employeeId(),
                1,
                fields(
                        "cycleId",
                        cycle,
                        "planId",
                        person.employeeId() + ":2026",
                        "employeeId",
                        person.employeeId(),
                        "observerIds",
                        List.of(),
                        "npsn",
                        person.npsn(),
                        "periodId",
                        "2026",
                        "indicatorCode",
                        "GURU-1",
                        "behaviours",
                        List.of(Map.of("code", "GURU-1-A", "level", "DONE_EFFECTIVE")),
                        "nextStepCodes",
                        List.of(),
                        "observedOn",
                        "2026-02-25",
                        "sharedAt",
                        "2026-02-26T02:15:00Z"));
    }

    protected Answer delivery(String id) {
        return asOperator().get(DELIVERIES + "/" + id);
    }

    protected Answer awaitStatus(String id, String status) {
        await().atMost(SOON).untilAsserted(() -> {
            var body = delivery(id).body();
            assertThat(body.path("status").asString("absent"))
                    .as(id + " becomes " + status + ": " + body)
                    .isEqualTo(status);
        });
        return delivery(id);
    }

    protected static LinkedHashMap<String, @Nullable Object> fields(@Nullable Object... namesAndValues) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return fields;
    }

    private static void tell(
            String topic, String type, String source, String subject, long sequence, Map<String, ?> data) {
        Events.publisher().publish(topic, type, source, subject, sequence, data);
    }
}
