package id.kinerja.planning.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.StartupIndexes;
import id.kinerja.kit.contracts.ContractFiles;
import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.regulation.Regulations;
import id.kinerja.kit.testing.Cast;
import id.kinerja.kit.testing.Cast.Person;
import id.kinerja.kit.testing.Events;
import id.kinerja.kit.testing.MovableClock;
import id.kinerja.kit.testing.ServiceSuite;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;
import tools.jackson.databind.JsonNode;

/** Who has left: nobody waits for their plan any more, from the day after the last day on and not before. */
class PlanLeaversTest extends ServiceSuite {

    private static final String PLANS = "/api/v1/plans";
    private static final String TOPIC = "kinerja.planning.events";

    /** In days of the future, so that only the test's own look sees them over. */
    private static final LocalDate LAST_DAY = LocalDate.of(2099, 6, 30);

    @Autowired
    private MongoTemplate mongo;

    @Autowired
    private AggregateStore<Plan> plans;

    @Autowired
    private PlanParts parts;

    @Autowired
    private PlanMoves moves;

    @Autowired
    private Directory directory;

    @Autowired
    private Regulations regulations;

    @Autowired
    private PlanViews views;

    @Autowired
    private PlanLeavers leavers;

    private Cast cast;

    @BeforeEach
    void anotherSchool() {
        cast = newSchool();
    }

    @Test
    void a_submitted_plan_of_who_has_left_is_closed_and_gone_from_the_queue_of_those_who_wait() {
        var sari = cast.sari();
        submitted(sari);
        submitted(cast.bayu());
        assertThat(waiting()).containsExactlyInAnyOrder(planId(sari), planId(cast.bayu()));

        left(sari, LocalDate.of(2026, 1, 31), 2);
        leavers.look();

        assertThat(waiting()).containsExactly(planId(cast.bayu()));
        var closed = as(cast.ratna().account()).get(PLANS + "/" + planId(sari)).body();
        assertThat(closed.path("status").asString()).isEqualTo("CLOSED");
        assertThat(closed.at("/closure/cause").asString()).isEqualTo("LEFT");
        assertThat(closed.at("/closure/on").asString()).isEqualTo("2026-02-01");
        assertThat(closed.at("/closure/addendumPlanId").isNull()).isTrue();
        assertThat(closed.at("/covers/months").asInt()).isEqualTo(1);
        assertThat(closed.path("record")).as("what was decided stays").hasSize(1);
        assertThat(closed.at("/practice/indicatorCode").asString()).isEqualTo("GURU-1");
        var refused = as(cast.ratna().account()).header("If-Match", "*").post(PLANS + "/" + planId(sari) + "/approval");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().path("currentState").asString()).isEqualTo("CLOSED");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(as(cast.ratna().account())
                                .get(PLANS + "/" + planId(sari) + "/audit")
                                .body()
                                .path("items")
                                .valueStream()
                                .map(entry -> entry.path("event").asString() + " by "
                                        + entry.path("by").asString("nobody")))
                        .containsExactly("PlanSubmitted by " + sari.employeeId(), "PlanClosed by nobody"));

        leavers.look();
        assertThat(closings(sari)).as("once").hasSize(1).allSatisfy(event -> {
            ContractFiles.assertValid(event.type(), event.value());
            assertThat(event.data().path("cause").asString()).isEqualTo("LEFT");
        });
    }

    @Test
    void what_was_approved_stays_for_a_last_assessment_and_every_other_plan_is_closed() {
        var returned = cast.bayu();
        submitted(returned);
        assertThat(as(cast.ratna().account())
                        .header("If-Match", "*")
                        .post(
                                PLANS + "/" + planId(returned) + "/return",
                                Map.of("reasons", List.of(Map.of("section", "PRACTICE", "text", "Contoh."))))
                        .status())
                .isEqualTo(200);
        var agreed = cast.sari();
        submitted(agreed);
        assertThat(as(cast.ratna().account())
                        .header("If-Match", "*")
                        .post(PLANS + "/" + planId(agreed) + "/approval")
                        .status())
                .isEqualTo(200);
        assertThat(as(agreed.account())
                        .post(PLANS, Map.of("periodId", "2024-1"))
                        .status())
                .isEqualTo(201);

        left(returned, LocalDate.of(2026, 1, 31), 2);
        left(agreed, LocalDate.of(2026, 1, 31), 2);
        leavers.look();

        assertThat(Stream.of(planId(returned), planId(agreed), agreed.employeeId() + ":2024-1")
                        .map(this::statusOf))
                .containsExactly("CLOSED", "AGREED", "CLOSED");
        var refused = as(cast.ratna().account())
                .header("If-Match", "*")
                .post(PLANS + "/" + planId(agreed) + "/reopening", Map.of("reason", "Contoh."));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().path("code").asString()).isEqualTo("owner-has-left");
        assertThat(closings(agreed)).singleElement().satisfies(event -> {
            ContractFiles.assertValid(event.type(), event.value());
            assertThat(event.data().path("planVersion").isNull())
                    .as("a draft that was never handed in")
                    .isTrue();
        });
    }

    @Test
    void a_draft_that_was_closed_was_still_nobody_s_but_its_owner_s_and_the_appraiser_s() {
        assertThat(as(cast.ratna().account())
                        .header("If-Match", "*")
                        .put(
                                "/api/v1/work-teams/" + cast.ratna().employeeId(),
                                Map.of("members", List.of(cast.bayu().employeeId())))
                        .status())
                .isEqualTo(200);
        assertThat(as(cast.sari().account())
                        .post(PLANS, Map.of("periodId", "2026"))
                        .status())
                .isEqualTo(201);

        left(cast.sari(), LocalDate.of(2026, 1, 31), 2);
        leavers.look();

        assertThat(statusOf(planId(cast.sari()))).isEqualTo("CLOSED");
        var bayu = as(cast.bayu().account());
        assertThat(bayu.get(PLANS + "/" + planId(cast.sari())).status()).isEqualTo(404);
        assertThat(bayu.get(PLANS + "?view=team").body().path("items")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"})
    void nothing_happens_before_the_last_day_is_over_where_the_school_is(ZoneId zone) {
        Cast.announceSchool(Events.publisher(), cast.npsn(), "Kab. Contoh", zone.getId(), 2);
        await().atMost(SOON)
                .until(() -> directory
                        .school(cast.npsn())
                        .filter(school -> school.timeZone().equals(zone))
                        .isPresent());
        submitted(cast.sari());
        left(cast.sari(), LAST_DAY, 2);

        at(LAST_DAY.atTime(LocalTime.MAX).atZone(zone).toInstant()).look();
        assertThat(statusOf(planId(cast.sari()))).isEqualTo("SUBMITTED");
        at(LAST_DAY.plusDays(1).atStartOfDay(zone).toInstant()).look();
        assertThat(statusOf(planId(cast.sari()))).isEqualTo("CLOSED");
    }

    @Test
    void a_departure_that_is_corrected_before_its_day_has_no_effect() {
        submitted(cast.sari());
        left(cast.sari(), LAST_DAY, 2);
        left(cast.sari(), LAST_DAY.plusYears(1), 3);

        at(noonAfter(LAST_DAY)).look();
        assertThat(statusOf(planId(cast.sari()))).isEqualTo("SUBMITTED");
        at(noonAfter(LAST_DAY.plusYears(1))).look();
        assertThat(statusOf(planId(cast.sari()))).isEqualTo("CLOSED");
    }

    @Test
    void whoever_comes_back_before_anybody_looked_keeps_the_plan() {
        submitted(cast.sari());
        left(cast.sari(), LAST_DAY, 2);
        assigned(cast.sari(), 3, LAST_DAY.plusDays(1));
        await().atMost(SOON)
                .until(() -> directory
                        .byId(cast.sari().employeeId())
                        .filter(one -> one.leftAfter() == null)
                        .isPresent());

        at(noonAfter(LAST_DAY)).look();

        assertThat(statusOf(planId(cast.sari()))).isEqualTo("SUBMITTED");
    }

    @Test
    void nothing_follows_for_who_has_left_until_the_day_is_corrected_or_they_come_back() {
        var corrected = cast.sari();
        var back = cast.bayu();
        var mistaken = newSchool().sari();
        Stream.of(corrected, back, mistaken).forEach(person -> {
            submitted(person);
            left(person, LocalDate.of(2026, 1, 31), 2);
        });
        leavers.look();
        Stream.of(corrected, back, mistaken).forEach(person -> {
            // Somebody else decides on them now: the roster tells of it, though they are not there any more.
            assigned(person.appraisedBy(cast.hendra()), 3, LocalDate.of(2026, 1, 1));
            left(person, LocalDate.of(2026, 1, 30), 4);
            assertThat(plans.find(planId(person) + ".2")).isEmpty();
        });

        left(corrected, LAST_DAY, 5);
        assigned(back, 5, LocalDate.of(2026, 3, 1));
        Cast.announce(Events.publisher(), mistaken, 5, Map.of("stays", true));

        var goesOn = await().atMost(SOON)
                .until(
                        () -> read(corrected, planId(corrected) + ".2"),
                        plan -> plan.path("status").asString("").equals("DRAFT"));
        assertThat(goesOn.at("/covers/from").asString()).isEqualTo("2026-02-01");
        assertThat(goesOn.at("/practice/indicatorCode").asString()).isEqualTo("GURU-1");
        await().atMost(SOON).until(() -> statusOf(planId(back) + ".2").equals("DRAFT"));
        assertThat(read(back, planId(back) + ".2").at("/covers/from").asString())
                .isEqualTo("2026-03-01");
        await().atMost(SOON).until(() -> statusOf(planId(mistaken) + ".2").equals("DRAFT"));
        assertThat(read(mistaken, planId(mistaken) + ".2").at("/covers/from").asString())
                .isEqualTo("2026-02-01");
    }

    /** A look of the same service at another time. */
    private PlanLeavers at(Instant time) {
        var clock = new MovableClock(time.toString());
        var indexes = new StartupIndexes();
        return new PlanLeavers(
                mongo,
                indexes,
                plans,
                parts,
                moves,
                new Directory(mongo, indexes, clock),
                regulations,
                views,
                MonthRule.FIRST_DAY,
                clock);
    }

    private static Instant noonAfter(LocalDate day) {
        return day.plusDays(1).atTime(12, 0).atZone(ZoneId.of("Asia/Jakarta")).toInstant();
    }

    private void submitted(Person owner) {
        var api = as(owner.account()).header("If-Match", "*");
        assertThat(api.post(PLANS, Map.of("periodId", "2026")).status()).isEqualTo(201);
        var plan = PLANS + "/" + planId(owner);
        api.put(plan + "/practice", Map.of("indicatorCode", "GURU-1", "targetBehaviourCodes", List.of("GURU-1-A")));
        api.put(
                plan + "/work-behaviour",
                Map.of(
                        "coreValues",
                        GoldenPlan.VALUES.stream()
                                .map(value -> Map.of("code", value.code(), "behaviourCodes", value.behaviourCodes()))
                                .toList()));
        var done = api.post(plan + "/submission");
        assertThat(done.status()).as(done.text()).isEqualTo(200);
    }

    /** Told, and heard by everybody in this service: what comes next about the person is handled after it. */
    private void left(Person person, LocalDate lastDay, long sequence) {
        Cast.announceLeft(Events.publisher(), person, lastDay, sequence);
        await().atMost(SOON)
                .until(() -> mongo.getCollection("planLeavers")
                                .find(Filters.and(
                                        Filters.eq("_id", person.employeeId()), Filters.gte("seen.left", sequence)))
                                .first()
                        != null);
    }

    private void assigned(Person person, long sequence, LocalDate from) {
        Cast.announce(Events.publisher(), person, sequence, Map.of("effectiveFrom", from.toString()));
    }

    private List<String> waiting() {
        return as(cast.ratna().account())
                .get(PLANS + "?view=queue&status=SUBMITTED")
                .body()
                .path("items")
                .valueStream()
                .map(plan -> plan.path("planId").asString())
                .toList();
    }

    private static List<Events.Received> closings(Person person) {
        return await().atMost(SOON)
                .until(
                        () -> Events.about(TOPIC, person.employeeId()).stream()
                                .filter(event -> event.type().equals("id.kinerja.planning.PlanClosed.v1"))
                                .toList(),
                        events -> !events.isEmpty());
    }

    private JsonNode read(Person owner, String planId) {
        return as(owner.account()).get(PLANS + "/" + planId).body();
    }

    private String statusOf(String planId) {
        return plans.find(planId).map(plan -> plan.state().status().name()).orElse("");
    }

    private static String planId(Person person) {
        return person.employeeId() + ":2026";
    }
}
