package id.kinerja.planning.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.CommandResult;
import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.regulation.Regulations;
import id.kinerja.kit.testing.Api.Answer;
import id.kinerja.kit.testing.Cast;
import id.kinerja.kit.testing.Cast.Person;
import id.kinerja.kit.testing.Events;
import id.kinerja.kit.testing.NewerPack;
import id.kinerja.kit.testing.ServiceSuite;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** Two versions of a pack are there: under the old one an approval agrees at once, under the new one the employee agrees. */
class PlanVersionTest extends ServiceSuite {

    private static final String PLANS = "/api/v1/plans";
    private static final String BULK = "/api/v1/bulk-approvals";
    private static final int TAKEN_AWAY = 99;

    @Autowired
    private AggregateStore<Plan> plans;

    @Autowired
    private Directory directory;

    @Autowired
    private Regulations regulations;

    @Autowired
    private MongoTemplate mongo;

    private Cast cast;

    @DynamicPropertySource
    static void aNewerPack(DynamicPropertyRegistry registry) {
        registry.add(
                "kinerja.regulations.directory",
                () -> NewerPack.directory("\nagreement: { value: IMPLIED", "\nagreement: { value: EXPLICIT")
                        .toString());
    }

    @BeforeEach
    void anotherSchool() {
        cast = newSchool();
    }

    @Test
    void a_plan_stays_under_the_version_it_was_drafted_under_and_a_new_one_is_drafted_under_the_newest() {
        draftedBefore(cast.sari());
        var drafted = as(cast.bayu().account()).post(PLANS, Map.of("periodId", "2026"));
        assertThat(drafted.body().path("regulationVersion").asInt()).isEqualTo(NewerPack.NEW);

        for (var person : List.of(cast.sari(), cast.bayu())) {
            submit(person);
        }
        var old = change(cast.ratna(), cast.sari(), "/approval");
        assertThat(old.body().path("regulationVersion").asInt()).isEqualTo(NewerPack.OLD);
        assertThat(old.body().path("status").asString()).isEqualTo("AGREED");
        assertThat(change(cast.ratna(), cast.bayu(), "/approval")
                        .body()
                        .path("status")
                        .asString())
                .isEqualTo("APPROVED");
        assertThat(change(cast.bayu(), cast.bayu(), "/agreement")
                        .body()
                        .path("status")
                        .asString())
                .isEqualTo("AGREED");

        assertThat(versionsTold(cast.sari())).containsOnly(NewerPack.OLD);
        assertThat(versionsTold(cast.bayu())).containsOnly(NewerPack.NEW);
    }

    @Test
    void a_version_that_was_taken_away_is_named_until_it_is_back() {
        draftedBefore(cast.sari());
        submit(cast.sari());
        is(TAKEN_AWAY, cast.sari());

        var sari = as(cast.sari().account()).header("If-Match", "*");
        var path = PLANS + "/" + planId(cast.sari());
        assertThat(List.of(
                        sari.get(path),
                        sari.get(PLANS),
                        sari.put(path + "/practice", GoldenPlan.PRACTICE),
                        as(cast.ratna().account()).get(PLANS + "?view=queue")))
                .allSatisfy(answer -> {
                    assertThat(answer.status()).as(answer.text()).isEqualTo(503);
                    assertThat(answer.code()).isEqualTo("regulation-not-loaded");
                    assertThat(answer.body().path("regulation").asString()).isEqualTo(NewerPack.ID);
                    assertThat(answer.body().path("regulationVersion").asInt()).isEqualTo(TAKEN_AWAY);
                    assertThat(answer.body().path("title").asString()).contains("version 99 of the rules 2025");
                });
        assertThat(sari.header("Accept-Language", "id")
                        .get(path)
                        .body()
                        .path("title")
                        .asString())
                .contains("versi 99 dari aturan 2025");
        assertThat(bulkApproval().at("/failures/0/code").asString()).isEqualTo("regulation-not-loaded");

        is(NewerPack.OLD, cast.sari());
        assertThat(change(cast.ratna(), cast.sari(), "/approval")
                        .body()
                        .path("status")
                        .asString())
                .isEqualTo("AGREED");
    }

    /** As if the plan had been begun before the newer version was there. */
    private void draftedBefore(Person person) {
        var drafted = plans.create(
                planId(person),
                CommandGuard.none(),
                () -> Plan.draft(
                        directory.byId(person.employeeId()).orElseThrow(),
                        regulations.require(NewerPack.ID, NewerPack.OLD),
                        "2026",
                        GoldenPlan.DRAFTED_AT));
        assertThat(drafted).isInstanceOf(CommandResult.Changed.class);
    }

    private void is(int version, Person person) {
        mongo.getCollection("plans")
                .updateOne(Filters.eq("_id", planId(person)), Updates.set("state.regulationVersion", version));
    }

    private void submit(Person person) {
        var owner = as(person.account()).header("If-Match", "*");
        var path = PLANS + "/" + planId(person);
        assertThat(List.of(
                        owner.put(path + "/practice", GoldenPlan.PRACTICE),
                        owner.put(path + "/work-behaviour", Map.of("coreValues", GoldenPlan.VALUES)),
                        owner.post(path + "/submission")))
                .allSatisfy(
                        answer -> assertThat(answer.status()).as(answer.text()).isEqualTo(200));
    }

    private Answer change(Person by, Person owner, String command) {
        var answer = as(by.account()).header("If-Match", "*").post(PLANS + "/" + planId(owner) + command);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    private JsonNode bulkApproval() {
        var stored = plans.find(planId(cast.sari())).orElseThrow();
        var ratna = as(cast.ratna().account());
        var accepted = ratna.post(
                BULK, Map.of("items", List.of(Map.of("planId", stored.id(), "etag", "\"" + stored.version() + "\""))));
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        var path = String.valueOf(accepted.headers().get("location"));
        return await().atMost(SOON)
                .until(
                        () -> ratna.get(path).body(),
                        job -> job.path("status").asString().equals("COMPLETED"));
    }

    /** Of the approval and the agreement. */
    private static List<Integer> versionsTold(Person person) {
        return await().atMost(SOON)
                .until(
                        () -> Events.about("kinerja.planning.events", person.employeeId()).stream()
                                .filter(event -> event.data().has("approverId"))
                                .map(event ->
                                        event.data().path("regulationVersion").asInt())
                                .toList(),
                        told -> told.size() == 2);
    }

    private static String planId(Person person) {
        return Plan.idOf(person.employeeId(), "2026");
    }
}
