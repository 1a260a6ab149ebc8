package id.kinerja.assessment.closing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.kinerja.assessment.AssessmentSuite;
import id.kinerja.kit.contracts.ContractFiles;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.testing.Api;
import id.kinerja.kit.testing.Api.Answer;
import id.kinerja.kit.testing.Cast;
import id.kinerja.kit.testing.Cast.Person;
import id.kinerja.kit.testing.Events;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SchoolPeriodApiTest extends AssessmentSuite {

    private static final String TOPIC = "kinerja.assessment.events";

    private Cast cast;

    @BeforeEach
    void anotherSchool() {
        cast = newSchool();
    }

    @Test
    void a_period_nobody_has_touched_shows_who_is_not_ready_what_is_missing_and_who_must_act() {
        finish(cast.ratna(), cast.sari());
        agreePlan(cast.ratna());

        var answer = period(cast.ratna());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.etag()).isEqualTo("\"0\"");
        assertThat(answer.body().path("version").asInt()).isZero();
        assertThat(answer.body().path("status").asString()).isEqualTo("OPEN");
        assertThat(texts(answer.body().path("ready"), "employeeId"))
                .containsExactly(cast.sari().employeeId());
        assertThat(answer.body().path("ready").toString()).doesNotContain("predicate");
        assertThat(notReady(answer, cast.bayu())).isEqualTo("Bayu Anggoro NO_PLAN EMPLOYEE");
        assertThat(notReady(answer, cast.ratna())).isEqualTo("Ratna Kusumawardani NOT_RATED APPRAISER");
        assertThat(answer.body().path("notReady").size()).isEqualTo(2);
    }

    @Test
    void closing_lists_everybody_who_is_neither_ready_nor_left_out_and_changes_nothing() {
        finish(cast.ratna(), cast.sari());

        var refused = close(cast.ratna(), leaveOut(cast.bayu(), "OTHER"));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("people-not-ready");
        assertThat(texts(refused.body().path("notReady"), "employeeId"))
                .containsExactly(cast.ratna().employeeId());
        assertThat(texts(refused.body().path("notReady"), "reason")).containsExactly("NO_PLAN");
        assertThat(texts(refused.body().path("errors"), "message"))
                .containsExactly(
                        "Ratna Kusumawardani has no agreed plan: Ratna Kusumawardani has to submit it and the appraiser has to approve it.");
        assertThat(period(cast.ratna()).etag()).isEqualTo("\"0\"");
        assertThat(Events.about(TOPIC, cast.npsn())).isEmpty();
    }

    @Test
    void the_principal_closes_with_who_is_ready_and_says_why_others_are_left_out() {
        finish(cast.ratna(), cast.sari());
        finish(cast.hendra(), cast.ratna());

        var closed = close(cast.ratna(), leaveOut(cast.bayu(), "ON_LEAVE"));

        assertThat(closed.status()).isEqualTo(200);
        assertThat(closed.etag()).isEqualTo("\"1\"");
        assertThat(closed.body().path("status").asString()).isEqualTo("CLOSED");
        assertThat(closed.body().path("closedBy").asString())
                .isEqualTo(cast.ratna().employeeId());
        assertThat(closed.body().path("counts").path("VERY_GOOD").asInt()).isEqualTo(2);
        assertThat(period(cast.ratna()).body()).isEqualTo(closed.body());
        var told = awaitClosings(1).getFirst();
        ContractFiles.assertValid(told.type(), told.value());
        assertThat(told.sequence()).isEqualTo(1);
        assertThat(told.headers()).containsEntry("ce_source", "/assessment/school-periods/" + idOfPeriod());
        assertThat(told.data().path("included")).isEqualTo(closed.body().path("included"));
        assertThat(texts(told.data().path("included"), "assessmentId"))
                .containsExactlyInAnyOrder(idOf(cast.sari()), idOf(cast.ratna()));
        assertThat(IntStream.range(0, 2)
                        .map(i -> told.data()
                                .path("included")
                                .path(i)
                                .path("sequence")
                                .asInt()))
                .containsOnly(1);
        assertThat(texts(told.data().path("leftOut"), "employeeId"))
                .containsExactly(cast.bayu().employeeId());
        assertThat(texts(told.data().path("leftOut"), "reason")).containsExactly("ON_LEAVE");
    }

    @Test
    void a_school_of_which_everybody_is_left_out_is_closed_with_an_empty_manifest() {
        var closed = close(
                cast.ratna(),
                Map.of(
                        "leaveOut",
                        List.of(
                                leftOut(cast.sari(), "LEFT_SCHOOL"),
                                leftOut(cast.bayu(), "NO_PLAN"),
                                leftOut(cast.ratna(), "OTHER"))));

        assertThat(closed.status()).isEqualTo(200);
        assertThat(period(cast.ratna()).body()).isEqualTo(closed.body());
        var told = awaitClosings(1).getFirst();
        ContractFiles.assertValid(told.type(), told.value());
        assertThat(told.data().path("included").isEmpty()).isTrue();
        assertThat(told.data().path("counts").isEmpty()).isTrue();
        assertThat(told.data().path("leftOut").size()).isEqualTo(3);
    }

    @Test
    void who_has_left_is_waited_for_no_longer_and_left_out_by_itself() {
        finish(cast.ratna(), cast.sari());
        var start = LocalDate.of(2026, 1, 1);
        Cast.announceLeft(Events.publisher(), cast.bayu(), start, 2);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                texts(period(cast.ratna()).body().path("left"), "employeeId"))
                        .containsExactly(cast.bayu().employeeId()));
        assertThat(texts(period(cast.ratna()).body().path("notReady"), "employeeId"))
                .containsExactly(cast.ratna().employeeId());
        assertThat(period(cast.ratna()).body().at("/left/0/lastDay").asString()).isEqualTo("2026-01-01");

        // Whoever appraised the principal leaves as well: the post is vacant, and the office must act.
        Cast.announceLeft(Events.publisher(), cast.hendra(), start, 2);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(notReady(period(cast.ratna()), cast.ratna()))
                        .isEqualTo("Ratna Kusumawardani NO_PLAN OFFICE"));

        var closed = close(cast.ratna(), leaveOut(cast.ratna(), "OTHER"));
        assertThat(closed.status()).as(closed.text()).isEqualTo(200);
        assertThat(texts(closed.body().path("leftOut"), "reason")).containsExactly("OTHER", "LEFT_SCHOOL");
    }

    @Test
    void who_had_left_before_the_period_began_is_no_part_of_it() {
        Cast.announceLeft(Events.publisher(), cast.bayu(), LocalDate.of(2025, 12, 31), 2);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(period(cast.ratna()).body().toString())
                        .doesNotContain(cast.bayu().employeeId()));
    }

    @Test
    void a_period_is_closed_once() {
        finish(cast.ratna(), cast.sari());
        var api = as(cast.ratna());
        var body = leaveOut(cast.bayu(), "OTHER", cast.ratna(), "OTHER");
        var sending = api.header("If-Match", "\"0\"").idempotencyKey(newKey());

        var first = sending.post(path() + "/closing", body);
        var replayed = sending.post(path() + "/closing", body);
        var another = sending.post(path() + "/closing", leaveOut(cast.bayu(), "OTHER"));
        var stale = api.header("If-Match", "\"0\"").post(path() + "/closing", body);
        var again = close(cast.ratna(), body);

        assertThat(first.status()).isEqualTo(200);
        assertThat(replayed.status()).isEqualTo(200);
        assertThat(replayed.headers()).containsEntry("idempotency-replayed", "true");
        assertThat(another.status()).as("the same key for something else").isEqualTo(422);
        assertThat(another.code()).isEqualTo("idempotency-key-reused");
        assertThat(stale.status()).isEqualTo(412);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo("wrong-state");
        assertThat(again.body().path("currentState").asString()).isEqualTo("CLOSED");
        assertThat(again.body().path("command").asString()).isEqualTo("close");
        assertThat(awaitClosings(1)).hasSize(1);
    }

    @Test
    void of_many_who_close_at_the_same_time_one_does_and_one_closing_is_told() throws Exception {
        finish(cast.ratna(), cast.sari());
        var body = leaveOut(cast.bayu(), "OTHER", cast.ratna(), "OTHER");
        Callable<Integer> closing = () -> as(cast.ratna())
                .header("If-Match", "\"0\"")
                .post(path() + "/closing", body)
                .status();

        List<Integer> statuses;
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            statuses = people.invokeAll(Collections.nCopies(8, closing)).stream()
                    .map(SchoolPeriodApiTest::valueOf)
                    .toList();
        }

        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 412);
        assertThat(awaitClosings(1)).hasSize(1);
    }

    @Test
    void a_closing_names_the_version_it_has_seen_even_if_nothing_is_written_yet() {
        finish(cast.ratna(), cast.sari());
        var api = as(cast.ratna());
        var body = leaveOut(cast.bayu(), "OTHER", cast.ratna(), "OTHER");

        assertThat(api.post(path() + "/closing", body).status()).isEqualTo(428);
        assertThat(api.header("If-Match", "\"3\"")
                        .post(path() + "/closing", body)
                        .status())
                .isEqualTo(412);
        assertThat(api.header("If-Match", "*").post(path() + "/closing", body).status())
                .isEqualTo(200);
    }

    @Test
    void a_result_that_becomes_final_after_the_closing_is_not_in_its_manifest() {
        finish(cast.ratna(), cast.sari());
        agreePlan(cast.bayu());
        close(cast.ratna(), leaveOut(cast.bayu(), "NOT_RATED", cast.ratna(), "NO_PLAN"));

        rate(cast.ratna(), cast.bayu(), RATINGS);
        assertThat(makeFinal(cast.ratna(), cast.bayu()).status()).isEqualTo(200);

        var answer = period(cast.ratna());
        assertThat(texts(answer.body().path("included"), "assessmentId")).containsExactly(idOf(cast.sari()));
        assertThat(texts(answer.body().path("ready"), "employeeId"))
                .contains(cast.bayu().employeeId());
        assertThat(awaitClosings(1)).hasSize(1);
    }

    @Test
    void who_cannot_be_left_out_is_named_by_place() {
        finish(cast.ratna(), cast.sari());

        var refused = close(
                cast.ratna(),
                Map.of(
                        "leaveOut",
                        List.of(
                                leftOut(cast.sari(), "OTHER"),
                                leftOut(cast.dewi(), "OTHER"),
                                leftOut(cast.bayu(), "NOT_RATED"))));
        var malformed = close(cast.ratna(), Map.of("leaveOut", List.of(leftOut(cast.bayu(), "BORED"))));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("leave-out-not-acceptable");
        assertThat(texts(refused.body().path("errors"), "pointer"))
                .containsExactly("/leaveOut/0/employeeId", "/leaveOut/1/employeeId", "/leaveOut/2/reason");
        assertThat(texts(refused.body().path("errors"), "code"))
                .containsExactly("result-is-final", "not-of-this-school", "has-no-plan");
        assertThat(malformed.status()).isEqualTo(400);
        assertThat(texts(malformed.body().path("errors"), "pointer")).containsExactly("/leaveOut/0/reason");
        assertThat(close(cast.ratna(), Map.of()).status()).isEqualTo(400);
    }

    @Test
    void who_moved_to_another_school_is_closed_there_and_who_is_nowhere_where_the_plan_was_made() {
        agreePlan(cast.sari());
        agreePlan(cast.bayu());
        var elsewhere = newSchool();
        // A plan may be known before the roster has said whose it is.
        var late = person(cast.npsn(), cast.ratna().employeeId());
        agreePlan(late);

        Cast.announce(Events.publisher(), at(cast.sari(), elsewhere.npsn()), 2);
        Cast.announce(Events.publisher(), at(cast.bayu(), null), 2);

        await().atMost(SOON)
                .until(() -> !texts(period(cast.ratna()).body().path("notReady"), "employeeId")
                                .contains(cast.sari().employeeId())
                        && !notReady(period(cast.ratna()), cast.bayu()).startsWith("Bayu"));
        assertThat(texts(period(cast.ratna()).body().path("notReady"), "employeeId"))
                .containsExactlyInAnyOrder(
                        cast.ratna().employeeId(), cast.bayu().employeeId(), late.employeeId());
        assertThat(texts(period(elsewhere.ratna(), elsewhere).body().path("notReady"), "employeeId"))
                .contains(cast.sari().employeeId());
    }

    @Test
    void who_moved_within_the_period_is_assessed_once_at_the_new_school_with_both_plans() {
        agreePlan(cast.sari());
        assertThat(rate(cast.ratna(), cast.sari(), RATINGS).status()).isEqualTo(200);
        finish(cast.ratna(), cast.bayu());
        var elsewhere = newSchool();
        var moved = at(cast.sari(), elsewhere.npsn()).appraisedBy(elsewhere.ratna());
        Cast.announce(Events.publisher(), moved, 2);
        Cast.announce(Events.publisher(), at(cast.bayu(), elsewhere.npsn()).appraisedBy(elsewhere.ratna()), 2);
        tellClosed(cast.sari(), 2);
        tellClosed(cast.bayu(), 2);
        var principal = as(elsewhere.ratna());

        // The plan for the rest of the period is not agreed yet.
        await().atMost(SOON)
                .until(() -> principal
                                .get(pathOf(moved))
                                .body()
                                .at("/plans/0/months")
                                .asInt()
                        == 7);
        assertThat(rate(elsewhere.ratna(), moved, RATINGS).code()).isEqualTo("plan-reopened");
        assertThat(notReady(period(elsewhere.ratna(), elsewhere), moved)).contains("NO_PLAN");

        tellAddendumAgreed(moved, elsewhere.npsn(), 2, 3);
        tellAddendumAgreed(at(cast.bayu(), elsewhere.npsn()), elsewhere.npsn(), 2, 3);
        await().atMost(SOON)
                .until(() -> principal
                        .get(pathOf(moved))
                        .body()
                        .path("npsn")
                        .asString()
                        .equals(elsewhere.npsn()));
        var assessment = principal.get(pathOf(moved)).body();
        assertThat(assessment.path("status").asString()).isEqualTo("RATED");
        assertThat(assessment
                        .path("plans")
                        .valueStream()
                        .map(plan -> "%s %s %s %s %s"
                                .formatted(
                                        plan.path("planId").asString(),
                                        plan.path("npsn").asString(),
                                        plan.path("coversFrom").asString(),
                                        plan.path("coversUntil").asString("open"),
                                        plan.path("months").asInt())))
                .containsExactly(
                        idOf(moved) + " " + cast.npsn() + " 2026-01-01 2026-07-31 7",
                        idOf(moved) + ".2 " + elsewhere.npsn() + " 2026-08-01 open 5");
        assertThat(principal
                        .get(ASSESSMENTS + "?view=queue")
                        .body()
                        .at("/items")
                        .valueStream())
                .filteredOn(item -> item.path("assessmentId").asString().equals(idOf(moved)))
                .singleElement()
                .satisfies(item -> assertThat(item.path("plans")).hasSize(2));

        assertThat(makeFinal(elsewhere.ratna(), moved).status()).isEqualTo(200);
        assertThat(texts(period(elsewhere.ratna(), elsewhere).body().path("ready"), "employeeId"))
                .contains(moved.employeeId());
        assertThat(texts(period(cast.ratna()).body().path("notReady"), "employeeId"))
                .doesNotContain(moved.employeeId());
        // What was final before the move stays where it was decided.
        await().atMost(SOON)
                .until(() ->
                        asOffice().get(pathOf(cast.bayu())).body().path("plans").size() == 2);
        assertThat(asOffice().get(pathOf(cast.bayu())).body().path("npsn").asString())
                .isEqualTo(cast.npsn());
    }

    @Test
    void a_period_is_seen_and_closed_by_the_schools_principal_and_the_office_only() {
        finish(cast.ratna(), cast.sari());
        var body = leaveOut(cast.bayu(), "OTHER", cast.ratna(), "OTHER");

        record Row(String who, Api api, int status) {}
        var rows = List.of(
                new Row("nobody", withoutToken(), 401),
                new Row("account outside the roster", as("somebody@guru.sd.belajar.id"), 403),
                new Row("operator", as("operator@dinas.belajar.id", "operator"), 403),
                new Row("subscriber", as("reader@dinas.belajar.id", "subscriber"), 403),
                new Row("a teacher of the school", as(cast.sari()), 403),
                new Row("the principal's appraiser", as(cast.hendra()), 403),
                new Row("a principal elsewhere", as(newSchool().ratna()), 404),
                // Last, because here the closing takes effect.
                new Row("office", asOffice(), 200));

        assertThat(rows).allSatisfy(row -> {
            assertThat(row.api().get(path()).status()).as(row.who() + " reads").isEqualTo(row.status());
            assertThat(row.api()
                            .header("If-Match", "\"0\"")
                            .post(path() + "/closing", body)
                            .status())
                    .as(row.who() + " closes")
                    .isEqualTo(row.status());
        });
        assertThat(period(cast.ratna()).body().path("closedBy").asString()).isEqualTo("OFFICE");
    }

    @Test
    void what_is_no_school_or_no_period_is_absent_and_a_school_without_people_stays_open() {
        assertThat(asOffice()
                        .get("/api/v1/school-periods/" + cast.npsn() + ":1999")
                        .status())
                .isEqualTo(404);
        assertThat(asOffice().get("/api/v1/school-periods/12:2026").status()).isEqualTo(404);
        assertThat(asOffice().get("/api/v1/school-periods/nonsense").status()).isEqualTo(404);
        assertThat(asOffice()
                        .header("If-Match", "*")
                        .post("/api/v1/school-periods/00000000:2026/closing", Map.of("leaveOut", List.of()))
                        .code())
                .isEqualTo("nobody-at-school");
    }

    private String idOfPeriod() {
        return cast.npsn() + ":2026";
    }

    private String path() {
        return "/api/v1/school-periods/" + idOfPeriod();
    }

    private Answer period(Person principal) {
        return period(principal, cast);
    }

    private Answer period(Person principal, Cast school) {
        return as(principal).get("/api/v1/school-periods/" + school.npsn() + ":2026");
    }

    private Answer close(Person principal, Object body) {
        return as(principal).ifMatch(period(principal)).post(path() + "/closing", body);
    }

    private static Map<String, Object> leftOut(Person person, String reason) {
        return Map.of("employeeId", person.employeeId(), "reason", reason);
    }

    private static Map<String, Object> leaveOut(Person person, String reason) {
        return Map.of("leaveOut", List.of(leftOut(person, reason)));
    }

    private static Map<String, Object> leaveOut(Person one, String reasonOfOne, Person other, String reasonOfOther) {
        return Map.of("leaveOut", List.of(leftOut(one, reasonOfOne), leftOut(other, reasonOfOther)));
    }

    private static String notReady(Answer period, Person person) {
        var list = period.body().path("notReady");
        int place = texts(list, "employeeId").indexOf(person.employeeId());
        var entry = list.path(place);
        return "%s %s %s"
                .formatted(
                        entry.path("name").asString(""),
                        entry.path("reason").asString(""),
                        entry.path("actor").asString(""));
    }

    private static Person at(Person person, @Nullable String npsn) {
        return new Person(
                person.employeeId(),
                person.account(),
                person.name(),
                person.role(),
                person.employmentStatus(),
                npsn,
                person.nip(),
                person.appraiserId());
    }

    private static Person person(String npsn, String appraiserId) {
        var id = UUID.randomUUID().toString();
        return new Person(
                id,
                id + "@guru.sd.belajar.id",
                "Nobody Yet",
                Role.TEACHER,
                EmploymentStatus.PNS,
                npsn,
                null,
                appraiserId);
    }

    private static int valueOf(Future<Integer> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Events.Received> awaitClosings(int count) {
        await().atMost(SOON).until(() -> Events.about(TOPIC, cast.npsn()).size() >= count);
        return Events.about(TOPIC, cast.npsn());
    }
}
