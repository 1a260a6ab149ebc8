package id.kinerja.system.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a reader may expect of every payload schema. */
class SchemaTest {

    /** Keywords with one meaning in draft-07, which AsyncAPI tools read, and in 2020-12. */
    private static final Set<String> KEYWORDS = Set.of(
            "$schema",
            "$id",
            "title",
            "description",
            "type",
            "enum",
            "pattern",
            "format",
            "minLength",
            "maxLength",
            "minimum",
            "maximum",
            "minItems",
            "uniqueItems",
            "items",
            "properties",
            "required",
            "propertyNames",
            "additionalProperties",
            "examples",
            "x-source");

    @ParameterizedTest
    @MethodSource("id.kinerja.system.contracts.Contracts#eventTypes")
    void is_a_valid_schema_named_after_its_event(String type) {
        ObjectNode schema = Contracts.schema(type);

        assertThat(schema.path("$id").asText()).isEqualTo("urn:kinerja:schema:" + type);
        assertThat(schema.path("$schema").asText()).isEqualTo(SpecificationVersion.DRAFT_2020_12.getDialectId());
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()))
                        .validate(schema))
                .isEmpty();
        assertThat(schema.path("title").asText()).isNotBlank();
        assertThat(schema.path("description").asText()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("id.kinerja.system.contracts.Contracts#eventTypes")
    void leaves_room_for_additions_and_uses_only_keywords_that_every_reader_knows(String type) {
        for (ObjectNode object : objectsIn(Contracts.schema(type))) {
            assertThat(KEYWORDS).containsAll(() -> object.fieldNames());
            if (object.has("properties")) {
                assertThat(object.path("additionalProperties").asBoolean(false))
                        .as("additional properties allowed in %s", object)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("id.kinerja.system.contracts.Contracts#eventTypes")
    void says_of_every_property_what_it_is_and_where_it_comes_from(String type) {
        propertiesOf(Contracts.schema(type)).forEach((path, property) -> {
            assertThat(property.path("type").isMissingNode()).as(path).isFalse();
            assertThat(property.path("description").asText()).as(path).isNotBlank();
            assertThat(property.path("x-source").asText()).as(path).isNotBlank();
            if (property.path("type").asText().equals("array")) {
                assertThat(property.path("items").path("description").asText())
                        .as(path)
                        .isNotBlank();
            }
        });
    }

    @ParameterizedTest
    @MethodSource("id.kinerja.system.contracts.Contracts#eventTypes")
    void requires_exactly_what_is_never_null(String type) {
        ObjectNode schema = Contracts.schema(type);
        List<String> neverNull = schema.required("properties").properties().stream()
                .filter(property -> !isNullable(property.getValue()))
                .map(Map.Entry::getKey)
                .toList();

        assertThat(Contracts.elements(schema.required("required")).map(JsonNode::asText))
                .containsExactlyInAnyOrderElementsOf(neverNull);
    }

    @Test
    void a_property_means_the_same_in_every_event() {
        Map<String, JsonNode> first = new HashMap<>();
        Contracts.eventTypes()
                .forEach(type -> propertiesOf(Contracts.schema(type)).forEach((path, property) -> {
                    JsonNode constraints = constraints(property);

                    assertThat(constraints)
                            .as("%s of %s against the first event that has it", path, type)
                            .isEqualTo(first.computeIfAbsent(path, any -> constraints));
                }));
    }

    /** Every property at any depth, by its path. */
    static Map<String, ObjectNode> propertiesOf(ObjectNode schema) {
        Map<String, ObjectNode> found = new LinkedHashMap<>();
        collect("", schema, found);
        return found;
    }

    private static void collect(String prefix, JsonNode schema, Map<String, ObjectNode> found) {
        schema.path("properties").properties().forEach(entry -> {
            ObjectNode property = (ObjectNode) entry.getValue();
            found.put(prefix + entry.getKey(), property);
            collect(prefix + entry.getKey() + ".", property, found);
            collect(prefix + entry.getKey() + ".", property.path("items"), found);
        });
    }

    private static List<ObjectNode> objectsIn(ObjectNode schema) {
        List<ObjectNode> objects = new ArrayList<>(List.of(schema));
        propertiesOf(schema).values().forEach(property -> {
            objects.add(property);
            if (property.path("items") instanceof ObjectNode items) {
                objects.add(items);
            }
        });
        return objects;
    }

    private static boolean isNullable(JsonNode property) {
        return property.path("type") instanceof ArrayNode types
                && Contracts.elements(types).anyMatch(type -> type.asText().equals("null"));
    }

    /** What is checked of a value, whether or not it may be null. */
    private static JsonNode constraints(ObjectNode property) {
        ObjectNode constraints = property.deepCopy();
        constraints.remove(List.of("description", "examples", "x-source"));
        if (isNullable(property)) {
            constraints.set(
                    "type",
                    Contracts.elements(property.required("type"))
                            .filter(type -> !type.asText().equals("null"))
                            .findFirst()
                            .orElse(JsonNodeFactory.instance.missingNode()));
            if (property.get("enum") instanceof ArrayNode values) {
                constraints
                        .putArray("enum")
                        .addAll(Contracts.elements(values)
                                .filter(value -> !value.isNull())
                                .toList());
            }
        }
        return constraints;
    }
}
