package id.kinerja.system.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import id.kinerja.system.contracts.Contracts.Topic;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The AsyncAPI document is valid, and says what topics.yaml says. */
class AsyncApiTest {

    private static final JsonNode SPECIFICATION = Contracts.resource("/asyncapi-3.0.0.schema.json");
    private final AsyncApi asyncApi = AsyncApi.load();

    @Test
    void is_valid_against_the_schema_of_its_specification() {
        assertThat(Contracts.violations(SPECIFICATION, asyncApi.document())).isEmpty();
    }

    @Test
    void is_valid_with_the_payload_schemas_in_place_too() {
        assertThat(Contracts.violations(SPECIFICATION, asyncApi.withPayloads())).isEmpty();
    }

    @Test
    void the_schema_of_the_specification_does_refuse() {
        ObjectNode broken = asyncApi.document().deepCopy();
        ((ObjectNode) broken.requiredAt("/operations/receivePlanningEvents")).put("action", "listen");
        ((ObjectNode) broken.requiredAt("/servers/development")).remove("host");

        assertThat(Contracts.violations(SPECIFICATION, broken)).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void every_reference_leads_somewhere() {
        assertThat(asyncApi.references())
                .isNotEmpty()
                .allSatisfy(reference ->
                        assertThat(asyncApi.follow(reference).isObject()).isTrue());
    }

    @Test
    void has_a_channel_for_each_topic_and_no_other() {
        assertThat(asyncApi.document().required("channels"))
                .extracting(channel -> channel.required("address").asText())
                .containsExactlyInAnyOrderElementsOf(
                        Contracts.topics().stream().map(Topic::name).toList());
    }

    static List<Topic> topics() {
        return Contracts.topics();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void a_channel_says_what_its_topic_says(Topic topic) {
        JsonNode channel = channelOf(topic).getValue();
        JsonNode kafka = asyncApi.follow(channel.required("bindings")).required("kafka");

        assertThat(channel.required("messages").properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyElementsOf(topic.events());
        assertThat(channel.required("messages").properties())
                .allSatisfy(message ->
                        assertThat(asyncApi.follow(message.getValue())).isEqualTo(asyncApi.message(message.getKey())));
        assertThat(channel.required("x-access").asText()).isEqualTo(topic.access());
        assertThat(channel.requiredAt("/tags/0/name").asText()).isEqualTo(topic.access());
        assertThat(kafka.required("partitions").asInt()).isEqualTo(topic.partitions());
        assertThat(kafka.requiredAt("/topicConfiguration/retention.ms").asLong())
                .as("unlimited")
                .isEqualTo(-1);
    }

    @Test
    void subscribers_receive_from_the_subscriber_channels_and_from_no_other() {
        assertThat(asyncApi.document().required("operations"))
                .allSatisfy(operation ->
                        assertThat(operation.required("action").asText()).isEqualTo("receive"))
                .extracting(operation ->
                        operation.required("channel").required("$ref").asText())
                .containsExactlyInAnyOrderElementsOf(Contracts.topics().stream()
                        .filter(Topic::isForSubscribers)
                        .map(topic -> "#/channels/" + channelOf(topic).getKey())
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("id.kinerja.system.contracts.Contracts#eventTypes")
    void a_message_names_its_event_schema_and_golden_example(String type) {
        ObjectNode message = asyncApi.message(type);
        JsonNode headers = asyncApi.headersOf(type).required("properties");

        assertThat(message.required("name").asText()).isEqualTo(type);
        assertThat(message.required("payload").required("$ref").asText()).isEqualTo("./schemas/" + type + ".json");
        assertThat(message.required("x-golden-example").asText()).isEqualTo("examples/" + type + ".json");
        assertThat(Contracts.exists("examples/" + type + ".json")).isTrue();
        assertThat(headers.requiredAt("/ce_type/const").asText()).isEqualTo(type);
        assertThat(headers.requiredAt("/ce_dataschema/const").asText())
                .isEqualTo(Contracts.schema(type).required("$id").asText());
        assertThat(headers.requiredAt("/ce_source/pattern").asText()).startsWith("^/");
    }

    private Map.Entry<String, JsonNode> channelOf(Topic topic) {
        return asyncApi.document().required("channels").properties().stream()
                .filter(channel ->
                        channel.getValue().required("address").asText().equals(topic.name()))
                .findFirst()
                .orElseThrow();
    }
}
