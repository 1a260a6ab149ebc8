package id.kinerja.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.events.EventEnvelope;
import id.kinerja.kit.events.Subscription;
import id.kinerja.kit.events.Subscriptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** Topics and aggregates promise each other no order, so whatever comes first, the same must be seen in the end. */
class AnyOrderTest extends AssessmentSuite {

    private static final JsonMapper JSON = new JsonMapper();

    @Autowired
    private List<Subscriptions> subscriptions;

    private record Told(String type, String source, long sequence, Map<String, ?> data) {}

    /**
     * One teacher under two principals one after the other, and then at another school, with everything that is told
     * about a period.
     */
    private record Story(String formerNpsn, String npsn, String teacher, String formerPrincipal, String principal) {

        static Story invent(int number) {
            return new Story(
                    "%08d".formatted(60_000_000 + number),
                    "%08d".formatted(70_000_000 + number),
                    uuid(),
                    uuid(),
                    uuid());
        }

        List<Told> events() {
            return List.of(
                    new Told(
                            Directory.SCHOOL_REGISTERED,
                            "/planning/schools/" + npsn,
                            1,
                            fields("npsn", npsn, "name", "SD CONTOH", "level", "SD", "timeZone", "Asia/Jayapura")),
                    assigned(teacher, "TEACHER", 1, formerPrincipal),
                    assigned(teacher, "TEACHER", 2, principal),
                    assigned(principal, "PRINCIPAL", 1, uuidOfTheOffice()),
                    plan("PlanAgreed", 5, "", formerNpsn),
                    plan("PlanReopened", 6, "", formerNpsn),
                    plan("PlanAgreed", 9, "", formerNpsn),
                    plan("PlanClosed", 10, "", formerNpsn),
                    plan("PlanAgreed", 3, ".2", npsn),
                    plan("PlanReopened", 4, ".2", npsn),
                    plan("PlanAgreed", 6, ".2", npsn),
                    delivery("DeliveryParked", 1, "cause", "IDENTITY_MISMATCH", "actor", "SCHOOL_OPERATOR", "parkedAt"),
                    delivery("DeliveryHeld", 2, "heldAt"),
                    delivery("DeliveryConfirmed", 3, "confirmedAt"));
        }

        private Told assigned(String employeeId, String role, long sequence, @Nullable String appraiserId) {
            return new Told(
                    Directory.EMPLOYEE_ASSIGNED,
                    "/planning/employees/" + employeeId,
                    sequence,
                    fields(
                            "employeeId", employeeId,
                            "account", accountOf(employeeId),
                            "name", role,
                            "employmentStatus", "PNS",
                            "role", role,
                            "npsn", npsn,
                            "appraiserId", appraiserId));
        }

        private Told plan(String event, long sequence, String part, String school) {
            var planId = teacher + ":2026" + part;
            var data = fields(
                    "planId",
                    planId,
                    "employeeId",
                    teacher,
                    "npsn",
                    school,
                    "role",
                    "TEACHER",
                    "employmentStatus",
                    "PNS",
                    "periodId",
                    "2026",
                    "regulation",
                    "2025",
                    "coversFrom",
                    part.isEmpty() ? "2026-01-01" : "2026-08-01");
            if (event.equals("PlanClosed")) {
                data.putAll(fields("closedOn", "2026-08-01", "months", 7, "addendumPlanId", teacher + ":2026.2"));
            } else {
                data.put("months", part.isEmpty() ? 12 : 5);
            }
            return new Told("id.kinerja.planning." + event + ".v1", "/planning/plans/" + planId, sequence, data);
        }

        /** @param more names and values; the last name is that of the time */
        private Told delivery(String event, long sequence, String... more) {
            var data = fields(
                    "deliveryId",
                    "ANNUAL:" + teacher + ":2026",
                    "kind",
                    "ANNUAL",
                    "employeeId",
                    teacher,
                    "periodId",
                    "2026");
            for (int i = 0; i + 1 < more.length; i += 2) {
                data.put(more[i], more[i + 1]);
            }
            data.put(more[more.length - 1], "2026-12-19T01:45:0" + sequence + "Z");
            return new Told(
                    "id.kinerja.sync." + event + ".v1",
                    "/bkn-sync/deliveries/ANNUAL:" + teacher + ":2026",
                    sequence,
                    data);
        }

        private static String uuidOfTheOffice() {
            return "c24a9f60-5e8b-4d17-8f3c-91b0d7e26a03";
        }

        private static String uuid() {
            return UUID.randomUUID().toString();
        }

        static String accountOf(String employeeId) {
            return employeeId + "@guru.sd.belajar.id";
        }

        /** The same story with other names is the same story, however often the assessment went along to a school. */
        String anonymous(String text) {
            return text.replaceAll("\"version\":\\d+", "VERSION")
                    .replace(formerNpsn, "FORMER")
                    .replace(npsn, "NPSN")
                    .replace(teacher, "TEACHER")
                    .replace(principal, "PRINCIPAL");
        }
    }

    @Test
    void any_interleaving_and_repetition_of_a_periods_events_ends_in_the_same_state() {
        var random = new Random(20_306_577);
        Set<String> seen = new HashSet<>();

        for (int i = 0; i < 60; i++) {
            var story = Story.invent(i);
            shuffledWithRepetitions(story.events(), random).forEach(this::handle);
            seen.add(story.anonymous(whatPeopleSee(story)));
        }

        assertThat(seen).hasSize(1);
        assertThat(seen.iterator().next())
                .contains(
                        "\"npsn\":\"NPSN\"",
                        "\"npsn\":\"FORMER\",\"coversFrom\":\"2026-01-01\",\"coversUntil\":\"2026-07-31\",\"months\":7",
                        "\"npsn\":\"NPSN\",\"coversFrom\":\"2026-08-01\",\"coversUntil\":null,\"months\":5",
                        "\"status\":\"OPEN\"",
                        "\"status\":\"DELIVERED\"",
                        "\"reason\":\"NOT_RATED\"");
    }

    /** The principal's assessment, queue and period, and the teacher's own assessment. */
    private String whatPeopleSee(Story story) {
        var principal = as(Story.accountOf(story.principal()));
        var teacher = as(Story.accountOf(story.teacher()));
        var assessment = ASSESSMENTS + "/" + story.teacher() + ":2026";
        var period = principal
                .get("/api/v1/school-periods/" + story.npsn() + ":2026")
                .body();
        // Lists are in the order of random ids: who stands where says nothing.
        var notReady = new ArrayList<String>();
        period.path("notReady").forEach(person -> notReady.add(story.anonymous(person.toString())));
        Collections.sort(notReady);
        return principal.get(assessment).body().toString()
                + principal.get(ASSESSMENTS + "?view=queue").body()
                + teacher.get(assessment).body()
                + period.path("status")
                + period.path("ready")
                + notReady;
    }

    private static List<Told> shuffledWithRepetitions(List<Told> events, Random random) {
        var told = new ArrayList<>(events);
        for (int i = 0; i < events.size() / 2; i++) {
            told.add(events.get(random.nextInt(events.size())));
        }
        Collections.shuffle(told, random);
        return told;
    }

    private void handle(Told told) {
        var envelope = new EventEnvelope(
                UUID.randomUUID().toString(),
                told.type(),
                told.source(),
                "subject",
                Instant.parse("2026-01-21T02:30:00Z"),
                told.sequence(),
                null);
        subscriptions.stream()
                .flatMap(some -> some.all().stream())
                .filter(subscription -> subscription.type().equals(told.type()))
                .forEach(subscription -> deliver(subscription, envelope, told));
    }

    private static <T> void deliver(Subscription<T> subscription, EventEnvelope envelope, Told told) {
        subscription
                .handler()
                .accept(envelope, JSON.readValue(JSON.writeValueAsString(told.data()), subscription.payload()));
    }
}
