package id.kinerja.planning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.kinerja.kit.contracts.ApiDescription;
import id.kinerja.kit.testing.Api;
import id.kinerja.kit.testing.Cast;
import id.kinerja.kit.testing.Cast.Person;
import id.kinerja.kit.testing.ServiceSuite;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The requests that are published as examples, sent in an order in which they make sense: each is accepted. Melati of the
 * golden examples is played by Sari, her principal by Ratna.
 */
class PublishedRequestsTest extends ServiceSuite {

    private static final String PLANS = "/api/v1/plans";

    /** What needs a roster, a team, an office's choice or a day that is still to come is sent by suites of its own. */
    private static final List<String> ELSEWHERE = List.of(
            "/employees",
            "/schools",
            "/appraiser-policies",
            "/work-teams",
            "/recommendations/",
            "/deadline-extensions",
            "/bulk-drafts",
            "/preflights");

    private final ApiDescription published = ApiDescription.find("planning").orElseThrow();
    private final Set<String> sent = new LinkedHashSet<>();
    private Cast cast;

    @BeforeEach
    void anotherSchool() {
        cast = newSchool();
    }

    private Api as(Person person) {
        return as(person.account());
    }

    private static String planOf(Person person, String periodId) {
        return PLANS + "/" + person.employeeId() + ":" + periodId;
    }

    /** Sends all published requests of the operation. */
    private void send(Api api, String operation, String path) {
        var method = operation.substring(0, operation.indexOf(' '));
        var contents = published.operation(operation).path("requestBody").path("content");
        contents.properties()
                .forEach(content -> content.getValue().path("examples").forEach(example -> {
                    var value = published.follow(example).required("value");
                    var answer = api.header("If-Match", "*").send(method, path, ofThisSchool(value), content.getKey());
                    assertThat(answer.status())
                            .as("%s with %s: %s", operation, value, answer.text())
                            .isBetween(200, 202);
                    sent.add(operation);
                }));
    }

    private String ofThisSchool(JsonNode value) {
        return (value.isTextual() ? value.asText() : value.toString())
                .replace("5f1c0d3a-7a52-4c3e-9a41-0c8f6b2d1e01", cast.sari().employeeId())
                .replace("1d90b7e5-6c24-48fa-9b7d-52e8c3f0a604", cast.bayu().employeeId())
                .replace("8b7e2c94-13d6-4f0a-b5c2-3e9a7d604f02", cast.ratna().employeeId())
                .replace("20306577", cast.npsn());
    }

    @Test
    void every_published_request_is_accepted() {
        var sari = as(cast.sari());
        var ratna = as(cast.ratna());
        var plan = planOf(cast.sari(), "2026");
        send(ratna, "POST /api/v1/plans", PLANS);
        send(ratna, "PUT /api/v1/plans/{id}/planned-results", planOf(cast.ratna(), "2026") + "/planned-results");
        send(sari, "POST /api/v1/plans", PLANS);
        send(sari, "PUT /api/v1/plans/{id}/practice", plan + "/practice");
        send(sari, "PUT /api/v1/plans/{id}/work-behaviour", plan + "/work-behaviour");
        send(sari, "PUT /api/v1/plans/{id}/additional-duties", plan + "/additional-duties");
        send(sari, "PUT /api/v1/plans/{id}/alignment", plan + "/alignment");
        var submission = sari.header("If-Match", "*").post(plan + "/submission");
        assertThat(submission.status()).as(submission.text()).isEqualTo(200);
        send(ratna, "PUT /api/v1/plans/{id}/leader-expectations", plan + "/leader-expectations");
        send(ratna, "POST /api/v1/plans/{id}/return", plan + "/return");
        sari.header("If-Match", "*").post(plan + "/submission");
        ratna.header("If-Match", "*").post(plan + "/approval");
        send(ratna, "POST /api/v1/plans/{id}/reopening", plan + "/reopening");
        send(ratna, "POST /api/v1/bulk-approvals", "/api/v1/bulk-approvals");

        // The activities of 2025 were not found; the example names one of 2024.
        sari.post(PLANS, Map.of("periodId", "2024-1"));
        send(sari, "PUT /api/v1/plans/{id}/development", planOf(cast.sari(), "2024-1") + "/development");

        send(ratna, "POST /api/v1/education-reports", "/api/v1/education-reports");
        send(ratna, "PUT /api/v1/education-reports/{id}", "/api/v1/education-reports/" + cast.npsn() + ":2025");
        send(
                as("operator@dinas.belajar.id", "operator"),
                "POST /api/v1/roster-imports",
                "/api/v1/roster-imports?kind=schools");

        assertThat(published.operations().entrySet().stream()
                        .filter(operation -> operation.getValue().has("requestBody"))
                        .map(Map.Entry::getKey)
                        .filter(operation -> ELSEWHERE.stream().noneMatch(operation::contains))
                        .filter(operation -> !sent.contains(operation))
                        .collect(Collectors.toSet()))
                .as("published requests that nobody has sent here")
                .isEmpty();
    }
}
