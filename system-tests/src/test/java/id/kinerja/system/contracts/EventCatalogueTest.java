package id.kinerja.system.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.system.contracts.Contracts.Topic;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing that is published lacks its description, and nothing is described that is not published. */
class EventCatalogueTest {

    @Test
    void every_event_has_a_schema_a_golden_example_and_an_asyncapi_message_and_nothing_is_left_over() {
        TreeSet<String> listed = Contracts.eventTypes().collect(Collectors.toCollection(TreeSet::new));

        assertThat(Contracts.typesIn("schemas")).as("schemas").isEqualTo(listed);
        assertThat(Contracts.typesIn("examples")).as("golden examples").isEqualTo(listed);
        assertThat(Contracts.asyncApi()
                        .required("components")
                        .required("messages")
                        .properties())
                .as("AsyncAPI messages")
                .extracting(message -> message.getKey())
                .containsExactlyInAnyOrderElementsOf(listed);
    }

    @Test
    void an_event_travels_on_one_topic_only() {
        assertThat(Contracts.eventTypes()).doesNotHaveDuplicates();
        assertThat(Contracts.topics()).extracting(Topic::name).doesNotHaveDuplicates();
    }

    static List<Topic> topics() {
        return Contracts.topics();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void a_topic_says_all_that_is_needed_to_create_and_to_read_it(Topic topic) {
        assertThat(topic.name()).matches("kinerja\\.[a-z]+\\.(events|results)");
        assertThat(topic.partitions())
                .as("other services rely on co-partitioning")
                .isEqualTo(24);
        assertThat(topic.retention()).isEqualTo("unlimited");
        assertThat(topic.access()).isIn("internal", "subscribers");
        assertThat(Stream.of(topic.key().split("\\|"))).isSubsetOf("employeeId", "npsn", "extensionId");
        assertThat(topic.description()).isNotBlank();
        String context = topic.name().split("\\.", -1)[1];
        assertThat(topic.events())
                .isNotEmpty()
                .allMatch(type -> type.matches("id\\.kinerja\\." + context + "\\.[A-Z][A-Za-z]+\\.v[1-9][0-9]*"));
    }
}
