package id.kinerja.system.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The OpenAPI documents are valid, complete and true to themselves. That they are true to the services is tested there:
 * each service's PublishedApiTest, and every call of its suites.
 */
class OpenApiTest {

    private static final JsonNode SPECIFICATION = Contracts.resource("/openapi-3.1.schema.json");
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final Pattern NUMBER_OF_A_PERSON = Pattern.compile("(?<![0-9.])([0-9]{18}|[0-9]{16})(?![0-9])");

    /** The golden examples' people: all invented. */
    private static final Set<String> INVENTED = Set.of("198001012005010001", "197503122000031002");

    static Stream<String> documents() {
        return Contracts.filesIn("openapi").stream();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void is_valid_against_the_schema_of_its_specification(String file) {
        assertThat(Contracts.violations(SPECIFICATION, document(file))).isEmpty();
    }

    @Test
    void the_schema_of_the_specification_does_refuse() {
        ObjectNode broken = document("planning.yaml");
        ((ObjectNode) broken.required("info")).remove("title");
        ((ObjectNode) broken.required("paths")).putObject("without-a-slash");

        assertThat(Contracts.violations(SPECIFICATION, broken)).hasSizeGreaterThanOrEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void every_reference_leads_somewhere_and_every_component_is_referred_to(String file) {
        ObjectNode document = document(file);
        var references = Set.copyOf(document.findValuesAsText("$ref"));
        var components = new HashSet<String>();
        document.required("components").properties().stream()
                .filter(kind -> !kind.getKey().equals("securitySchemes"))
                .forEach(kind -> kind.getValue()
                        .fieldNames()
                        .forEachRemaining(name -> components.add("#/components/" + kind.getKey() + "/" + name)));

        assertThat(references.stream().filter(reference -> !components.contains(reference)))
                .as("lead nowhere")
                .isEmpty();
        assertThat(components.stream().filter(component -> !references.contains(component)))
                .as("are not used")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void every_operation_has_a_name_of_its_own_a_summary_and_a_tag_that_is_explained(String file) {
        ObjectNode document = document(file);
        var tags = document.required("tags").findValuesAsText("name");

        assertThat(operations(document).values())
                .extracting(operation -> operation.required("operationId").asText())
                .doesNotHaveDuplicates();
        assertThat(operations(document)).allSatisfy((name, operation) -> {
            assertThat(operation.path("summary").asText()).as(name).endsWith(".");
            assertThat(texts(operation.path("tags"))).as(name).hasSize(1).isSubsetOf(tags);
            assertThat(operation.path("security").isArray() || file.endsWith("feed.yaml"))
                    .as("security of " + name)
                    .isTrue();
        });
    }

    @ParameterizedTest
    @MethodSource("documents")
    void every_operation_has_an_example_of_its_request_of_each_answer_and_of_a_problem(String file) {
        ObjectNode document = document(file);

        assertThat(operations(document)).allSatisfy((name, operation) -> {
            operation
                    .path("requestBody")
                    .path("content")
                    .forEach(content -> assertThat(content.path("examples"))
                            .as("request of %s", name)
                            .isNotEmpty());
            var problems = new ArrayList<JsonNode>();
            operation.required("responses").properties().forEach(described -> {
                JsonNode response = follow(document, described.getValue());
                assertThat(response.required("description").asText()).isNotBlank();
                response.path("content").properties().forEach(content -> {
                    JsonNode examples = content.getValue().path("examples");
                    if (described.getKey().startsWith("2")) {
                        assertThat(examples)
                                .as("%s of %s", described.getKey(), name)
                                .isNotEmpty();
                    } else {
                        examples.forEach(problems::add);
                    }
                });
            });
            assertThat(problems).as("problems of %s", name).isNotEmpty();
            if (!file.endsWith("feed.yaml")) {
                assertThat(texts(operation.required("responses"), "429", "503"))
                        .as(name)
                        .hasSize(2);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("documents")
    void every_example_is_valid(String file) {
        ObjectNode document = document(file);
        var checked = new ArrayList<String>();

        contents(document)
                .forEach((where, content) -> content.path("examples").properties().stream()
                        .map(example -> follow(document, example.getValue()).required("value"))
                        .forEach(value -> {
                            ObjectNode schema =
                                    (ObjectNode) content.required("schema").deepCopy();
                            schema.set("components", document.required("components"));
                            assertThat(Contracts.violations(schema, value))
                                    .as("example in %s", where)
                                    .isEmpty();
                            checked.add(where);
                        }));
        assertThat(checked).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void a_problem_is_described_by_the_status_it_comes_with(String file) {
        ObjectNode document = document(file);

        contents(document)
                .forEach((where, content) -> content.path("examples").forEach(example -> {
                    JsonNode value = follow(document, example).required("value");
                    if (value.path("type").asText().startsWith("urn:kinerja:problem:")) {
                        assertThat(value.path("type").asText())
                                .as(where)
                                .endsWith(":" + value.path("code").asText());
                        if (where.matches(".*/\\d{3}/.*")) {
                            assertThat(where)
                                    .contains("/" + value.path("status").asText() + "/");
                        }
                    }
                }));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void the_people_in_the_examples_are_invented(String file) {
        assertThat(NUMBER_OF_A_PERSON.matcher(document(file).toString()).results())
                .extracting(found -> found.group(1))
                .isSubsetOf(INVENTED);
    }

    private static ObjectNode document(String file) {
        return Contracts.yaml("openapi/" + file);
    }

    /** By method and path. */
    private static Map<String, JsonNode> operations(ObjectNode document) {
        var found = new TreeMap<String, JsonNode>();
        document.required("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(operation -> METHODS.contains(operation.getKey()))
                        .forEach(operation ->
                                found.put(operation.getKey() + " " + path.getKey(), operation.getValue())));
        return found;
    }

    /** Each content with its schema and examples, by where it is: of a request, of an answer, of a shared answer. */
    private static Map<String, JsonNode> contents(ObjectNode document) {
        var found = new TreeMap<String, JsonNode>();
        operations(document).forEach((name, operation) -> {
            collect(name + "/request", operation.path("requestBody"), found);
            operation
                    .required("responses")
                    .properties()
                    .forEach(response ->
                            collect(name + "/" + response.getKey(), follow(document, response.getValue()), found));
        });
        return found;
    }

    private static void collect(String where, JsonNode holder, Map<String, JsonNode> found) {
        holder.path("content")
                .properties()
                .forEach(content -> found.put(where + "/" + content.getKey(), content.getValue()));
    }

    private static JsonNode follow(ObjectNode document, JsonNode node) {
        return node.has("$ref") ? document.at(node.required("$ref").asText().substring(1)) : node;
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static Set<String> texts(JsonNode object, String... names) {
        var present = new HashSet<String>();
        Stream.of(names).filter(object::has).forEach(present::add);
        return present;
    }
}
