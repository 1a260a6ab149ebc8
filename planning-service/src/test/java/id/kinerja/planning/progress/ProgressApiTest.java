package id.kinerja.planning.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.kinerja.kit.events.CloudEventHeaders;
import id.kinerja.kit.testing.Api;
import id.kinerja.kit.testing.Api.Answer;
import id.kinerja.kit.testing.Cast;
import id.kinerja.kit.testing.Cast.Person;
import id.kinerja.kit.testing.Events;
import id.kinerja.kit.testing.ServiceSuite;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProgressApiTest extends ServiceSuite {

    private static final String TOPIC = "kinerja.planning.events";
    private static final JsonMapper JSON = new JsonMapper();

    private Cast cast;
    private String regency = "";

    @BeforeEach
    void aSchoolInARegencyOfItsOwn() {
        cast = newSchool();
        regency = "Kab. " + cast.npsn();
        Cast.announceSchool(Events.publisher(), cast.npsn(), regency, "Asia/Jayapura", 2);
    }

    @Test
    void a_school_is_counted_by_state_role_and_day_and_who_is_not_done_is_named() {
        assertThat(as(cast.sari().account())
                        .post("/api/v1/plans", Map.of("periodId", "2026"))
                        .status())
                .isEqualTo(201);
        var ratnas = planOf(cast.ratna());
        tell("PlanDrafted", 1, ratnas, "2026-01-30T02:00:00Z");
        tell("PlanSubmitted", 2, ratnas, "2026-01-31T16:00:00Z");
        tell("PlanApproved", 3, ratnas, "2026-02-02T02:00:00Z");
        tell("PlanAgreed", 4, ratnas, "2026-02-02T02:00:00Z");

        // The school's zone comes with another event than the plans.
        var view = awaitSchool(body -> body.at("/byState/AGREED").asInt() == 1
                && body.at("/byState/DRAFT").asInt() == 1
                && body.at("/byDay/0/day").asString().equals("2026-02-01"));
        assertThat(view.path("people").asInt()).isEqualTo(3);
        assertThat(view.path("notBegun").asInt()).isEqualTo(1);
        assertThat(view.at("/byRole/PRINCIPAL/AGREED").asInt()).isEqualTo(1);
        assertThat(view.at("/byRole/TEACHER/DRAFT").asInt()).isEqualTo(1);
        assertThat(view.path("byDay").toString())
                .isEqualTo("[{\"day\":\"2026-02-01\",\"submitted\":1,\"approved\":0,\"agreed\":0},"
                        + "{\"day\":\"2026-02-02\",\"submitted\":0,\"approved\":1,\"agreed\":1}]");
        assertThat(view.path("notDone")
                        .valueStream()
                        .map(one -> "%s %s %s %s"
                                .formatted(
                                        one.path("name").asString(),
                                        one.path("state").asString(),
                                        one.path("waitsFor").asString(),
                                        one.path("daysWaiting").asString("-"))))
                .containsExactly(
                        cast.sari().name() + " DRAFT EMPLOYEE 0", cast.bayu().name() + " NOT_BEGUN EMPLOYEE -");
    }

    @Test
    void a_regency_is_one_query_on_its_index_that_reads_no_plan() {
        var second = newSchool();
        Cast.announceSchool(Events.publisher(), second.npsn(), regency, "Asia/Makassar", 2);
        tell("PlanDrafted", 1, planOf(cast.sari()), "2026-01-05T02:00:00Z");
        tell("PlanSubmitted", 2, planOf(cast.sari()), "2026-01-06T02:00:00Z");
        awaitRegion(body -> body.path("people").asInt() == 6
                && body.at("/byState/SUBMITTED").asInt() == 1);
        var office = as("office@dinas.belajar.id", "office");
        var answer = new AtomicReference<Answer>();

        var reads = reads(() -> answer.set(office.get(region() + "&limit=1")));

        assertThat(reads.stream().filter(read -> read.contains(regency)))
                .containsExactly("find schoolProgress {\"regency\": \"%s\"}".formatted(regency));
        assertThat(reads).noneMatch(read -> read.contains(cast.sari().employeeId()));
        var first = Objects.requireNonNull(answer.get()).body();
        assertThat(first.path("schools").asInt()).isEqualTo(2);
        assertThat(first.at("/byState/NOT_BEGUN").asInt()).isEqualTo(5);
        assertThat(first.at("/byRole/PRINCIPAL/NOT_BEGUN").asInt()).isEqualTo(2);
        assertThat(first.path("byDay").toString())
                .isEqualTo("[{\"day\":\"2026-01-06\",\"submitted\":1,\"approved\":0,\"agreed\":0}]");
        var next = office.get(
                        region() + "&limit=1&cursor=" + first.path("nextCursor").asString())
                .body();
        assertThat(next.path("nextCursor").isNull()).isTrue();
        assertThat(Stream.of(first, next).map(page -> page.at("/items/0/npsn").asString()))
                .containsExactlyElementsOf(
                        Stream.of(cast.npsn(), second.npsn()).sorted().toList());
        assertThat(Stream.of(first, next)
                        .filter(page -> page.at("/items/0/npsn").asString().equals(cast.npsn()))
                        .map(page -> page.at("/items/0/byState/SUBMITTED").asInt()))
                .containsExactly(1);
        assertThat(office.get("/api/v1/progress?periodId=2026&regency=Nirwana")
                        .body()
                        .path("schools")
                        .asInt())
                .isZero();

        // Late in the evening in Makassar it is the next day in Jayapura: each school's days are its own.
        tell("PlanDrafted", 1, planOf(second.sari()), second.npsn(), "2026-01-06T02:00:00Z");
        tell("PlanSubmitted", 2, planOf(second.sari()), second.npsn(), "2026-01-06T15:30:00Z");
        tell("PlanDrafted", 1, planOf(cast.bayu()), "2026-01-06T02:00:00Z");
        tell("PlanSubmitted", 2, planOf(cast.bayu()), "2026-01-06T15:30:00Z");
        awaitRegion(body -> body.path("byDay")
                .toString()
                .equals("[{\"day\":\"2026-01-06\",\"submitted\":2,\"approved\":0,\"agreed\":0},"
                        + "{\"day\":\"2026-01-07\",\"submitted\":1,\"approved\":0,\"agreed\":0}]"));
    }

    @Test
    void whatever_the_order_and_however_often_they_come_the_same_events_give_the_same_counts() {
        var story =
                List.of("PlanDrafted", "PlanSubmitted", "PlanReturned", "PlanSubmitted", "PlanApproved", "PlanAgreed");
        var random = new Random(20306577);
        for (var person : List.of(cast.sari(), cast.bayu(), cast.ratna())) {
            var order = new ArrayList<>(List.of(1, 2, 3, 4, 5, 6, 2, 4, 6));
            Collections.shuffle(order, random);
            for (int sequence : order) {
                tell(story.get(sequence - 1), sequence, planOf(person), "2026-01-1%dT02:00:00Z".formatted(sequence));
            }
        }

        var region = awaitRegion(body -> body.at("/byState/AGREED").asInt() == 3);
        assertThat(region.path("people").asInt()).isEqualTo(3);
        var days = "[{\"day\":\"2026-01-14\",\"submitted\":3,\"approved\":0,\"agreed\":0},"
                + "{\"day\":\"2026-01-15\",\"submitted\":0,\"approved\":3,\"agreed\":0},"
                + "{\"day\":\"2026-01-16\",\"submitted\":0,\"approved\":0,\"agreed\":3}]";
        var school = awaitSchool(body -> body.path("byDay").toString().equals(days));
        assertThat(school.path("notDone")).isEmpty();
        awaitRegion(body -> body.path("byDay").toString().equals(days));
    }

    @Test
    void whoever_has_left_is_not_counted_from_the_day_after_and_whoever_leaves_later_is() {
        tell("PlanDrafted", 1, planOf(cast.sari()), "2026-01-05T02:00:00Z");
        tell("PlanSubmitted", 2, planOf(cast.sari()), "2026-01-06T02:00:00Z");
        awaitRegion(body -> body.path("people").asInt() == 3
                && body.at("/byState/SUBMITTED").asInt() == 1);
        var today = LocalDate.now(ZoneId.of("Asia/Jayapura"));
        Cast.announceLeft(Events.publisher(), cast.bayu(), today.plusDays(30), 2);
        Cast.announceLeft(Events.publisher(), cast.ratna(), today.minusDays(1), 2);

        var region = awaitRegion(body -> body.path("people").asInt() == 2);
        assertThat(region.at("/byRole/PRINCIPAL/NOT_BEGUN").asInt()).isZero();
        assertThat(region.at("/byRole/TEACHER/NOT_BEGUN").asInt()).isEqualTo(1);
        var office = as("office@dinas.belajar.id", "office");
        var school = office.get(school()).body();
        assertThat(school.path("people").asInt()).isEqualTo(2);
        assertThat(school.at("/notDone/0/waitsFor").asString())
                .as("who decides has left")
                .isEqualTo("OFFICE");
        var late = office.get("/api/v1/schools/" + cast.npsn() + "/late?periodId=2026")
                .body();
        assertThat(late.path("people")
                        .valueStream()
                        .map(one -> one.path("employeeId").asString()))
                .containsExactlyInAnyOrder(cast.sari().employeeId(), cast.bayu().employeeId());

        Cast.announceLeft(Events.publisher(), cast.sari(), today.minusDays(1), 2);
        awaitRegion(body -> body.path("people").asInt() == 1
                && body.at("/byState/SUBMITTED").asInt() == 0
                && body.path("byDay").isEmpty());
        // Somebody corrects the day: what was known of the plan is still there.
        Cast.announceLeft(Events.publisher(), cast.sari(), today, 3);
        awaitRegion(body -> body.at("/byState/SUBMITTED").asInt() == 1
                && body.at("/byDay/0/submitted").asInt() == 1);
    }

    @Test
    void whoever_moves_to_another_school_is_counted_there_and_no_longer_here() {
        var second = newSchool();
        awaitRegion(body -> body.path("people").asInt() == 3);
        var bayu = cast.bayu();
        Cast.announce(
                Events.publisher(),
                new Person(
                        bayu.employeeId(),
                        bayu.account(),
                        bayu.name(),
                        bayu.role(),
                        bayu.employmentStatus(),
                        second.npsn(),
                        bayu.nip(),
                        second.ratna().employeeId()),
                2);

        awaitRegion(body -> body.path("people").asInt() == 2);
        await().atMost(SOON)
                .until(() -> as(second.ratna().account())
                                .get("/api/v1/schools/" + second.npsn() + "/progress?periodId=2026")
                                .body()
                                .path("people")
                                .asInt()
                        == 4);
    }

    @Test
    void who_answers_for_a_school_sees_its_progress_and_the_office_that_of_a_regency() {
        var elsewhere = newSchool();
        Map<String, Api> callers = new LinkedHashMap<>();
        callers.put("principal", as(cast.ratna().account()));
        callers.put("appraiser", as(cast.hendra().account()));
        callers.put("office", as("office@dinas.belajar.id", "office"));
        callers.put("teacher", as(cast.sari().account()));
        callers.put("other-principal", as(elsewhere.ratna().account()));
        callers.put("operator", as("operator@dinas.belajar.id", "operator"));
        callers.put("subscriber", as("feed@dinas.belajar.id", "subscriber"));
        callers.put("stranger", as("stranger.9@guru.sd.belajar.id"));
        callers.put("nobody", withoutToken());
        var table = new StringBuilder();
        callers.forEach((caller, api) -> table.append("%s %d %d%n"
                .formatted(caller, api.get(school()).status(), api.get(region()).status())));

        assertThat(table.toString()).isEqualTo("""
                principal 200 403
                appraiser 200 403
                office 200 200
                teacher 404 403
                other-principal 404 403
                operator 403 403
                subscriber 403 403
                stranger 403 403
                nobody 401 401
                """);
        var ratna = callers.get("principal");
        assertThat(ratna.get(school().replace("2026", "1999")).code()).isEqualTo("invalid-request");
        assertThat(callers.get("office")
                        .get("/api/v1/schools/00000000/progress?periodId=2026")
                        .status())
                .isEqualTo(404);
    }

    private static String planOf(Person person) {
        return person.employeeId() + ":2026";
    }

    private void tell(String event, int sequence, String planId, String time) {
        tell(event, sequence, planId, cast.npsn(), time);
    }

    private static void tell(String event, int sequence, String planId, String npsn, String time) {
        var employeeId = planId.substring(0, planId.indexOf(':'));
        var headers = CloudEventHeaders.of(
                UUID.randomUUID().toString(),
                "id.kinerja.planning." + event + ".v1",
                "/planning/plans/" + planId,
                employeeId,
                Instant.parse(time),
                sequence,
                null);
        var data =
                Map.of("planId", planId, "employeeId", employeeId, "npsn", npsn, "periodId", "2026", "planVersion", 1);
        Events.publisher()
                .publish(
                        TOPIC,
                        employeeId,
                        headers,
                        JSON.writeValueAsString(data).getBytes(StandardCharsets.UTF_8));
    }

    private String school() {
        return "/api/v1/schools/" + cast.npsn() + "/progress?periodId=2026";
    }

    private String region() {
        return "/api/v1/progress?periodId=2026&regency=" + URLEncoder.encode(regency, StandardCharsets.UTF_8);
    }

    private JsonNode awaitSchool(Predicate<JsonNode> condition) {
        return await().atMost(SOON)
                .until(() -> as(cast.ratna().account()).get(school()).body(), condition::test);
    }

    private JsonNode awaitRegion(Predicate<JsonNode> condition) {
        return await().atMost(SOON)
                .until(
                        () -> as("office@dinas.belajar.id", "office")
                                .get(region())
                                .body(),
                        condition::test);
    }
}
