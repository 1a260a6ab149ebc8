package id.kinerja.kit.contracts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Schema and golden example of an event, from the {@code contracts} module: a producer's test asserts that what it
 * publishes is valid, a consumer's test reads the golden example.
 */
public final class ContractFiles {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            Dialect.builder(Dialects.getDraft202012())
                    .keyword(new NonValidationKeyword("x-source"))
                    .build(),
            registry -> registry.schemaRegistryConfig(SchemaRegistryConfig.builder()
                    // In 2020-12 a format only describes, unless asked to assert.
                    .formatAssertionsEnabled(true)
                    .build()));
    private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

    private ContractFiles() {}

    /**
     * The golden example of one event.
     *
     * @param headers the record headers, {@code ce_type} and so on, as text
     * @param key the record key, equal to {@code ce_subject}
     * @param dataJson the record value
     */
    public record Golden(Map<String, String> headers, String key, String dataJson) {}

    /** The golden example of the event type, such as {@code id.kinerja.planning.PlanApproved.v1}. */
    public static Golden golden(String type) {
        try {
            JsonNode example = JSON.readTree(read("contracts/examples/" + type + ".json"));
            Map<String, String> headers = new LinkedHashMap<>();
            example.required("headers")
                    .properties()
                    .forEach(header ->
                            headers.put(header.getKey(), header.getValue().asText()));
            return new Golden(
                    Map.copyOf(headers),
                    example.required("key").asText(),
                    JSON.writeValueAsString(example.required("data")));
        } catch (IOException e) {
            throw new UncheckedIOException("Golden example of " + type + " is not readable", e);
        }
    }

    /** Fails with every violation unless the payload satisfies the published schema of the event type. */
    public static void assertValid(String type, String dataJson) {
        Schema schema = SCHEMAS.computeIfAbsent(type, ContractFiles::schema);
        String violations;
        try {
            violations = schema.validate(JSON.readTree(dataJson)).stream()
                    .map(violation -> "  " + violation)
                    .collect(Collectors.joining("\n"));
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + dataJson, e);
        }
        if (!violations.isEmpty()) {
            throw new AssertionError("Not a valid " + type + ":\n" + violations + "\nin " + dataJson);
        }
    }

    private static Schema schema(String type) {
        return REGISTRY.getSchema(read("contracts/schemas/" + type + ".json"), InputFormat.JSON);
    }

    private static String read(String resource) {
        try (InputStream in = ContractFiles.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new AssertionError(
                        resource + " is not on the classpath: no such event type, or the test lacks the"
                                + " dependency on the contracts module");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
