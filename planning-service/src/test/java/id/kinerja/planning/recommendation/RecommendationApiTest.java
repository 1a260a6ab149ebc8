package id.kinerja.planning.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.testing.Api;
import id.kinerja.kit.testing.Api.Answer;
import id.kinerja.kit.testing.Cast;
import id.kinerja.kit.testing.Cast.Person;
import id.kinerja.kit.testing.ServiceSuite;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RecommendationApiTest extends ServiceSuite {

    private static final String REPORTS = "/api/v1/education-reports";
    private static final String RECOMMENDATION = "/api/v1/recommendations?periodId=2026";
    private static final List<Map<String, ?>> ROWS = List.of(
            Map.of("code", "D.1.1", "attainment", "GOOD", "score", 81.25, "change", 2),
            Map.of("code", "D.1.2", "attainment", "MODERATE", "score", 61.5, "change", -4.5),
            Map.of("code", "D.1.3", "attainment", "NOT_AVAILABLE"),
            Map.of("code", "D.3", "attainment", "LOW", "score", 38));

    private Cast cast;

    @BeforeEach
    void anotherSchool() {
        cast = newSchool();
    }

    private Api as(Person person) {
        return as(person.account());
    }

    private Api asOperator() {
        return as("operator@dinas.belajar.id", "operator");
    }

    private Answer enter(Api api, int year, List<?> rows) {
        return api.post(REPORTS, Map.of("npsn", cast.npsn(), "year", year, "rows", rows));
    }

    private static List<String> codes(JsonNode recommendation) {
        return recommendation
                .path("suggestions")
                .valueStream()
                .map(suggestion -> suggestion.path("indicatorCode").asString())
                .toList();
    }

    @Test
    void a_teacher_is_told_which_indicators_suit_the_school_and_why() {
        assertThat(as(cast.sari()).get(RECOMMENDATION).body().path("outcome").asString())
                .isEqualTo("NO_REPORT");
        enter(as(cast.ratna()), 2025, ROWS);

        var recommendation = as(cast.sari())
                .header("Accept-Language", "en")
                .get(RECOMMENDATION)
                .body();
        assertThat(recommendation.path("outcome").asString()).isEqualTo("SUGGESTED");
        assertThat(recommendation.path("reportYear").asInt()).isEqualTo(2025);
        assertThat(codes(recommendation)).containsExactly("GURU-3", "GURU-4", "GURU-5");
        assertThat(recommendation.at("/suggestions/0/text").asString())
                .isEqualTo(
                        "Dukungan psikologis (D.1.2) is the weakest in your school’s education report of 2025: Moderate"
                                + " (Sedang), score 61.5.");
        assertThat(recommendation.at("/rule/source").asString()).isEqualTo("I");
        assertThat(recommendation
                        .path("compared")
                        .valueStream()
                        .map(row -> row.path("code").asString()))
                .as("what is not available is not compared")
                .containsExactly("D.1.2", "D.1.1");

        var principals = as(cast.ratna()).get(RECOMMENDATION).body();
        assertThat(codes(principals)).hasSize(8).allMatch(code -> code.startsWith("KS-"));
        assertThat(principals.at("/suggestions/0/text").asString()).contains("D.3", "Kurang", "38");
    }

    @Test
    void a_teacher_chooses_otherwise_than_suggested_and_is_asked_no_reason() {
        enter(as(cast.ratna()), 2025, ROWS);
        assertThat(codes(as(cast.sari()).get(RECOMMENDATION).body())).doesNotContain("GURU-1");
        var plan = as(cast.sari()).post("/api/v1/plans", Map.of("periodId", "2026"));
        var path = Objects.requireNonNull(plan.headers().get("location"));

        var suggested = choose(path, plan, "GURU-3");
        var other = choose(path, suggested, "GURU-1");

        assertThat(List.of(suggested.status(), other.status())).containsOnly(200);
        assertThat(other.body().at("/practice/indicatorCode").asString()).isEqualTo("GURU-1");
        assertThat(other.body().at("/summary/errors"))
                .as("what is still missing is the same")
                .isEqualTo(suggested.body().at("/summary/errors"));
        assertThat(other.body().at("/summary/advice"))
                .isEqualTo(suggested.body().at("/summary/advice"));
        assertThat(codes(as(cast.sari()).get(RECOMMENDATION).body()))
                .as("the suggestion stays what it was")
                .containsExactly("GURU-3", "GURU-4", "GURU-5");
    }

    /** One request, with nothing but the choice. */
    private Answer choose(String path, Answer seen, String indicator) {
        return as(cast.sari())
                .ifMatch(seen)
                .put(
                        path + "/practice",
                        Map.of("indicatorCode", indicator, "targetBehaviourCodes", List.of(indicator + "-A")));
    }

    @Test
    void the_newest_report_that_is_not_younger_than_the_period_counts() {
        enter(asOperator(), 2024, List.of(Map.of("code", "D.1.1", "attainment", "LOW")));
        enter(asOperator(), 2026, List.of(Map.of("code", "D.1.3", "attainment", "LOW")));
        enter(asOperator(), 2027, List.of(Map.of("code", "D.1.2", "attainment", "LOW")));
        assertThat(as(cast.sari()).get(RECOMMENDATION).body().path("reportYear").asInt())
                .isEqualTo(2026);
        assertThat(codes(as(cast.sari())
                        .get("/api/v1/recommendations?periodId=2025")
                        .body()))
                .containsExactly("GURU-1", "GURU-2");
    }

    @Test
    void a_report_is_entered_once_and_replaced_by_who_knows_its_version() {
        var entered = enter(as(cast.ratna()), 2025, ROWS);
        assertThat(entered.status()).isEqualTo(201);
        var path = REPORTS + "/" + cast.npsn() + ":2025";
        assertThat(entered.headers()).containsEntry("location", path);
        assertThat(enter(as(cast.ratna()), 2025, ROWS).status()).isEqualTo(409);

        var other = Map.of("rows", List.of(Map.of("code", "D.1.1", "attainment", "LOW", "score", 20)));
        assertThat(as(cast.ratna()).put(path, other).status()).isEqualTo(428);
        var replaced = as(cast.ratna()).ifMatch(entered).put(path, other);
        assertThat(replaced.status()).isEqualTo(200);
        assertThat(as(cast.ratna()).ifMatch(entered).put(path, other).status()).isEqualTo(412);
        assertThat(as(cast.sari()).get(path).body()).isEqualTo(replaced.body());
        assertThat(as(cast.sari())
                        .get(REPORTS + "?npsn=" + cast.npsn())
                        .body()
                        .path("items")
                        .size())
                .isEqualTo(1);
        assertThat(codes(as(cast.sari()).get(RECOMMENDATION).body())).containsExactly("GURU-1", "GURU-2");
    }

    @Test
    void everybody_does_what_is_theirs() {
        var entered = enter(as(cast.ratna()), 2025, ROWS);
        var path = REPORTS + "/" + cast.npsn() + ":2025";
        var elsewhere = newSchool();
        var rows = Map.of("rows", ROWS);

        record Row(String who, Api api, int enters, int replaces, int reads, int recommendation) {}
        var table = List.of(
                new Row("nobody", withoutToken(), 401, 401, 401, 401),
                new Row("account outside the roster", as("somebody@guru.sd.belajar.id"), 403, 403, 403, 403),
                new Row("subscriber", as("reader@dinas.belajar.id", "subscriber"), 403, 403, 403, 403),
                new Row("a teacher of the school", as(cast.sari()), 403, 403, 200, 200),
                new Row("a principal elsewhere", as(elsewhere.ratna()), 403, 404, 404, 200),
                new Row("the head of the office as an employee", as(cast.hendra()), 403, 404, 404, 403),
                new Row("office", as("office@dinas.belajar.id", "office"), 409, 412, 200, 403),
                new Row("operator", asOperator(), 409, 412, 200, 403));
        for (var row : table) {
            assertThat(enter(row.api(), 2025, ROWS).status()).as(row.who()).isEqualTo(row.enters());
            assertThat(row.api().header("If-Match", "\"99\"").put(path, rows).status())
                    .as(row.who())
                    .isEqualTo(row.replaces());
            assertThat(row.api().get(path).status()).as(row.who()).isEqualTo(row.reads());
            assertThat(row.api().get(RECOMMENDATION).status()).as(row.who()).isEqualTo(row.recommendation());
        }
        assertThat(as(elsewhere.ratna()).get(REPORTS + "?npsn=" + cast.npsn()).status())
                .isEqualTo(403);
        assertThat(as(cast.ratna()).get(path).etag()).as("nobody changed it").isEqualTo(entered.etag());
    }

    @Test
    void what_cannot_be_is_refused_with_its_place() {
        var api = asOperator();
        var twice = enter(
                api,
                2025,
                List.of(
                        Map.of("code", "D.1.1", "attainment", "LOW"),
                        Map.of("code", "D.1.1", "attainment", "GOOD"),
                        Map.of("code", "D.1.2", "attainment", "NOT_APPLICABLE", "score", 5)));
        assertThat(twice.status()).isEqualTo(422);
        assertThat(twice.body()
                        .path("errors")
                        .valueStream()
                        .map(error -> error.path("pointer").asString()))
                .containsExactly("/rows/1/code", "/rows/2/score");
        for (var row : List.<Map<String, ?>>of(
                Map.of("code", "D1", "attainment", "LOW"),
                Map.of("code", "D.1.1", "attainment", "BIRU"),
                Map.of("code", "D.1.1", "attainment", "LOW", "score", 101),
                Map.of("code", "D.1.1", "attainment", "LOW", "rank", 1),
                Map.of("code", "D.1.1"))) {
            assertThat(enter(api, 2025, List.of(row)).status())
                    .as(row.toString())
                    .isEqualTo(400);
        }
        var unknown = api.post(REPORTS, Map.of("npsn", "00000000", "year", 2025, "rows", ROWS));
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.body().at("/errors/0/pointer").asString()).isEqualTo("/npsn");
        assertThat(as(cast.sari()).get("/api/v1/recommendations?periodId=1999").status())
                .isEqualTo(422);
    }
}
