package id.kinerja.system.contracts;

import static java.util.Objects.requireNonNull;

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
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The files of the contracts module, as they are packed for everybody. */
final class Contracts {

    private static final ObjectMapper JSON = new JsonMapper();
    private static final ObjectMapper YAML = new YAMLMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            Dialect.builder(Dialects.getDraft202012())
                    .keyword(new NonValidationKeyword("x-source"))
                    .keyword(new NonValidationKeyword("components"))
                    .build(),
            registry -> registry.schemaRegistryConfig(SchemaRegistryConfig.builder()
                    // In 2020-12 a format only describes, unless asked to assert.
                    .formatAssertionsEnabled(true)
                    .build()));
    private static final Path ROOT = root();

    private Contracts() {}

    /** One entry of topics.yaml. */
    record Topic(
            String name,
            int partitions,
            String retention,
            String access,
            String key,
            List<String> events,
            String description) {

        boolean isForSubscribers() {
            return access.equals("subscribers");
        }
    }

    static List<Topic> topics() {
        return elements(yaml("topics.yaml").required("topics"))
                .map(node -> JSON.convertValue(node, Topic.class))
                .toList();
    }

    static Stream<String> eventTypes() {
        return topics().stream().flatMap(topic -> topic.events().stream());
    }

    static Stream<String> subscriberEventTypes() {
        return topics().stream().filter(Topic::isForSubscribers).flatMap(topic -> topic.events().stream());
    }

    static Topic topicOf(String type) {
        return topics().stream()
                .filter(topic -> topic.events().contains(type))
                .findFirst()
                .orElseThrow();
    }

    static ObjectNode schema(String type) {
        return json("schemas/" + type + ".json");
    }

    static ObjectNode example(String type) {
        return json("examples/" + type + ".json");
    }

    static ObjectNode asyncApi() {
        return yaml("asyncapi.yaml");
    }

    /** The event types for which the folder holds a file. */
    static Set<String> typesIn(String folder) {
        try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
            return files.map(file -> file.getFileName().toString().replaceFirst("\\.json$", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Set<String> filesIn(String folder) {
        try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the instance violates, one line per violation; empty when it is valid. */
    static List<String> violations(JsonNode schema, JsonNode instance) {
        Schema compiled = SCHEMAS.getSchema(schema);
        return compiled.validate(instance).stream().map(Object::toString).toList();
    }

    /** A file beside the tests that is not ours. */
    static JsonNode resource(String name) {
        try {
            return JSON.readTree(requireNonNull(Contracts.class.getResource(name), name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean exists(String file) {
        return Files.isRegularFile(ROOT.resolve(file));
    }

    static ObjectNode json(String file) {
        return read(JSON, file);
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    static ObjectNode yaml(String file) {
        return read(YAML, file);
    }

    private static ObjectNode read(ObjectMapper mapper, String file) {
        try {
            return (ObjectNode) mapper.readTree(Files.readString(ROOT.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        try {
            URI topics = requireNonNull(Contracts.class.getResource("/contracts/topics.yaml"))
                    .toURI();
            // A jar when the module was installed, a folder when it is built in the same run.
            return topics.getScheme().equals("jar")
                    ? FileSystems.newFileSystem(topics, Map.of()).getPath("/contracts")
                    : requireNonNull(Path.of(topics).getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
