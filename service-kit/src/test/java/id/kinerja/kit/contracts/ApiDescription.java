package id.kinerja.kit.contracts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A published OpenAPI document, {@code contracts/openapi/<name>.yaml}, and what an answer of the service violates of it.
 * Stricter than a client may be: a property that an answer has and the document lacks is a violation, because it would be
 * one that nobody can rely on.
 */
public final class ApiDescription {

    private static final ObjectMapper JSON = new JsonMapper();
    private static final ObjectMapper YAML = new YAMLMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            Dialect.builder(Dialects.getDraft202012())
                    .keyword(new NonValidationKeyword("components"))
                    .keyword(new NonValidationKeyword("example"))
                    .build(),
            registry -> registry.schemaRegistryConfig(SchemaRegistryConfig.builder()
                    // In 2020-12 a format only describes, unless asked to assert.
                    .formatAssertionsEnabled(true)
                    .build()));
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final Map<String, Optional<ApiDescription>> KNOWN = new ConcurrentHashMap<>();

    /** Answers of HTTP itself, about methods and formats that an operation does not have. */
    private static final Set<Integer> NOT_OF_AN_OPERATION = Set.of(405, 406, 415);

    /**
     * A request and its answer.
     *
     * @param path without query
     * @param headers of the answer, names in lower case
     */
    public record Exchange(
            String method,
            String path,
            @Nullable String body,
            int status,
            Map<String, String> headers,
            String answer) {}

    private record Operation(String method, String path, Pattern matches, JsonNode described) {}

    private final String name;
    private final ObjectNode document;
    private final JsonNode strictComponents;
    private final List<Operation> operations = new ArrayList<>();
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    private ApiDescription(String name, ObjectNode document) {
        this.name = name;
        this.document = document;
        this.strictComponents = closed(document.path("components").deepCopy());
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(operation -> METHODS.contains(operation.getKey()))
                        .forEach(operation -> operations.add(new Operation(
                                operation.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                Pattern.compile(path.getKey().replaceAll("\\{\\w+}", "[^/]+")),
                                operation.getValue()))));
        // Of two that match, the one with fewer variables is meant.
        operations.sort((one, other) -> Integer.compare(variables(one.path()), variables(other.path())));
    }

    private static int variables(String path) {
        return path.length() - path.replace("{", "").length();
    }

    /** The document of that name, or nothing where the contracts have none. */
    public static Optional<ApiDescription> find(String name) {
        return KNOWN.computeIfAbsent(name, ApiDescription::read);
    }

    private static Optional<ApiDescription> read(String name) {
        try (InputStream in =
                ApiDescription.class.getClassLoader().getResourceAsStream("contracts/openapi/" + name + ".yaml")) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(new ApiDescription(name, (ObjectNode) YAML.readTree(in)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A document that is not published, for tests of this class and its like. */
    static ApiDescription of(String yaml) {
        try {
            return new ApiDescription("unpublished", (ObjectNode) YAML.readTree(yaml));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The file, as it is named in the repository. */
    public String file() {
        return "contracts/openapi/" + name + ".yaml";
    }

    /** Method and path of each operation, {@code GET /api/v1/plans/{id}}, and what is said of it. */
    public Map<String, JsonNode> operations() {
        var found = new LinkedHashMap<String, JsonNode>();
        operations.forEach(operation -> found.put(operation.method() + " " + operation.path(), operation.described()));
        return found;
    }

    /** What is said of an operation, {@code GET /api/v1/plans/{id}}. */
    public JsonNode operation(String methodAndPath) {
        var described = operations().get(methodAndPath);
        if (described == null) {
            throw new AssertionError(methodAndPath + " is not described in " + file());
        }
        return described;
    }

    /** What is meant by a node that may be a reference within the document. */
    public JsonNode follow(JsonNode node) {
        var reference = node.path("$ref");
        return reference.isTextual() ? document.at(reference.asText().substring(1)) : node;
    }

    /** The roles that may ask at all, in capitals; an operation that names none has those of the document. */
    Set<String> roles(JsonNode operation) {
        var security = operation.has("security") ? operation.path("security") : document.path("security");
        var roles = new TreeSet<String>();
        security.forEach(requirement -> requirement.forEach(
                scheme -> scheme.forEach(role -> roles.add(role.asText().toUpperCase(Locale.ROOT)))));
        return roles;
    }

    /** What the exchange violates, one line per violation; empty also where it is about nothing described. */
    public List<String> violations(Exchange exchange) {
        return operations.stream()
                .filter(operation -> operation.method().equals(exchange.method())
                        && operation.matches().matcher(exchange.path()).matches())
                .findFirst()
                .filter(operation -> !NOT_OF_AN_OPERATION.contains(exchange.status()))
                .map(operation -> violations(operation, exchange))
                .orElse(List.of());
    }

    private List<String> violations(Operation operation, Exchange exchange) {
        var where = operation.method() + " " + operation.path();
        var described = operation.described().path("responses").path(Integer.toString(exchange.status()));
        if (described.isMissingNode()) {
            return List.of(where + ": the answer " + exchange.status() + " is not described");
        }
        var response = follow(described);
        var violations = new ArrayList<String>();
        response.path("headers").properties().forEach(header -> {
            if (follow(header.getValue()).path("required").asBoolean()
                    && !exchange.headers().containsKey(header.getKey().toLowerCase(Locale.ROOT))) {
                violations.add("header " + header.getKey() + " is missing");
            }
        });
        var type = exchange.headers().getOrDefault("content-type", "").replaceAll(";.*", "");
        var content = response.path("content").path(type);
        if (!exchange.answer().isEmpty() && content.isMissingNode()) {
            violations.add("the content type " + type + " is not described");
        } else if (type.endsWith("json")) {
            violations.addAll(violations(content.path("schema"), true, exchange.answer()));
        }
        var request = operation
                .described()
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("schema");
        if (exchange.status() < 300 && exchange.body() != null && request.isObject()) {
            violations(request, false, exchange.body())
                    .forEach(violation -> violations.add("accepted although " + violation));
        }
        return violations.stream()
                .map(violation -> where + " answered " + exchange.status() + ": " + violation)
                .toList();
    }

    /** @param strict whether a property that is not described is a violation */
    private List<String> violations(JsonNode schema, boolean strict, String json) {
        var compiled = schemas.computeIfAbsent(strict + schema.toString(), key -> {
            var whole = (ObjectNode) schema.deepCopy();
            whole.set("components", strict ? strictComponents : document.path("components"));
            return SCHEMAS.getSchema(whole);
        });
        try {
            return compiled.validate(JSON.readTree(json)).stream()
                    .map(Object::toString)
                    .toList();
        } catch (JsonProcessingException e) {
            return List.of("not JSON: " + json);
        }
    }

    /** The same, with no property allowed that is not described. */
    private static JsonNode closed(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(ApiDescription::closed);
        return node;
    }
}
