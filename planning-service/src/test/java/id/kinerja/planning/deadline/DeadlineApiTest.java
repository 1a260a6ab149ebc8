package id.kinerja.planning.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.kinerja.kit.contracts.ContractFiles;
import id.kinerja.kit.testing.Api;
import id.kinerja.kit.testing.Api.Answer;
import id.kinerja.kit.testing.Cast;
import id.kinerja.kit.testing.Cast.Person;
import id.kinerja.kit.testing.Events;
import id.kinerja.kit.testing.ServiceSuite;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Planning for 2026 ended on 31 January 2026 by the pack; the tests run later than that. */
class DeadlineApiTest extends ServiceSuite {

    private static final String EXTENSIONS = "/api/v1/deadline-extensions";
    private static final String TOPIC = "kinerja.planning.events";
    private static final ZoneId ZONE = ZoneId.of("Asia/Makassar");
    private static final LocalDate PACK_END = LocalDate.of(2026, 1, 31);
    private static final String REASON = "Sekolah terendam banjir";

    private final LocalDate soon = LocalDate.now(ZONE).plusDays(10);
    private Cast cast;
    private String regency = "";
    private Api office;

    @BeforeEach
    void aSchoolInARegencyOfItsOwn() {
        cast = newSchool();
        office = as("office@dinas.belajar.id", "office");
        regency = "Kab. " + cast.npsn();
        Cast.announceSchool(Events.publisher(), cast.npsn(), regency, "Asia/Makassar", 2);
        await().atMost(SOON)
                .until(() -> deadlines(cast.sari()).path("timeZone").asString().equals("Asia/Makassar"));
    }

    @Test
    void granting_moves_the_deadline_emits_one_event_and_shows_in_the_audit_and_withdrawal_restores_the_rule() {
        assertThat(planning(cast.sari()).path("last").asString()).isEqualTo("2026-01-31");
        assertThat(planning(cast.sari()).path("state").asString()).isEqualTo("CLOSED");

        var granted = grant(Map.of("npsn", cast.npsn()), soon);
        assertThat(granted.status()).as(granted.text()).isEqualTo(201);
        var id = granted.body().path("extensionId").asString();
        var moved = planning(cast.sari());
        assertThat(moved.path("last").asString()).isEqualTo(soon.toString());
        assertThat(moved.path("regularLast").asString()).isEqualTo("2026-01-31");
        assertThat(moved.path("state").asString()).isEqualTo("EXTENDED");
        assertThat(moved.path("daysLeft").asInt()).isBetween(9, 10);
        assertThat(moved.at("/extension/reason").asString()).isEqualTo(REASON);
        assertThat(moved.at("/extension/scope").asString()).isEqualTo("SCHOOL");
        assertThat(planning(cast.dewi()).path("last").asString()).isEqualTo("2026-01-31");
        assertThat(late(cast.ratna())).isEmpty();

        var withdrawn = office.ifMatch(granted).post(EXTENSIONS + "/" + id + "/withdrawal", Map.of("reason", "Keliru"));
        assertThat(withdrawn.status()).as(withdrawn.text()).isEqualTo(200);
        assertThat(withdrawn.body().path("status").asString()).isEqualTo("WITHDRAWN");
        assertThat(planning(cast.sari()).path("last").asString()).isEqualTo("2026-01-31");
        assertThat(planning(cast.sari()).path("extension").isNull()).isTrue();
        assertThat(office.header("If-Match", "*")
                        .post(EXTENSIONS + "/" + id + "/withdrawal", Map.of("reason", "Lagi"))
                        .code())
                .isEqualTo("wrong-state");

        var audit = as(cast.bayu().account()).get(EXTENSIONS + "/" + id).body().path("history");
        assertThat(audit.valueStream()
                        .map(entry -> entry.path("step").asString() + " "
                                + entry.path("reason").asString()))
                .containsExactly("GRANTED " + REASON, "WITHDRAWN Keliru");
        assertThat(audit.toString()).doesNotContain("office@dinas.belajar.id");
        assertThat(office.get(EXTENSIONS + "/" + id)
                        .body()
                        .at("/history/0/account")
                        .asString())
                .isEqualTo("office@dinas.belajar.id");
        var told = await().atMost(SOON).until(() -> Events.about(TOPIC, cast.npsn()), events -> events.size() >= 2);
        assertThat(told)
                .extracting(Events.Received::type)
                .containsExactly(
                        "id.kinerja.planning.DeadlineExtended.v1", "id.kinerja.planning.DeadlineExtensionWithdrawn.v1");
        assertThat(told).allSatisfy(event -> {
            ContractFiles.assertValid(event.type(), event.value());
            assertThat(event.value()).doesNotContain(REASON, "Keliru", "belajar.id");
        });
    }

    @Test
    void the_most_favourable_extension_counts_and_when_it_expires_the_next_one_does() {
        assertThat(grant(Map.of("regency", regency), soon).status()).isEqualTo(201);
        assertThat(grant(Map.of("employeeId", cast.bayu().employeeId()), soon.plusDays(3))
                        .status())
                .isEqualTo(201);
        var until = Instant.now().plusSeconds(6).truncatedTo(ChronoUnit.MILLIS);
        var request =
                new LinkedHashMap<>(request(Map.of("employeeId", cast.sari().employeeId()), soon.plusDays(5)));
        request.put("validUntil", until.toString());
        var personal = office.post(EXTENSIONS, request);
        assertThat(personal.status()).as(personal.text()).isEqualTo(201);

        assertThat(planning(cast.ratna()).path("last").asString()).isEqualTo(soon.toString());
        assertThat(planning(cast.bayu()).path("last").asString())
                .isEqualTo(soon.plusDays(3).toString());
        await().atMost(SOON)
                .until(() -> planning(cast.sari()).path("last").asString().equals(soon.toString()));
        assertThat(office.get(EXTENSIONS + "/"
                                + personal.body().path("extensionId").asString())
                        .body()
                        .path("status")
                        .asString())
                .isEqualTo("EXPIRED");
        assertThat(Instant.now()).isAfterOrEqualTo(until);
    }

    @Test
    void a_plan_that_is_submitted_late_is_accepted_and_marked_and_stays_so() {
        var late = submitted(cast.sari());
        assertThat(late.at("/late/deadline").asString()).isEqualTo("2026-01-31");
        assertThat(late.at("/late/days").asLong())
                .isBetween(
                        ChronoUnit.DAYS.between(PACK_END, LocalDate.now(ZONE)) - 1,
                        ChronoUnit.DAYS.between(PACK_END, LocalDate.now(ZONE)));
        assertThat(grant(Map.of("employeeId", cast.bayu().employeeId()), soon).status())
                .isEqualTo(201);
        assertThat(submitted(cast.bayu()).path("late").isNull()).isTrue();

        var told = await().atMost(SOON)
                .until(
                        () -> Events.about(TOPIC, cast.sari().employeeId()).stream()
                                .filter(event -> event.type().endsWith("PlanSubmitted.v1"))
                                .toList(),
                        events -> !events.isEmpty());
        assertThat(told.getFirst().data().path("late").asBoolean()).isTrue();
    }

    @Test
    void who_is_late_is_told_with_since_when_and_who_must_act() {
        submitted(cast.sari());
        grant(Map.of("employeeId", cast.bayu().employeeId()), soon);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(late(cast.ratna()))
                        .containsExactlyInAnyOrder(
                                cast.sari().name() + " SUBMITTED APPRAISER",
                                cast.ratna().name() + " NOT_BEGUN EMPLOYEE"));
        assertThat(late(cast.hendra())).hasSize(2);
        var first = as(cast.ratna().account())
                .get("/api/v1/schools/" + cast.npsn() + "/late?periodId=2026")
                .body()
                .at("/people/0");
        assertThat(first.path("deadline").asString()).isEqualTo("2026-01-31");
        assertThat(first.path("daysLate").asLong())
                .isBetween(
                        ChronoUnit.DAYS.between(PACK_END, LocalDate.now(ZONE)) - 1,
                        ChronoUnit.DAYS.between(PACK_END, LocalDate.now(ZONE)));
    }

    @Test
    void what_gives_no_time_or_concerns_nobody_is_refused_where_it_stands() {
        expect(grant(Map.of("npsn", cast.npsn()), PACK_END), "/lastDay no-extension");
        expect(grant(Map.of("npsn", cast.npsn()), LocalDate.of(9999, 1, 1)), "/lastDay out-of-range");
        expect(grant(Map.of(), soon), "/scope exactly-one-scope");
        expect(grant(Map.of("npsn", cast.npsn(), "regency", regency), soon), "/scope exactly-one-scope");
        expect(grant(Map.of("npsn", "00000000"), soon), "/scope/npsn unknown-school");
        expect(grant(Map.of("regency", "Nirwana"), soon), "/scope/regency unknown-regency");
        expect(grant(Map.of("employeeId", "nobody"), soon), "/scope/employeeId unknown-employee");
        var request = new LinkedHashMap<>(request(Map.of("npsn", cast.npsn()), soon));
        request.put("stage", "OBSERVATION");
        expect(office.post(EXTENSIONS, request), "/stage unknown-stage");
        request.put("periodId", "1999");
        expect(office.post(EXTENSIONS, request), "/periodId unknown-period");
        grant(Map.of("regency", regency), soon);
        expect(grant(Map.of("employeeId", cast.sari().employeeId()), soon), "/lastDay no-extension");
        assertThat(as(cast.sari().account())
                        .get("/api/v1/deadlines?periodId=1999")
                        .code())
                .isEqualTo("invalid-request");
    }

    @Test
    void an_extension_asked_for_twice_with_one_key_is_granted_once() {
        var request = request(Map.of("npsn", cast.npsn()), soon);
        var first = office.idempotencyKey("banjir-" + cast.npsn()).post(EXTENSIONS, request);
        var again = office.idempotencyKey("banjir-" + cast.npsn()).post(EXTENSIONS, request);

        assertThat(List.of(first.status(), again.status())).containsOnly(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(office.get(EXTENSIONS + "?periodId=2026&npsn=" + cast.npsn())
                        .body()
                        .path("items"))
                .hasSize(1);
    }

    @Test
    void the_office_grants_and_whom_it_concerns_reads() {
        var school = grant(Map.of("npsn", cast.npsn()), soon);
        var personal = grant(Map.of("employeeId", cast.sari().employeeId()), soon.plusDays(1));
        var ofRegency = grant(Map.of("regency", regency), soon.plusDays(2));
        var elsewhere = newSchool();
        Map<String, Api> callers = new LinkedHashMap<>();
        callers.put("office", office);
        callers.put("person", as(cast.sari().account()));
        callers.put("colleague", as(cast.bayu().account()));
        callers.put("principal", as(cast.ratna().account()));
        callers.put("office-head", as(cast.hendra().account()));
        callers.put("other-principal", as(elsewhere.ratna().account()));
        callers.put("operator", as("operator@dinas.belajar.id", "operator"));
        callers.put("subscriber", as("feed@dinas.belajar.id", "subscriber"));
        callers.put("stranger", as("stranger.9@guru.sd.belajar.id"));
        callers.put("nobody", withoutToken());
        var table = new StringBuilder("caller school personal regency list late deadlines grant withdraw\n");
        callers.forEach((caller, api) -> table.append("%s %s%n"
                .formatted(
                        caller,
                        Stream.of(
                                        api.get(path(school)),
                                        api.get(path(personal)),
                                        api.get(path(ofRegency)),
                                        api.get(EXTENSIONS + "?periodId=2026&npsn=" + cast.npsn()),
                                        api.get("/api/v1/schools/" + cast.npsn() + "/late?periodId=2026"),
                                        api.get("/api/v1/deadlines?periodId=2026"),
                                        api.post(EXTENSIONS, request(Map.of("npsn", cast.npsn()), PACK_END)),
                                        api.header("If-Match", "\"99\"")
                                                .post(path(school) + "/withdrawal", Map.of("reason", "x")))
                                .map(answer -> String.valueOf(answer.status()))
                                .reduce((one, other) -> one + " " + other)
                                .orElseThrow())));

        assertThat(table.toString()).isEqualTo("""
                caller school personal regency list late deadlines grant withdraw
                office 200 200 200 200 200 200 422 412
                person 200 200 200 200 404 200 403 403
                colleague 200 404 200 200 404 200 403 403
                principal 200 200 200 200 200 200 403 403
                office-head 200 404 404 200 200 200 403 403
                other-principal 404 404 404 404 404 200 403 403
                operator 403 403 403 403 403 403 403 403
                subscriber 403 403 403 403 403 403 403 403
                stranger 403 403 403 403 403 403 403 403
                nobody 401 401 401 401 401 401 401 401
                """);
        assertThat(listed(callers.get("principal"), "&npsn=" + cast.npsn())).isEqualTo(3);
        assertThat(listed(callers.get("colleague"), "&npsn=" + cast.npsn())).isEqualTo(2);
        assertThat(listed(callers.get("person"), "")).isEqualTo(3);
        assertThat(listed(callers.get("other-principal"), "")).isZero();
        assertThat(office.get("/api/v1/deadlines?periodId=2026")
                        .body()
                        .path("timeZone")
                        .asString())
                .isEqualTo("Asia/Jakarta");
        assertThat(office.post(path(school) + "/withdrawal", Map.of("reason", "x"))
                        .status())
                .isEqualTo(428);
    }

    private static int listed(Api api, String filter) {
        return api.get(EXTENSIONS + "?periodId=2026" + filter)
                .body()
                .path("items")
                .size();
    }

    private static String path(Answer granted) {
        assertThat(granted.status()).as(granted.text()).isEqualTo(201);
        return EXTENSIONS + "/" + granted.body().path("extensionId").asString();
    }

    private Answer grant(Map<String, String> scope, LocalDate lastDay) {
        return office.post(EXTENSIONS, request(scope, lastDay));
    }

    private static Map<String, Object> request(Map<String, String> scope, LocalDate lastDay) {
        return Map.of(
                "periodId",
                "2026",
                "stage",
                "PLANNING",
                "scope",
                scope,
                "lastDay",
                lastDay.toString(),
                "reason",
                REASON);
    }

    private static void expect(Answer answer, String fault) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("invalid-request");
        assertThat(answer.body().at("/errors/0/pointer").asString() + " "
                        + answer.body().at("/errors/0/code").asString())
                .isEqualTo(fault);
    }

    private JsonNode deadlines(Person person) {
        return as(person.account()).get("/api/v1/deadlines?periodId=2026").body();
    }

    private JsonNode planning(Person person) {
        return deadlines(person)
                .path("stages")
                .valueStream()
                .filter(stage -> stage.path("stage").asString().equals("PLANNING"))
                .findFirst()
                .orElseThrow();
    }

    private List<String> late(Person reader) {
        return as(reader.account())
                .get("/api/v1/schools/" + cast.npsn() + "/late?periodId=2026")
                .body()
                .path("people")
                .valueStream()
                .map(one -> "%s %s %s"
                        .formatted(
                                one.path("name").asString(),
                                one.path("state").asString(),
                                one.path("waitsFor").asString()))
                .toList();
    }

    private JsonNode submitted(Person person) {
        var api = as(person.account()).header("If-Match", "*");
        var plan = "/api/v1/plans/" + person.employeeId() + ":2026";
        api.post("/api/v1/plans", Map.of("periodId", "2026"));
        api.put(plan + "/practice", Map.of("indicatorCode", "GURU-1", "targetBehaviourCodes", List.of("GURU-1-A")));
        api.put(
                plan + "/work-behaviour",
                Map.of(
                        "coreValues",
                        Stream.of(
                                        "SERVICE",
                                        "ACCOUNTABLE",
                                        "COMPETENT",
                                        "HARMONIOUS",
                                        "LOYAL",
                                        "ADAPTIVE",
                                        "COLLABORATIVE")
                                .map(value -> Map.of("code", value, "behaviourCodes", List.of(value + "-1")))
                                .toList()));
        var answer = api.post(plan + "/submission");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.body();
    }
}
