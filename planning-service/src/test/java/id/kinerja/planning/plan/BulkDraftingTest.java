package id.kinerja.planning.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.AggregateStores;
import id.kinerja.kit.aggregate.AggregateType;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.StartupIndexes;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.directory.DirectoryEntry;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.regulation.Regulations;
import id.kinerja.kit.testing.Api;
import id.kinerja.kit.testing.Api.Answer;
import id.kinerja.kit.testing.Cast;
import id.kinerja.kit.testing.Events;
import id.kinerja.kit.testing.MovableClock;
import id.kinerja.kit.testing.ServiceSuite;
import id.kinerja.planning.plan.BulkDrafting.Kind;
import id.kinerja.planning.plan.BulkDrafting.Outcome;
import id.kinerja.planning.plan.BulkDrafting.Scope;
import id.kinerja.planning.plan.BulkDrafting.Source;
import id.kinerja.planning.plan.BulkDrafting.Status;
import id.kinerja.planning.plan.Plan.Content;
import id.kinerja.planning.plan.Plan.Practice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;
import tools.jackson.databind.JsonNode;

class BulkDraftingTest extends ServiceSuite {

    private static final String BULK = "/api/v1/bulk-drafts";
    private static final Map<String, Object> TEMPLATE = Map.of(
            "kind",
            "TEMPLATE",
            "template",
            Map.of(
                    "practice",
                    Map.of("indicatorCode", "GURU-6", "targetBehaviourCodes", List.of("GURU-6-A")),
                    "dutyCodes",
                    List.of("WALI-KELAS", "WAKIL-KEPALA"),
                    "coreValues",
                    List.of(Map.of("code", "LOYAL", "behaviourCodes", List.of("LOYAL-1")))));

    @Autowired
    private AggregateStores stores;

    @Autowired
    private AggregateStore<Plan> plans;

    @Autowired
    private BulkDraftingPeople people;

    @Autowired
    private PlanParts parts;

    @Autowired
    private PlanAppraisers appraisers;

    @Autowired
    private Directory directory;

    @Autowired
    private Regulations regulations;

    @Autowired
    private MongoTemplate mongo;

    private Cast cast;
    private Api office;

    @BeforeEach
    void anotherSchool() {
        cast = newSchool();
        office = as("office@dinas.belajar.id", "office");
    }

    @Test
    void two_hundred_drafts_from_one_template_are_previewed_and_then_written_and_a_second_run_writes_none() {
        var teachers = teachers(198);
        draft(cast.bayu());

        var preview = done(office, asked(office, school(), TEMPLATE, true));
        assertThat(counts(preview)).isEqualTo("201: 200 created, 1 existing, 0 skipped, 0 pending, 200 trimmed");
        assertThat(found(teachers.getFirst())).isEmpty();

        var written = done(office, asked(office, school(), TEMPLATE, false));
        assertThat(counts(written)).isEqualTo(counts(preview));
        assertThat(outcomes(office, written))
                .isEqualTo(outcomes(office, preview))
                .hasSize(201);

        assertThat(teachers).allSatisfy(teacher -> {
            var plan = planOf(teacher);
            assertThat(plan.status()).isEqualTo(PlanStatus.DRAFT);
            assertThat(plan.content().practice()).isEqualTo(new Practice("GURU-6", List.of("GURU-6-A")));
            assertThat(plan.content().dutyCodes()).containsExactly("WALI-KELAS");
            assertThat(plan.appraiserId()).isEqualTo(cast.ratna().employeeId());
        });
        assertThat(planOf(cast.bayu().employeeId()).content()).isEqualTo(Content.EMPTY);

        var again = done(office, asked(office, school(), TEMPLATE, false));
        assertThat(counts(again)).isEqualTo("201: 0 created, 201 existing, 0 skipped, 0 pending, 0 trimmed");
    }

    @Test
    void the_owner_goes_on_from_a_draft_that_was_made_in_bulk() {
        done(office, asked(office, school(), TEMPLATE, false));

        var path = "/api/v1/plans/" + Plan.idOf(cast.sari().employeeId(), "2026");
        var sari = as(cast.sari().account()).header("If-Match", "*");
        assertThat(sari.post(path + "/submission").code()).isEqualTo("plan-incomplete");
        var values = GoldenPlan.VALUES.stream()
                .map(value -> Map.of("code", value.code(), "behaviourCodes", value.behaviourCodes()))
                .toList();
        sari.put(path + "/work-behaviour", Map.of("coreValues", values));
        assertThat(sari.post(path + "/submission").body().path("status").asString())
                .isEqualTo("SUBMITTED");
    }

    @Test
    void each_draft_begins_with_the_persons_own_latest_plan_that_was_approved() {
        stored(cast.sari(), "2024-1", "GURU-1", PlanStatus.AGREED);
        stored(cast.sari(), "2024-2", "GURU-2", PlanStatus.APPROVED);
        stored(cast.sari(), "2025", "GURU-3", PlanStatus.SUBMITTED);
        stored(cast.bayu(), "2025", "GURU-4", PlanStatus.REOPENED);

        var last = done(office, asked(office, school(), Map.of("kind", "LAST_PERIOD"), false));

        assertThat(counts(last)).isEqualTo("3: 1 created, 0 existing, 2 skipped, 0 pending, 1 trimmed");
        assertThat(last.at("/skippedByCode/0/code").asString()).isEqualTo("nothing-last-period");
        assertThat(last.at("/skippedByCode/0/count").asInt()).isEqualTo(2);
        assertThat(last.at("/skippedByCode/0/message").asString()).contains("approved plan");
        var sari = person(office, last, cast.sari().employeeId());
        assertThat(sari.path("fromPeriodId").asString()).isEqualTo("2024-2");
        assertThat(sari.at("/leftOut/0/section").asString()).isEqualTo("DEVELOPMENT");
        assertThat(sari.at("/leftOut/0/entry").asString()).isEqualTo("PELATIHAN-MANDIRI");
        assertThat(sari.at("/leftOut/0/message").asString()).contains("PELATIHAN-MANDIRI", "2025");
        assertThat(planOf(cast.sari().employeeId()).content().practice())
                .isEqualTo(new Practice("GURU-2", List.of("GURU-2-A")));
        assertThat(found(cast.bayu().employeeId())).isEmpty();
    }

    @Test
    void the_office_asks_for_a_whole_regency_and_nobody_elsewhere_gets_a_draft() {
        var regency = "Kab. Contoh " + cast.npsn();
        var elsewhere = newSchool();
        var second = newSchool();
        Cast.announceSchool(Events.publisher(), cast.npsn(), regency, "Asia/Jakarta", 2);
        Cast.announceSchool(Events.publisher(), second.npsn(), regency, "Asia/Jakarta", 2);
        await().atMost(SOON).until(() -> directory.schoolsOf(regency).size() == 2);
        var supervisor = announced(Role.SUPERVISOR, cast.npsn());
        var retired = announced(Role.TEACHER, cast.npsn());
        Events.publisher()
                .publish(
                        "kinerja.roster.events",
                        Directory.EMPLOYEE_LEFT,
                        "/planning/employees/" + retired,
                        retired,
                        2,
                        Map.of("employeeId", retired, "reason", "RETIRED", "lastDay", "2025-12-31"));
        await().atMost(SOON)
                .until(() -> directory.byId(retired).filter(directory::hasLeft).isPresent());

        var job = done(office, asked(office, Map.of("regency", regency), Map.of("kind", "EMPTY"), false));

        assertThat(counts(job)).isEqualTo("8: 6 created, 0 existing, 2 skipped, 0 pending, 0 trimmed");
        assertThat(person(office, job, supervisor).path("code").asString()).isEqualTo("no-plan-for-role");
        assertThat(person(office, job, retired).path("code").asString()).isEqualTo("no-longer-at-school");
        assertThat(found(second.ratna().employeeId())).isPresent();
        assertThat(found(elsewhere.sari().employeeId())).isEmpty();
        var skipped = office.get(BULK + "/" + job.path("bulkDraftingId").asString() + "/people?outcome=SKIPPED");
        assertThat(skipped.body().path("items")).hasSize(2);
    }

    @Test
    void a_principal_asks_for_the_teachers_of_the_own_school_and_the_office_for_any() {
        Map<String, Api> callers = new LinkedHashMap<>();
        callers.put("principal", as(cast.ratna().account()));
        callers.put("teacher", as(cast.sari().account()));
        callers.put("office-head", as(cast.hendra().account()));
        callers.put("principal-elsewhere", as(newSchool().ratna().account()));
        callers.put("office", office);
        callers.put("operator", as("operator@dinas.belajar.id", "operator"));
        callers.put("subscriber", as("feed@dinas.belajar.id", "subscriber"));
        callers.put("stranger", as("stranger.9@guru.sd.belajar.id"));
        callers.put("nobody", withoutToken());
        var own = asked(as(cast.ratna().account()), school(), Map.of("kind", "EMPTY"), true);
        var path = String.valueOf(own.headers().get("location"));
        var table = new StringBuilder();
        callers.forEach((caller, api) -> table.append("%s %d %d %d %d %d%n"
                .formatted(
                        caller,
                        api.post(BULK, body("2026", school(), Map.of("kind", "EMPTY"), true))
                                .status(),
                        api.post(BULK, withRoles(List.of("PRINCIPAL"))).status(),
                        api.post(BULK, body("2026", Map.of("regency", "Kab. X"), Map.of("kind", "EMPTY"), true))
                                .status(),
                        api.get(path).status(),
                        api.get(path + "/people").status())));
        assertThat(table.toString()).isEqualTo("""
                principal 202 403 403 200 200
                teacher 403 403 403 404 404
                office-head 403 403 403 404 404
                principal-elsewhere 403 403 403 404 404
                office 202 202 422 404 404
                operator 403 403 403 403 403
                subscriber 403 403 403 403 403
                stranger 403 403 403 403 403
                nobody 401 401 401 401 401
                """);
        var teachersOnly = done(as(cast.ratna().account()), own);
        assertThat(teachersOnly.path("total").asInt()).isEqualTo(2);
        assertThat(outcomes(as(cast.ratna().account()), teachersOnly))
                .containsOnlyKeys(cast.sari().employeeId(), cast.bayu().employeeId());
    }

    @Test
    void sent_again_with_its_key_it_is_one_job() {
        var once = office.idempotencyKey("drafts-" + cast.npsn());
        var first = asked(once, school(), TEMPLATE, true);
        done(office, first);
        var again = asked(once, school(), TEMPLATE, true);
        assertThat(again.headers())
                .containsEntry("idempotency-replayed", "true")
                .containsEntry("location", String.valueOf(first.headers().get("location")));
        assertThat(again.body().path("created").asInt()).isEqualTo(3);
        assertThat(once.post(BULK, body("2026", school(), TEMPLATE, false)).code())
                .isEqualTo("idempotency-key-reused");
    }

    @Test
    void bad_input_is_answered_with_what_is_wrong_and_where() {
        var empty = Map.<String, Object>of("kind", "EMPTY");
        expect(
                400,
                office.post(BULK, "{}"),
                "/dryRun required",
                "/from required",
                "/periodId required",
                "/scope required");
        expect(422, office.post(BULK, body("1999", school(), empty, true)), "/periodId unknown-period");
        expect(422, office.post(BULK, body("2026", Map.of(), empty, true)), "/scope school-or-regency");
        expect(
                422,
                office.post(BULK, body("2026", Map.of("npsn", cast.npsn(), "regency", "Kab. X"), empty, true)),
                "/scope school-or-regency");
        expect(
                422,
                office.post(BULK, body("2026", Map.of("npsn", "00000000"), empty, true)),
                "/scope/npsn unknown-school");
        expect(
                422,
                office.post(BULK, body("2026", Map.of("regency", "Kab. X"), empty, true)),
                "/scope/regency unknown-regency");
        expect(422, office.post(BULK, withRoles(List.of("TEACHER", "TEACHER"))), "/roles/1 named-twice");
        expect(422, office.post(BULK, withRoles(List.of("SUPERVISOR"))), "/roles/0 not-one-of");
        expect(400, office.post(BULK, withRoles(List.of())), "/roles wrong-size");
        expect(
                422,
                office.post(BULK, body("2026", school(), Map.of("kind", "TEMPLATE"), true)),
                "/from/template required");
        expect(
                422,
                office.post(BULK, body("2026", school(), Map.of("kind", "EMPTY", "template", Map.of()), true)),
                "/from/template template-not-asked-for");
        var slips = Map.of(
                "kind",
                "TEMPLATE",
                "template",
                Map.of(
                        "practice",
                        Map.of("indicatorCode", "GURU-1", "targetBehaviourCodes", List.of("GURU-2-A")),
                        "activityCodes",
                        List.of("WEBINAR"),
                        "dutyCodes",
                        List.of("WALI-KELAS", "WALI-KELAS", "X"),
                        "coreValues",
                        List.of(Map.of("code", "BRAVE", "behaviourCodes", List.of()))));
        expect(
                422,
                office.post(BULK, body("2026", school(), slips, true)),
                "/from/template/activityCodes/0 unknown-activity",
                "/from/template/coreValues/0/code unknown-core-value",
                "/from/template/dutyCodes/1 named-twice",
                "/from/template/dutyCodes/2 unknown-duty",
                "/from/template/practice/targetBehaviourCodes/0 unknown-behaviour");
    }

    @Test
    void what_a_dead_instance_had_drafted_and_not_told_is_counted_as_created_and_drafted_once() {
        var collection = "bulkDraftings_" + cast.npsn();
        // The service creates the indexes of its own collections when it starts.
        mongo.getCollection(collection).createIndex(Indexes.ascending("relayAfter"));
        mongo.getCollection(collection).createIndex(Indexes.ascending("state.status", "_id"));
        var jobs = stores.open(
                AggregateType.of(collection, BulkDrafting.class, "/planning/bulk-drafts/", "kinerja.planning.events"));
        teachers(247);
        draft(cast.bayu());
        var all = directory.ofSchool(cast.npsn());
        assertThat(all).hasSize(250);
        var clock = new MovableClock("2026-01-05T02:00:00Z");
        var id = UUID.randomUUID().toString();
        people.waiting(id, all);
        var job = BulkDrafting.accepted(
                id,
                "office",
                "2026",
                new Scope(cast.npsn(), null),
                new Source(Kind.EMPTY, Content.EMPTY),
                List.of(),
                false,
                all.size(),
                clock.instant());
        jobs.create(id, CommandGuard.none(), () -> Decision.accept(job));
        var dying = new BulkDraftingJob(jobs, plans, parts, tellingUntil(2), appraisers, directory, regulations, clock);
        var other = new BulkDraftingJob(jobs, plans, parts, people, appraisers, directory, regulations, clock);

        assertThatThrownBy(dying::work).hasMessage("killed");
        assertThat(people.list(id, Outcome.PENDING, null, 1000)).hasSize(50);
        assertThat(stored(all)).as("all are drafted, though not all are told").isEqualTo(250);
        other.work();
        assertThat(jobs.find(id).orElseThrow().state().pending())
                .as("the lease is respected")
                .isEqualTo(50);
        clock.advance(Duration.ofSeconds(31));
        other.work();

        var after = jobs.find(id).orElseThrow().state();
        assertThat(after.status()).isEqualTo(Status.COMPLETED);
        assertThat(after.tally().created()).isEqualTo(249);
        assertThat(after.tally().existing()).isEqualTo(1);
        assertThat(after.pending()).isZero();
        assertThat(stored(all)).isEqualTo(250);
    }

    /** Writes down what became of people, until the instance is killed. */
    private BulkDraftingPeople tellingUntil(int calls) {
        var counted = new AtomicInteger();
        return new BulkDraftingPeople(mongo, new StartupIndexes()) {
            @Override
            void decided(String job, List<Person> some) {
                if (counted.incrementAndGet() >= calls) {
                    throw new AssertionError("killed");
                }
                super.decided(job, some);
            }
        };
    }

    private int stored(List<DirectoryEntry> some) {
        var ids = some.stream()
                .map(person -> Plan.idOf(person.employeeId(), "2026"))
                .toList();
        var found = plans.list(Filters.in("_id", ids), null, ids.size() + 1);
        assertThat(found).allSatisfy(plan -> assertThat(plan.version()).isEqualTo(1));
        return found.size();
    }

    private static void expect(int status, Answer answer, String... faults) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo("invalid-request");
        assertThat(answer.body()
                        .path("errors")
                        .valueStream()
                        .map(error -> error.path("pointer").asString() + " "
                                + error.path("code").asString()))
                .containsExactlyInAnyOrder(faults);
    }

    private Map<String, Object> school() {
        return Map.of("npsn", cast.npsn());
    }

    private static Map<String, Object> body(
            String periodId, Map<String, Object> scope, Map<String, Object> from, boolean dryRun) {
        return Map.of("periodId", periodId, "scope", scope, "from", from, "dryRun", dryRun);
    }

    private Map<String, Object> withRoles(List<String> roles) {
        return Map.of(
                "periodId", "2026", "scope", school(), "from", Map.of("kind", "EMPTY"), "dryRun", true, "roles", roles);
    }

    private static Answer asked(Api by, Map<String, Object> scope, Map<String, Object> from, boolean dryRun) {
        var accepted = by.post(BULK, body("2026", scope, from, dryRun));
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        return accepted;
    }

    private JsonNode done(Api by, Answer accepted) {
        var path = String.valueOf(accepted.headers().get("location"));
        return await().atMost(SOON)
                .until(
                        () -> by.get(path).body(),
                        job -> job.path("status").asString().equals("COMPLETED"));
    }

    private static String counts(JsonNode job) {
        return "%d: %d created, %d existing, %d skipped, %d pending, %d trimmed"
                .formatted(
                        job.path("total").asInt(),
                        job.path("created").asInt(),
                        job.path("existing").asInt(),
                        job.path("skipped").asInt(),
                        job.path("pending").asInt(),
                        job.path("trimmed").asInt());
    }

    /** What is told of each person, page by page. */
    private static Map<String, JsonNode> outcomes(Api by, JsonNode job) {
        var path = BULK + "/" + job.path("bulkDraftingId").asString() + "/people?limit=90";
        var told = new TreeMap<String, JsonNode>();
        var cursor = "";
        do {
            var page = by.get(path + cursor).body();
            page.path("items")
                    .forEach(person -> told.put(person.path("employeeId").asString(), person));
            var next = page.path("nextCursor");
            cursor = next.isNull() ? "" : "&cursor=" + next.asString();
        } while (!cursor.isEmpty());
        return told;
    }

    private static JsonNode person(Api by, JsonNode job, String employeeId) {
        return outcomes(by, job).getOrDefault(employeeId, job.path("nothing"));
    }

    private void draft(Cast.Person person) {
        assertThat(as(person.account())
                        .post("/api/v1/plans", Map.of("periodId", "2026"))
                        .status())
                .isEqualTo(201);
    }

    private Optional<Plan> found(String employeeId) {
        return plans.find(Plan.idOf(employeeId, "2026")).map(Stored::state);
    }

    private Plan planOf(String employeeId) {
        return found(employeeId).orElseThrow(() -> new AssertionError("no plan of " + employeeId));
    }

    /** More teachers at the school, known to this service. */
    private List<String> teachers(int count) {
        var ids = new ArrayList<String>();
        IntStream.range(0, count).forEach(i -> ids.add(announce(Role.TEACHER, cast.npsn())));
        await().atMost(SOON).until(() -> directory.byIds(ids).size() == count);
        return ids;
    }

    private String announced(Role role, String npsn) {
        var id = announce(role, npsn);
        await().atMost(SOON).until(() -> directory.byId(id).isPresent());
        return id;
    }

    private String announce(Role role, String npsn) {
        var id = UUID.randomUUID().toString();
        var person = new Cast.Person(
                id,
                id + "@guru.sd.belajar.id",
                "Contoh",
                role,
                EmploymentStatus.PPPK,
                npsn,
                null,
                cast.ratna().employeeId());
        Cast.announce(Events.publisher(), person, 1);
        return id;
    }

    /** A plan of an earlier period, stored without the way there. */
    private void stored(Cast.Person person, String periodId, String indicator, PlanStatus status) {
        var pack = regulations.ofPeriod(periodId).orElseThrow();
        var rules = new PlanRules(pack, Role.TEACHER, "SD");
        var draft = accepted(
                Plan.draft(directory.byId(person.employeeId()).orElseThrow(), pack, periodId, GoldenPlan.SUBMITTED_AT));
        var content = new Content(
                new Practice(indicator, List.of(indicator + "-A")),
                pack.id().equals("2024") ? List.of("PELATIHAN-MANDIRI") : List.of(),
                List.of(),
                GoldenPlan.VALUES,
                List.of(),
                List.of(),
                List.of());
        var plan = accepted(Prefilled.with(content, draft, rules).plan().submit(rules, null, GoldenPlan.SUBMITTED_AT));
        var by = GoldenPlan.BY_PRINCIPAL;
        if (status != PlanStatus.SUBMITTED) {
            plan = accepted(plan.approve(by, Plan.ApprovalMode.DECIDED, rules, GoldenPlan.APPROVED_AT));
        }
        if (status == PlanStatus.AGREED && plan.status() == PlanStatus.APPROVED) {
            plan = accepted(plan.agree(rules, GoldenPlan.APPROVED_AT));
        }
        if (status == PlanStatus.REOPENED) {
            plan = accepted(plan.reopen(GoldenPlan.REOPEN_REASON, by, GoldenPlan.REOPENED_AT));
        }
        var stored = plan;
        assertThat(stored.status()).isEqualTo(status);
        plans.create(stored.planId(), CommandGuard.none(), () -> Decision.accept(stored));
    }

    private static Plan accepted(Decision<Plan> decision) {
        return GoldenPlan.accepted(decision).state();
    }
}
