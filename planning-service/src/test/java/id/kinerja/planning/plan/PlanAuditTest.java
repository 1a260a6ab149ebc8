package id.kinerja.planning.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import id.kinerja.kit.testing.Api;
import id.kinerja.kit.testing.Api.Answer;
import id.kinerja.kit.testing.Cast;
import id.kinerja.kit.testing.Events;
import id.kinerja.kit.testing.ServiceSuite;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;
import tools.jackson.databind.JsonNode;

class PlanAuditTest extends ServiceSuite {

    private static final String TOPIC = "kinerja.planning.events";
    private static final String CONFIDENTIAL = "hanya untuk kita berdua";
    private static final Map<String, Object> RETURN = Map.of(
            "reasons",
            List.of(
                    Map.of("section", "WORK_BEHAVIOUR", "text", CONFIDENTIAL),
                    Map.of("section", "PRACTICE", "text", CONFIDENTIAL)));

    @Autowired
    private MongoTemplate mongo;

    private Cast cast;

    @BeforeEach
    void anotherSchool() {
        cast = newSchool();
    }

    @Test
    void every_decision_is_in_the_trail_with_who_when_and_what_and_without_a_word_of_what_they_wrote() {
        draftAndFill("2026");
        post(cast.sari(), "2026", "submission", null);
        post(cast.ratna(), "2026", "return", RETURN);
        save(cast.sari(), "practice", practice("GURU-2"));
        save(cast.sari(), "additional-duties", Map.of("dutyCodes", List.of("WALI-KELAS")));
        post(cast.sari(), "2026", "submission", null);
        save(
                cast.ratna(),
                "leader-expectations",
                Map.of("leaderExpectations", List.of(Map.of("coreValue", "HARMONIOUS", "text", CONFIDENTIAL))));
        post(cast.ratna(), "2026", "approval", null);
        var reopened = post(cast.ratna(), "2026", "reopening", Map.of("reason", CONFIDENTIAL));
        assertThat(reopened.body().path("status").asString()).isEqualTo("REOPENED");

        var trail = awaitTrail("2026", 7);
        var sari = cast.sari().employeeId();
        var ratna = cast.ratna().employeeId();
        assertThat(items(trail)
                        .map(entry -> "%s %s by %s %s%s%s v%s %s %s %s"
                                .formatted(
                                        entry.path("sequence").asInt(),
                                        entry.path("event").asString(),
                                        entry.path("by").isNull()
                                                ? "nobody"
                                                : entry.path("by").asString(),
                                        texts(entry, "sections"),
                                        texts(entry, "changedSections"),
                                        texts(entry, "coreValues"),
                                        entry.path("contentVersion").asInt(),
                                        entry.path("capacity").asString("-"),
                                        entry.path("approvalMode").asString(""),
                                        entry.path("agreement").asString(""))
                                .strip()))
                .containsExactly(
                        "2 PlanSubmitted by " + sari + " [][PRACTICE, WORK_BEHAVIOUR][] v1 -",
                        "3 PlanReturned by " + ratna + " [PRACTICE, WORK_BEHAVIOUR][][] v1 APPRAISER",
                        "4 PlanSubmitted by " + sari + " [][PRACTICE, ADDITIONAL_DUTIES][] v2 -",
                        "5 PlanExpectationsStated by " + ratna + " [][][HARMONIOUS] v2 APPRAISER",
                        "6 PlanApproved by " + ratna + " [][][] v2 APPRAISER DECIDED",
                        "7 PlanAgreed by nobody [][][] v2 -  IMPLIED",
                        "8 PlanReopened by " + ratna + " [][][] v2 APPRAISER");
        assertThat(items(trail))
                .allSatisfy(entry -> assertThat(entry.path("at").asString()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z"));
        assertThat(trail.toString())
                .doesNotContain(CONFIDENTIAL, cast.sari().account(), cast.sari().name());
    }

    @Test
    void an_agreement_that_somebody_gave_is_in_their_name() {
        draftAndFill("2024-1");
        as(cast.sari().account())
                .header("If-Match", "*")
                .put(path("2024-1") + "/development", Map.of("activityCodes", List.of("OBSERVASI-SEJAWAT")));
        post(cast.sari(), "2024-1", "submission", null);
        post(cast.ratna(), "2024-1", "approval", null);
        post(cast.sari(), "2024-1", "agreement", null);

        var agreed = items(awaitTrail("2024-1", 3)).toList().getLast();
        assertThat(agreed.path("event").asString()).isEqualTo("PlanAgreed");
        assertThat(agreed.path("by").asString()).isEqualTo(cast.sari().employeeId());
        assertThat(agreed.path("agreement").asString()).isEqualTo("EXPLICIT");
    }

    @Test
    void an_event_that_comes_again_whatever_it_says_then_changes_nothing() {
        draftAndFill("2026");
        post(cast.sari(), "2026", "submission", null);
        var before = awaitTrail("2026", 1);

        var told = Events.about(TOPIC, cast.sari().employeeId()).get(1);
        Events.publisher()
                .publish(
                        TOPIC,
                        told.type(),
                        "/planning/plans/" + planId("2026"),
                        cast.sari().employeeId(),
                        2,
                        told.value().replace("\"planVersion\":1", "\"planVersion\":7"));
        Events.publisher()
                .publish(TOPIC, told.key(), told.headers(), told.value().getBytes(UTF_8));
        post(cast.ratna(), "2026", "return", RETURN);

        // The same key, so the same partition: what was repeated has been handled before this.
        assertThat(awaitTrail("2026", 2).path("items").get(0))
                .isEqualTo(before.path("items").get(0));
        assertThat(mongo.getCollection("plan-audit").countDocuments(Filters.eq("planId", planId("2026"))))
                .isEqualTo(2);
    }

    @Test
    void the_trail_is_read_page_by_page_by_whoever_may_see_the_plan_and_changed_by_nobody() {
        draftAndFill("2026");
        post(cast.sari(), "2026", "submission", null);
        post(cast.ratna(), "2026", "approval", null);
        awaitTrail("2026", 3);
        var sari = as(cast.sari().account());
        var first = sari.get(path("2026") + "/audit?limit=2").body();
        var second = sari.get(path("2026") + "/audit?limit=2&cursor="
                        + first.path("nextCursor").asString())
                .body();
        assertThat(Stream.concat(items(first), items(second))
                        .map(entry -> entry.path("sequence").asInt()))
                .containsExactly(2, 3, 4);
        assertThat(second.path("nextCursor").isNull()).isTrue();

        var elsewhere = newSchool();
        Map<String, Api> callers = new LinkedHashMap<>();
        callers.put("owner", sari);
        callers.put("appraiser", as(cast.ratna().account()));
        callers.put("office", as("office@dinas.belajar.id", "office"));
        callers.put("colleague", as(cast.bayu().account()));
        callers.put("other-principal", as(elsewhere.ratna().account()));
        callers.put("operator", as("operator@dinas.belajar.id", "operator"));
        callers.put("subscriber", as("feed@dinas.belajar.id", "subscriber"));
        callers.put("stranger", as("stranger.9@guru.sd.belajar.id"));
        callers.put("nobody", withoutToken());
        var table = new StringBuilder();
        callers.forEach((caller, api) -> table.append("%s %d %s%n"
                .formatted(
                        caller,
                        api.get(path("2026") + "/audit").status(),
                        Stream.of("POST", "PUT", "PATCH", "DELETE")
                                .map(method -> api.header("If-Match", "*")
                                        .send(method, path("2026") + "/audit", "{}", "application/json")
                                        .status())
                                .distinct()
                                .toList())));
        assertThat(table.toString()).isEqualTo("""
                owner 200 [405]
                appraiser 200 [405]
                office 200 [405]
                colleague 404 [405]
                other-principal 404 [405]
                operator 403 [405]
                subscriber 403 [405]
                stranger 403 [405]
                nobody 401 [401]
                """);
        assertThat(sari.get("/api/v1/plans/" + cast.sari().employeeId() + ":1999/audit")
                        .status())
                .isEqualTo(404);
    }

    private void draftAndFill(String periodId) {
        var sari = as(cast.sari().account()).header("If-Match", "*");
        assertThat(sari.post("/api/v1/plans", Map.of("periodId", periodId)).status())
                .isEqualTo(201);
        sari.put(path(periodId) + "/practice", practice("GURU-1"));
        sari.put(
                path(periodId) + "/work-behaviour",
                Map.of(
                        "coreValues",
                        GoldenPlan.VALUES.stream()
                                .map(value -> Map.of("code", value.code(), "behaviourCodes", value.behaviourCodes()))
                                .toList()));
    }

    private static Map<String, Object> practice(String indicator) {
        return Map.of("indicatorCode", indicator, "targetBehaviourCodes", List.of(indicator + "-A"));
    }

    private void save(Cast.Person by, String section, Map<String, ?> body) {
        var saved = as(by.account()).header("If-Match", "*").put(path("2026") + "/" + section, body);
        assertThat(saved.status()).as(saved.text()).isEqualTo(200);
    }

    private Answer post(Cast.Person by, String periodId, String command, @Nullable Object body) {
        var api = as(by.account()).header("If-Match", "*");
        var path = path(periodId) + "/" + command;
        var answer = body == null ? api.post(path) : api.post(path, body);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer;
    }

    private JsonNode awaitTrail(String periodId, int entries) {
        return await().atMost(SOON)
                .until(
                        () -> as(cast.sari().account())
                                .get(path(periodId) + "/audit")
                                .body(),
                        trail -> trail.path("items").size() >= entries);
    }

    private static List<String> texts(JsonNode entry, String list) {
        return entry.path(list).valueStream().map(JsonNode::asString).toList();
    }

    private static Stream<JsonNode> items(JsonNode page) {
        return page.path("items").valueStream();
    }

    private String planId(String periodId) {
        return cast.sari().employeeId() + ":" + periodId;
    }

    private String path(String periodId) {
        return "/api/v1/plans/" + planId(periodId);
    }
}
