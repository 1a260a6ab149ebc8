package id.kinerja.observation.coaching;

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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class CoachingCycleApiTest extends ServiceSuite {

    private static final String CYCLES = "/api/v1/coaching-cycles";
    private static final String TOPIC = "kinerja.observation.events";
    private static final String DAY = "2026-02-25";

    /** What people write, to find it where it must not be. */
    private static final String CONFIDENTIAL = "hanya untuk kita berdua";

    private static final String NOTE = "menyapa setiap murid dengan namanya";

    private static final Map<String, Object> OBSERVATION = Map.of(
            "observedOn",
            DAY,
            "behaviours",
            List.of(
                    Map.of("code", "GURU-1-A", "level", "DONE_EFFECTIVE", "note", NOTE),
                    Map.of("code", "GURU-1-C", "level", "NOT_DONE")),
            "nextStepCodes",
            List.of("LEARNING_COMMUNITY"));
    private static final Map<String, Object> FOLLOW_UP = Map.of(
            "challenge", CONFIDENTIAL,
            "goal", CONFIDENTIAL,
            "effort", CONFIDENTIAL,
            "schedule", CONFIDENTIAL);
    private static final Map<String, Object> REFLECTION = Map.of(
            "inspiration", CONFIDENTIAL,
            "change", CONFIDENTIAL,
            "challenges", CONFIDENTIAL,
            "plan", CONFIDENTIAL);

    private Cast cast;

    @BeforeEach
    void anotherSchool() {
        cast = newSchool();
    }

    @Test
    void a_cycle_goes_from_preparation_to_reflection_and_tells_its_four_events_in_order() {
        var prepared = preparedCycleOf(cast.sari());
        assertThat(prepared.headers()).containsEntry("location", pathOf(cast.sari()));
        assertThat(prepared.body().path("status").asString()).isEqualTo("PREPARED");
        assertThat(prepared.body().path("observerIds").path(0).asString())
                .isEqualTo(cast.ratna().employeeId());

        command(cast.ratna(), cast.sari(), "/observation", OBSERVATION, "OBSERVED");
        command(cast.ratna(), cast.sari(), "/sharing", Map.of(), "SHARED");
        command(cast.sari(), cast.sari(), "/follow-up", FOLLOW_UP, "FOLLOW_UP_AGREED");
        command(cast.sari(), cast.sari(), "/follow-up-completion", Map.of(), "FOLLOW_UP_DONE");
        command(cast.sari(), cast.sari(), "/reflection", REFLECTION, "REFLECTED");

        var told = awaitEvents(cast.sari(), 4);
        assertThat(told)
                .extracting(Received::type)
                .containsExactly(
                        "id.kinerja.observation.ObservationScheduled.v1",
                        "id.kinerja.observation.ObservationRecorded.v1",
                        "id.kinerja.observation.FollowUpAgreed.v1",
                        "id.kinerja.observation.CoachingCycleCompleted.v1");
        assertThat(told).extracting(Received::sequence).containsExactly(1L, 2L, 3L, 4L);
        assertThat(told).allSatisfy(event -> {
            ContractFiles.assertValid(event.type(), event.value());
            assertThat(event.headers())
                    .containsEntry(CloudEventHeaders.SOURCE, "/observation/coaching-cycles/" + cycleIdOf(cast.sari()));
            assertThat(event.value())
                    .doesNotContain(
                            CONFIDENTIAL, NOTE, cast.sari().name(), cast.sari().account());
        });
    }

    @Test
    void nothing_of_the_observation_reaches_the_teacher_before_it_is_shared() {
        agree(cast.sari());
        var sari = as(cast.sari().account());
        var withKey = sari.idempotencyKey(UUID.randomUUID().toString());
        awaitPrepared(withKey, cast.sari());
        var observed = command(cast.ratna(), cast.sari(), "/observation", OBSERVATION, "OBSERVED");
        assertThat(observed.body().path("observation").path("behaviours")).hasSize(2);

        var repeated = withKey.post(CYCLES, preparation(cast.sari()));
        assertThat(repeated.headers()).containsEntry("idempotency-replayed", "true");
        assertThat(List.of(
                        repeated.body(),
                        sari.get(pathOf(cast.sari())).body(),
                        sari.get(CYCLES).body().path("items").path(0)))
                .allSatisfy(seen -> {
                    assertThat(seen.path("status").asString()).isEqualTo("OBSERVED");
                    assertThat(seen.path("observation").isNull()).isTrue();
                    assertThat(seen.toString()).doesNotContain(NOTE, "DONE_EFFECTIVE", "LEARNING_COMMUNITY");
                });

        command(cast.ratna(), cast.sari(), "/sharing", Map.of(), "SHARED");
        assertThat(sari.get(pathOf(cast.sari())).body().path("observation"))
                .isEqualTo(observed.body().path("observation"));
        // The first event after the schedule is the shared observation: recording it told nobody anything.
        assertThat(awaitEvents(cast.sari(), 2)
                        .getLast()
                        .data()
                        .path("nextStepCodes")
                        .path(0)
                        .asString())
                .isEqualTo("LEARNING_COMMUNITY");
    }

    @Test
    void a_cycle_opens_for_a_plan_that_is_agreed_and_for_no_other() {
        var sari = as(cast.sari().account());
        var early = sari.post(CYCLES, preparation(cast.sari()));
        assertThat(early.status()).isEqualTo(409);
        assertThat(early.code()).isEqualTo("plan-not-agreed");

        agree(cast.sari());
        awaitPrepared(sari, cast.sari());
        assertThat(sari.post(CYCLES, preparation(cast.sari())).code()).isEqualTo("already-exists");

        tell(cast.bayu(), AgreedPlans.PLAN_AGREED, 8, plan -> plan);
        tell(cast.bayu(), AgreedPlans.PLAN_REOPENED, 9, plan -> plan);
        // The same key, so the same partition: once the later plan is known, the reopening has been handled, too.
        var laterPlan = cast.bayu().employeeId() + ":2025";
        tell(
                cast.bayu(),
                AgreedPlans.PLAN_AGREED,
                1,
                plan -> plan.put("planId", laterPlan).put("periodId", "2025"));
        var bayu = as(cast.bayu().account());
        await().atMost(SOON)
                .until(() -> !bayu.post(CYCLES, with(preparation(cast.bayu()), "planId", laterPlan))
                        .code()
                        .equals("plan-not-agreed"));
        assertThat(bayu.post(CYCLES, preparation(cast.bayu())).code()).isEqualTo("plan-not-agreed");
    }

    @Test
    void a_cycle_shows_how_its_plan_was_approved_as_far_as_planning_has_said_so() {
        tell(
                cast.sari(),
                AgreedPlans.PLAN_AGREED,
                9,
                plan -> plan.put("approvalMode", "AUTOMATIC").put("approverCapacity", "AUTOMATIC"));
        awaitPrepared(as(cast.sari().account()), cast.sari());
        command(cast.ratna(), cast.sari(), "/observation", OBSERVATION, "OBSERVED");
        assertThat(List.of(cast.sari(), cast.ratna())).allSatisfy(reader -> {
            var seen = read(reader, cast.sari()).body();
            assertThat(seen.path("approvalMode").asString()).isEqualTo("AUTOMATIC");
            assertThat(seen.path("approverCapacity").asString()).isEqualTo("AUTOMATIC");
        });

        // As agreements were told before they said it.
        tell(
                cast.bayu(),
                AgreedPlans.PLAN_AGREED,
                9,
                plan -> plan.without(List.of("approvalMode", "approverCapacity")));
        var old = awaitPrepared(as(cast.bayu().account()), cast.bayu()).body();
        assertThat(old.path("approvalMode").isNull()).isTrue();
        assertThat(old.path("approverCapacity").isNull()).isTrue();
    }

    @Test
    void a_principal_is_observed_by_the_head_of_the_education_office() {
        preparedCycleOf(cast.ratna());

        command(cast.hendra(), cast.ratna(), "/observation", OBSERVATION, "OBSERVED");
        assertThat(as(cast.ratna().account())
                        .get(pathOf(cast.ratna()))
                        .body()
                        .path("observation")
                        .isNull())
                .isTrue();
        assertThat(as(cast.ratna().account())
                        .ifMatch(read(cast.hendra(), cast.ratna()))
                        .post(pathOf(cast.ratna()) + "/sharing")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void others_cannot_even_tell_that_a_cycle_exists() {
        preparedCycleOf(cast.sari());

        for (var stranger : List.of(cast.dewi(), cast.bayu(), cast.hendra())) {
            var api = as(stranger.account()).header("If-Match", "*");
            assertThat(Stream.concat(
                            Stream.of(
                                    api.get(pathOf(cast.sari())),
                                    api.post(CYCLES, preparation(cast.sari())),
                                    api.idempotencyKey("a-key-of-mine").post(CYCLES, preparation(cast.sari()))),
                            everyCommand(api, cast.sari())))
                    .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(404))
                    .extracting(Answer::code)
                    .containsOnly("no-such-resource");
            for (var list : List.of(api.get(CYCLES + "?view=queue"), api.get(CYCLES))) {
                assertThat(list.status()).isEqualTo(200);
                assertThat(ids(list.body())).isEmpty();
            }
        }
    }

    @Test
    void each_of_the_two_does_what_is_theirs_and_not_what_is_the_others() {
        preparedCycleOf(cast.sari());
        var sari = as(cast.sari().account()).header("If-Match", "*");
        var ratna = as(cast.ratna().account()).header("If-Match", "*");
        var path = pathOf(cast.sari());

        assertThat(List.of(
                        sari.post(path + "/observation", OBSERVATION),
                        sari.post(path + "/sharing"),
                        ratna.post(CYCLES, preparation(cast.sari())),
                        ratna.put(path + "/schedule", Map.of("scheduledOn", DAY)),
                        ratna.post(path + "/follow-up", FOLLOW_UP),
                        ratna.post(path + "/follow-up-completion"),
                        ratna.post(path + "/reflection", REFLECTION)))
                .allSatisfy(answer -> {
                    assertThat(answer.status()).isEqualTo(403);
                    assertThat(answer.code()).isEqualTo("not-allowed");
                });
    }

    @Test
    void neither_the_office_nor_an_operator_reads_what_the_two_write_for_each_other() {
        preparedCycleOf(cast.sari());

        for (var api : List.of(
                as("office@dinas.belajar.id", "office"),
                as("operator@dinas.belajar.id", "operator"),
                as("subscriber@dinas.belajar.id", "subscriber"))) {
            var commanding = api.header("If-Match", "*");
            assertThat(Stream.concat(
                            Stream.of(
                                    api.get(pathOf(cast.sari())),
                                    api.get(CYCLES),
                                    api.post(CYCLES, preparation(cast.sari()))),
                            everyCommand(commanding, cast.sari())))
                    .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(403));
        }
        assertThat(Stream.concat(
                        Stream.of(withoutToken().get(CYCLES)),
                        everyCommand(withoutToken().header("If-Match", "*"), cast.sari())))
                .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(401));
    }

    @Test
    void a_change_names_the_version_it_was_made_on() {
        var prepared = preparedCycleOf(cast.sari());
        var ratna = as(cast.ratna().account());
        assertThat(everyCommand(as(cast.sari().account()), cast.sari()))
                .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(428));

        as(cast.sari().account())
                .ifMatch(prepared)
                .put(pathOf(cast.sari()) + "/schedule", Map.of("scheduledOn", "2026-03-04"));
        var stale = ratna.ifMatch(prepared).post(pathOf(cast.sari()) + "/observation", OBSERVATION);
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.code()).isEqualTo("stale-version");

        var current = read(cast.ratna(), cast.sari());
        assertThat(current.etag()).isEqualTo("\"2\"");
        assertThat(current.body().path("preparation").path("scheduledOn").asString())
                .isEqualTo("2026-03-04");
        assertThat(ratna.ifMatch(current)
                        .post(pathOf(cast.sari()) + "/observation", OBSERVATION)
                        .status())
                .isEqualTo(200);
        assertThat(awaitEvents(cast.sari(), 2))
                .extracting(event -> event.data().path("scheduledOn").asString())
                .containsExactly(DAY, "2026-03-04");
    }

    @Test
    void a_step_out_of_turn_is_refused_with_the_state_and_the_step() {
        preparedCycleOf(cast.sari());

        var refused = as(cast.sari().account())
                .ifMatch(read(cast.sari(), cast.sari()))
                .post(pathOf(cast.sari()) + "/reflection", REFLECTION);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("wrong-state");
        assertThat(refused.body().path("currentState").asString()).isEqualTo("PREPARED");
        assertThat(refused.body().path("command").asString()).isEqualTo("reflect");
    }

    @Test
    void a_repeated_request_is_answered_again_and_done_once() {
        var prepared = preparedCycleOf(cast.sari());
        var ratna = as(cast.ratna().account()).ifMatch(prepared).idempotencyKey("observe-" + cast.npsn());
        var first = ratna.post(pathOf(cast.sari()) + "/observation", OBSERVATION);
        var again = ratna.post(pathOf(cast.sari()) + "/observation", OBSERVATION);

        assertThat(List.of(first.status(), again.status())).containsOnly(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.etag()).isEqualTo(first.etag()).isEqualTo("\"2\"");
        assertThat(first.headers()).doesNotContainKey("idempotency-replayed");
        assertThat(again.headers()).containsEntry("idempotency-replayed", "true");

        var other = new LinkedHashMap<>(OBSERVATION);
        other.put("nextStepCodes", List.of());
        var reused = ratna.post(pathOf(cast.sari()) + "/observation", other);
        assertThat(reused.status()).isEqualTo(422);
        assertThat(reused.code()).isEqualTo("idempotency-key-reused");
        assertThat(ratna.post(pathOf(cast.sari()) + "/sharing").code()).isEqualTo("idempotency-key-reused");
    }

    @Test
    void lists_page_in_a_stable_order_and_can_be_narrowed_to_a_status() {
        preparedCycleOf(cast.sari());
        preparedCycleOf(cast.bayu());
        command(cast.ratna(), cast.bayu(), "/observation", OBSERVATION, "OBSERVED");
        var ratna = as(cast.ratna().account());

        var first = ratna.get(CYCLES + "?view=queue&limit=1").body();
        var second = ratna.get(CYCLES + "?view=queue&limit=1&cursor="
                        + first.path("nextCursor").asString())
                .body();
        assertThat(Stream.of(first, second).flatMap(CoachingCycleApiTest::ids))
                .containsExactlyElementsOf(Stream.of(cycleIdOf(cast.sari()), cycleIdOf(cast.bayu()))
                        .sorted()
                        .toList());
        assertThat(second.path("nextCursor").isNull()).isTrue();
        assertThat(ids(ratna.get(CYCLES + "?view=queue&status=OBSERVED").body()))
                .containsExactly(cycleIdOf(cast.bayu()));
        assertThat(ids(as(cast.sari().account()).get(CYCLES + "?view=mine").body()))
                .containsExactly(cycleIdOf(cast.sari()));
        assertThat(ratna.get(CYCLES + "?limit=0").status()).isEqualTo(422);
        assertThat(ratna.get(CYCLES + "?cursor=%21").status()).isEqualTo(422);
    }

    @Test
    void on_a_closed_plan_what_was_begun_goes_on_and_what_begins_begins_on_the_plan_that_follows() {
        preparedCycleOf(cast.sari());
        command(cast.ratna(), cast.sari(), "/observation", OBSERVATION, "OBSERVED");
        command(cast.ratna(), cast.sari(), "/sharing", Map.of(), "SHARED");
        agree(cast.bayu());
        var addendum = planIdOf(cast.bayu()) + ".2";
        tell(cast.bayu(), AgreedPlans.PLAN_CLOSED, 10, plan -> plan);
        tell(cast.bayu(), AgreedPlans.PLAN_AGREED, 2, plan -> plan.put("planId", addendum));
        tell(cast.sari(), AgreedPlans.PLAN_CLOSED, 10, plan -> plan);
        Cast.announce(Events.publisher(), cast.sari().appraisedBy(cast.hendra()), 2);

        var bayu = as(cast.bayu().account());
        var onAddendum = with(preparation(cast.bayu()), "planId", addendum);
        await().atMost(SOON).until(() -> bayu.post(CYCLES, onAddendum).status() == 201);
        assertThat(bayu.get(CYCLES + "/" + addendum + ":1").status()).isEqualTo(200);
        assertThat(bayu.post(CYCLES, preparation(cast.bayu())).code()).isEqualTo("plan-not-agreed");

        await().atMost(SOON).until(() -> read(cast.hendra(), cast.sari()).status() == 200);
        command(cast.sari(), cast.sari(), "/follow-up", FOLLOW_UP, "FOLLOW_UP_AGREED");
        // Who observed goes on reading what came of it, and does nothing more.
        assertThat(read(cast.ratna(), cast.sari()).body().path("status").asString())
                .isEqualTo("FOLLOW_UP_AGREED");
        var ratna = as(cast.ratna().account()).ifMatch(read(cast.ratna(), cast.sari()));
        assertThat(ratna.post(pathOf(cast.sari()) + "/sharing").status()).isEqualTo(403);
    }

    @Test
    void with_a_new_appraiser_the_cycle_changes_hands() {
        preparedCycleOf(cast.sari());
        preparedCycleOf(cast.bayu());
        Cast.announce(Events.publisher(), cast.sari().appraisedBy(cast.hendra()), 2);

        var ratna = as(cast.ratna().account());
        await().atMost(SOON).until(() -> ratna.get(pathOf(cast.sari())).status() == 404);
        assertThat(ids(ratna.get(CYCLES + "?view=queue&limit=1").body())).containsExactly(cycleIdOf(cast.bayu()));
        var observed = command(cast.hendra(), cast.sari(), "/observation", OBSERVATION, "OBSERVED");
        assertThat(observed.body().path("observerIds").path(0).asString())
                .isEqualTo(cast.hendra().employeeId());
        assertThat(ids(as(cast.hendra().account()).get(CYCLES + "?view=queue").body()))
                .containsExactly(cycleIdOf(cast.sari()));
    }

    @Test
    void bad_input_is_answered_with_what_is_wrong_and_where() {
        preparedCycleOf(cast.sari());
        var sari = as(cast.sari().account()).header("If-Match", "*");
        var ratna = as(cast.ratna().account()).header("If-Match", "*");
        var path = pathOf(cast.sari());

        expect(400, "malformed-json", sari.post(CYCLES, "{\"planId\":"));
        expect(400, "malformed-json", sari.post(CYCLES));
        expect(400, "invalid-request", sari.post(CYCLES, "[]"));
        expect(413, "request-too-large", sari.post(path + "/reflection", Map.of("plan", "a".repeat(1_000_000))));
        expect(413, "value-too-long", sari.post(path + "/reflection", Map.of("plan", "a".repeat(100_000))));
        expect(
                400,
                "invalid-request",
                sari.post(path + "/follow-up", with(FOLLOW_UP, "goal", "a".repeat(4_001))),
                "/goal wrong-size");
        expect(
                400,
                "invalid-request",
                sari.post(path + "/follow-up", with(FOLLOW_UP, "score", 5)),
                "/score unknown-field");
        expect(
                400,
                "invalid-request",
                sari.post(path + "/reflection", with(REFLECTION, "plan", " ")),
                "/plan required");
        expect(
                400,
                "invalid-request",
                ratna.post(path + "/observation", with(OBSERVATION, "observedOn", "25 Februari")),
                "/observedOn wrong-type");
        expect(
                400,
                "invalid-request",
                ratna.post(
                        path + "/observation",
                        with(OBSERVATION, "behaviours", List.of(Map.of("code", "GURU-1-A", "level", 3)))),
                "/behaviours/0/level wrong-type");
        expect(
                400,
                "invalid-request",
                ratna.post(path + "/observation", with(OBSERVATION, "behaviours", List.of(Map.of("code", "GURU-1-A")))),
                "/behaviours/0/level required");
        expect(404, "no-such-resource", sari.get(CYCLES + "/" + UUID.randomUUID() + ":2026:1"));
        expect(404, "no-such-resource", sari.post(CYCLES, with(preparation(cast.sari()), "planId", "x")));
        expect(400, "invalid-request", sari.get(CYCLES + "?view=everything"));
    }

    @Test
    void every_refusal_is_told_in_indonesian_first_and_in_english_on_request() {
        agree(cast.dewi());
        tell(cast.bayu(), AgreedPlans.PLAN_AGREED, 9, plan -> plan.putNull("npsn"));
        preparedCycleOf(cast.ratna());
        agree(cast.sari());
        for (var language : List.of("id", "en")) {
            UnaryOperator<Api> reading =
                    api -> api.header("Accept-Language", language).header("If-Match", "*");
            var sari = reading.apply(as(cast.sari().account()));
            var hendra = reading.apply(as(cast.hendra().account()));
            await().atMost(SOON)
                    .untilAsserted(() -> expect(
                            409,
                            "observer-vacant",
                            reading.apply(as(cast.dewi().account())).post(CYCLES, preparation(cast.dewi()))));
            await().atMost(SOON)
                    .untilAsserted(() -> expect(
                            409,
                            "plan-without-school",
                            reading.apply(as(cast.bayu().account())).post(CYCLES, preparation(cast.bayu()))));
            await().atMost(SOON)
                    .untilAsserted(() -> expect(
                            422,
                            "preparation-invalid",
                            sari.post(
                                    CYCLES,
                                    with(
                                            with(
                                                    preparation(cast.sari()),
                                                    "targetBehaviourCodes",
                                                    List.of("GURU-1-A", "GURU-1-A", "GURU-1-B")),
                                            "scheduledOn",
                                            "2027-01-01")),
                            "/targetBehaviourCodes/1 named-twice",
                            "/targetBehaviourCodes/2 not-in-plan",
                            "/scheduledOn out-of-range"));
            expect(
                    422,
                    "observation-invalid",
                    hendra.post(
                            pathOf(cast.ratna()) + "/observation",
                            Map.of(
                                    "observedOn", DAY,
                                    "behaviours", List.of(Map.of("code", "GURU-1-B", "level", "NOT_DONE")),
                                    "nextStepCodes", List.of("bicara lagi"))),
                    "/behaviours/0/code not-prepared",
                    "/behaviours not-rated",
                    "/behaviours not-rated",
                    "/nextStepCodes/0 not-a-code");
        }
        assertThat(titleForDewi("id")).contains("Dinas Pendidikan").isEqualTo(titleForDewi("de"));
        assertThat(titleForDewi("en")).contains("education office");
    }

    private String titleForDewi(String language) {
        var refused =
                as(cast.dewi().account()).header("Accept-Language", language).post(CYCLES, preparation(cast.dewi()));
        return refused.body().path("title").asString();
    }

    private static void expect(int status, String code, Answer answer, String... faults) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.body().path("title").asString()).isNotBlank();
        if (faults.length > 0) {
            assertThat(StreamSupport.stream(answer.body().path("errors").spliterator(), false)
                            .peek(error ->
                                    assertThat(error.path("message").asString()).isNotBlank())
                            .map(error -> error.path("pointer").asString() + " "
                                    + error.path("code").asString()))
                    .containsExactlyInAnyOrder(faults);
        }
    }

    private static Map<String, Object> with(Map<String, Object> body, String field, Object value) {
        var changed = new LinkedHashMap<>(body);
        changed.put(field, value);
        return changed;
    }

    private static Stream<Answer> everyCommand(Api api, Person owner) {
        var path = pathOf(owner);
        return Stream.of(
                api.put(path + "/schedule", Map.of("scheduledOn", DAY)),
                api.post(path + "/observation", OBSERVATION),
                api.post(path + "/sharing"),
                api.post(path + "/follow-up", FOLLOW_UP),
                api.post(path + "/follow-up-completion"),
                api.post(path + "/reflection", REFLECTION));
    }

    private static Stream<String> ids(JsonNode page) {
        return StreamSupport.stream(page.path("items").spliterator(), false)
                .map(item -> item.path("cycleId").asString());
    }

    private Answer command(Person by, Person owner, String command, Object body, String expectedStatus) {
        var answer = as(by.account()).ifMatch(read(by, owner)).post(pathOf(owner) + command, body);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        assertThat(answer.body().path("status").asString()).isEqualTo(expectedStatus);
        return answer;
    }

    private Answer read(Person by, Person owner) {
        return as(by.account()).get(pathOf(owner));
    }

    private Answer preparedCycleOf(Person person) {
        agree(person);
        return awaitPrepared(as(person.account()), person);
    }

    /** Sends the preparation until the agreement of the plan has arrived, as a client would. */
    private Answer awaitPrepared(Api api, Person person) {
        var answers = new ArrayList<Answer>();
        await().atMost(SOON).until(() -> {
            answers.add(api.post(CYCLES, preparation(person)));
            return !answers.getLast().code().equals("plan-not-agreed");
        });
        assertThat(answers.getLast().status())
                .as(answers.getLast().body().toString())
                .isEqualTo(201);
        return answers.getLast();
    }

    private List<Received> awaitEvents(Person person, int count) {
        return await().atMost(SOON)
                .until(() -> Events.about(TOPIC, person.employeeId()), events -> events.size() >= count);
    }

    private static Map<String, Object> preparation(Person person) {
        return Map.of(
                "planId",
                planIdOf(person),
                "targetBehaviourCodes",
                List.of("GURU-1-A", "GURU-1-C"),
                "learningEffort",
                CONFIDENTIAL,
                "scheduledOn",
                DAY);
    }

    private static void agree(Person person) {
        tell(person, AgreedPlans.PLAN_AGREED, 9, plan -> plan);
    }

    /** Publishes the golden example of a planning event as if it were about this person. */
    private static void tell(Person person, String type, long sequence, UnaryOperator<ObjectNode> changes) {
        var plan = (ObjectNode)
                GoldenCycle.JSON.readTree(ContractFiles.golden(type).dataJson());
        plan.put("planId", planIdOf(person))
                .put("employeeId", person.employeeId())
                .put("npsn", person.npsn());
        Events.publisher()
                .publish(
                        "kinerja.planning.events",
                        type,
                        "/planning/plans/" + planIdOf(person),
                        person.employeeId(),
                        sequence,
                        changes.apply(plan).toString());
    }

    private static String planIdOf(Person person) {
        return person.employeeId() + ":2026";
    }

    private static String cycleIdOf(Person person) {
        return planIdOf(person) + ":1";
    }

    private static String pathOf(Person person) {
        return CYCLES + "/" + cycleIdOf(person);
    }
}
