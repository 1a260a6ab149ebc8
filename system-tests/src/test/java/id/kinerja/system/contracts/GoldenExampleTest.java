package id.kinerja.system.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The golden examples are valid records, and together they tell one teacher's period without contradiction. */
class GoldenExampleTest {

    @ParameterizedTest
    @MethodSource("id.kinerja.system.contracts.Contracts#eventTypes")
    void the_payload_is_valid(String type) {
        assertThat(Contracts.violations(Contracts.schema(type), data(type))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("id.kinerja.system.contracts.Contracts#eventTypes")
    void the_headers_are_valid_cloud_events_headers(String type) {
        ObjectNode example = Contracts.example(type);
        JsonNode headers = example.required("headers");

        assertThat(Contracts.violations(AsyncApi.load().headersOf(type), headers))
                .isEmpty();
        assertThat(header(type, "ce_type")).isEqualTo(type);
        assertThat(header(type, "ce_dataschema")).isEqualTo("urn:kinerja:schema:" + type);
        assertThat(header(type, "ce_sequence")).matches("[0-9]{19}");
        assertThat(URI.create(header(type, "ce_source")).getPath()).isEqualTo(header(type, "ce_source"));
        assertThat(header(type, "ce_subject")).isEqualTo(example.required("key").asText());
        assertThat(headers.properties())
                .allSatisfy(entry -> assertThat(entry.getValue().isTextual())
                        .as(entry.getKey())
                        .isTrue());
    }

    @ParameterizedTest
    @MethodSource("id.kinerja.system.contracts.Contracts#eventTypes")
    void the_key_is_the_property_that_the_topic_names(String type) {
        Set<String> candidates = Stream.of(Contracts.topicOf(type).key().split("\\|"))
                .map(name -> data(type).path(name).asText())
                .collect(Collectors.toSet());

        assertThat(Contracts.example(type).required("key").asText()).isIn(candidates);
    }

    @ParameterizedTest
    @MethodSource("id.kinerja.system.contracts.Contracts#eventTypes")
    void a_property_may_be_added_a_nullable_one_may_go_and_a_required_one_may_not(String type) {
        ObjectNode schema = Contracts.schema(type);
        List<String> required = Contracts.elements(schema.required("required"))
                .map(JsonNode::asText)
                .toList();

        assertThat(Contracts.violations(schema, data(type).put("addedLater", 1)))
                .isEmpty();
        schema.required("properties").fieldNames().forEachRemaining(name -> {
            List<String> without = Contracts.violations(schema, data(type).without(List.of(name)));
            List<String> withNull = Contracts.violations(schema, data(type).putNull(name));
            if (required.contains(name)) {
                assertThat(without).as("without %s", name).isNotEmpty();
                assertThat(withNull).as("%s null", name).isNotEmpty();
            } else {
                assertThat(without).as("without %s", name).isEmpty();
                assertThat(withNull).as("%s null", name).isEmpty();
            }
        });
    }

    @ParameterizedTest
    @MethodSource("id.kinerja.system.contracts.Contracts#eventTypes")
    void the_event_time_is_the_time_of_the_fact(String type) {
        data(type).properties().stream()
                .filter(property -> property.getKey().endsWith("At"))
                .forEach(property -> assertThat(property.getValue().asText()).isEqualTo(header(type, "ce_time")));
    }

    @Test
    void the_events_of_one_aggregate_are_numbered_in_the_order_in_which_they_happened() {
        Map<String, List<String>> bySource =
                Contracts.eventTypes().collect(Collectors.groupingBy(type -> header(type, "ce_source")));

        assertThat(Contracts.eventTypes().map(type -> header(type, "ce_id"))).doesNotHaveDuplicates();
        bySource.forEach((source, types) -> {
            List<String> inOrder = types.stream()
                    .sorted(Comparator.comparing(type -> header(type, "ce_sequence")))
                    .toList();
            assertThat(inOrder.stream().map(type -> header(type, "ce_sequence")))
                    .as(source)
                    .doesNotHaveDuplicates();
            assertThat(inOrder.stream().map(type -> Instant.parse(header(type, "ce_time"))))
                    .as(source)
                    .isSorted();
        });
    }

    @Test
    void one_cast_plays_in_all_events() {
        JsonNode teacher = data("id.kinerja.roster.EmployeeAssigned.v1");

        Contracts.eventTypes().forEach(type -> {
            JsonNode data = data(type);
            if (data.has("employeeId")) {
                assertThat(data.path("employeeId")).as(type).isEqualTo(teacher.path("employeeId"));
            }
            if (data.has("npsn")) {
                assertThat(data.path("npsn")).as(type).isEqualTo(teacher.path("npsn"));
            }
            for (String appraiser : List.of("returnedBy", "reopenedBy", "approverId", "appraiserId", "closedBy")) {
                if (data.has(appraiser)) {
                    assertThat(data.path(appraiser))
                            .as("%s of %s", appraiser, type)
                            .isEqualTo(teacher.path("appraiserId"));
                }
            }
        });
    }

    @Test
    void the_closing_includes_the_final_result_and_does_not_count_so_few() {
        String finalized = "id.kinerja.assessment.AssessmentFinalized.v1";
        JsonNode closed = data("id.kinerja.assessment.PeriodClosed.v1");

        assertThat(Contracts.elements(closed.required("included"))).anySatisfy(result -> {
            assertThat(result.path("assessmentId")).isEqualTo(data(finalized).path("assessmentId"));
            assertThat(result.path("sequence").asLong()).isEqualTo(Long.parseLong(header(finalized, "ce_sequence")));
        });
        assertThat(closed.required("included").size()).isLessThan(5);
        assertThat(closed.required("counts")).isEmpty();
        assertThat(closed.required("countsWithheld").asBoolean()).isTrue();
    }

    @Test
    void what_is_delivered_is_the_final_result() {
        String finalized = "id.kinerja.assessment.AssessmentFinalized.v1";

        for (String type : List.of("id.kinerja.sync.DeliveryParked.v1", "id.kinerja.sync.DeliveryConfirmed.v1")) {
            assertThat(data(type).path("assessmentId"))
                    .isEqualTo(data(finalized).path("assessmentId"));
            assertThat(data(type).path("sequence").asLong())
                    .isEqualTo(Long.parseLong(header(finalized, "ce_sequence")));
        }
    }

    private static ObjectNode data(String type) {
        return (ObjectNode) Contracts.example(type).required("data");
    }

    private static String header(String type, String name) {
        return Contracts.example(type).required("headers").required(name).asText();
    }
}
