package id.kinerja.assessment.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.kinerja.assessment.AssessmentSuite;
import id.kinerja.kit.contracts.ContractFiles;
import id.kinerja.kit.testing.Api;
import id.kinerja.kit.testing.Api.Answer;
import id.kinerja.kit.testing.Cast;
import id.kinerja.kit.testing.Cast.Person;
import id.kinerja.kit.testing.Events;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AssessmentApiTest extends AssessmentSuite {

    private static final List<String> RATED_FIELDS = List.of("workResult", "workBehaviour", "predicate", "note");

    private Cast cast;

    @BeforeEach
    void anotherSchool() {
        cast = newSchool();
    }

    @Test
    void an_assessment_appears_by_itself_when_the_plan_is_agreed() {
        assertThat(as(cast.ratna()).get(pathOf(cast.sari())).status()).isEqualTo(404);

        agreePlan(cast.sari());

        var answer = as(cast.ratna()).get(pathOf(cast.sari()));
        assertThat(answer.etag()).isEqualTo("\"1\"");
        assertThat(answer.body().path("status").asString()).isEqualTo("OPEN");
        assertThat(answer.body().path("npsn").asString()).isEqualTo(cast.npsn());
        assertThat(answer.body().path("year").asInt()).isEqualTo(2026);
        assertThat(answer.body().path("predicate").isNull()).isTrue();
        assertThat(answer.body().path("delivery").isNull()).isTrue();
    }

    @Test
    void an_assessment_shows_how_its_plan_was_approved_as_far_as_planning_has_said_so() {
        agreePlan(cast.sari());
        var old = as(cast.ratna()).get(pathOf(cast.sari())).body().at("/plans/0");
        assertThat(old.path("approvalMode").isNull()).isTrue();
        assertThat(old.path("approverCapacity").isNull()).isTrue();

        tellReopened(cast.sari(), 2);
        tellAgreed(cast.sari(), 3, "approvalMode", "AUTOMATIC", "approverCapacity", "AUTOMATIC");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(List.of(
                                as(cast.ratna()).get(pathOf(cast.sari())).body(),
                                as(cast.sari()).get(ASSESSMENTS).body().at("/items/0"),
                                asOffice().get(pathOf(cast.sari())).body()))
                        .extracting(seen -> seen.at("/plans/0/approvalMode").asString() + " "
                                + seen.at("/plans/0/approverCapacity").asString())
                        .containsOnly("AUTOMATIC AUTOMATIC"));
    }

    @Test
    void the_appraiser_rates_rates_again_and_makes_it_final_and_one_result_is_told() {
        agreePlan(cast.sari());

        var first = rate(cast.ratna(), cast.sari(), ratings("BELOW_EXPECTATION", "BELOW_EXPECTATION"));
        var second = rate(cast.ratna(), cast.sari(), RATINGS);
        var done = makeFinal(cast.ratna(), cast.sari());

        assertThat(first.body().path("predicate").asString()).isEqualTo("VERY_POOR");
        assertThat(second.body().path("predicate").asString()).isEqualTo("VERY_GOOD");
        assertThat(second.body().path("status").asString()).isEqualTo("RATED");
        assertThat(done.body().path("status").asString()).isEqualTo("FINAL");
        assertThat(done.body().path("appraiserId").asString())
                .isEqualTo(cast.ratna().employeeId());
        assertThat(done.etag()).isEqualTo("\"4\"");
        var told = awaitResultsOf(cast.sari(), 1).getFirst();
        ContractFiles.assertValid(told.type(), told.value());
        assertThat(told.sequence()).isEqualTo(1);
        assertThat(told.headers()).containsEntry("ce_source", "/assessment/assessments/" + idOf(cast.sari()));
        assertThat(told.data().path("predicate").asString()).isEqualTo("VERY_GOOD");
        assertThat(told.value()).doesNotContain("Sangat membantu");
    }

    @Test
    void the_person_sees_ratings_only_when_they_are_final() {
        agreePlan(cast.sari());
        rate(cast.ratna(), cast.sari(), RATINGS);

        var rated = as(cast.sari()).get(pathOf(cast.sari()));
        var listed = as(cast.sari()).get(ASSESSMENTS).body().path("items").path(0);
        makeFinal(cast.ratna(), cast.sari());
        var settled = as(cast.sari()).get(pathOf(cast.sari()));

        assertThat(rated.status()).isEqualTo(200);
        assertThat(rated.body().path("status").asString()).isEqualTo("RATED");
        assertThat(listed.path("assessmentId").asString()).isEqualTo(idOf(cast.sari()));
        assertThat(RATED_FIELDS).allSatisfy(field -> {
            assertThat(rated.body().path(field).isNull()).isTrue();
            assertThat(listed.path(field).isNull()).isTrue();
            assertThat(settled.body().path(field).asString()).isNotEmpty();
        });
    }

    @Test
    void a_command_that_does_not_fit_the_state_is_refused_with_the_state_and_the_command() {
        agreePlan(cast.sari());

        var early = makeFinal(cast.ratna(), cast.sari());
        rate(cast.ratna(), cast.sari(), RATINGS);
        makeFinal(cast.ratna(), cast.sari());
        var late = rate(cast.ratna(), cast.sari(), RATINGS);

        assertThat(early.status()).isEqualTo(409);
        assertThat(early.code()).isEqualTo("wrong-state");
        assertThat(early.body().path("currentState").asString()).isEqualTo("OPEN");
        assertThat(early.body().path("command").asString()).isEqualTo("finalize");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.body().path("currentState").asString()).isEqualTo("FINAL");
        assertThat(late.body().path("command").asString()).isEqualTo("rate");
    }

    @Test
    void a_command_names_the_version_it_has_seen() {
        agreePlan(cast.sari());
        var api = as(cast.ratna());
        var seen = api.get(pathOf(cast.sari()));
        var ratings = pathOf(cast.sari()) + "/ratings";

        assertThat(api.put(ratings, RATINGS).status()).isEqualTo(428);
        assertThat(api.post(pathOf(cast.sari()) + "/finalization").status()).isEqualTo(428);
        assertThat(api.ifMatch(seen).put(ratings, RATINGS).status()).isEqualTo(200);
        assertThat(api.ifMatch(seen).put(ratings, RATINGS).status()).isEqualTo(412);
    }

    @Test
    void a_repeated_finalization_is_answered_again_and_told_once() {
        agreePlan(cast.sari());
        rate(cast.ratna(), cast.sari(), RATINGS);
        var api = as(cast.ratna());
        var sending = api.ifMatch(api.get(pathOf(cast.sari()))).idempotencyKey(newKey());

        var first = sending.post(pathOf(cast.sari()) + "/finalization");
        var again = sending.post(pathOf(cast.sari()) + "/finalization");

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers()).containsEntry("idempotency-replayed", "true");
        var another = sending.post(pathOf(cast.sari()) + "/finalization", "{}");
        assertThat(another.status()).as("the same key for something else").isEqualTo(422);
        assertThat(another.code()).isEqualTo("idempotency-key-reused");
        assertThat(awaitResultsOf(cast.sari(), 1)).hasSize(1);
    }

    @Test
    void a_body_that_is_not_right_is_refused_field_by_field() {
        agreePlan(cast.sari());
        var wrong = new LinkedHashMap<Object, String>();
        wrong.put(Map.of("workResult", "MEETS_EXPECTATION"), "/workBehaviour");
        wrong.put(ratings("EXCELLENT", "MEETS_EXPECTATION"), "/workResult");
        wrong.put(Map.of("workResult", 1, "workBehaviour", "MEETS_EXPECTATION"), "/workResult");
        wrong.put(
                Map.of("workResult", "MEETS_EXPECTATION", "workBehaviour", "MEETS_EXPECTATION", "predicate", "GOOD"),
                "/predicate");
        wrong.put(
                Map.of(
                        "workResult",
                        "MEETS_EXPECTATION",
                        "workBehaviour",
                        "MEETS_EXPECTATION",
                        "note",
                        "x".repeat(2001)),
                "/note");

        wrong.forEach((body, pointer) -> {
            var answer = rate(cast.ratna(), cast.sari(), body);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(texts(answer.body().path("errors"), "pointer")).containsExactly(pointer);
        });
        assertThat(rate(cast.ratna(), cast.sari(), "{\"workResult\":").code()).isEqualTo("malformed-json");
        assertThat(as(cast.ratna()).get(pathOf(cast.sari())).etag()).isEqualTo("\"1\"");
    }

    @Test
    void an_assessment_waits_while_the_plan_is_reopened() {
        agreePlan(cast.sari());
        tellReopened(cast.sari(), 2);
        await().atMost(SOON)
                .until(() -> rate(cast.ratna(), cast.sari(), RATINGS).code().equals("plan-reopened"));

        tellAgreed(cast.sari(), 3);

        await().atMost(SOON)
                .until(() -> rate(cast.ratna(), cast.sari(), RATINGS).status() == 200);
        assertThat(makeFinal(cast.ratna(), cast.sari()).status()).isEqualTo(200);
        tellReopened(cast.sari(), 4);
        assertThat(as(cast.sari())
                        .get(pathOf(cast.sari()))
                        .body()
                        .path("status")
                        .asString())
                .isEqualTo("FINAL");
    }

    @Test
    void the_work_goes_with_the_post_of_the_appraiser() {
        agreePlan(cast.sari());
        agreePlan(cast.bayu());
        var successor = newSchool().ratna();
        assertThat(queueOf(cast.ratna())).containsExactlyInAnyOrder(idOf(cast.sari()), idOf(cast.bayu()));

        Cast.announce(Events.publisher(), appraisedBy(cast.sari(), successor), 2);

        await().atMost(SOON).until(() -> queueOf(successor).equals(List.of(idOf(cast.sari()))));
        assertThat(queueOf(cast.ratna())).containsExactly(idOf(cast.bayu()));
        assertThat(as(cast.ratna()).get(pathOf(cast.sari())).status()).isEqualTo(404);
        assertThat(rate(successor, cast.sari(), RATINGS).status()).isEqualTo(200);
    }

    @Test
    void a_queue_comes_in_pages_and_by_status() {
        agreePlan(cast.sari());
        agreePlan(cast.bayu());
        rate(cast.ratna(), cast.bayu(), RATINGS);
        var api = as(cast.ratna());

        var first = api.get(ASSESSMENTS + "?view=queue&limit=1");
        var second = api.get(ASSESSMENTS + "?view=queue&limit=1&cursor="
                + first.body().path("nextCursor").asString());

        var both = new ArrayList<>(texts(first.body().path("items"), "assessmentId"));
        both.addAll(texts(second.body().path("items"), "assessmentId"));
        assertThat(both).isSorted().containsExactlyInAnyOrder(idOf(cast.sari()), idOf(cast.bayu()));
        assertThat(second.body().path("nextCursor").isNull()).isTrue();
        var rated = api.get(ASSESSMENTS + "?view=queue&status=RATED");
        assertThat(texts(rated.body().path("items"), "assessmentId")).containsExactly(idOf(cast.bayu()));
        assertThat(api.get(ASSESSMENTS).body().path("items").isEmpty()).isTrue();
    }

    @Test
    void an_assessment_is_seen_and_changed_by_those_it_concerns_only() {
        agreePlan(cast.sari());
        Function<Api, Answer> read = api -> api.get(pathOf(cast.sari()));
        Function<Api, Answer> rate = api -> api.header("If-Match", "*").put(pathOf(cast.sari()) + "/ratings", RATINGS);
        Function<Api, Answer> settle = api -> api.header("If-Match", "*").post(pathOf(cast.sari()) + "/finalization");
        Function<Api, Answer> list = api -> api.get(ASSESSMENTS + "?view=queue");

        record Row(String who, Api api, int read, int rate, int settle, int list) {}
        var rows = List.of(
                new Row("nobody", withoutToken(), 401, 401, 401, 401),
                new Row("account outside the roster", as("somebody@guru.sd.belajar.id"), 403, 403, 403, 403),
                new Row("operator", as("operator@dinas.belajar.id", "operator"), 403, 403, 403, 403),
                new Row("subscriber", as("reader@dinas.belajar.id", "subscriber"), 403, 403, 403, 403),
                new Row("office", asOffice(), 200, 403, 403, 403),
                new Row("the person", as(cast.sari()), 200, 403, 403, 200),
                new Row("a colleague", as(cast.bayu()), 404, 404, 404, 200),
                new Row("a teacher elsewhere", as(cast.dewi()), 404, 404, 404, 200),
                new Row("a principal elsewhere", as(newSchool().ratna()), 404, 404, 404, 200),
                new Row("the appraiser's appraiser", as(cast.hendra()), 404, 404, 404, 200),
                // Last, because here the commands take effect.
                new Row("the appraiser", as(cast.ratna()), 200, 200, 200, 200));

        assertThat(rows).allSatisfy(row -> {
            assertThat(read.apply(row.api()).status()).as(row.who() + " reads").isEqualTo(row.read());
            assertThat(rate.apply(row.api()).status()).as(row.who() + " rates").isEqualTo(row.rate());
            assertThat(settle.apply(row.api()).status())
                    .as(row.who() + " makes final")
                    .isEqualTo(row.settle());
            assertThat(list.apply(row.api()).status()).as(row.who() + " lists").isEqualTo(row.list());
        });
    }

    @Test
    void an_agreement_for_a_period_no_regulation_knows_is_put_aside_and_opens_nothing() {
        Events.publisher()
                .publish(
                        "kinerja.planning.events",
                        AgreedPlans.PLAN_AGREED,
                        "/planning/plans/" + cast.sari().employeeId() + ":1999",
                        cast.sari().employeeId(),
                        1,
                        Map.of(
                                "planId", cast.sari().employeeId() + ":1999",
                                "employeeId", cast.sari().employeeId(),
                                "role", "TEACHER",
                                "employmentStatus", "PNS",
                                "periodId", "1999",
                                "regulation", "2025"));

        var operator = as("operator@dinas.belajar.id", "operator");
        await().atMost(SOON)
                .until(() -> operator.get("/api/v1/operations/assessment/dead-letters?limit=100")
                        .body()
                        .toString()
                        .contains("unknown-period"));
        assertThat(asOffice()
                        .get(ASSESSMENTS + "/" + cast.sari().employeeId() + ":1999")
                        .status())
                .isEqualTo(404);
    }

    private static Map<String, Object> ratings(String workResult, String workBehaviour) {
        return Map.of("workResult", workResult, "workBehaviour", workBehaviour);
    }

    private static Person appraisedBy(Person person, Person appraiser) {
        return new Person(
                person.employeeId(),
                person.account(),
                person.name(),
                person.role(),
                person.employmentStatus(),
                person.npsn(),
                person.nip(),
                appraiser.employeeId());
    }

    private List<String> queueOf(Person appraiser) {
        return texts(as(appraiser).get(ASSESSMENTS + "?view=queue").body().path("items"), "assessmentId");
    }

    private static List<Events.Received> awaitResultsOf(Person person, int count) {
        await().atMost(SOON)
                .until(() -> Events.about(RESULTS, person.employeeId()).size() >= count);
        return Events.about(RESULTS, person.employeeId());
    }
}
