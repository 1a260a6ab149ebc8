package id.kinerja.system.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may read what: personal data on the roster only, results of a person on an internal topic only. */
class PersonalDataTest {

    private static final List<String> PERSONAL = List.of("account", "name", "nip", "nuptk", "birthDate");
    private static final List<String> RESULT_OF_A_PERSON =
            List.of("workResult", "workBehaviour", "predicate", "rating");
    private static final String ROSTER = "kinerja.roster.events";

    static Stream<String> typesBesideTheRoster() {
        return Contracts.eventTypes()
                .filter(type -> !Contracts.topicOf(type).name().equals(ROSTER));
    }

    @ParameterizedTest
    @MethodSource("typesBesideTheRoster")
    void only_the_roster_names_a_person(String type) {
        assertThat(propertyNames(type)).doesNotContainAnyElementsOf(PERSONAL);
    }

    @ParameterizedTest
    @MethodSource("id.kinerja.system.contracts.Contracts#subscriberEventTypes")
    void a_subscriber_reads_no_result_of_a_person(String type) {
        assertThat(propertyNames(type)).doesNotContainAnyElementsOf(RESULT_OF_A_PERSON);
    }

    @ParameterizedTest
    @MethodSource("typesBesideTheRoster")
    void there_is_no_place_for_free_text(String type) {
        JsonNode sentence = JsonNodeFactory.instance.textNode("Guru ini perlu lebih sabar.");

        SchemaTest.propertiesOf(Contracts.schema(type)).forEach((path, property) -> {
            assertThat(accepts(property, sentence)).as(path).isFalse();
            if (property.path("items") instanceof ObjectNode items) {
                assertThat(accepts(items, sentence)).as(path).isFalse();
            }
        });
    }

    @ParameterizedTest
    @MethodSource("typesBesideTheRoster")
    void nothing_of_the_roster_shows_in_another_golden_example(String type) {
        JsonNode person =
                Contracts.example("id.kinerja.roster.EmployeeAssigned.v1").required("data");
        String example = Contracts.example(type).toString();

        for (String property : PERSONAL) {
            assertThat(example).doesNotContain(person.required(property).asText());
        }
    }

    @Test
    void the_roster_and_the_results_are_internal() {
        assertThat(Contracts.topics().stream()
                        .filter(topic -> !topic.isForSubscribers())
                        .map(Contracts.Topic::name))
                .containsExactlyInAnyOrder(ROSTER, "kinerja.assessment.results");
    }

    private static Stream<String> propertyNames(String type) {
        return SchemaTest.propertiesOf(Contracts.schema(type)).keySet().stream()
                .map(path -> path.substring(path.lastIndexOf('.') + 1));
    }

    private static boolean accepts(ObjectNode property, JsonNode value) {
        return Contracts.violations(property, value).isEmpty();
    }
}
