package id.kinerja.planning.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.kinerja.kit.contracts.ContractFiles;
import id.kinerja.kit.events.CloudEventHeaders;
import id.kinerja.kit.testing.Api;
import id.kinerja.kit.testing.Api.Answer;
import id.kinerja.kit.testing.Cast;
import id.kinerja.kit.testing.Cast.Person;
import id.kinerja.kit.testing.Events;
import id.kinerja.kit.testing.Events.Received;
import id.kinerja.kit.testing.ServiceSuite;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PlanApiTest extends ServiceSuite {

    private static final String PLANS = "/api/v1/plans";
    private static final String TOPIC = "kinerja.planning.events";
    private static final Set<String> SECTIONS = Set.of(
            "/practice", "/development", "/additional-duties", "/work-behaviour", "/alignment", "/leader-expectations");

    /** What people write, to find it where it must not be. */
    private static final String CONFIDENTIAL = "hanya untuk kita berdua";

    private static final Map<String, Object> PRACTICE = practice("GURU-1", "GURU-1-A", "GURU-1-C");
    private static final Map<String, Object> WORK_BEHAVIOUR = Map.of(
            "coreValues",
            Stream.of("SERVICE", "ACCOUNTABLE", "COMPETENT", "HARMONIOUS", "LOYAL", "ADAPTIVE", "COLLABORATIVE")
                    .map(value -> Map.of("code", value, "behaviourCodes", List.of(value + "-1")))
                    .toList());
    private static final Map<String, Object> EXPECTATIONS =
            Map.of("leaderExpectations", List.of(Map.of("coreValue", "HARMONIOUS", "text", CONFIDENTIAL)));
    private static final Map<String, Object> RETURN =
            Map.of("reasons", List.of(Map.of("section", "PRACTICE", "text", CONFIDENTIAL)));
    private static final Map<String, Object> REOPENING = Map.of("reason", CONFIDENTIAL);

    private Cast cast;

    @BeforeEach
    void anotherSchool() {
        cast = newSchool();
    }

    @Test
    void a_plan_goes_from_draft_over_return_and_reopening_to_agreement_and_tells_every_decision_in_order() {
        var sari = cast.sari();
        var ratna = cast.ratna();
        var drafted = draft(sari);
        assertThat(drafted.status()).isEqualTo(201);
        assertThat(drafted.headers()).containsEntry("location", pathOf(sari));
        assertThat(drafted.etag()).isEqualTo("\"1\"");
        assertThat(drafted.body().path("status").asString()).isEqualTo("DRAFT");
        assertThat(obstacles(drafted)).containsExactly("/practice required", "/coreValues required");
        assertThat(drafted.body().at("/summary/errors/0/actor").asString()).isEqualTo("EMPLOYEE");

        var result = ratna.employeeId() + ":2026#KS-7";
        change(sari, sari, "/practice", PRACTICE, "DRAFT");
        var filled = change(sari, sari, "/work-behaviour", WORK_BEHAVIOUR, "DRAFT");
        assertThat(filled.body().at("/summary/complete").asBoolean()).isTrue();
        change(sari, sari, "/alignment", Map.of("supportedResults", List.of(result)), "DRAFT");
        var submitted = change(sari, sari, "/submission", null, "SUBMITTED");
        assertThat(read(sari, sari).body()).isEqualTo(submitted.body());
        var expecting = change(ratna, sari, "/leader-expectations", EXPECTATIONS, "SUBMITTED");
        assertThat(expecting.body().at("/leaderExpectations/0/text").asString()).isEqualTo(CONFIDENTIAL);
        change(ratna, sari, "/return", RETURN, "RETURNED");
        assertThat(read(sari, sari).body().at("/returnReasons/0/text").asString())
                .isEqualTo(CONFIDENTIAL);
        change(sari, sari, "/practice", practice("GURU-2", "GURU-2-B"), "RETURNED");
        change(sari, sari, "/submission", null, "SUBMITTED");
        var approved = change(ratna, sari, "/approval", null, "AGREED");
        assertThat(approved.body().at("/approval/approverId").asString()).isEqualTo(ratna.employeeId());
        assertThat(approved.body().at("/approval/mode").asString()).isEqualTo("DECIDED");
        change(ratna, sari, "/reopening", REOPENING, "REOPENED");
        assertThat(read(sari, sari).body().path("reopenReason").asString()).isEqualTo(CONFIDENTIAL);
        change(sari, sari, "/submission", null, "SUBMITTED");
        change(ratna, sari, "/approval", null, "AGREED");

        var told = awaitEvents(sari, 11);
        assertThat(told)
                .extracting(event -> event.type().replaceAll("id\\.kinerja\\.planning\\.(\\w+)\\.v1", "$1"))
                .containsExactly(
                        "PlanDrafted",
                        "PlanSubmitted",
                        "PlanExpectationsStated",
                        "PlanReturned",
                        "PlanSubmitted",
                        "PlanApproved",
                        "PlanAgreed",
                        "PlanReopened",
                        "PlanSubmitted",
                        "PlanApproved",
                        "PlanAgreed");
        assertThat(told)
                .extracting(Received::sequence)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 11).boxed().toList());
        assertThat(told).allSatisfy(event -> {
            ContractFiles.assertValid(event.type(), event.value());
            assertThat(event.key()).isEqualTo(sari.employeeId());
            assertThat(event.headers())
                    .containsEntry(CloudEventHeaders.SOURCE, "/planning/plans/" + planIdOf(sari))
                    .containsEntry(CloudEventHeaders.SUBJECT, sari.employeeId());
            assertThat(event.value()).doesNotContain(CONFIDENTIAL, sari.name(), sari.account(), sari.nip());
        });
        assertThat(told.get(5).data().path("indicatorCode").asString()).isEqualTo("GURU-2");
        assertThat(texts(told.get(5).data().path("supportedResults"))).containsExactly(result);
        assertThat(told)
                .extracting(event -> event.headers().get(CloudEventHeaders.ID))
                .doesNotHaveDuplicates();
    }

    @Test
    void who_may_do_what_is_decided_by_ownership_and_everybody_else_learns_nothing() {
        draft(cast.sari());
        var elsewhere = newSchool();
        Map<String, Api> callers = new LinkedHashMap<>();
        callers.put("owner", as(cast.sari().account()));
        callers.put("appraiser", as(cast.ratna().account()));
        callers.put("colleague", as(cast.bayu().account()));
        callers.put("teacher-elsewhere", as(elsewhere.sari().account()));
        callers.put("other-principal", as(elsewhere.ratna().account()));
        callers.put("office-head", as(cast.hendra().account()));
        callers.put("office", as("office@dinas.belajar.id", "office"));
        callers.put("operator", as("operator@dinas.belajar.id", "operator"));
        callers.put("subscriber", as("feed@dinas.belajar.id", "subscriber"));
        callers.put("stranger", as("stranger.9@guru.sd.belajar.id"));
        callers.put("nobody", withoutToken());
        Map<String, BiFunction<Api, String, Answer>> endpoints = new LinkedHashMap<>();
        endpoints.put("read", Api::get);
        endpoints.put("practice", (api, plan) -> api.put(plan + "/practice", PRACTICE));
        endpoints.put("development", (api, plan) -> api.put(plan + "/development", Map.of("activityCodes", List.of())));
        endpoints.put(
                "duties",
                (api, plan) -> api.put(plan + "/additional-duties", Map.of("dutyCodes", List.of("WALI-KELAS"))));
        endpoints.put("behaviour", (api, plan) -> api.put(plan + "/work-behaviour", WORK_BEHAVIOUR));
        endpoints.put("alignment", (api, plan) -> api.put(plan + "/alignment", Map.of("supportedResults", List.of())));
        endpoints.put(
                "results", (api, plan) -> api.put(plan + "/planned-results", Map.of("plannedResults", List.of())));
        endpoints.put("agreement", (api, plan) -> api.post(plan + "/agreement"));
        endpoints.put("expectation", (api, plan) -> api.put(plan + "/leader-expectations", EXPECTATIONS));
        endpoints.put("return", (api, plan) -> api.post(plan + "/return", RETURN));
        endpoints.put("approval", (api, plan) -> api.post(plan + "/approval"));
        endpoints.put("reopening", (api, plan) -> api.post(plan + "/reopening", REOPENING));
        endpoints.put("list", (api, plan) -> api.get(PLANS));
        endpoints.put("submission", (api, plan) -> api.post(plan + "/submission"));

        var table = new StringBuilder("-                 " + String.join(" ", endpoints.keySet()) + "\n");
        callers.forEach((caller, api) -> {
            table.append(String.format("%-17s", caller));
            endpoints.forEach((endpoint, call) -> table.append(String.format(
                    " %-" + endpoint.length() + "s",
                    call.apply(api.header("If-Match", "*"), pathOf(cast.sari())).status())));
            table.append('\n');
        });

        // The owner submits last, so that the appraiser finds a submitted plan: 409 is "allowed, but not now".
        assertThat(table.toString().replaceAll(" +\n", "\n")).isEqualTo("""
                        -                 read practice development duties behaviour alignment results agreement expectation return approval reopening list submission
                        owner             200  200      200         200    200       200       200     409       403         403    403      403       200  200
                        appraiser         200  403      403         403    403       403       403     403       200         200    409      409       200  403
                        colleague         404  404      404         404    404       404       404     404       404         404    404      404       200  404
                        teacher-elsewhere 404  404      404         404    404       404       404     404       404         404    404      404       200  404
                        other-principal   404  404      404         404    404       404       404     404       404         404    404      404       200  404
                        office-head       404  404      404         404    404       404       404     404       404         404    404      404       200  404
                        office            200  403      403         403    403       403       403     403       403         403    403      403       403  403
                        operator          403  403      403         403    403       403       403     403       403         403    403      403       403  403
                        subscriber        403  403      403         403    403       403       403     403       403         403    403      403       403  403
                        stranger          403  403      403         403    403       403       403     403       403         403    403      403       403  403
                        nobody            401  401      401         401    401       401       401     401       401         401    401      401       401  401
                        """);
        // Six sections, submission, expectation and return: what was denied has changed nothing.
        assertThat(read(cast.sari(), cast.sari()).etag()).isEqualTo("\"10\"");
        assertThat(ids(callers.get("colleague").get(PLANS + "?view=queue").body()))
                .isEmpty();
        assertThat(ids(callers.get("other-principal").get(PLANS + "?view=queue").body()))
                .isEmpty();
    }

    @Test
    void a_plan_is_drafted_by_those_who_have_one_for_a_period_there_is() {
        expect(403, "no-plan-for-role", as(cast.hendra().account()).post(PLANS, Map.of("periodId", "2026")));
        expect(
                422,
                "invalid-request",
                as(cast.sari().account()).post(PLANS, Map.of("periodId", "1999")),
                "/periodId unknown-period");
        expect(403, "not-allowed", as("operator@dinas.belajar.id", "operator").post(PLANS, Map.of("periodId", "2026")));
        expect(401, "not-authenticated", withoutToken().post(PLANS, Map.of("periodId", "2026")));
        draft(cast.sari());
        expect(409, "already-exists", draft(cast.sari()));
        assertThat(draft(cast.ratna()).body().path("role").asString()).isEqualTo("PRINCIPAL");
    }

    @Test
    void a_change_names_the_version_it_was_made_from() {
        var drafted = draft(cast.sari());
        var sari = as(cast.sari().account());

        expect(428, "if-match-required", sari.put(pathOf(cast.sari()) + "/practice", PRACTICE));
        expect(428, "if-match-required", sari.post(pathOf(cast.sari()) + "/submission"));
        change(cast.sari(), cast.sari(), "/practice", PRACTICE, "DRAFT");
        var stale = sari.ifMatch(drafted).put(pathOf(cast.sari()) + "/practice", practice("GURU-2", "GURU-2-A"));
        expect(412, "stale-version", stale);
        assertThat(stale.body().path("title").asString()).contains("\"2\"");
        assertThat(read(cast.sari(), cast.sari())
                        .body()
                        .at("/practice/indicatorCode")
                        .asString())
                .isEqualTo("GURU-1");
    }

    @Test
    void a_repeated_request_is_answered_again_and_done_once() {
        var key = "key-" + cast.npsn();
        var sari = as(cast.sari().account()).idempotencyKey(key);
        var created = sari.post(PLANS, Map.of("periodId", "2026"));
        var createdAgain = sari.post(PLANS, Map.of("periodId", "2026"));
        assertThat(List.of(created.status(), createdAgain.status())).containsOnly(201);
        assertThat(createdAgain.body()).isEqualTo(created.body());
        assertThat(createdAgain.headers()).containsEntry("idempotency-replayed", "true");
        expect(422, "idempotency-key-reused", sari.ifMatch(created).put(pathOf(cast.sari()) + "/practice", PRACTICE));

        var practised = fill(cast.sari());
        var submit = as(cast.sari().account()).ifMatch(practised).idempotencyKey(key + "-2");
        var first = submit.post(pathOf(cast.sari()) + "/submission");
        var again = submit.post(pathOf(cast.sari()) + "/submission");
        assertThat(List.of(first.status(), again.status())).containsOnly(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(first.headers()).doesNotContainKey("idempotency-replayed");
        assertThat(again.headers()).containsEntry("idempotency-replayed", "true");

        var giveBack = as(cast.ratna().account()).ifMatch(again).idempotencyKey(key);
        assertThat(giveBack.post(pathOf(cast.sari()) + "/return", RETURN).status())
                .isEqualTo(200);
        var other = Map.of("reasons", List.of(Map.of("section", "ALIGNMENT", "text", "lain")));
        expect(422, "idempotency-key-reused", giveBack.post(pathOf(cast.sari()) + "/return", other));
        assertThat(awaitEvents(cast.sari(), 3)).hasSize(3);
    }

    @Test
    void a_step_out_of_turn_is_refused_with_the_state_and_the_step() {
        draft(cast.sari());
        var refused = as(cast.ratna().account())
                .ifMatch(read(cast.ratna(), cast.sari()))
                .post(pathOf(cast.sari()) + "/approval");

        expect(409, "wrong-state", refused);
        assertThat(refused.body().path("type").asString()).isEqualTo("urn:kinerja:problem:wrong-state");
        assertThat(refused.body().path("currentState").asString()).isEqualTo("DRAFT");
        assertThat(refused.body().path("command").asString()).isEqualTo("approve");
    }

    @Test
    void bad_input_is_answered_with_what_is_wrong_and_where() {
        draft(cast.sari());
        var path = pathOf(cast.sari());
        var sari = as(cast.sari().account()).header("If-Match", "*");
        var ratna = as(cast.ratna().account()).header("If-Match", "*");

        expect(422, "plan-incomplete", sari.post(path + "/submission"), "/practice required", "/coreValues required");
        expect(
                422,
                "plan-content-invalid",
                sari.put(
                        path + "/practice",
                        Map.of("indicatorCode", List.of("GURU-1", "GURU-2"), "targetBehaviourCodes", List.of())),
                "/indicatorCode exactly-one-indicator");
        expect(
                422,
                "plan-content-invalid",
                sari.put(path + "/development", Map.of("activityCodes", List.of("WEBINAR"))),
                "/activityCodes/0 unknown-activity");
        expect(
                422,
                "plan-content-invalid",
                sari.put(path + "/additional-duties", Map.of("dutyCodes", List.of("WALI-KELAS", "PEMBINA-OSIS", "X"))),
                "/dutyCodes/1 duty-not-at-level",
                "/dutyCodes/2 unknown-duty");
        expect(
                422,
                "plan-content-invalid",
                sari.put(
                        path + "/work-behaviour",
                        Map.of(
                                "coreValues",
                                List.of(
                                        Map.of("code", "BRAVE", "behaviourCodes", List.of()),
                                        Map.of("code", "LOYAL", "behaviourCodes", List.of("ADAPTIVE-1"))))),
                "/coreValues/0/code unknown-core-value",
                "/coreValues/1/behaviourCodes/0 unknown-behaviour");
        expect(
                400,
                "invalid-request",
                sari.put(path + "/work-behaviour", "{\"coreValues\":[{\"code\":\" \",\"behaviourCodes\":null}]}"),
                "/coreValues/0/code required",
                "/coreValues/0/behaviourCodes required");
        expect(
                400,
                "invalid-request",
                sari.put(path + "/development", "{\"activityCodes\":[null]}"),
                "/activityCodes/0 required");
        expect(400, "invalid-request", sari.put(path + "/additional-duties", "{}"), "/dutyCodes required");
        expect(
                400,
                "invalid-request",
                ratna.put(
                        path + "/leader-expectations",
                        "{\"leaderExpectations\":[{\"coreValue\":\"LOYAL\",\"text\":\"\"}]}"),
                "/leaderExpectations/0/text required");
        expect(
                422,
                "plan-content-invalid",
                sari.put(path + "/practice", practice("KS-7", "KS-7-1")),
                "/indicatorCode unknown-indicator");
        expect(
                422,
                "plan-content-invalid",
                sari.put(path + "/practice", practice("GURU-1", "GURU-1-A", "GURU-1-A", "GURU-2-A")),
                "/targetBehaviourCodes/1 named-twice",
                "/targetBehaviourCodes/2 unknown-behaviour");
        expect(
                422,
                "plan-content-invalid",
                sari.put(path + "/alignment", Map.of("supportedResults", List.of("mutu"))),
                "/supportedResults/0 not-a-result");
        expect(
                400,
                "invalid-request",
                sari.put(path + "/practice", "{\"indicatorCode\":\"GURU-1\",\"targetBehaviourCodes\":[],\"score\":1}"),
                "/score unknown-field");
        expect(
                400,
                "invalid-request",
                sari.put(path + "/practice", "{\"indicatorCode\":\"GURU-1\",\"targetBehaviourCodes\":\"GURU-1-A\"}"),
                "/targetBehaviourCodes wrong-type");
        expect(
                400,
                "invalid-request",
                sari.put(path + "/practice", "{\"indicatorCode\":null,\"targetBehaviourCodes\":[null]}"),
                "/indicatorCode required",
                "/targetBehaviourCodes/0 required");
        expect(400, "invalid-request", ratna.post(path + "/return", Map.of("reasons", List.of())), "/reasons required");
        expect(
                400,
                "invalid-request",
                ratna.post(path + "/return", "{\"reasons\":[{\"section\":\"COVER\",\"text\":\"x\"}]}"),
                "/reasons/0/section wrong-type");
        expect(
                400,
                "invalid-request",
                ratna.post(path + "/return", "{\"reasons\":[{\"section\":\"PRACTICE\",\"text\":\" \"}]}"),
                "/reasons/0/text required");
        expect(
                400,
                "invalid-request",
                ratna.post(path + "/reopening", Map.of("reason", "x".repeat(2001))),
                "/reason wrong-size");
        expect(413, "value-too-long", ratna.post(path + "/reopening", Map.of("reason", "x".repeat(100_000))));
        expect(413, "request-too-large", ratna.post(path + "/reopening", Map.of("reason", "x".repeat(1 << 20))));
        expect(400, "malformed-json", ratna.post(path + "/return", "{\"reasons\":"));
        expect(400, "invalid-request", sari.post(PLANS, Map.of("periodId", "")), "/periodId required");
        expect(404, "no-such-resource", sari.get(PLANS + "/" + cast.sari().employeeId() + ":2025"));
        expect(400, "invalid-request", sari.get(PLANS + "?view=everything"), "/view wrong-type");
        expect(400, "invalid-request", sari.get(PLANS + "?status=LOST"), "/status wrong-type");
        assertThat(read(cast.sari(), cast.sari()).etag()).isEqualTo("\"1\"");
    }

    @Test
    void texts_are_indonesian_first_and_english_on_request() {
        draft(cast.dewi());
        for (var language : List.of("id", "en", "fr")) {
            var refused = as(cast.dewi().account())
                    .header("If-Match", "*")
                    .header("Accept-Language", language)
                    .post(pathOf(cast.dewi()) + "/submission");
            expect(
                    422,
                    "plan-incomplete",
                    refused,
                    "/practice required",
                    "/coreValues required",
                    "/appraiserId appraiser-vacant");
            assertThat(refused.body().at("/errors/2/actor").asString()).isEqualTo("OFFICE");
            assertThat(refused.body().at("/errors/2/message").asString())
                    .contains(language.equals("en") ? "education office" : "Dinas Pendidikan");
        }
    }

    @Test
    void a_queue_is_read_page_by_page_in_a_stable_order_and_can_be_narrowed_to_a_status() {
        Stream.of(cast.sari(), cast.bayu(), cast.ratna()).forEach(this::draft);
        fill(cast.bayu());
        change(cast.bayu(), cast.bayu(), "/submission", null, "SUBMITTED");
        var ratna = as(cast.ratna().account());

        var first = ratna.get(PLANS + "?view=queue&limit=1").body();
        var second = ratna.get(PLANS + "?view=queue&limit=1&cursor="
                        + first.path("nextCursor").asString())
                .body();
        assertThat(Stream.concat(ids(first).stream(), ids(second).stream()))
                .containsExactlyElementsOf(Stream.of(planIdOf(cast.sari()), planIdOf(cast.bayu()))
                        .sorted()
                        .toList());
        assertThat(second.path("nextCursor").isNull()).isTrue();
        assertThat(ids(ratna.get(PLANS + "?view=queue&status=SUBMITTED").body()))
                .containsExactly(planIdOf(cast.bayu()));
        assertThat(ids(ratna.get(PLANS).body())).containsExactly(planIdOf(cast.ratna()));
        assertThat(ids(ratna.get(PLANS + "?view=mine&status=SUBMITTED").body())).isEmpty();
        expect(422, "invalid-request", ratna.get(PLANS + "?limit=101"), "/limit out-of-range");
        expect(422, "invalid-request", ratna.get(PLANS + "?cursor=%21"), "/cursor not-acceptable");
    }

    @Test
    void with_a_new_appraiser_a_plan_changes_hands() {
        draft(cast.sari());
        fill(cast.sari());
        change(cast.sari(), cast.sari(), "/submission", null, "SUBMITTED");
        assign(cast.sari(), cast.hendra());

        await().atMost(SOON).until(() -> read(cast.ratna(), cast.sari()).status() == 404);
        await().atMost(SOON)
                .until(() -> ids(as(cast.ratna().account())
                                .get(PLANS + "?view=queue")
                                .body())
                        .isEmpty());
        assertThat(ids(as(cast.hendra().account()).get(PLANS + "?view=queue").body()))
                .containsExactly(planIdOf(cast.sari()));
        change(cast.hendra(), cast.sari(), "/approval", null, "AGREED");
        assertThat(awaitEvents(cast.sari(), 4).get(2).data().path("approverId").asString())
                .isEqualTo(cast.hendra().employeeId());
    }

    @Test
    void a_plan_drafted_while_the_post_was_vacant_is_submitted_once_the_office_has_named_somebody() {
        draft(cast.dewi());
        fill(cast.dewi());
        var dewi = as(cast.dewi().account()).header("If-Match", "*");
        expect(422, "plan-incomplete", dewi.post(pathOf(cast.dewi()) + "/submission"), "/appraiserId appraiser-vacant");
        assign(cast.dewi(), cast.hendra());

        await().atMost(SOON)
                .until(() -> dewi.post(pathOf(cast.dewi()) + "/submission").status() == 200);
        change(cast.hendra(), cast.dewi(), "/approval", null, "AGREED");
    }

    @Test
    void a_plan_of_2024_grows_section_by_section_and_says_what_it_still_lacks() {
        var sari = cast.sari();
        var id = sari.employeeId() + ":2024-1";
        var owner = as(sari.account()).header("If-Match", "*");
        var drafted = owner.post(PLANS, Map.of("periodId", "2024-1"));
        assertThat(drafted.status()).isEqualTo(201);
        assertThat(drafted.body().path("regulationVersion").asInt()).isEqualTo(1);
        assertThat(obstacles(drafted))
                .containsExactly("/practice required", "/activityCodes required", "/coreValues required");

        var path = PLANS + "/" + id;
        owner.put(path + "/practice", PRACTICE);
        var developed = owner.put(path + "/development", Map.of("activityCodes", List.of("OBSERVASI-SEJAWAT")));
        assertThat(obstacles(developed)).containsExactly("/coreValues required");
        assertThat(developed.body().at("/summary/plannedPoints").asInt()).isEqualTo(8);
        assertThat(faults(developed, "/summary/advice")).containsExactly("/activityCodes points-below-minimum");
        assertThat(developed.body().at("/summary/advice/0/message").asString())
                .isEqualTo("The chosen activities have 8 points together; at least 32 are asked for.");
        var partly = owner.put(
                path + "/work-behaviour",
                Map.of("coreValues", List.of(Map.of("code", "LOYAL", "behaviourCodes", List.of()))));
        assertThat(obstacles(partly)).hasSize(6).containsOnly("/coreValues core-value-missing");
        var refused = owner.post(path + "/submission");
        expect(422, "plan-incomplete", refused, obstacles(partly).toArray(String[]::new));
        assertThat(refused.body().path("errors")).isEqualTo(partly.body().at("/summary/errors"));

        owner.put(path + "/work-behaviour", WORK_BEHAVIOUR);
        var complete = owner.put(path + "/additional-duties", Map.of("dutyCodes", List.of("WALI-KELAS")));
        assertThat(complete.body().at("/summary/complete").asBoolean()).isTrue();
        assertThat(complete.body()
                        .at("/summary/sections")
                        .valueStream()
                        .map(section -> section.path("section").asString() + " "
                                + section.path("need").asString() + " "
                                + section.at("/entries/0/text").asString()))
                .containsExactly(
                        "PRACTICE MANDATORY Keteraturan Suasana Kelas",
                        "DEVELOPMENT MANDATORY Partisipan observasi praktik pembelajaran bersama rekan sejawat"
                                + " (persiapan, pelaksanaan, diskusi tindak lanjut)",
                        "ADDITIONAL_DUTIES OPTIONAL Wali Kelas",
                        "WORK_BEHAVIOUR MANDATORY Berorientasi Pelayanan",
                        "ALIGNMENT OPTIONAL ");
        assertThat(owner.post(path + "/submission").status()).isEqualTo(200);
        var ratna = as(cast.ratna().account()).header("If-Match", "*");
        assertThat(ratna.post(path + "/approval").body().path("status").asString())
                .isEqualTo("APPROVED");
        assertThat(owner.post(path + "/agreement").body().path("status").asString())
                .isEqualTo("AGREED");
    }

    @Test
    void a_principals_plan_has_no_additional_duties_and_is_approved_by_the_head_of_the_office() {
        var path = pathOf(cast.ratna());
        assertThat(obstacles(draft(cast.ratna()))).containsExactly("/practice required", "/coreValues required");
        var ratna = as(cast.ratna().account()).header("If-Match", "*");
        expect(
                422,
                "plan-content-invalid",
                ratna.put(path + "/practice", PRACTICE),
                "/indicatorCode unknown-indicator");
        expect(
                422,
                "plan-content-invalid",
                ratna.put(path + "/additional-duties", Map.of("dutyCodes", List.of("WALI-KELAS"))),
                "/dutyCodes not-part-of-plan");

        change(cast.ratna(), cast.ratna(), "/practice", practice("KS-7", "KS-7-2"), "DRAFT");
        var filled = change(cast.ratna(), cast.ratna(), "/work-behaviour", WORK_BEHAVIOUR, "DRAFT");
        assertThat(filled.body()
                        .at("/summary/sections")
                        .valueStream()
                        .map(section -> section.path("section").asString()))
                .containsExactly("PRACTICE", "DEVELOPMENT", "WORK_BEHAVIOUR", "ALIGNMENT");
        change(cast.ratna(), cast.ratna(), "/submission", null, "SUBMITTED");
        change(cast.hendra(), cast.ratna(), "/leader-expectations", EXPECTATIONS, "SUBMITTED");
        change(cast.hendra(), cast.ratna(), "/approval", null, "AGREED");
    }

    @Test
    void a_duty_of_some_levels_waits_until_the_level_of_the_school_is_known() {
        draft(cast.dewi());
        var dewi = as(cast.dewi().account()).header("If-Match", "*").header("Accept-Language", "id");
        var refused =
                dewi.put(pathOf(cast.dewi()) + "/additional-duties", Map.of("dutyCodes", List.of("WAKIL-KEPALA")));

        expect(422, "plan-content-invalid", refused, "/dutyCodes/0 school-level-unknown");
        assertThat(refused.body().at("/errors/0/actor").asString()).isEqualTo("OPERATOR");
        assertThat(refused.body().at("/errors/0/message").asString()).contains("operator sekolah");
        assertThat(dewi.put(pathOf(cast.dewi()) + "/additional-duties", Map.of("dutyCodes", List.of("WALI-KELAS")))
                        .status())
                .isEqualTo(200);
    }

    private static void assign(Person person, Person appraiser) {
        Cast.announce(
                Events.publisher(),
                new Person(
                        person.employeeId(),
                        person.account(),
                        person.name(),
                        person.role(),
                        person.employmentStatus(),
                        person.npsn(),
                        person.nip(),
                        appraiser.employeeId()),
                2);
    }

    private static void expect(int status, String code, Answer answer, String... faults) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
        assertThat(answer.headers().get("content-type")).startsWith("application/problem+json");
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.body().path("title").asString()).isNotBlank();
        assertThat(answer.body()
                        .path("errors")
                        .valueStream()
                        .map(error -> error.path("pointer").asString() + " "
                                + error.path("code").asString()))
                .as(answer.body().toString())
                .containsExactlyInAnyOrder(faults);
    }

    private Answer draft(Person person) {
        return as(person.account()).post(PLANS, Map.of("periodId", "2026"));
    }

    /** What the regulation of 2025 asks for, and no more. */
    private Answer fill(Person person) {
        change(person, person, "/practice", PRACTICE, "DRAFT");
        return change(person, person, "/work-behaviour", WORK_BEHAVIOUR, "DRAFT");
    }

    private static List<String> obstacles(Answer plan) {
        return faults(plan, "/summary/errors");
    }

    private static List<String> faults(Answer answer, String list) {
        return answer.body()
                .at(list)
                .valueStream()
                .map(fault -> fault.path("pointer").asString() + " "
                        + fault.path("code").asString())
                .toList();
    }

    private Answer change(Person by, Person owner, String command, @Nullable Object body, String expectedStatus) {
        var api = as(by.account()).ifMatch(read(by, owner));
        var path = pathOf(owner) + command;
        var answer =
                body == null ? api.post(path) : SECTIONS.contains(command) ? api.put(path, body) : api.post(path, body);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        assertThat(answer.body().path("status").asString()).isEqualTo(expectedStatus);
        return answer;
    }

    private Answer read(Person by, Person owner) {
        return as(by.account()).get(pathOf(owner));
    }

    private List<Received> awaitEvents(Person person, int count) {
        return await().atMost(SOON)
                .until(() -> Events.about(TOPIC, person.employeeId()), events -> events.size() >= count);
    }

    private static Map<String, Object> practice(String indicator, String... behaviours) {
        return Map.of("indicatorCode", indicator, "targetBehaviourCodes", List.of(behaviours));
    }

    private static List<String> ids(JsonNode page) {
        return page.path("items")
                .valueStream()
                .map(plan -> plan.path("planId").asString())
                .toList();
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    private static String planIdOf(Person person) {
        return person.employeeId() + ":2026";
    }

    private static String pathOf(Person person) {
        return PLANS + "/" + planIdOf(person);
    }
}
