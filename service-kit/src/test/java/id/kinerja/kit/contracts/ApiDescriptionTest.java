package id.kinerja.kit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import id.kinerja.kit.contracts.ApiDescription.Exchange;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is noticed of an answer that its published description does not know. */
class ApiDescriptionTest {

    private static final String DRAFT = "{\"periodId\":\"2026\"}";
    private static final Map<String, String> HEADERS =
            Map.of("content-type", "application/json", "etag", "\"1\"", "location", "/api/v1/plans/a:2026");

    private final ApiDescription planning = ApiDescription.find("planning").orElseThrow();

    /** The published example of a plan that was drafted. */
    private ObjectNode plan() {
        JsonNode examples =
                planning.operation("POST /api/v1/plans").at("/responses/201/content/application~1json/examples");
        return planning.follow(examples.elements().next()).required("value").deepCopy();
    }

    private static Exchange drafted(@Nullable String body, int status, Map<String, String> headers, JsonNode answer) {
        return new Exchange("POST", "/api/v1/plans", body, status, headers, answer.toString());
    }

    @Test
    void an_answer_as_described_violates_nothing() {
        assertThat(planning.violations(drafted(DRAFT, 201, HEADERS, plan()))).isEmpty();
    }

    @Test
    void a_property_that_is_not_described_is_noticed_at_any_depth() {
        ObjectNode answer = plan().put("mood", "good");
        ((ObjectNode) answer.required("summary")).put("mood", "good");

        assertThat(planning.violations(drafted(DRAFT, 201, HEADERS, answer)))
                .hasSize(2)
                .allSatisfy(violation -> assertThat(violation)
                        .startsWith("POST /api/v1/plans answered 201")
                        .contains("mood"));
    }

    @Test
    void a_property_that_is_described_and_absent_or_of_another_type_is_noticed() {
        ObjectNode answer = plan().put("version", "one");
        answer.remove("status");

        assertThat(planning.violations(drafted(DRAFT, 201, HEADERS, answer)))
                .anySatisfy(violation -> assertThat(violation).contains("version"))
                .anySatisfy(violation -> assertThat(violation).contains("status"));
    }

    @Test
    void a_status_a_format_and_a_missing_header_are_noticed() {
        assertThat(planning.violations(drafted(DRAFT, 418, HEADERS, plan())))
                .containsExactly("POST /api/v1/plans: the answer 418 is not described");
        assertThat(planning.violations(drafted(DRAFT, 201, Map.of("content-type", "text/csv"), plan())))
                .hasSize(3)
                .anySatisfy(violation -> assertThat(violation).contains("text/csv"))
                .anySatisfy(violation -> assertThat(violation).contains("ETag"))
                .anySatisfy(violation -> assertThat(violation).contains("Location"));
    }

    @Test
    void a_request_that_is_accepted_although_the_description_forbids_it_is_noticed() {
        assertThat(planning.violations(drafted("{\"period\":\"2026\"}", 201, HEADERS, plan())))
                .hasSize(2)
                .allSatisfy(violation -> assertThat(violation).contains("accepted although"));
    }

    @Test
    void of_two_paths_the_one_that_names_more_is_meant() {
        var bulk = new Exchange("POST", "/api/v1/deliveries/bulk", null, 418, Map.of(), "");

        assertThat(ApiDescription.find("bkn-sync").orElseThrow().violations(bulk))
                .singleElement()
                .asString()
                .startsWith("POST /api/v1/deliveries/bulk:");
    }

    @Test
    void what_is_about_nothing_described_is_left_alone() {
        assertThat(planning.violations(new Exchange("GET", "/somewhere/else", null, 404, Map.of(), "")))
                .isEmpty();
        assertThat(ApiDescription.find("no-such-service")).isEmpty();
    }
}
