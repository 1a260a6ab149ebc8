package id.kinerja.planning.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Indexes;
import id.kinerja.kit.aggregate.AggregateStores;
import id.kinerja.kit.aggregate.AggregateType;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.StartupIndexes;
import id.kinerja.kit.directory.Appointment;
import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.regulation.Regulations;
import id.kinerja.kit.testing.Api;
import id.kinerja.kit.testing.Api.Answer;
import id.kinerja.kit.testing.Cast;
import id.kinerja.kit.testing.MovableClock;
import id.kinerja.kit.testing.ServiceSuite;
import id.kinerja.planning.preflight.Preflight.Status;
import id.kinerja.planning.roster.SeededRoster;
import id.kinerja.planning.roster.SeededRoster.Seed;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.data.mongodb.core.MongoTemplate;
import tools.jackson.databind.JsonNode;

class PreflightApiTest extends ServiceSuite {

    private static final String PREFLIGHTS = "/api/v1/preflights";

    @Autowired
    private ApplicationContext service;

    @Autowired
    private AggregateStores stores;

    @Autowired
    private SchoolChecks checks;

    @Autowired
    private PreflightReports reports;

    @Autowired
    private Directory directory;

    @Autowired
    private Regulations regulations;

    @Autowired
    private MongoTemplate mongo;

    private final String mark = digits(7);
    private final String regency = "Kab. " + mark;
    private final List<String> people = new ArrayList<>();
    private SeededRoster roster;
    private Api office;
    private Seed head;

    @BeforeEach
    void aRegency() {
        roster = new SeededRoster(service);
        office = as("office@dinas.belajar.id", "office");
        head = put(seed(Role.OFFICE_HEAD, null, null));
    }

    @Test
    void every_seeded_defect_of_a_regency_is_found_with_its_repairer_and_counted_per_school() {
        seedRegency();

        var job = done(office, asked(office, regency));

        assertThat(job.path("schools").asInt()).isEqualTo(7);
        assertThat(job.path("checked").asInt()).isEqualTo(7);
        assertThat(job.path("pending").asInt()).isZero();
        assertThat(job.path("clean").asInt()).isEqualTo(1);
        var perSchool = new StringBuilder();
        schools(office, job, "limit=3")
                .forEach((npsn, report) ->
                        perSchool.append(npsn.charAt(7)).append(counts(report)).append('\n'));
        assertThat(perSchool.toString()).isEqualTo("""
                1
                2 APPRAISER_VACANT/OFFICE=1 NIP_MISSING/SCHOOL_OPERATOR=1 NIP_ODD/SCHOOL_OPERATOR=1 STAFF_TYPE_OTHER/SCHOOL_OPERATOR=1 ACCOUNT_NOT_ACCEPTED/SCHOOL_OPERATOR=1
                3 TEACHERS_DIVIDED/OFFICE=1 SEVERAL_PRINCIPALS/OFFICE=1 PRINCIPAL_PLAN_MISSING/EMPLOYEE=1
                4 APPRAISER_CYCLE/OFFICE=2
                5 APPRAISER_LEFT/OFFICE=1 NO_PRINCIPAL/OFFICE=1 NIP_SHARED/SCHOOL_OPERATOR=1
                6 APPRAISER_ELSEWHERE/OFFICE=1 PRINCIPAL_ACTING/OFFICE=1 PRINCIPAL_PLAN_UNDECIDED/APPRAISER=1 NIP_SHARED/SCHOOL_OPERATOR=1
                7 APPRAISER_UNKNOWN/OFFICE=1 APPRAISER_NIP_MISSING/OFFICE=1 SCHOOL_UNKNOWN/OPERATOR=1
                """);
        assertThat(counts(job))
                .contains(" NIP_SHARED/SCHOOL_OPERATOR=2", " APPRAISER_CYCLE/OFFICE=2", " SCHOOL_UNKNOWN/OPERATOR=1");
        assertThat(job.path("findings").asInt()).isEqualTo(20);
        assertThat(schools(office, job, "code=NIP_SHARED").keySet()).containsExactly(npsn(5), npsn(6));
        var shared = schools(office, job, "code=NIP_SHARED").getOrDefault(npsn(5), job);
        var finding = shared.path("findings")
                .valueStream()
                .filter(one -> one.path("code").asString().equals("NIP_SHARED"))
                .findFirst()
                .orElseThrow();
        assertThat(finding.path("others")).hasSize(1);
        assertThat(finding.path("actorName").asString()).isEqualTo("the school operator");
        assertThat(finding.path("message").asString()).isEqualTo("Somebody else in the roster has the same NIP.");
        assertThat(finding.path("nextStep").asString()).contains("Verval PTK");
    }

    @Test
    void no_answer_has_a_nip_in_it_and_names_are_for_those_who_see_them_elsewhere() {
        var ratna = seedPrincipal(1);
        var nip = Cast.newNip();
        put(seed(Role.TEACHER, npsn(1), ratna).nip(nip));
        var second = put(seed(Role.TEACHER, npsn(1), ratna).nip(nip));
        roster.school(npsn(1), regency);
        awaitKnown(1);

        var own = as(ratna.account()).get(path(1));
        assertThat(own.text()).contains("NIP_SHARED").doesNotContain(nip);
        assertThat(named(own)).contains("Contoh");
        assertThat(named(office.get(path(1)))).contains("Contoh");
        var operators = as("operator@dinas.belajar.id", "operator").get(path(1));
        assertThat(operators.text()).contains("NIP_SHARED", second.employeeId()).doesNotContain(nip);
        assertThat(named(operators)).isEmpty();
        assertThat(own.body().at("/counts/0/code").asString()).isEqualTo("PRINCIPAL_PLAN_MISSING");
        assertThat(own.body().at("/counts/0/actor").asString()).isEqualTo("EMPLOYEE");
        assertThat(as(ratna.account())
                        .header("Accept-Language", "id")
                        .get(path(1))
                        .body()
                        .at("/findings/0/nextStep")
                        .asString())
                .startsWith("Lengkapi rencana");
    }

    @Test
    void who_has_the_unit_of_another_school_of_the_regency_is_found() {
        var ratna = seedPrincipal(1);
        put(seed(Role.TEACHER, npsn(2), ratna));
        roster.school(npsn(1), regency, "SD NEGERI 1 KERTEK");
        roster.school(npsn(2), regency, "Sd Negeri  Contoh");
        awaitKnown(2);

        assertThat(counts(office.get(path(1)).body())).contains(" UNIT_ELSEWHERE/OFFICE=1");
        assertThat(counts(office.get(path(2)).body())).doesNotContain("UNIT_ELSEWHERE");
    }

    @Test
    void one_school_is_checked_with_a_handful_of_queries() {
        var ratna = seedPrincipal(1);
        IntStream.range(0, 12).forEach(i -> put(seed(Role.TEACHER, npsn(1), ratna)));
        roster.school(npsn(1), regency);
        awaitKnown(1);

        var read = reads(() -> office.get(path(1)));

        assertThat(read.stream()
                        .filter(one -> one.startsWith("find employees "))
                        .filter(one -> people.stream().anyMatch(one::contains) || one.contains("state.nip")))
                .hasSize(4);
        assertThat(read.stream()
                        .filter(one -> one.startsWith("find directoryEmployees "))
                        .filter(one -> people.stream().anyMatch(one::contains) || one.contains(npsn(1))))
                .hasSizeLessThan(6);
    }

    @Test
    void a_school_that_the_roster_does_not_know_is_checked_while_it_has_people() {
        var ratna = seedPrincipal(1);
        awaitDirectory();

        assertThat(counts(office.get(path(1)).body())).isEqualTo(" SCHOOL_UNKNOWN/OPERATOR=1");
        assertThat(as(ratna.account()).get(path(1)).status()).isEqualTo(200);
        assertThat(office.get(path(9)).status()).isEqualTo(404);
    }

    @Test
    void a_school_is_checked_by_who_leads_it_the_office_and_operators_and_a_regency_by_these_two() {
        var ratna = seedPrincipal(1);
        var sari = put(seed(Role.TEACHER, npsn(1), ratna));
        var elsewhere = seedPrincipal(2);
        roster.school(npsn(1), regency);
        awaitKnown(1);
        var path = String.valueOf(asked(office, regency).headers().get("location"));
        var operators = String.valueOf(asked(as("operator@dinas.belajar.id", "operator"), regency)
                .headers()
                .get("location"));
        Map<String, Api> callers = new LinkedHashMap<>();
        callers.put("principal", as(ratna.account()));
        callers.put("teacher", as(sari.account()));
        callers.put("office-head", as(head.account()));
        callers.put("principal-elsewhere", as(elsewhere.account()));
        callers.put("office", office);
        callers.put("operator", as("operator@dinas.belajar.id", "operator"));
        callers.put("subscriber", as("feed@dinas.belajar.id", "subscriber"));
        callers.put("stranger", as("stranger.9@guru.sd.belajar.id"));
        callers.put("nobody", withoutToken());
        var table = new StringBuilder();
        callers.forEach((caller, api) -> table.append("%s %d %d %d %d %d%n"
                .formatted(
                        caller,
                        api.get(path(1)).status(),
                        api.post(PREFLIGHTS, body("2026", regency)).status(),
                        api.get(path).status(),
                        api.get(path + "/schools").status(),
                        api.get(operators).status())));
        assertThat(table.toString()).isEqualTo("""
                principal 200 403 403 403 403
                teacher 404 403 403 403 403
                office-head 200 403 403 403 403
                principal-elsewhere 404 403 403 403 403
                office 200 202 200 200 404
                operator 200 202 404 404 200
                subscriber 403 403 403 403 403
                stranger 403 403 403 403 403
                nobody 401 401 401 401 401
                """);
    }

    @Test
    void bad_input_is_answered_with_what_is_wrong_and_where() {
        roster.school(npsn(1), regency);
        await().atMost(SOON).until(() -> directory.school(npsn(1)).isPresent());
        expect(400, office.post(PREFLIGHTS, "{}"), "/periodId required", "/regency required");
        expect(
                422,
                office.post(PREFLIGHTS, body("1999", "Kab. Tidak Ada")),
                "/periodId unknown-period",
                "/regency unknown-regency");
        expect(422, office.get("/api/v1/schools/" + npsn(1) + "/preflight?periodId=1999"), "/periodId unknown-period");
        expect(400, office.get(PREFLIGHTS + "/" + UUID.randomUUID() + "/schools?code=NOTHING"), "/code wrong-type");
    }

    @Test
    void what_a_dead_instance_left_unchecked_another_checks_and_every_school_is_counted_once() {
        var collection = "preflights_" + mark;
        // The service creates the indexes of its own collections when it starts.
        mongo.getCollection(collection).createIndex(Indexes.ascending("relayAfter"));
        mongo.getCollection(collection).createIndex(Indexes.ascending("state.status", "_id"));
        var jobs = stores.open(
                AggregateType.of(collection, Preflight.class, "/planning/preflights/", "kinerja.planning.events"));
        // Nobody has heard of these schools, but of one with a teacher whom nobody appraises.
        var schools = IntStream.range(0, 45)
                .mapToObj(i -> mark.substring(0, 6) + "%02d".formatted(i))
                .toList();
        put(new Seed(
                UUID.randomUUID().toString(),
                "guru." + mark + "@guru.sd.belajar.id",
                EmploymentStatus.NON_ASN,
                Role.TEACHER,
                schools.get(21),
                null,
                null,
                Appointment.DEFINITIVE,
                null));
        awaitDirectory();
        var clock = new MovableClock("2026-01-05T02:00:00Z");
        var id = UUID.randomUUID().toString();
        jobs.create(
                id,
                CommandGuard.none(),
                () -> Decision.accept(Preflight.accepted(id, "office", "2026", regency, schools, clock.instant())));
        var dying = new PreflightJob(jobs, checks, keepingUntil(2), clock);
        var other = new PreflightJob(jobs, checks, reports, clock);

        assertThatThrownBy(dying::work).hasMessage("killed");
        assertThat(jobs.find(id).orElseThrow().state().checked()).isEqualTo(20);
        assertThat(reports.list(id, null, null, 100))
                .as("kept, and not counted yet")
                .hasSize(40);
        other.work();
        assertThat(jobs.find(id).orElseThrow().state().checked())
                .as("the lease is respected")
                .isEqualTo(20);
        clock.advance(Duration.ofSeconds(31));
        other.work();

        var job = jobs.find(id).orElseThrow().state();
        assertThat(job.status()).isEqualTo(Status.COMPLETED);
        assertThat(job.checked()).isEqualTo(45);
        assertThat(job.clean()).isEqualTo(44);
        assertThat(job.totals()).isEqualTo(Map.of("APPRAISER_VACANT", 1, "SCHOOL_UNKNOWN", 1));
        assertThat(reports.list(id, null, null, 100)).hasSize(45);
    }

    /** Keeps what was found, until the instance is killed right after it has. */
    private PreflightReports keepingUntil(int calls) {
        var counted = new AtomicInteger();
        return new PreflightReports(mongo, new StartupIndexes()) {
            @Override
            void keep(String job, List<Report> some) {
                super.keep(job, some);
                if (counted.incrementAndGet() >= calls) {
                    throw new AssertionError("killed");
                }
            }
        };
    }

    /** School 1 is in order; each other has defects of its own. */
    private void seedRegency() {
        var inOrder = seedPrincipal(1);
        teacher(1, inOrder);
        put(seed(Role.TEACHER, npsn(1), inOrder).staffType("GURU KELAS"));

        var second = seedPrincipal(2);
        put(seed(Role.TEACHER, npsn(2), null));
        put(seed(Role.TEACHER, npsn(2), second).nip(null));
        put(seed(Role.TEACHER, npsn(2), second).nip("197912312005011001"));
        put(seed(Role.TEACHER, npsn(2), second).staffType("KEPALA SEKOLAH"));
        put(seed(Role.TEACHER, npsn(2), second).account("guru." + mark + "@gmail.com"));

        var third = seedPrincipal(3);
        var another = seedPrincipal(3);
        teacher(3, third);
        teacher(3, another);

        var fourth = seedPrincipal(4);
        var round = UUID.randomUUID().toString();
        var first = put(seed(Role.TEACHER, npsn(4), null).appraisedBy(round));
        put(new Seed(
                round,
                round + "@guru.sd.belajar.id",
                EmploymentStatus.PNS,
                Role.TEACHER,
                npsn(4),
                Cast.newNip(),
                first.employeeId(),
                Appointment.DEFINITIVE,
                null));

        var shared = Cast.newNip();
        put(seed(Role.TEACHER, npsn(5), inOrder).nip(shared));
        var retired = seedPrincipal(5);
        teacher(5, retired);
        roster.leave(retired.employeeId(), LocalDate.of(2025, 12, 31));

        var acting = put(seed(Role.PRINCIPAL, npsn(6), head).acting());
        put(seed(Role.TEACHER, npsn(6), acting).nip(shared));
        var supervisor = put(seed(Role.SUPERVISOR, null, null));
        put(seed(Role.TEACHER, npsn(6), supervisor));

        var numberless = put(seed(Role.OFFICE_HEAD, null, null).nip(null));
        var seventh = put(seed(Role.PRINCIPAL, npsn(7), numberless));
        put(seed(Role.TEACHER, npsn(7), null).appraisedBy(UUID.randomUUID().toString()));
        put(seed(Role.TEACHER, npsn(9), seventh));

        IntStream.rangeClosed(1, 7).forEach(i -> roster.school(npsn(i), regency));
        awaitKnown(7);
        await().atMost(SOON)
                .until(() -> directory
                        .byId(retired.employeeId())
                        .filter(directory::hasLeft)
                        .isPresent());
        for (var principal : List.of(inOrder, second, third, fourth)) {
            approvedPlan(principal, head);
        }
        approvedPlan(seventh, numberless);
        submittedPlan(acting);
    }

    private Seed teacher(int school, Seed appraiser) {
        return put(seed(Role.TEACHER, npsn(school), appraiser));
    }

    private Seed seedPrincipal(int school) {
        return put(seed(Role.PRINCIPAL, npsn(school), head));
    }

    private static Seed seed(Role role, @Nullable String npsn, @Nullable Seed appraiser) {
        return Seed.of(role, npsn, appraiser == null ? null : appraiser.employeeId(), Cast.newNip());
    }

    private Seed put(Seed seed) {
        people.add(roster.put(seed));
        return seed;
    }

    private void awaitKnown(int schools) {
        await().atMost(SOON).until(() -> directory.schoolsOf(regency).size() == schools);
        awaitDirectory();
    }

    private void awaitDirectory() {
        await().atMost(SOON).until(() -> directory.byIds(people).size() == people.size());
    }

    private void submittedPlan(Seed principal) {
        var owner = as(principal.account());
        assertThat(owner.post("/api/v1/plans", Map.of("periodId", "2026")).status())
                .isEqualTo(201);
        var plan = "/api/v1/plans/" + principal.employeeId() + ":2026";
        var again = owner.header("If-Match", "*");
        again.put(plan + "/practice", Map.of("indicatorCode", "KS-7", "targetBehaviourCodes", List.of("KS-7-1")));
        var values = regulations.ofPeriod("2026").orElseThrow().workBehaviour().coreValues().stream()
                .map(value -> Map.of(
                        "code",
                        value.code(),
                        "behaviourCodes",
                        List.of(value.behaviours().getFirst().code())))
                .toList();
        again.put(plan + "/work-behaviour", Map.of("coreValues", values));
        var submitted = again.post(plan + "/submission");
        assertThat(submitted.status()).as(submitted.text()).isEqualTo(200);
    }

    private void approvedPlan(Seed principal, Seed appraiser) {
        submittedPlan(principal);
        var approved = as(appraiser.account())
                .header("If-Match", "*")
                .post("/api/v1/plans/" + principal.employeeId() + ":2026/approval");
        assertThat(approved.status()).as(approved.text()).isEqualTo(200);
    }

    private String npsn(int school) {
        return mark + school;
    }

    private String path(int school) {
        return "/api/v1/schools/" + npsn(school) + "/preflight?periodId=2026";
    }

    private static Map<String, Object> body(String periodId, String regency) {
        return Map.of("periodId", periodId, "regency", regency);
    }

    private static Answer asked(Api by, String regency) {
        var accepted = by.post(PREFLIGHTS, body("2026", regency));
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        return accepted;
    }

    private static JsonNode done(Api by, Answer accepted) {
        var path = String.valueOf(accepted.headers().get("location"));
        return await().atMost(SOON)
                .until(
                        () -> by.get(path).body(),
                        job -> job.path("status").asString().equals("COMPLETED"));
    }

    /** The reports of a check, page by page. */
    private static Map<String, JsonNode> schools(Api by, JsonNode job, String query) {
        var path = PREFLIGHTS + "/" + job.path("preflightId").asString() + "/schools?" + query;
        var told = new TreeMap<String, JsonNode>();
        var cursor = "";
        do {
            var page = by.get(path + cursor).body();
            page.path("items").forEach(school -> told.put(school.path("npsn").asString(), school));
            var next = page.path("nextCursor");
            cursor = next.isNull() ? "" : "&cursor=" + next.asString();
        } while (!cursor.isEmpty());
        return told;
    }

    private static String counts(JsonNode report) {
        var text = new StringBuilder();
        report.path("counts")
                .forEach(count -> text.append(' ')
                        .append(count.path("code").asString())
                        .append('/')
                        .append(count.path("actor").asString())
                        .append('=')
                        .append(count.path("count").asInt()));
        return text.toString();
    }

    private static List<String> named(Answer answer) {
        return answer.body()
                .path("findings")
                .valueStream()
                .map(finding -> finding.path("name"))
                .filter(name -> !name.isNull())
                .map(JsonNode::asString)
                .toList();
    }

    private static void expect(int status, Answer answer, String... faults) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.body()
                        .path("errors")
                        .valueStream()
                        .map(error -> error.path("pointer").asString() + " "
                                + error.path("code").asString()))
                .containsExactlyInAnyOrder(faults);
    }

    private static String digits(int count) {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(ThreadLocalRandom.current().nextInt(1, 10));
        }
        return text.toString();
    }
}
