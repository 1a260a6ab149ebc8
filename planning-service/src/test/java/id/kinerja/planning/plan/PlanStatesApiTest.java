package id.kinerja.planning.plan;

import static id.kinerja.planning.plan.GoldenPlan.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.testing.Api;
import id.kinerja.kit.testing.Api.Answer;
import id.kinerja.kit.testing.Cast;
import id.kinerja.kit.testing.Cast.Person;
import id.kinerja.kit.testing.ServiceSuite;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Every step of the API in every state of a plan, by whoever may take it. */
class PlanStatesApiTest extends ServiceSuite {

    /** What a step is called where it is refused, and how it is taken. */
    private record Step(String command, Person by, BiFunction<Api, String, Answer> send) {}

    @Autowired
    private AggregateStore<Plan> plans;

    @Autowired
    private Directory directory;

    private Cast cast;

    @BeforeEach
    void aSchoolWithATeam() {
        cast = newSchool();
        assertThat(anyVersion(cast.ratna())
                        .put(
                                "/api/v1/work-teams/" + cast.ratna().employeeId(),
                                Map.of("members", List.of(cast.bayu().employeeId())))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_step_is_taken_in_the_states_it_fits_and_else_refused_with_the_state_and_the_step() {
        var steps = steps();
        var refused = new ArrayList<String>();
        var table = new StringBuilder("-         " + String.join(" ", steps.keySet()) + "\n");
        for (var status : PlanStatus.values()) {
            table.append("%-9s".formatted(status));
            steps.forEach((name, step) -> {
                var plan = planIn(status);
                var answer = step.send().apply(anyVersion(step.by()), "/api/v1/plans/" + plan.planId());
                table.append((" %-" + name.length() + "s").formatted(answer.status()));
                if (answer.status() != 200) {
                    assertThat(plans.find(plan.planId()).orElseThrow().state())
                            .as("%s in %s", name, status)
                            .isEqualTo(plan);
                }
                if (answer.status() == 409) {
                    refused.add("%s %s in %s"
                            .formatted(
                                    answer.code(),
                                    answer.body().path("command").asString(),
                                    answer.body().path("currentState").asString()));
                    assertThat(refused.getLast()).isEqualTo("wrong-state " + step.command() + " in " + status);
                }
            });
            table.append('\n');
        }

        assertThat(table.toString().replaceAll(" +\n", "\n")).isEqualTo("""
                        -         practice development duties behaviour alignment results submission expectation return approval agreement reopening recommendation
                        DRAFT     200      200         200    200       200       200     200        409         409    409      409       409       404
                        SUBMITTED 409      409         409    409       409       409     409        200         200    200      409       409       200
                        RETURNED  200      200         200    200       200       200     200        409         409    409      409       409       409
                        APPROVED  409      409         409    409       409       409     409        409         409    409      200       200       409
                        AGREED    409      409         409    409       409       409     409        409         409    409      409       200       409
                        REOPENED  200      200         200    200       200       200     200        409         409    409      409       409       409
                        CLOSED    409      409         409    409       409       409     409        409         409    409      409       409       409
                        """);
        assertThat(refused).hasSize(62);
    }

    private Map<String, Step> steps() {
        var owner = cast.sari();
        var appraiser = cast.ratna();
        Map<String, Step> steps = new LinkedHashMap<>();
        steps.put(
                "practice",
                new Step(
                        "choose-practice",
                        owner,
                        put(
                                "/practice",
                                Map.of("indicatorCode", "GURU-2", "targetBehaviourCodes", List.of("GURU-2-B")))));
        steps.put(
                "development",
                new Step("choose-development", owner, put("/development", Map.of("activityCodes", List.of()))));
        steps.put(
                "duties",
                new Step(
                        "choose-additional-duties",
                        owner,
                        put("/additional-duties", Map.of("dutyCodes", List.of("WALI-KELAS")))));
        steps.put(
                "behaviour",
                new Step("choose-work-behaviour", owner, put("/work-behaviour", Map.of("coreValues", List.of()))));
        steps.put("alignment", new Step("align", owner, put("/alignment", Map.of("supportedResults", List.of()))));
        steps.put(
                "results",
                new Step("plan-results", owner, put("/planned-results", Map.of("plannedResults", List.of()))));
        steps.put("submission", new Step("submit", owner, post("/submission")));
        steps.put(
                "expectation",
                new Step(
                        "expect",
                        appraiser,
                        put(
                                "/leader-expectations",
                                Map.of(
                                        "leaderExpectations",
                                        List.of(Map.of("coreValue", "LOYAL", "text", "Contoh."))))));
        steps.put(
                "return",
                new Step(
                        "return",
                        appraiser,
                        post("/return", Map.of("reasons", List.of(Map.of("section", "PRACTICE", "text", "Contoh."))))));
        steps.put("approval", new Step("approve", appraiser, post("/approval")));
        steps.put("agreement", new Step("agree", owner, post("/agreement")));
        steps.put("reopening", new Step("reopen", appraiser, post("/reopening", Map.of("reason", "Contoh."))));
        steps.put(
                "recommendation",
                new Step("recommend", cast.bayu(), put("/recommendations/mine", Map.of("advice", "APPROVE"))));
        return steps;
    }

    private static BiFunction<Api, String, Answer> put(String path, Map<String, ?> body) {
        return (api, plan) -> api.put(plan + path, body);
    }

    private static BiFunction<Api, String, Answer> post(String path, Map<String, ?> body) {
        return (api, plan) -> api.post(plan + path, body);
    }

    private static BiFunction<Api, String, Answer> post(String path) {
        return (api, plan) -> api.post(plan + path);
    }

    /** The teacher's one plan, whatever became of it before. */
    private Plan planIn(PlanStatus status) {
        var owner = directory.byId(cast.sari().employeeId()).orElseThrow();
        var plan = GoldenPlan.in(
                status,
                accepted(Plan.draft(owner, GoldenPlan.IMPLIED, "2026", GoldenPlan.DRAFTED_AT))
                        .state());
        if (plans.find(plan.planId()).isEmpty()) {
            plans.create(plan.planId(), CommandGuard.none(), () -> Decision.accept(plan));
        } else {
            plans.change(plan.planId(), CommandGuard.none(), _ -> Decision.accept(plan));
        }
        return plan;
    }

    private Api anyVersion(Person person) {
        return as(person.account()).header("If-Match", "*");
    }
}
