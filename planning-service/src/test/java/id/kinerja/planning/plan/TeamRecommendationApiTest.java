package id.kinerja.planning.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.testing.Api;
import id.kinerja.kit.testing.Api.Answer;
import id.kinerja.kit.testing.Cast;
import id.kinerja.kit.testing.Cast.Person;
import id.kinerja.kit.testing.Events;
import id.kinerja.kit.testing.ServiceSuite;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Bayu is in Ratna's team and reads Sari's plan; Joko teaches at the same school and is in no team. */
class TeamRecommendationApiTest extends ServiceSuite {

    private static final String PLANS = "/api/v1/plans";
    private static final Map<String, Object> PRACTICE =
            Map.of("indicatorCode", "GURU-1", "targetBehaviourCodes", List.of("GURU-1-A"));
    private static final Map<String, Object> WORK_BEHAVIOUR = Map.of(
            "coreValues",
            Stream.of("SERVICE", "ACCOUNTABLE", "COMPETENT", "HARMONIOUS", "LOYAL", "ADAPTIVE", "COLLABORATIVE")
                    .map(value -> Map.of("code", value, "behaviourCodes", List.of(value + "-1")))
                    .toList());
    private static final Map<String, Object> RETURN =
            Map.of("reasons", List.of(Map.of("section", "PRACTICE", "text", "Contoh.")));
    private static final Map<String, Object> APPROVE_IT = Map.of("advice", "APPROVE");
    private static final Map<String, Object> RETURN_IT =
            Map.of("advice", "RETURN", "sections", List.of("PRACTICE"), "text", "Perilaku kedua belum tampak.");

    @Autowired
    private AggregateStore<Plan> plans;

    private Cast cast;
    private String plan;
    private String recommendations;

    @BeforeEach
    void aDraftAtASchoolWithATeam() {
        cast = newSchool();
        plan = PLANS + "/" + cast.sari().employeeId() + ":2026";
        recommendations = plan + "/recommendations";
        var formed = anyVersion(cast.ratna())
                .put(
                        "/api/v1/work-teams/" + cast.ratna().employeeId(),
                        Map.of("members", List.of(cast.bayu().employeeId())));
        assertThat(formed.status()).isEqualTo(200);
        var sari = anyVersion(cast.sari());
        sari.post(PLANS, Map.of("periodId", "2026"));
        sari.put(plan + "/practice", PRACTICE);
        assertThat(sari.put(plan + "/work-behaviour", WORK_BEHAVIOUR).status()).isEqualTo(200);
    }

    @Test
    void a_member_reads_what_is_submitted_and_recommends_and_the_appraiser_decides() {
        var bayu = as(cast.bayu().account());
        assertThat(bayu.get(plan).status()).as("a draft is its owner's").isEqualTo(404);
        submit();
        var submitted = as(cast.sari().account()).get(plan);

        assertThat(bayu.get(plan).body()).isEqualTo(submitted.body());
        var given = bayu.header("If-Match", "\"0\"").put(recommendations + "/mine", RETURN_IT);
        assertThat(given.status()).isEqualTo(200);
        assertThat(given.body().path("outcome").asString()).isEqualTo("PENDING");
        assertThat(as(cast.sari().account()).get(plan).etag())
                .as("a recommendation changes nothing in the plan")
                .isEqualTo(submitted.etag());
        assertThat(told(cast.ratna())).containsExactly("1 RETURN PENDING");
        assertThat(told(cast.bayu())).containsExactly("1 RETURN PENDING");
        assertThat(told(cast.sari())).as("before the decision").isEmpty();

        approve();
        assertThat(told(cast.ratna())).containsExactly("1 RETURN NOT_FOLLOWED");
        assertThat(told(cast.sari())).containsExactly("1 RETURN NOT_FOLLOWED");
        assertThat(as(cast.sari().account()).get(plan).body().path("status").asString())
                .isEqualTo("AGREED");
    }

    @Test
    void each_submission_has_its_own_recommendations() {
        submit();
        anyVersion(cast.bayu()).put(recommendations + "/mine", RETURN_IT);
        anyVersion(cast.ratna()).post(plan + "/return", RETURN);
        submit();

        assertThat(told(cast.sari())).containsExactly("1 RETURN FOLLOWED");
        var bayu = as(cast.bayu().account());
        var given = bayu.header("If-Match", "\"0\"").put(recommendations + "/mine", APPROVE_IT);
        assertThat(given.body().path("contentVersion").asInt()).isEqualTo(2);
        assertThat(told(cast.sari())).containsExactly("1 RETURN FOLLOWED");
        assertThat(told(cast.ratna())).containsExactly("1 RETURN FOLLOWED", "2 APPROVE PENDING");
        approve();
        assertThat(told(cast.sari())).containsExactly("1 RETURN FOLLOWED", "2 APPROVE FOLLOWED");
    }

    @Test
    void a_recommendation_is_replaced_by_its_author_while_the_plan_waits_and_then_stands() {
        var bayu = as(cast.bayu().account());
        submit();
        assertThat(bayu.put(recommendations + "/mine", RETURN_IT).status()).isEqualTo(428);
        assertThat(bayu.header("If-Match", "\"3\"")
                        .put(recommendations + "/mine", RETURN_IT)
                        .status())
                .isEqualTo(412);
        var first = bayu.header("If-Match", "\"0\"").put(recommendations + "/mine", RETURN_IT);
        var second = bayu.ifMatch(first).put(recommendations + "/mine", APPROVE_IT);
        assertThat(second.body().path("text").isNull()).isTrue();
        assertThat(bayu.ifMatch(first).put(recommendations + "/mine", RETURN_IT).status())
                .isEqualTo(412);
        assertThat(told(cast.ratna())).containsExactly("1 APPROVE PENDING");

        approve();
        var late = bayu.ifMatch(second).put(recommendations + "/mine", RETURN_IT);
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.code()).isEqualTo("wrong-state");
        assertThat(late.body().path("currentState").asString()).isEqualTo("AGREED");
        assertThat(late.body().path("command").asString()).isEqualTo("recommend");
    }

    @Test
    void a_member_lists_the_submitted_plans_of_whom_the_leader_appraises_in_one_query() {
        SubmittedPlans.store(plans, 2, cast.npsn(), cast.hendra().employeeId());
        var waiting = SubmittedPlans.store(plans, 3, cast.npsn(), cast.ratna().employeeId());
        as(cast.bayu().account()).post(PLANS, Map.of("periodId", "2026"));
        assertThat(as(cast.bayu().account()).get(PLANS + "?view=team").body().path("items"))
                .hasSize(3);
        submit();

        var listed = as(cast.bayu().account()).get(PLANS + "?view=team&status=SUBMITTED&limit=3");
        assertThat(listed.body().path("items")).hasSize(3);
        assertThat(listed.body().path("nextCursor").isNull()).isFalse();
        assertThat(as(cast.bayu().account())
                        .get(PLANS + "?view=team")
                        .body()
                        .path("items")
                        .valueStream()
                        .map(one -> one.path("planId").asString()))
                .containsExactlyElementsOf(
                        Stream.concat(waiting.stream(), Stream.of(cast.sari().employeeId() + ":2026"))
                                .sorted()
                                .toList());
        assertThat(as(cast.sari().account()).get(PLANS + "?view=team").body().path("items"))
                .isEmpty();
    }

    @Test
    void a_member_recommends_and_never_decides() {
        submit();
        var joko = joko();
        anyVersion(cast.bayu()).put(recommendations + "/mine", RETURN_IT);
        Map<String, Api> callers = new LinkedHashMap<>();
        callers.put("member", anyVersion(cast.bayu()));
        callers.put("owner", anyVersion(cast.sari()));
        callers.put("colleague", anyVersion(joko));
        callers.put("other-principal", anyVersion(newSchool().ratna()));
        callers.put("office-head", anyVersion(cast.hendra()));
        callers.put("office", as("office@dinas.belajar.id", "office").header("If-Match", "*"));
        callers.put("operator", as("operator@dinas.belajar.id", "operator").header("If-Match", "*"));
        callers.put("subscriber", as("feed@dinas.belajar.id", "subscriber").header("If-Match", "*"));
        callers.put("stranger", as("stranger.9@guru.sd.belajar.id").header("If-Match", "*"));
        callers.put("nobody", withoutToken().header("If-Match", "*"));
        callers.put("appraiser", anyVersion(cast.ratna()));
        Map<String, BiFunction<Api, String, Answer>> endpoints = new LinkedHashMap<>();
        endpoints.put("read", Api::get);
        endpoints.put("audit", (api, path) -> api.get(path + "/audit"));
        endpoints.put("recommendations", (api, path) -> api.get(path + "/recommendations"));
        endpoints.put("recommend", (api, path) -> api.put(path + "/recommendations/mine", APPROVE_IT));
        endpoints.put("practice", (api, path) -> api.put(path + "/practice", PRACTICE));
        endpoints.put(
                "expectation",
                (api, path) -> api.put(path + "/leader-expectations", Map.of("leaderExpectations", List.of())));
        endpoints.put("agreement", (api, path) -> api.post(path + "/agreement"));
        endpoints.put("reopening", (api, path) -> api.post(path + "/reopening", Map.of("reason", "Contoh.")));
        endpoints.put("return", (api, path) -> api.post(path + "/return", RETURN));
        endpoints.put("approval", (api, path) -> api.post(path + "/approval"));

        var table = new StringBuilder("-               " + String.join(" ", endpoints.keySet()) + "\n");
        callers.forEach((caller, api) -> {
            table.append(String.format("%-15s", caller));
            endpoints.forEach((endpoint, call) -> table.append(String.format(
                    " %-" + endpoint.length() + "s", call.apply(api, plan).status())));
            table.append('\n');
        });

        assertThat(table.toString().replaceAll(" +\n", "\n")).isEqualTo("""
                        -               read audit recommendations recommend practice expectation agreement reopening return approval
                        member          200  200   200             200       403      403         403       403       403    403
                        owner           200  200   200             403       409      403         409       403       403    403
                        colleague       404  404   404             404       404      404         404       404       404    404
                        other-principal 404  404   404             404       404      404         404       404       404    404
                        office-head     404  404   404             404       404      404         404       404       404    404
                        office          200  200   200             403       403      403         403       403       403    403
                        operator        403  403   403             403       403      403         403       403       403    403
                        subscriber      403  403   403             403       403      403         403       403       403    403
                        stranger        403  403   403             403       403      403         403       403       403    403
                        nobody          401  401   401             401       401      401         401       401       401    401
                        appraiser       200  200   200             403       403      200         403       409       200    409
                        """);
    }

    private Person joko() {
        var joko = new Person(
                UUID.randomUUID().toString(),
                "joko." + UUID.randomUUID() + "@guru.sd.belajar.id",
                "Joko Susanto",
                Role.TEACHER,
                EmploymentStatus.PNS,
                cast.npsn(),
                Cast.newNip(),
                cast.ratna().employeeId());
        Cast.announce(Events.publisher(), joko, 1);
        await().atMost(SOON)
                .until(() -> as(joko.account())
                        .get("/api/v1/me")
                        .body()
                        .path("employee")
                        .isObject());
        return joko;
    }

    private void submit() {
        assertThat(anyVersion(cast.sari()).post(plan + "/submission").status()).isEqualTo(200);
    }

    private void approve() {
        assertThat(anyVersion(cast.ratna()).post(plan + "/approval").status()).isEqualTo(200);
    }

    private List<String> told(Person reader) {
        var answer = as(reader.account()).get(recommendations);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body()
                .path("items")
                .valueStream()
                .map(one -> "%s %s %s"
                        .formatted(
                                one.path("contentVersion").asInt(),
                                one.path("advice").asString(),
                                one.path("outcome").asString()))
                .toList();
    }

    private Api anyVersion(Person person) {
        return as(person.account()).header("If-Match", "*");
    }
}
