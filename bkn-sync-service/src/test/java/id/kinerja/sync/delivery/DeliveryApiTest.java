package id.kinerja.sync.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.kinerja.kit.contracts.ContractFiles;
import id.kinerja.kit.testing.Api;
import id.kinerja.kit.testing.Cast;
import id.kinerja.kit.testing.Cast.Person;
import id.kinerja.kit.testing.Events;
import id.kinerja.sync.SyncSuite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class DeliveryApiTest extends SyncSuite {

    private static final String TOPIC = "kinerja.sync.events";

    @Autowired
    private AnnualResults results;

    private Api as(Person person) {
        return as(person.account());
    }

    @Test
    void a_final_result_is_at_bkn_once_after_its_school_has_closed_the_period() {
        var cast = knownSchool();
        finalise(cast.sari(), 1, "GOOD");
        awaitStatus(annual(cast.sari()), "NOT_RELEASED");
        close(cast, cast.sari());

        var delivered = awaitStatus(annual(cast.sari()), "DELIVERED").body();
        assertThat(registry.savesOf(nip(cast.sari()))).hasSize(1);
        assertThat(delivered.path("confirmedSequence").asLong()).isEqualTo(1);
        assertThat(delivered.path("attempts").size()).isEqualTo(1);
        await().atMost(SOON)
                .until(() -> !Events.about(TOPIC, cast.sari().employeeId()).isEmpty());
        assertThat(Events.about(TOPIC, cast.sari().employeeId()))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.type()).isEqualTo("id.kinerja.sync.DeliveryConfirmed.v1");
                    ContractFiles.assertValid(event.type(), event.value());
                });
    }

    @Test
    void the_order_of_the_events_does_not_matter() {
        var cast = knownSchool();
        close(cast, cast.sari());
        finalise(cast.sari(), 2, "VERY_GOOD");
        finalise(cast.sari(), 1, "GOOD");
        finalise(cast.sari(), 2, "VERY_GOOD");
        finalise(cast.ratna(), 1, "GOOD");

        awaitStatus(annual(cast.sari()), "DELIVERED");
        awaitStatus(annual(cast.ratna()), "DELIVERED");
        assertThat(registry.savesOf(nip(cast.sari())))
                .singleElement()
                .satisfies(saved -> assertThat(saved.predicate().name()).isEqualTo("VERY_GOOD"));
        assertThat(registry.savesOf(nip(cast.ratna())))
                .as("finalised after the closing, released by itself")
                .hasSize(1);
    }

    @Test
    void a_later_decision_replaces_what_was_delivered() {
        var cast = knownSchool();
        close(cast, cast.sari());
        finalise(cast.sari(), 1, "GOOD");
        awaitStatus(annual(cast.sari()), "DELIVERED");
        finalise(cast.sari(), 2, "VERY_GOOD");
        await().atMost(SOON)
                .until(() -> delivery(annual(cast.sari()))
                                .body()
                                .path("confirmedSequence")
                                .asLong()
                        == 2);
        assertThat(registry.savesOf(nip(cast.sari()))).hasSize(2);
    }

    @Test
    void of_two_results_of_a_year_the_one_that_is_delivered_is_compared_with_e_kinerja() {
        var cast = knownSchool();
        var sari = cast.sari().employeeId();
        close(cast, cast.sari());
        finalise(cast.sari(), 1, "GOOD");
        awaitStatus(annual(cast.sari()), "DELIVERED");
        finaliseSecond(cast.sari(), 1, "VERY_GOOD");
        var second = awaitStatus(besides(cast.sari()), "PARKED");
        assertThat(results.find(sari, 2026)).map(DeliveredResult::deliveryId).contains(annual(cast.sari()));

        var path = DELIVERIES + "/" + besides(cast.sari());
        assertThat(asOperator()
                        .ifMatch(second)
                        .post(path + "/replacement", "{\"reason\":\"it counts\"}")
                        .status())
                .isEqualTo(200);
        awaitStatus(besides(cast.sari()), "DELIVERED");
        assertThat(results.find(sari, 2026)).map(DeliveredResult::deliveryId).contains(besides(cast.sari()));
        assertThat(results.touched(2026, List.of(sari, cast.ratna().employeeId())))
                .containsExactly(sari);
        var all = new ArrayList<String>();
        var page = results.delivered(2026, null, null, 1);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = results.delivered(2026, null, page.getLast(), 1);
        }
        assertThat(all).contains(sari).doesNotHaveDuplicates();
    }

    @Test
    void who_is_no_civil_servant_is_not_sent_and_everybody_can_see_that() {
        var cast = knownSchool();
        close(cast, cast.bayu());
        finalise(cast.bayu(), 1, "GOOD");
        awaitStatus(annual(cast.bayu()), "NOT_REQUIRED");
        tellObservation(cast.bayu());
        awaitStatus("OBSERVATION:" + cast.bayu().employeeId() + ":2026:1", "NOT_REQUIRED");
        assertThat(as(cast.bayu())
                        .get(DELIVERIES + "/" + annual(cast.bayu()))
                        .body()
                        .path("statusText")
                        .asString())
                .contains("civil servants");
    }

    @Test
    void an_approved_plan_has_its_people_checked_months_before_their_result() {
        var cast = knownSchool();
        tellPlan(cast.sari(), "id.kinerja.planning.PlanApproved.v1", 1, "approvedAt");
        await().atMost(SOON)
                .until(() -> registry.lookupsOf(nip(cast.sari())) == 1 && registry.lookupsOf(nip(cast.ratna())) == 1);

        close(cast, cast.sari());
        finalise(cast.sari(), 1, "GOOD");
        awaitStatus(annual(cast.sari()), "DELIVERED");
        assertThat(registry.lookupsOf(nip(cast.sari())))
                .as("asked once, for good")
                .isEqualTo(1);
        assertThat(registry.lookupsOf(nip(cast.ratna()))).isEqualTo(1);
    }

    @Test
    void plans_and_observations_go_to_the_plan_channel() {
        var cast = knownSchool();
        tellPlan(cast.sari(), "id.kinerja.planning.PlanApproved.v1", 1, "approvedAt");
        tellPlan(cast.sari(), "id.kinerja.planning.PlanAgreed.v1", 2, "agreedAt");
        tellObservation(cast.sari());
        awaitStatus(plan(cast.sari()), "DELIVERED");
        awaitStatus("OBSERVATION:" + cast.sari().employeeId() + ":2026:1", "DELIVERED");
        assertThat(registry.offersOf(nip(cast.sari()))).hasSize(2);
    }

    @Test
    void who_moves_within_a_period_has_a_delivery_for_each_plan() {
        var cast = knownSchool();
        var addendum = cast.sari().employeeId() + ":2026.2";
        tellPlan(cast.sari(), "id.kinerja.planning.PlanAgreed.v1", 2, "agreedAt");
        tellPlan(cast.sari(), addendum, "id.kinerja.planning.PlanAgreed.v1", 2, "agreedAt", null);

        awaitStatus(plan(cast.sari()), "DELIVERED");
        awaitStatus("PLAN:" + addendum, "DELIVERED");
        assertThat(registry.offersOf(nip(cast.sari()))).hasSize(2);
    }

    @Test
    void a_mismatch_says_who_must_repair_it_and_goes_on_when_the_roster_is_corrected() {
        var cast = knownSchool();
        registry.know(nip(cast.sari()), "Orang Lain");
        close(cast, cast.sari());
        finalise(cast.sari(), 1, "GOOD");
        awaitStatus(annual(cast.sari()), "PARKED");

        var path = DELIVERIES + "/" + annual(cast.sari());
        var english = as(cast.sari()).get(path).body();
        assertThat(english.path("remedy").path("actor").asString()).isEqualTo("SCHOOL_OPERATOR");
        assertThat(english.path("remedy").path("nextStep").asString()).contains("Verval PTK");
        assertThat(english.path("details").path(0).asString()).isEqualTo("NAME");
        assertThat(english.path("attempts").isEmpty()).as("for operators only").isTrue();
        var indonesian =
                as(cast.sari()).header("Accept-Language", "id").get(path).body();
        assertThat(indonesian.path("remedy").path("who").asString()).isEqualTo("Operator sekolah");
        await().atMost(SOON)
                .until(() -> !Events.about(TOPIC, cast.sari().employeeId()).isEmpty());
        assertThat(Events.about(TOPIC, cast.sari().employeeId()))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.type()).isEqualTo("id.kinerja.sync.DeliveryParked.v1");
                    ContractFiles.assertValid(event.type(), event.value());
                });

        Cast.announce(Events.publisher(), renamed(cast.sari(), "Orang Lain"), 2);
        awaitStatus(annual(cast.sari()), "DELIVERED");
    }

    @Test
    void what_waits_for_its_appraiser_goes_on_when_the_roster_corrects_them() {
        var cast = knownSchool();
        registry.know(nip(cast.ratna()), "Orang Lain");
        close(cast, cast.sari());
        finalise(cast.sari(), 1, "GOOD");
        var parked = awaitStatus(annual(cast.sari()), "PARKED").body();
        assertThat(parked.path("remedy").path("cause").asString()).isEqualTo("APPRAISER_MISMATCH");

        Cast.announce(Events.publisher(), renamed(cast.ratna(), "Orang Lain"), 2);
        awaitStatus(annual(cast.sari()), "DELIVERED");
    }

    private static Person renamed(Person person, String name) {
        return new Person(
                person.employeeId(),
                person.account(),
                name,
                person.role(),
                person.employmentStatus(),
                person.npsn(),
                person.nip(),
                person.appraiserId());
    }

    @Test
    void a_parked_delivery_is_tried_again_on_command() {
        var cast = knownSchool();
        registry.know(nip(cast.sari()), "Orang Lain");
        close(cast, cast.sari());
        finalise(cast.sari(), 1, "GOOD");
        var parked = awaitStatus(annual(cast.sari()), "PARKED");
        var retry = DELIVERIES + "/" + annual(cast.sari()) + "/retry";

        assertThat(asOperator().post(retry).status()).isEqualTo(428);
        assertThat(asOperator().header("If-Match", "\"1\"").post(retry).status())
                .isEqualTo(412);
        registry.know(nip(cast.sari()), cast.sari().name());
        assertThat(asOperator().ifMatch(parked).post(retry).status()).isEqualTo(200);
        var delivered = awaitStatus(annual(cast.sari()), "DELIVERED");
        var refused = asOperator().ifMatch(delivered).post(retry);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().path("currentState").asString()).isEqualTo("DELIVERED");
    }

    @Test
    void everybody_sees_what_concerns_them_and_nothing_else() {
        var cast = knownSchool();
        var elsewhere = knownSchool();
        finalise(cast.sari(), 1, "GOOD");
        finalise(cast.ratna(), 1, "GOOD");
        awaitStatus(annual(cast.sari()), "NOT_RELEASED");
        awaitStatus(annual(cast.ratna()), "NOT_RELEASED");
        var path = DELIVERIES + "/" + annual(cast.sari());
        var retry = path + "/retry";

        record Row(String who, Api api, int reads, int retries) {}
        var rows = List.of(
                new Row("nobody", withoutToken(), 401, 401),
                new Row("account outside the roster", as("somebody@guru.sd.belajar.id"), 403, 403),
                new Row("subscriber", as("reader@dinas.belajar.id", "subscriber"), 403, 403),
                new Row("the teacher", as(cast.sari()), 200, 403),
                new Row("a colleague", as(cast.bayu()), 404, 403),
                new Row("the principal", as(cast.ratna()), 200, 403),
                new Row("a principal elsewhere", as(elsewhere.ratna()), 404, 403),
                new Row("operator", asOperator(), 200, 409),
                new Row("office", as("office@dinas.belajar.id", "office"), 200, 409));
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.api().get(path).status()).as(row.who() + " reads").isEqualTo(row.reads());
            assertThat(row.api().header("If-Match", "*").post(retry).status())
                    .as(row.who() + " retries")
                    .isEqualTo(row.retries());
        });

        assertThat(ids(as(cast.sari()), "")).containsExactly(annual(cast.sari()));
        assertThat(ids(as(cast.ratna()), "?view=school"))
                .containsExactlyInAnyOrder(annual(cast.sari()), annual(cast.ratna()));
        assertThat(ids(as(cast.ratna()), "?view=school&status=DELIVERED")).isEmpty();
        assertThat(as(cast.sari()).get(DELIVERIES + "?view=school").status()).isEqualTo(403);
        assertThat(as(cast.ratna()).get(DELIVERIES + "?view=all").status()).isEqualTo(403);
        assertThat(asOperator().get(DELIVERIES + "?view=all&limit=1").body().path("items"))
                .hasSize(1);
        assertThat(asOperator().get(DELIVERIES + "/ANNUAL:nobody:2026").status())
                .isEqualTo(404);
    }

    @Test
    void a_wrong_password_stops_the_lane_until_an_operator_has_repaired_it() {
        var cast = knownSchool();
        registry.refusePassword();
        close(cast, cast.sari());
        finalise(cast.sari(), 1, "GOOD");
        await().atMost(SOON).until(() -> lane().body().path("status").asString().equals("BLOCKED"));

        var lane = lane();
        assertThat(lane.body().path("remedy").path("actor").asString()).isEqualTo("OPERATOR");
        assertThat(lane.body().path("code").asString()).isEqualTo("invalid_grant");
        var waiting =
                as(cast.sari()).get(DELIVERIES + "/" + annual(cast.sari())).body();
        assertThat(waiting.path("status").asString()).isEqualTo("PENDING");
        assertThat(waiting.path("remedy").path("cause").asString())
                .as("whoever waits sees why")
                .isEqualTo("SSO_AUTH");
        assertThat(as("office@dinas.belajar.id", "office").get("/api/v1/lanes").status())
                .isEqualTo(403);
        assertThat(as(cast.sari())
                        .header("If-Match", "*")
                        .post("/api/v1/lanes/siasn/release")
                        .status())
                .isEqualTo(403);
        assertThat(asOperator().post("/api/v1/lanes/siasn/release").status()).isEqualTo(428);

        registry.repairPassword();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> asOperator()
                                .ifMatch(lane())
                                .post("/api/v1/lanes/siasn/release")
                                .status()
                        == 200);
        awaitStatus(annual(cast.sari()), "DELIVERED");
        assertThat(asOperator().get("/api/v1/lanes").body().path("items").size())
                .isEqualTo(2);
        assertThat(asOperator()
                        .ifMatch(lane())
                        .post("/api/v1/lanes/siasn/release")
                        .status())
                .isEqualTo(409);
        assertThat(asOperator().get("/api/v1/lanes/nowhere").status()).isEqualTo(404);
    }

    private Api.Answer lane() {
        return asOperator().get("/api/v1/lanes/siasn");
    }

    private static List<String> ids(Api api, String query) {
        return api.get(DELIVERIES + query)
                .body()
                .path("items")
                .valueStream()
                .map(item -> item.path("deliveryId").asString())
                .toList();
    }
}
