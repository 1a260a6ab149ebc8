package id.kinerja.planning.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Indexes;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.AggregateStores;
import id.kinerja.kit.aggregate.AggregateType;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.directory.AppraiserCapacity;
import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.testing.Api;
import id.kinerja.kit.testing.Api.Answer;
import id.kinerja.kit.testing.Cast;
import id.kinerja.kit.testing.Cast.Person;
import id.kinerja.kit.testing.Events;
import id.kinerja.kit.testing.MovableClock;
import id.kinerja.kit.testing.ServiceSuite;
import id.kinerja.planning.plan.BulkApproval.Item;
import id.kinerja.planning.plan.BulkApproval.Status;
import id.kinerja.planning.plan.Plan.Decider;
import id.kinerja.planning.team.WorkTeams;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;
import tools.jackson.databind.JsonNode;

class BulkApprovalTest extends ServiceSuite {

    private static final String BULK = "/api/v1/bulk-approvals";
    private static final String PLANS = "/api/v1/plans";

    @Autowired
    private AggregateStores stores;

    @Autowired
    private AggregateStore<Plan> plans;

    @Autowired
    private Directory directory;

    @Autowired
    private WorkTeams teams;

    @Autowired
    private PlanViews views;

    @Autowired
    private PlanRecords records;

    @Autowired
    private MongoTemplate mongo;

    private Cast cast;

    @BeforeEach
    void anotherSchool() {
        cast = newSchool();
    }

    @Test
    void each_plan_is_decided_on_its_own_and_what_could_not_be_approved_is_told_one_by_one() {
        submit(cast.sari());
        draft(cast.bayu());
        draft(cast.ratna());
        draft(cast.dewi());
        var unknown = UUID.randomUUID() + ":2026";

        var accepted = as(cast.ratna().account())
                .post(
                        BULK,
                        items(
                                item(planId(cast.bayu()), "\"1\""),
                                item(planId(cast.sari()), etagOf(cast.sari())),
                                item(planId(cast.ratna()), "\"1\""),
                                item(planId(cast.dewi()), "\"1\""),
                                item(unknown, "\"1\"")));
        assertThat(accepted.status()).as(accepted.body().toString()).isEqualTo(202);
        var done = awaitCompletion(cast.ratna(), accepted);

        assertThat(done.path("total").asInt()).isEqualTo(5);
        assertThat(done.path("approved").asInt()).isEqualTo(1);
        assertThat(done.path("failed").asInt()).isEqualTo(4);
        assertThat(done.path("pending").asInt()).isZero();
        assertThat(failures(done))
                .containsExactly(
                        planId(cast.bayu()) + " wrong-state",
                        planId(cast.ratna()) + " not-allowed",
                        planId(cast.dewi()) + " no-such-resource",
                        unknown + " no-such-resource");
        assertThat(done.at("/failures/1/message").asString()).isEqualTo("Your role does not allow this.");
        var approved = plan(cast.sari()).body();
        assertThat(approved.path("status").asString()).isEqualTo("AGREED");
        assertThat(approved.at("/approval/approverId").asString())
                .isEqualTo(cast.ratna().employeeId());
        assertThat(approved.at("/approval/mode").asString()).isEqualTo("DECIDED");
        assertThat(plan(cast.bayu()).etag()).isEqualTo("\"1\"");
    }

    @Test
    void asked_again_it_changes_nothing_and_tells_nobody() {
        submit(cast.sari());
        var seen = etagOf(cast.sari());
        var ratna = as(cast.ratna().account());
        var once = ratna.idempotencyKey("bulk-" + cast.npsn());
        var first = once.post(BULK, items(item(planId(cast.sari()), seen)));
        awaitCompletion(cast.ratna(), first);
        var approved = etagOf(cast.sari());

        var again = once.post(BULK, items(item(planId(cast.sari()), seen)));
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.headers())
                .containsEntry("idempotency-replayed", "true")
                .containsEntry("location", first.headers().get("location"));
        assertThat(again.body().path("approved").asInt()).isEqualTo(1);
        assertThat(once.post(BULK, items(item(planId(cast.bayu()), "\"1\""))).code())
                .isEqualTo("idempotency-key-reused");

        var anew = awaitCompletion(cast.ratna(), ratna.post(BULK, items(item(planId(cast.sari()), seen))));
        assertThat(failures(anew)).containsExactly(planId(cast.sari()) + " stale-version");
        assertThat(anew.at("/failures/0/etag").asString()).isEqualTo(approved);
        assertThat(anew.at("/failures/0/message").asString()).contains(approved);
        assertThat(etagOf(cast.sari())).isEqualTo(approved);
        assertThat(Events.about("kinerja.planning.events", cast.sari().employeeId()).stream()
                        .filter(event -> event.type().contains("PlanApproved")))
                .hasSize(1);
    }

    @Test
    void only_employees_ask_and_only_who_asked_sees_what_became_of_it() {
        draft(cast.sari());
        var asked = as(cast.ratna().account()).post(BULK, items(item(planId(cast.sari()), "\"1\"")));
        var path = String.valueOf(asked.headers().get("location"));
        Map<String, Api> callers = new LinkedHashMap<>();
        callers.put("appraiser", as(cast.ratna().account()));
        callers.put("owner", as(cast.sari().account()));
        callers.put("office-head", as(cast.hendra().account()));
        callers.put("office", as("office@dinas.belajar.id", "office"));
        callers.put("operator", as("operator@dinas.belajar.id", "operator"));
        callers.put("subscriber", as("feed@dinas.belajar.id", "subscriber"));
        callers.put("stranger", as("stranger.9@guru.sd.belajar.id"));
        callers.put("nobody", withoutToken());
        var table = new StringBuilder();
        callers.forEach((caller, api) -> table.append("%s %d %d%n"
                .formatted(
                        caller,
                        api.post(BULK, items(item(planId(cast.sari()), "\"1\"")))
                                .status(),
                        api.get(path).status())));
        assertThat(table.toString()).isEqualTo("""
                appraiser 202 200
                owner 202 404
                office-head 202 404
                office 403 403
                operator 403 403
                subscriber 403 403
                stranger 403 403
                nobody 401 401
                """);
        assertThat(etagOf(cast.sari())).isEqualTo("\"1\"");
    }

    @Test
    void bad_input_is_answered_with_what_is_wrong_and_where() {
        var ratna = as(cast.ratna().account());
        expect(400, "/items required", ratna.post(BULK, Map.of("items", List.of())));
        expect(400, "/items required", ratna.post(BULK, "{}"));
        expect(400, "/items/0 required", ratna.post(BULK, "{\"items\":[null]}"));
        expect(400, "/items/0/etag not-acceptable", ratna.post(BULK, items(item("a:2026", "1"))));
        expect(400, "/items/0/planId required", ratna.post(BULK, items(item(" ", "\"1\""))));
        expect(
                422,
                "/items/1/planId named-twice",
                ratna.post(BULK, items(item("a:2026", "\"1\""), item("a:2026", "\"2\""))));
        var many = IntStream.range(0, 201)
                .mapToObj(i -> item(i + ":2026", "\"1\""))
                .toList();
        expect(400, "/items wrong-size", ratna.post(BULK, Map.of("items", many)));
    }

    @Test
    void what_a_dead_instance_left_undecided_another_decides_and_no_plan_is_approved_twice() {
        var collection = "bulkApprovals_" + cast.npsn();
        // The service creates the indexes of its own collections when it starts.
        mongo.getCollection(collection).createIndex(Indexes.ascending("relayAfter"));
        mongo.getCollection(collection).createIndex(Indexes.ascending("state.status", "_id"));
        var jobs = stores.open(AggregateType.of(
                collection, BulkApproval.class, "/planning/bulk-approvals/", "kinerja.planning.events"));
        var ratna = cast.ratna().employeeId();
        var waiting = SubmittedPlans.store(plans, 45, cast.npsn(), ratna);
        var clock = new MovableClock("2026-01-20T02:00:00Z");
        var id = UUID.randomUUID().toString();
        var items = waiting.stream().map(plan -> new Item(plan, 1)).toList();
        jobs.create(
                id,
                CommandGuard.none(),
                () -> Decision.accept(BulkApproval.accepted(id, ratna, items, clock.instant())));
        var dying = new BulkApprovalJob(jobs, plans, appraisingUntil(30), views, records, clock);
        var other = new BulkApprovalJob(jobs, plans, appraisingUntil(Integer.MAX_VALUE), views, records, clock);

        assertThatThrownBy(dying::work).hasMessage("killed");
        assertThat(jobs.find(id).orElseThrow().state().approved()).isEqualTo(20);
        other.work();
        assertThat(jobs.find(id).orElseThrow().state().approved())
                .as("the lease is respected")
                .isEqualTo(20);
        clock.advance(Duration.ofSeconds(31));
        other.work();

        var job = jobs.find(id).orElseThrow().state();
        assertThat(job.status()).isEqualTo(Status.COMPLETED);
        assertThat(job.failures()).isEmpty();
        assertThat(job.approved()).isEqualTo(45);
        assertThat(waiting).allSatisfy(plan -> {
            var stored = plans.find(plan).orElseThrow();
            assertThat(stored.version()).isEqualTo(2);
            assertThat(stored.state().status()).isEqualTo(PlanStatus.AGREED);
            // Approved and agreed, once.
            assertThat(stored.sequence()).isEqualTo(2);
        });
    }

    /** Lets everybody decide, until the instance is killed. */
    private PlanAccess appraisingUntil(int calls) {
        var counted = new AtomicInteger();
        return new PlanAccess(directory, teams) {
            @Override
            Optional<Decider> decider(String employeeId, Plan plan) {
                return Optional.of(new Decider(employeeId, AppraiserCapacity.APPRAISER));
            }

            @Override
            boolean maySee(String employeeId, Plan plan) {
                if (counted.incrementAndGet() >= calls) {
                    throw new AssertionError("killed");
                }
                return true;
            }
        };
    }

    private static void expect(int status, String fault, Answer answer) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo("invalid-request");
        assertThat(answer.body()
                        .path("errors")
                        .valueStream()
                        .map(error -> error.path("pointer").asString() + " "
                                + error.path("code").asString()))
                .containsExactly(fault);
    }

    private JsonNode awaitCompletion(Person by, Answer accepted) {
        var path = String.valueOf(accepted.headers().get("location"));
        return await().atMost(SOON)
                .until(
                        () -> as(by.account()).get(path).body(),
                        job -> job.path("status").asString().equals("COMPLETED"));
    }

    private static List<String> failures(JsonNode job) {
        return job.path("failures")
                .valueStream()
                .map(failure -> failure.path("planId").asString() + " "
                        + failure.path("code").asString())
                .toList();
    }

    private void draft(Person person) {
        assertThat(as(person.account()).post(PLANS, Map.of("periodId", "2026")).status())
                .isEqualTo(201);
    }

    private void submit(Person person) {
        draft(person);
        var owner = as(person.account()).header("If-Match", "*");
        var path = PLANS + "/" + planId(person);
        owner.put(path + "/practice", Map.of("indicatorCode", "GURU-1", "targetBehaviourCodes", List.of("GURU-1-A")));
        owner.put(
                path + "/work-behaviour",
                Map.of(
                        "coreValues",
                        GoldenPlan.VALUES.stream()
                                .map(value -> Map.of("code", value.code(), "behaviourCodes", value.behaviourCodes()))
                                .toList()));
        assertThat(owner.post(path + "/submission").status()).isEqualTo(200);
    }

    private Answer plan(Person person) {
        return as(person.account()).get(PLANS + "/" + planId(person));
    }

    private String etagOf(Person person) {
        return plan(person).etag();
    }

    private static String planId(Person person) {
        return person.employeeId() + ":2026";
    }

    private static Map<String, Object> item(String planId, String etag) {
        return Map.of("planId", planId, "etag", etag);
    }

    @SafeVarargs
    private static Map<String, Object> items(Map<String, Object>... items) {
        return Map.of("items", Stream.of(items).toList());
    }
}
