package id.kinerja.planning.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import id.kinerja.kit.contracts.ContractFiles;
import id.kinerja.kit.testing.Api;
import id.kinerja.kit.testing.Api.Answer;
import id.kinerja.kit.testing.Cast;
import id.kinerja.kit.testing.Events;
import id.kinerja.kit.testing.ServiceSuite;
import id.kinerja.planning.roster.RosterFile.Kind;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class EmployeeApiTest extends ServiceSuite {

    private static final String EMPLOYEES = "/api/v1/employees";
    private static final String TOPIC = "kinerja.roster.events";

    /** Numbers of a school and of people that no other test has. */
    private final String npsn = number(8);

    private final String mark = number(9);
    private final String hendra = "hendra." + mark + "@dinas.belajar.id";
    private final String ratna = "ratna." + mark + "@guru.sd.belajar.id";
    private final String sari = "sari." + mark + "@guru.sd.belajar.id";
    private final String nipOfSari = Cast.newNip();
    private final String nuptkOfSari = number(16);

    @BeforeEach
    void aSchoolWithItsPeople() {
        imported(
                "schools",
                String.join(",", Kind.SCHOOLS.columns()) + "\n" + npsn
                        + ",SD NEGERI 3 KWADUNGAN,SD,NEGERI,Kalikajar,Kab. Wonosobo,Jawa Tengah\n");
        imported(
                "employees",
                String.join(",", Kind.EMPLOYEES.columns()) + ",staff_type\n"
                        + row(hendra, "Hendra Wibisono", Cast.newNip(), "OFFICE_HEAD", "", "", "")
                        + row(ratna, "Ratna Kusumawardani", Cast.newNip(), "PRINCIPAL", npsn, hendra, "KEPALA SEKOLAH")
                        + row(sari, "Sari Puspita", nipOfSari, "TEACHER", npsn, ratna, "GURU KELAS"));
        Stream.of(hendra, ratna, sari).forEach(this::idOf);
    }

    @Test
    void an_operator_sees_the_whole_of_somebody_and_a_principal_what_the_school_needs() {
        var whole = operator().get(EMPLOYEES + "/" + idOf(sari));

        assertThat(whole.status()).isEqualTo(200);
        assertThat(whole.etag()).isEqualTo("\"1\"");
        assertThat(whole.body().path("nip").asString()).isEqualTo(nipOfSari);
        assertThat(whole.body().path("appraiserAccount").asString()).isEqualTo(ratna);
        assertThat(whole.body().path("appointment").asString()).isEqualTo("DEFINITIVE");
        assertThat(whole.body().path("staffType").asString()).isEqualTo("GURU_KELAS");
        assertThat(whole.body().path("departure").isNull()).isTrue();

        var ofSchool = as(ratna).get(EMPLOYEES + "/" + idOf(sari));
        assertThat(ofSchool.etag()).isEqualTo("\"1\"");
        assertThat(ofSchool.body().path("name").asString()).isEqualTo("Sari Puspita");
        assertThat(ofSchool.text()).doesNotContain(nipOfSari, mark, "1980-01-01");
    }

    @Test
    void the_people_of_a_school_are_listed_page_by_page() {
        var operator = operator();
        var first = operator.get(EMPLOYEES + "?npsn=" + npsn + "&limit=1");
        var cursor = first.body().path("nextCursor").asString();
        var second = operator.get(EMPLOYEES + "?npsn=" + npsn + "&limit=1&cursor=" + cursor);

        assertThat(Stream.of(first, second).flatMap(page -> names(page).stream()))
                .containsExactlyInAnyOrder("Ratna Kusumawardani", "Sari Puspita");
        assertThat(second.body().path("nextCursor").isNull()).isTrue();
        var ofSchool = as(ratna).get(EMPLOYEES + "?npsn=" + npsn);
        assertThat(names(ofSchool)).containsExactlyInAnyOrder("Ratna Kusumawardani", "Sari Puspita");
        assertThat(ofSchool.text()).doesNotContain(nipOfSari, mark);
    }

    @Test
    void a_departure_is_told_once_and_the_account_is_nobody_s_from_the_day_after() {
        var path = EMPLOYEES + "/" + idOf(sari);
        var seen = operator().get(path);
        var leaving = Map.of("reason", "RETIRED", "lastDay", "2025-12-31");
        var sending = operator().ifMatch(seen).idempotencyKey("departure-" + mark);

        var left = sending.post(path + "/departure", leaving);
        assertThat(left.status()).as(left.text()).isEqualTo(200);
        assertThat(left.etag()).isEqualTo("\"2\"");
        assertThat(left.body().at("/departure/lastDay").asString()).isEqualTo("2025-12-31");
        assertThat(sending.post(path + "/departure", leaving).headers()).containsEntry("idempotency-replayed", "true");
        assertThat(operator().ifMatch(seen).post(path + "/departure", leaving).status())
                .isEqualTo(412);
        assertThat(operator().post(path + "/departure", leaving).status()).isEqualTo(428);

        var told = await().atMost(SOON)
                .until(
                        () -> Events.about(TOPIC, seen.body().path("employeeId").asString()).stream()
                                .filter(event -> event.type().equals("id.kinerja.roster.EmployeeLeft.v1"))
                                .toList(),
                        events -> !events.isEmpty());
        assertThat(told).singleElement().satisfies(event -> {
            ContractFiles.assertValid(event.type(), event.value());
            assertThat(event.sequence()).isEqualTo(2);
        });
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(as(sari).get("/api/v1/me")
                                .body()
                                .path("employee")
                                .isNull())
                        .isTrue());
        assertThat(as(sari).post("/api/v1/plans", Map.of("periodId", "2026")).status())
                .isEqualTo(403);
        assertThat(as(ratna).get(path).body().path("lastDay").asString()).isEqualTo("2025-12-31");
    }

    @Test
    void a_departure_said_by_mistake_is_taken_back_and_the_account_acts_again() {
        var path = EMPLOYEES + "/" + idOf(sari);
        var seen = operator().get(path);
        var refused = operator().ifMatch(seen).post(path + "/departure/withdrawal");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().path("currentState").asString()).isEqualTo("PRESENT");
        assertThat(refused.body().path("command").asString()).isEqualTo("withdraw");
        var left = operator()
                .ifMatch(seen)
                .post(path + "/departure", Map.of("reason", "RETIRED", "lastDay", "2025-12-31"));
        await().atMost(SOON)
                .until(() -> as(sari).get("/api/v1/me").body().path("employee").isNull());
        assertThat(operator().post(path + "/departure/withdrawal").status()).isEqualTo(428);
        assertThat(operator().ifMatch(seen).post(path + "/departure/withdrawal").status())
                .isEqualTo(412);

        var back = operator().ifMatch(left).post(path + "/departure/withdrawal");
        assertThat(back.status()).as(back.text()).isEqualTo(200);
        assertThat(back.body().path("departure").isNull()).isTrue();
        assertThat(back.body().path("effectiveFrom")).isEqualTo(seen.body().path("effectiveFrom"));
        assertThat(idOf(sari)).isEqualTo(seen.body().path("employeeId").asString());
        assertThat(Events.about(TOPIC, idOf(sari)).getLast()).satisfies(event -> {
            ContractFiles.assertValid(event.type(), event.value());
            assertThat(event.sequence()).isEqualTo(3);
            assertThat(event.data().path("stays").asBoolean()).isTrue();
        });
    }

    @Test
    void an_edit_may_say_from_which_day_it_is_true() {
        var path = EMPLOYEES + "/" + idOf(sari);
        var today = LocalDate.now(ZoneId.of("Asia/Jakarta"));
        var lastWeek = today.minusDays(7).toString();
        var operator = operator().header("If-Match", "*");
        for (var fault : Map.of(
                        "last week",
                        "date-format",
                        "2023-12-31",
                        "effective-from-too-early",
                        today.plusDays(2).toString(),
                        "effective-from-too-late")
                .entrySet()) {
            assertThat(faults(operator.put(path, person(null, Map.of("effectiveFrom", fault.getKey())))))
                    .containsExactly("/effectiveFrom " + fault.getValue());
        }

        var same = Map.of("nip", nipOfSari, "grade", "III/c", "effectiveFrom", lastWeek);
        var dated = operator.put(path, person(null, same));
        assertThat(dated.status()).as(dated.text()).isEqualTo(200);
        assertThat(dated.body().path("effectiveFrom").asString()).isEqualTo(lastWeek);
        assertThat(operator.put(path, person(null, same)).status()).isEqualTo(200);
        var told = await().atMost(SOON).until(() -> Events.about(TOPIC, idOf(sari)), events -> events.size() >= 2);
        assertThat(told).as("the same again is told to nobody").hasSize(2);
        assertThat(told.getLast().data().path("effectiveFrom").asString()).isEqualTo(lastWeek);
    }

    @Test
    void a_departure_needs_a_reason_and_a_day() {
        var path = EMPLOYEES + "/" + idOf(sari) + "/departure";
        var operator = operator().header("If-Match", "*");

        var empty = operator.post(path, Map.of());
        assertThat(empty.status()).isEqualTo(400);
        assertThat(empty.body()
                        .path("errors")
                        .valueStream()
                        .map(error -> error.path("pointer").asString()))
                .containsExactlyInAnyOrder("/reason", "/lastDay");
        assertThat(operator.post(path, Map.of("reason", "TIRED", "lastDay", "2026-06-30"))
                        .body()
                        .at("/errors/0/pointer")
                        .asString())
                .isEqualTo("/reason");
        assertThat(faults(operator.post(path, Map.of("reason", "RETIRED", "lastDay", "+999999999-12-31"))))
                .containsExactly("/lastDay out-of-range");
        assertThat(operator.post(EMPLOYEES + "/nobody/departure", Map.of("reason", "RETIRED", "lastDay", "2026-06-30"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void somebody_is_put_into_the_roster_alone_and_told_as_from_a_file() {
        var bayu = "Bayu." + mark + "@guru.sd.belajar.id";
        var person = person(bayu, Map.of("employmentStatus", "NON_ASN", "nip", "", "appraiserAccount", ratna));
        var sending = operator().idempotencyKey("bayu-" + mark);

        var created = sending.post(EMPLOYEES, person);
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        var id = created.body().path("employeeId").asString();
        assertThat(created.headers()).containsEntry("location", EMPLOYEES + "/" + id);
        assertThat(created.body().path("account").asString()).isEqualTo(bayu.toLowerCase(Locale.ROOT));
        assertThat(sending.post(EMPLOYEES, person).headers()).containsEntry("idempotency-replayed", "true");
        assertThat(operator().post(EMPLOYEES, person).code()).isEqualTo("already-exists");

        assertThat(idOf(bayu.toLowerCase(Locale.ROOT))).isEqualTo(id);
        var told = Events.about(TOPIC, id);
        assertThat(told).singleElement().satisfies(event -> {
            ContractFiles.assertValid(event.type(), event.value());
            assertThat(event.data().path("appraiserId").asString()).isEqualTo(idOf(ratna));
        });
    }

    @Test
    void what_a_line_of_a_file_must_not_say_a_single_edit_must_not_either() {
        var path = EMPLOYEES + "/" + idOf(sari);
        var operator = operator().header("If-Match", "*");

        assertThat(faults(operator.put(path, Map.of())))
                .containsExactlyInAnyOrder(
                        "/name required",
                        "/position required",
                        "/orgUnit required",
                        "/employmentStatus not-one-of",
                        "/role not-one-of",
                        "/nip required",
                        "/birthDate required");
        assertThat(faults(operator.put(
                        path, person(null, Map.of("appraiserAccount", sari, "superiorAccount", "x@dinas.belajar.id")))))
                .containsExactlyInAnyOrder("/appraiserAccount own-appraiser", "/superiorAccount unknown-superior");
        var nipOfRatna =
                operator.get(EMPLOYEES + "/" + idOf(ratna)).body().path("nip").asString();
        var taken = operator.put(path, person(null, Map.of("nip", nipOfRatna, "npsn", "99999999")));
        assertThat(faults(taken)).containsExactlyInAnyOrder("/nip nip-taken", "/npsn unknown-school");
        assertThat(taken.code()).isEqualTo("employee-invalid");
        assertThat(taken.text()).doesNotContain(nipOfRatna, mark);
        assertThat(faults(operator.put(path, person(hendra, Map.of())))).containsExactly("/account account-is-kept");
        assertThat(faults(operator.put(
                        EMPLOYEES + "/" + idOf(hendra),
                        person(null, Map.of("role", "OFFICE_HEAD", "npsn", "", "appraiserAccount", sari)))))
                .containsExactly("/appraiserAccount appraiser-cycle");
        var created = operator.post(EMPLOYEES, person("not an account", Map.of("nip", "1")));
        assertThat(faults(created)).containsExactlyInAnyOrder("/account account-format", "/nip nip-format");
        assertThat(operator.put(path, Map.of("salary", "1"))
                        .body()
                        .at("/errors/0/code")
                        .asString())
                .isEqualTo("unknown-field");
        assertThat(operator.get(path).etag()).as("nothing was changed").isEqualTo("\"1\"");
    }

    @Test
    void an_edit_replaces_a_person_for_whoever_saw_the_present_version() {
        var path = EMPLOYEES + "/" + idOf(sari);
        var seen = operator().get(path);
        var changed = person(
                null,
                Map.of(
                        "nip",
                        nipOfSari,
                        "appraiserAccount",
                        ratna,
                        "superiorAccount",
                        hendra,
                        "grade",
                        "III/a",
                        "staffType",
                        "GURU_KELAS",
                        "functionalLevel",
                        "AHLI_MUDA"));

        var answer = operator().ifMatch(seen).put(path, changed);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.body().path("superiorId").asString()).isEqualTo(idOf(hendra));
        assertThat(answer.body()
                        .path("warnings")
                        .valueStream()
                        .map(warning -> warning.path("pointer").asString() + " "
                                + warning.path("code").asString()))
                .containsExactly("/functionalLevel functional-level-of-other-grade");
        assertThat(operator().ifMatch(seen).put(path, changed).status()).isEqualTo(412);
        assertThat(operator().put(path, changed).status()).isEqualTo(428);
        assertThat(operator().ifMatch(answer).put(path, changed).status()).isEqualTo(200);
        var told = await().atMost(SOON).until(() -> Events.about(TOPIC, idOf(sari)), events -> events.size() >= 2);
        assertThat(told).as("the same again is told to nobody").hasSize(2);
        assertThat(operator()
                        .header("If-Match", "*")
                        .put(EMPLOYEES + "/nobody", changed)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void who_has_left_comes_back_by_an_edit_and_not_by_a_file_that_still_names_them() {
        var path = EMPLOYEES + "/" + idOf(sari);
        var left = operator()
                .header("If-Match", "*")
                .post(path + "/departure", Map.of("reason", "RESIGNED", "lastDay", "2025-12-31"));
        await().atMost(SOON)
                .until(() -> as(sari).get("/api/v1/me").body().path("employee").isNull());
        imported(
                "employees",
                String.join(",", Kind.EMPLOYEES.columns()) + ",staff_type\n"
                        + row(sari, "Sari Puspitasari", nipOfSari, "TEACHER", npsn, ratna, "GURU KELAS"));
        assertThat(operator().get(path).etag()).isEqualTo(left.etag());

        var back = operator().ifMatch(left).put(path, person(null, Map.of("nip", nipOfSari)));
        assertThat(back.status()).as(back.text()).isEqualTo(200);
        assertThat(back.body().path("departure").isNull()).isTrue();
        await().atMost(SOON)
                .until(() -> as(sari).get("/api/v1/me")
                                .body()
                                .at("/employee/employeeId")
                                .asString("")
                                .length()
                        > 0);
    }

    @Test
    void people_are_looked_up_by_number_or_account_in_the_body_of_a_request() {
        var lookup = EMPLOYEES + "/lookup";
        for (var sought : List.of(
                Map.of("nip", nipOfSari),
                Map.of("account", sari.toUpperCase(Locale.ROOT)),
                Map.of("nuptk", nuptkOfSari))) {
            assertThat(names(operator().post(lookup, sought))).containsExactly("Sari Puspita");
        }
        assertThat(names(operator().post(lookup, Map.of("nip", "000000000000000000"))))
                .isEmpty();
        for (var sought : List.of(Map.of(), Map.of("nip", nipOfSari, "account", sari))) {
            var refused = operator().post(lookup, sought);
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.body().at("/errors/0/code").asString()).isEqualTo("one-of-three");
        }
    }

    @Test
    void a_school_is_replaced_by_the_rules_of_a_line_of_a_file() {
        var path = "/api/v1/schools/" + npsn;
        var seen = as(sari).get(path);
        assertThat(seen.body().path("timeZone").asString()).isEqualTo("Asia/Jakarta");
        assertThat(as(hendra).get(path).status()).isEqualTo(404);
        var school = Map.of(
                "name", "SD NEGERI 1 TUBAN",
                "level", "SD",
                "status", "NEGERI",
                "district", "Kuta",
                "regency", "Kab. Badung",
                "province", "Bali");

        assertThat(faults(operator().ifMatch(seen).put(path, Map.of("level", "sd"))))
                .contains("/name required", "/level not-one-of");
        assertThat(operator().put(path, school).status()).isEqualTo(428);
        var changed = operator().ifMatch(seen).put(path, school);
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        assertThat(changed.body().path("timeZone").asString()).isEqualTo("Asia/Makassar");
        assertThat(operator().ifMatch(seen).put(path, school).status()).isEqualTo(412);
        await().atMost(SOON).until(() -> Events.about(TOPIC, npsn).size() == 2);
        assertThat(operator()
                        .header("If-Match", "*")
                        .put("/api/v1/schools/99999999", school)
                        .status())
                .isEqualTo(404);
    }

    /** Role × endpoint: what each of them answers, in the order of {@link #requests}. */
    static Stream<Arguments> callers() {
        return Stream.of(
                arguments("operator", List.of(200, 200, 200, 201, 200, 200, 200, 200, 200)),
                arguments("office", List.of(200, 200, 200, 201, 200, 200, 200, 200, 200)),
                arguments("principal of the school", List.of(200, 200, 403, 403, 403, 403, 403, 200, 403)),
                arguments("principal of another school", List.of(404, 404, 403, 403, 403, 403, 403, 404, 403)),
                arguments("teacher", List.of(403, 403, 403, 403, 403, 403, 403, 200, 403)),
                arguments("head of the office", List.of(403, 403, 403, 403, 403, 403, 403, 404, 403)),
                arguments("subscriber", List.of(403, 403, 403, 403, 403, 403, 403, 403, 403)),
                arguments("stranger", List.of(403, 403, 403, 403, 403, 403, 403, 403, 403)),
                arguments("nobody", List.of(401, 401, 401, 401, 401, 401, 401, 401, 401)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("callers")
    void who_may_look_after_people_and_who_may_see_them(String who, List<Integer> statuses) {
        assertThat(requests(caller(who).header("If-Match", "*")).map(Answer::status))
                .isEqualTo(statuses);
    }

    private Stream<Answer> requests(Api api) {
        var path = EMPLOYEES + "/" + idOf(sari);
        return Stream.of(
                api.get(path),
                api.get(EMPLOYEES + "?npsn=" + npsn),
                api.post(EMPLOYEES + "/lookup", Map.of("nip", nipOfSari)),
                api.post(EMPLOYEES, person("wiji." + mark + "@guru.sd.belajar.id", Map.of())),
                api.put(path, person(null, Map.of("nip", nipOfSari))),
                api.post(path + "/departure", Map.of("reason", "RETIRED", "lastDay", "2099-12-31")),
                api.post(path + "/departure/withdrawal"),
                api.get("/api/v1/schools/" + npsn),
                api.put(
                        "/api/v1/schools/" + npsn,
                        Map.of(
                                "name", "SD",
                                "level", "SD",
                                "status", "NEGERI",
                                "district", "A",
                                "regency", "B",
                                "province", "Bali")));
    }

    private Api caller(String who) {
        return switch (who) {
            case "operator" -> operator();
            case "office" -> as("office@dinas.belajar.id", "office");
            case "principal of the school" -> as(ratna);
            case "principal of another school" -> as(newSchool().ratna().account());
            case "teacher" -> as(sari);
            case "head of the office" -> as(hendra);
            case "subscriber" -> as("feed@dinas.belajar.id", "subscriber");
            case "stranger" -> as("stranger." + mark + "@guru.sd.belajar.id");
            default -> withoutToken();
        };
    }

    /** A teacher of the school as the API takes people, with these fields different. */
    private Map<String, String> person(@Nullable String account, Map<String, String> changes) {
        var person = new HashMap<String, String>();
        if (account != null) {
            person.put("account", account);
        }
        person.put("name", "Sari Puspita");
        person.put("nip", Cast.newNip());
        person.put("birthDate", "1980-01-01");
        person.put("employmentStatus", "PNS");
        person.put("role", "TEACHER");
        person.put("npsn", npsn);
        person.put("position", "Guru Ahli Muda");
        person.put("orgUnit", "SD NEGERI 3 KWADUNGAN");
        person.putAll(changes);
        return person;
    }

    private static List<String> faults(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        return answer.body()
                .path("errors")
                .valueStream()
                .map(error -> error.path("pointer").asString() + " "
                        + error.path("code").asString())
                .toList();
    }

    private static List<String> names(Answer page) {
        return page.body()
                .path("items")
                .valueStream()
                .map(one -> one.path("name").asString())
                .toList();
    }

    private Api operator() {
        return as("operator@dinas.belajar.id", "operator");
    }

    private void imported(String kind, String csv) {
        var accepted = operator().postCsv("/api/v1/roster-imports?kind=" + kind, csv);
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        var location = accepted.headers().getOrDefault("location", "");
        await().atMost(SOON)
                .until(() -> operator()
                        .get(location)
                        .body()
                        .path("status")
                        .asString()
                        .equals("COMPLETED"));
    }

    /** Known by the account once the directory has heard of this person. */
    private String idOf(String account) {
        return await().atMost(SOON)
                .until(
                        () -> as(account).get("/api/v1/me").body().at("/employee/employeeId"),
                        (JsonNode id) -> !id.asString("").isEmpty())
                .asString();
    }

    private String row(
            String account, String name, String nip, String role, String npsn, String appraiser, String staffType) {
        return String.join(
                        ",",
                        account,
                        name,
                        nip,
                        account.equals(sari) ? nuptkOfSari : "",
                        "1980-01-01",
                        "PNS",
                        role,
                        npsn,
                        "Guru",
                        "III/c",
                        "SD NEGERI 3 KWADUNGAN",
                        appraiser,
                        staffType)
                + "\n";
    }

    private static String number(int digits) {
        return String.valueOf(
                ThreadLocalRandom.current().nextLong((long) Math.pow(10, digits - 1.0), (long) Math.pow(10, digits)));
    }
}
