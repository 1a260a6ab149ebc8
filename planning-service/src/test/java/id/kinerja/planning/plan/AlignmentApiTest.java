package id.kinerja.planning.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.kinerja.kit.testing.Api.Answer;
import id.kinerja.kit.testing.Cast;
import id.kinerja.kit.testing.Cast.Person;
import id.kinerja.kit.testing.Events;
import id.kinerja.kit.testing.ServiceSuite;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AlignmentApiTest extends ServiceSuite {

    private Cast cast;

    @BeforeEach
    void aSchoolWithItsPlans() {
        cast = newSchool();
        drafted(cast.ratna());
        assertThat(put(
                                cast.ratna(),
                                "/planned-results",
                                Map.of(
                                        "plannedResults",
                                        List.of(
                                                Map.of("code", "RHK-1", "text", "=Satu \"dan\" seterusnya"),
                                                Map.of("code", "RHK-2", "text", "Dua"))))
                        .status())
                .isEqualTo(200);
        drafted(cast.sari());
        drafted(cast.bayu());
    }

    @Test
    void the_matrix_shows_who_supports_what_and_what_is_missing() {
        var supported = put(
                cast.sari(),
                "/alignment",
                Map.of(
                        "supportedResults",
                        List.of(result("RHK-1")),
                        "resultRoles",
                        List.of(Map.of("result", result("RHK-1"), "text", "-menyusun modul"))));
        assertThat(supported.status()).as(supported.text()).isEqualTo(200);
        assertThat(supported.body().at("/resultRoles/0/text").asString()).isEqualTo("-menyusun modul");
        assertThat(align(cast.bayu(), result("RHK-9")).status()).isEqualTo(200);

        var whole = matrix(cast.ratna()).body();
        assertThat(whole.at("/principals/0/employeeId").asString())
                .isEqualTo(cast.ratna().employeeId());
        assertThat(whole.at("/principals/0/planStatus").asString()).isEqualTo("DRAFT");
        assertThat(whole.at("/results/0/code").asString()).isEqualTo("RHK-1");
        assertThat(whole.at("/results/0/supporters")).singleElement().satisfies(supporter -> {
            assertThat(supporter.path("employeeId").asString())
                    .isEqualTo(cast.sari().employeeId());
            assertThat(supporter.path("role").asString()).isEqualTo("-menyusun modul");
            assertThat(supporter.path("planStatus").asString()).isEqualTo("DRAFT");
        });
        assertThat(whole.at("/results/1/supporters")).isEmpty();
        assertThat(texts(whole.at("/coverage/unsupported"))).containsExactly(result("RHK-2"));
        assertThat(ids(whole.at("/coverage/supportNone")))
                .contains(cast.bayu().employeeId())
                .doesNotContain(cast.sari().employeeId());
        assertThat(whole.at("/coverage/dangling/0/result").asString()).isEqualTo(result("RHK-9"));
        assertThat(whole.at("/warnings/0/code").asString()).isEqualTo("principal-plan-not-approved");
        assertThat(whole.at("/warnings/0/message").asString()).contains("e-Kinerja");

        assertThat(matrix(cast.hendra()).body()).isEqualTo(whole);
        assertThat(as("office@dinas.belajar.id", "office").get(path()).body()).isEqualTo(whole);
        var own = matrix(cast.bayu()).body();
        assertThat(own.at("/results/0/supporters")).isEmpty();
        assertThat(own.path("coverage").isNull()).isTrue();
    }

    @Test
    void who_has_left_is_missing_from_nothing() {
        Cast.announceLeft(Events.publisher(), cast.bayu(), LocalDate.of(2025, 12, 31), 2);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(ids(matrix(cast.ratna()).body().at("/coverage/supportNone")))
                        .containsExactly(cast.sari().employeeId()));

        // A principal who leaves before anything was approved is no principal of the period.
        Cast.announceLeft(Events.publisher(), cast.ratna(), LocalDate.of(2025, 12, 31), 2);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(matrix(cast.hendra())
                                .body()
                                .at("/warnings/0/code")
                                .asString())
                        .isEqualTo("no-principal"));
    }

    @Test
    void the_table_is_safe_to_open_in_a_spreadsheet() {
        put(
                cast.sari(),
                "/alignment",
                Map.of(
                        "supportedResults",
                        List.of(result("RHK-1"), result("RHK-2")),
                        "resultRoles",
                        List.of(Map.of("result", result("RHK-1"), "text", "=1+1"))));

        var table = as(cast.ratna().account())
                .header("Accept", "text/csv")
                .header("Accept-Language", "id")
                .get(path());

        assertThat(table.status()).as(table.text()).isEqualTo(200);
        assertThat(table.headers().get("content-type")).isEqualTo("text/csv;charset=UTF-8");
        assertThat(table.text().lines().findFirst().orElseThrow())
                .isEqualTo(
                        "\uFEFFNama,Rencana,Persetujuan,Disetujui sebagai,\"RHK-1 =Satu \"\"dan\"\" seterusnya\",RHK-2 Dua");
        assertThat(table.text().lines()).contains(cast.sari().name() + ",DRAFT,,,'=1+1,x");
        assertThat(table.text().lines()).contains(cast.bayu().name() + ",DRAFT,,,,");
        assertThat(as(cast.ratna().account())
                        .header("Accept", "text/csv")
                        .get(path().replace("2026", "1999"))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void only_who_has_to_do_with_the_school_sees_its_matrix() {
        var elsewhere = newSchool();
        assertThat(matrix(elsewhere.sari()).status()).isEqualTo(404);
        assertThat(matrix(elsewhere.ratna()).status()).isEqualTo(404);
        assertThat(matrix(elsewhere.hendra()).status()).isEqualTo(404);
        assertThat(as("operator@dinas.belajar.id", "operator").get(path()).status())
                .isEqualTo(403);
        assertThat(as("reader@dinas.belajar.id", "subscriber").get(path()).status())
                .isEqualTo(403);
        assertThat(withoutToken().get(path()).status()).isEqualTo(401);
        assertThat(as(cast.ratna().account())
                        .get(path().replace("2026", "1999"))
                        .code())
                .isEqualTo("invalid-request");
    }

    @Test
    void what_is_not_the_own_principals_is_refused_where_it_stands() {
        var elsewhere = newSchool();
        var stranger = elsewhere.ratna().employeeId() + ":2026#RHK-1";
        assertFault(align(cast.sari(), stranger), "not-of-own-principal");
        assertFault(align(cast.sari(), cast.bayu().employeeId() + ":2026#RHK-1"), "not-of-own-principal");
        assertFault(align(cast.sari(), cast.ratna().employeeId() + ":2025#RHK-1"), "result-of-other-period");
        assertFault(
                put(
                        cast.sari(),
                        "/planned-results",
                        Map.of("plannedResults", List.of(Map.of("code", "RHK-1", "text", "Contoh")))),
                "not-part-of-plan");
        assertThat(put(
                                cast.ratna(),
                                "/planned-results",
                                Map.of("plannedResults", List.of(Map.of("code", "rhk 1", "text", "Contoh"))))
                        .code())
                .isEqualTo("invalid-request");
    }

    private void drafted(Person person) {
        assertThat(as(person.account())
                        .post("/api/v1/plans", Map.of("periodId", "2026"))
                        .status())
                .isEqualTo(201);
    }

    private Answer align(Person owner, String result) {
        return put(owner, "/alignment", Map.of("supportedResults", List.of(result)));
    }

    private Answer put(Person owner, String section, Map<String, ?> body) {
        return as(owner.account())
                .header("If-Match", "*")
                .put("/api/v1/plans/" + Plan.idOf(owner.employeeId(), "2026") + section, body);
    }

    private String result(String code) {
        return Plan.idOf(cast.ratna().employeeId(), "2026") + "#" + code;
    }

    private String path() {
        return "/api/v1/schools/" + cast.npsn() + "/alignment?periodId=2026";
    }

    private Answer matrix(Person person) {
        return as(person.account()).get(path());
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    private static List<String> ids(JsonNode people) {
        return people.valueStream()
                .map(person -> person.path("employeeId").asString())
                .toList();
    }

    private static void assertFault(Answer answer, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("plan-content-invalid");
        assertThat(answer.body().at("/errors/0/code").asString()).isEqualTo(code);
    }
}
