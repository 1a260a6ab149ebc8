package id.kinerja.observation.coaching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.kinerja.kit.contracts.ContractFiles;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.testing.Api;
import id.kinerja.kit.testing.Cast;
import id.kinerja.kit.testing.Cast.Person;
import id.kinerja.kit.testing.Events;
import id.kinerja.kit.testing.ServiceSuite;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class PendingObservationApiTest extends ServiceSuite {

    private static final String CYCLES = "/api/v1/coaching-cycles";
    private static final String DAY = "2026-02-25";
    private static final LocalDate WINDOW_ENDS = LocalDate.of(2026, 12, 31);
    private static final String SEEN = "menyapa setiap murid dengan namanya";
    private static final Map<String, Object> OBSERVATION = Map.of(
            "observedOn",
            DAY,
            "behaviours",
            List.of(
                    Map.of("code", "GURU-1-A", "level", "DONE_EFFECTIVE", "note", SEEN),
                    Map.of("code", "GURU-1-C", "level", "NOT_DONE")),
            "nextStepCodes",
            List.of());

    private Cast cast;

    @BeforeEach
    void anotherSchool() {
        cast = newSchool();
    }

    @Test
    void exactly_those_with_an_agreed_plan_and_no_shared_observation_are_listed_with_whose_turn_it_is() {
        var citra = teacher("Citra Melati");
        var dian = teacher("Dian Contohwati");
        var eka = teacher("Eka Prasetya");
        var fajar = teacher("Fajar Nugroho");
        var gita = teacher("Gita Savitri");
        List.of(citra, dian, eka, fajar, gita).forEach(person -> Cast.announce(Events.publisher(), person, 1));
        List.of(cast.sari(), cast.bayu(), cast.ratna(), citra, dian, eka, fajar).forEach(this::agree);
        prepared(cast.bayu());
        prepared(cast.ratna());
        prepared(citra);
        prepared(dian);
        command(cast.ratna(), citra, "/observation", OBSERVATION);
        command(cast.ratna(), dian, "/observation", OBSERVATION);
        command(cast.ratna(), dian, "/sharing", Map.of());
        Cast.announceLeft(
                Events.publisher(),
                eka,
                LocalDate.now(ZoneId.of("Asia/Jakarta")).minusDays(1),
                2);
        tell(fajar, AgreedPlans.PLAN_CLOSED, 10);

        var page = awaitLines(
                as(cast.ratna().account()),
                "Bayu Anggoro TEACHER PREPARED APPRAISER " + DAY,
                "Citra Melati TEACHER OBSERVED APPRAISER " + DAY,
                "Ratna Kusumawardani PRINCIPAL PREPARED APPRAISER " + DAY,
                "Sari Puspita TEACHER NOT_PREPARED EMPLOYEE null");

        assertThat(page.path("agreedPlans").asInt()).isEqualTo(5);
        assertThat(page.path("pending").asInt()).isEqualTo(4);
        assertThat(page.path("items").toString()).doesNotContain(SEEN, "DONE_EFFECTIVE", "berdiskusi");
        var daysLeft =
                (int) ChronoUnit.DAYS.between(LocalDate.parse(page.path("today").asString()), WINDOW_ENDS);
        assertThat(page.path("stage").asString()).isEqualTo("IMPLEMENTATION");
        assertThat(page.path("items")).allSatisfy(one -> {
            assertThat(one.path("since").isNull()).isFalse();
            assertThat(one.path("lastDay").asString()).isEqualTo(WINDOW_ENDS.toString());
            assertThat(one.path("daysLeft").asInt()).isEqualTo(daysLeft);
        });

        // What was reopened is no longer agreed; what is shared is no longer pending.
        tell(cast.sari(), AgreedPlans.PLAN_REOPENED, 10);
        command(cast.ratna(), citra, "/sharing", Map.of());
        var later = awaitLines(
                as(cast.ratna().account()),
                "Bayu Anggoro TEACHER PREPARED APPRAISER " + DAY,
                "Ratna Kusumawardani PRINCIPAL PREPARED APPRAISER " + DAY);
        assertThat(later.path("agreedPlans").asInt()).isEqualTo(4);
    }

    @Test
    void who_has_no_appraiser_waits_for_the_office() {
        List.of(cast.sari(), cast.bayu()).forEach(this::agree);
        prepared(cast.bayu());
        Cast.announceLeft(
                Events.publisher(),
                cast.ratna(),
                LocalDate.now(ZoneId.of("Asia/Jakarta")).minusDays(1),
                2);

        var page = awaitLines(
                as(cast.hendra().account()),
                "Bayu Anggoro TEACHER PREPARED OFFICE " + DAY,
                "Sari Puspita TEACHER NOT_PREPARED OFFICE null");

        assertThat(page.path("agreedPlans").asInt()).isEqualTo(2);
    }

    @Test
    void extensions_count_for_whom_they_are_for_until_they_are_withdrawn() {
        var regency = "Kab. " + cast.npsn();
        Cast.announceSchool(Events.publisher(), cast.npsn(), regency, "Asia/Jayapura", 2);
        List.of(cast.sari(), cast.bayu()).forEach(this::agree);
        var forSchool = extend(Map.of("scope", "SCHOOL", "npsn", cast.npsn(), "lastDay", "2027-01-31"));
        extend(Map.of("scope", "EMPLOYEE", "employeeId", cast.sari().employeeId(), "lastDay", "2027-02-28"));
        extend(Map.of("scope", "REGENCY", "regencyCode", "KAB-" + cast.npsn(), "lastDay", "2027-01-15"));
        extend(Map.of("scope", "SCHOOL", "npsn", cast.npsn(), "lastDay", "2027-06-30", "stage", "ASSESSMENT"));
        var ratna = as(cast.ratna().account());

        awaitPage(ratna, body -> lastDays(body).equals(lastDays("2027-02-28", "2027-01-31")));

        withdraw(forSchool);
        var page = awaitPage(ratna, body -> lastDays(body).equals(lastDays("2027-02-28", "2027-01-15")));
        assertThat(page.path("today").asString())
                .isEqualTo(LocalDate.now(ZoneId.of("Asia/Jayapura")).toString());
    }

    @Test
    void a_page_is_one_find_of_agreed_plans_and_one_of_cycles_and_the_order_is_stable() {
        List.of(cast.sari(), cast.bayu(), cast.ratna()).forEach(this::agree);
        var ratna = as(cast.ratna().account());
        awaitPage(ratna, body -> body.path("pending").asInt() == 3);
        var seen = new ArrayList<String>();
        var pages = new ArrayList<JsonNode>();

        var reads = reads(() -> pages.add(ratna.get(list() + "&limit=2").body()));

        assertThat(reads.stream().filter(read -> read.contains(cast.npsn()) && read.startsWith("find agreedPlans")))
                .hasSize(1);
        assertThat(reads.stream()
                        .filter(read -> read.startsWith("find coachingCycles")
                                && read.contains(cast.sari().employeeId())))
                .hasSize(1);
        pages.add(ratna.get(list() + "&limit=2&cursor="
                        + pages.getFirst().path("nextCursor").asString())
                .body());
        pages.forEach(page -> page.path("items")
                .forEach(one -> seen.add(one.path("employeeId").asString())));
        assertThat(seen).hasSize(3).isSorted();
        assertThat(pages.getLast().path("nextCursor").isNull()).isTrue();
        assertThat(pages.getLast().path("pending").asInt()).isEqualTo(3);
    }

    @Test
    void who_answers_for_a_school_sees_it_and_an_appraiser_the_own_people() {
        var elsewhere = newSchool();
        List.of(cast.sari(), cast.bayu()).forEach(this::agree);
        Cast.announce(Events.publisher(), cast.sari().appraisedBy(elsewhere.dewi()), 2);
        awaitPage(as(elsewhere.dewi().account()), body -> body.path("pending").asInt() == 1);
        awaitPage(as(cast.ratna().account()), body -> body.path("pending").asInt() == 2);
        Map<String, Api> callers = new LinkedHashMap<>();
        callers.put("principal", as(cast.ratna().account()));
        callers.put("appraiser-of-principal", as(cast.hendra().account()));
        callers.put("office", as("office@dinas.belajar.id", "office"));
        callers.put("appraiser-of-one", as(elsewhere.dewi().account()));
        callers.put("teacher", as(cast.bayu().account()));
        callers.put("other-principal", as(elsewhere.ratna().account()));
        callers.put("operator", as("operator@dinas.belajar.id", "operator"));
        callers.put("subscriber", as("feed@dinas.belajar.id", "subscriber"));
        callers.put("stranger", as("stranger.9@guru.sd.belajar.id"));
        callers.put("nobody", withoutToken());
        var table = new StringBuilder();
        callers.forEach((caller, api) -> {
            var answer = api.get(list());
            table.append("%s %d %s%n"
                    .formatted(
                            caller,
                            answer.status(),
                            answer.body().path("agreedPlans").asString("-")));
        });

        assertThat(table.toString()).isEqualTo("""
                principal 200 2
                appraiser-of-principal 200 2
                office 200 2
                appraiser-of-one 200 1
                teacher 404 -
                other-principal 404 -
                operator 403 -
                subscriber 403 -
                stranger 403 -
                nobody 401 -
                """);
        var office = callers.get("office");
        assertThat(office.get("/api/v1/pending-observations?npsn=00000000&periodId=2026")
                        .status())
                .isEqualTo(404);
        var unknown = office.get(list().replace("2026", "1999"));
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.body().at("/errors/0/code").asString()).isEqualTo("unknown-period");
        assertThat(office.get(list() + "&limit=0").status()).isEqualTo(422);
        assertThat(office.get("/api/v1/pending-observations?npsn=" + cast.npsn())
                        .status())
                .isEqualTo(400);
    }

    private Person teacher(String name) {
        return new Person(
                UUID.randomUUID().toString(),
                UUID.randomUUID() + "@guru.sd.belajar.id",
                name,
                Role.TEACHER,
                EmploymentStatus.PNS,
                cast.npsn(),
                Cast.newNip(),
                cast.ratna().employeeId());
    }

    private void agree(Person person) {
        tell(person, AgreedPlans.PLAN_AGREED, 9);
    }

    private void prepared(Person person) {
        var preparation = Map.of(
                "planId",
                planIdOf(person),
                "targetBehaviourCodes",
                List.of("GURU-1-A", "GURU-1-C"),
                "learningEffort",
                "berdiskusi",
                "scheduledOn",
                DAY);
        // Until the person and the agreement have arrived.
        await().atMost(SOON)
                .until(() -> as(person.account()).post(CYCLES, preparation).status() == 201);
    }

    private void command(Person by, Person owner, String command, Object body) {
        var path = CYCLES + "/" + planIdOf(owner) + ":1";
        var api = as(by.account());
        assertThat(api.ifMatch(api.get(path)).post(path + command, body).status())
                .isEqualTo(200);
    }

    private static void tell(Person person, String type, long sequence) {
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
                        plan.toString());
    }

    /** The golden example of an extension, for the stage that observations are due in, with other values. */
    private static String extend(Map<String, String> values) {
        var extensionId = UUID.randomUUID().toString();
        var extension = extension(GrantedExtensions.DEADLINE_EXTENDED, extensionId);
        extension.putNull("employeeId").putNull("npsn").put("stage", "IMPLEMENTATION");
        values.forEach(extension::put);
        publish(GrantedExtensions.DEADLINE_EXTENDED, extensionId, 1, extension);
        return extensionId;
    }

    private static void withdraw(String extensionId) {
        var type = GrantedExtensions.DEADLINE_EXTENSION_WITHDRAWN;
        publish(type, extensionId, 2, extension(type, extensionId));
    }

    private static ObjectNode extension(String type, String extensionId) {
        var extension = (ObjectNode)
                GoldenCycle.JSON.readTree(ContractFiles.golden(type).dataJson());
        return extension.put("extensionId", extensionId);
    }

    private static void publish(String type, String extensionId, long sequence, ObjectNode data) {
        Events.publisher()
                .publish(
                        "kinerja.planning.events",
                        type,
                        "/planning/deadline-extensions/" + extensionId,
                        extensionId,
                        sequence,
                        data.toString());
    }

    private static String planIdOf(Person person) {
        return person.employeeId() + ":2026";
    }

    private String list() {
        return "/api/v1/pending-observations?npsn=" + cast.npsn() + "&periodId=2026";
    }

    private JsonNode awaitPage(Api api, Predicate<JsonNode> condition) {
        return await().atMost(SOON).until(() -> api.get(list()).body(), condition::test);
    }

    /** @param lines in the order of the names */
    private JsonNode awaitLines(Api api, String... lines) {
        return awaitPage(api, body -> lines(body).equals(List.of(lines)));
    }

    private static List<String> lines(JsonNode page) {
        return page.path("items")
                .valueStream()
                .map(one -> "%s %s %s %s %s"
                        .formatted(
                                one.path("name").asString(),
                                one.path("role").asString(),
                                one.path("state").asString(),
                                one.path("waitsFor").asString(),
                                one.path("scheduledOn").asString("null")))
                .sorted()
                .toList();
    }

    private static Map<String, String> lastDays(JsonNode page) {
        var days = new LinkedHashMap<String, String>();
        page.path("items")
                .forEach(one -> days.put(
                        one.path("name").asString(), one.path("lastDay").asString()));
        return days;
    }

    private static Map<String, String> lastDays(String saris, String bayus) {
        return Map.of("Sari Puspita", saris, "Bayu Anggoro", bayus);
    }
}
