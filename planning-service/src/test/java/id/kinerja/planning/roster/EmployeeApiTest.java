package id.kinerja.planning.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.kinerja.kit.contracts.ContractFiles;
import id.kinerja.kit.testing.Api;
import id.kinerja.kit.testing.Api.Answer;
import id.kinerja.kit.testing.Cast;
import id.kinerja.kit.testing.Events;
import id.kinerja.kit.testing.ServiceSuite;
import id.kinerja.planning.roster.RosterFile.Kind;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
        assertThat(operator.post(EMPLOYEES + "/nobody/departure", Map.of("reason", "RETIRED", "lastDay", "2026-06-30"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void who_may_look_after_people_and_who_may_see_them() {
        var path = EMPLOYEES + "/" + idOf(sari);
        var leaving = Map.of("reason", "RETIRED", "lastDay", "2099-12-31");
        var office = as("office@dinas.belajar.id", "office").header("If-Match", "*");
        var elsewhere = newSchool();

        assertThat(office.get(path).status()).isEqualTo(200);
        assertThat(office.post(path + "/departure", leaving).status()).isEqualTo(200);
        assertThat(as(ratna)
                        .header("If-Match", "*")
                        .post(path + "/departure", leaving)
                        .status())
                .isEqualTo(403);
        for (var api : List.of(as(sari), as(hendra), as("feed@dinas.belajar.id", "subscriber"))) {
            var any = api.header("If-Match", "*");
            assertThat(any.get(path).status()).isEqualTo(403);
            assertThat(any.get(EMPLOYEES + "?npsn=" + npsn).status()).isEqualTo(403);
            assertThat(any.post(path + "/departure", leaving).status()).isEqualTo(403);
        }
        var stranger = as(elsewhere.ratna().account());
        assertThat(stranger.get(path).status()).isEqualTo(404);
        assertThat(stranger.get(EMPLOYEES + "/" + idOf(hendra)).status()).isEqualTo(404);
        assertThat(stranger.get(EMPLOYEES + "?npsn=" + npsn).status()).isEqualTo(404);
        assertThat(withoutToken().get(path).status()).isEqualTo(401);
        assertThat(withoutToken().get(EMPLOYEES + "?npsn=" + npsn).status()).isEqualTo(401);
        assertThat(withoutToken().post(path + "/departure", leaving).status()).isEqualTo(401);
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

    private static String row(
            String account, String name, String nip, String role, String npsn, String appraiser, String staffType) {
        return String.join(
                        ",",
                        account,
                        name,
                        nip,
                        "",
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
