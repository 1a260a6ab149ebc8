package id.kinerja.stack.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.stack.kafka.Topics;
import id.kinerja.stack.supervisor.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What must hold for each container of docker-compose.yml, whether or not an engine is at hand to start it. */
class ComposeTest {

    private static final Path ROOT = Installation.find().root();
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)(:?[-?])?");

    private static String text(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> containers() {
        Map<String, Object> file = new Yaml(new SafeConstructor(new LoaderOptions())).load(text("docker-compose.yml"));
        return (Map<String, Map<String, Object>>) Objects.requireNonNull(file.get("services"));
    }

    static Stream<String> names() {
        return containers().keySet().stream();
    }

    private static boolean isOurs(Map<String, Object> container) {
        return container.containsKey("build");
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_container_has_a_memory_limit_no_root_and_a_health_check_unless_it_ends(String name) {
        var container = Objects.requireNonNull(containers().get(name));

        assertThat(container).containsKey("mem_limit");
        if (isOurs(container)) {
            // The image says who it runs as and how its health is seen.
            assertThat(container).doesNotContainKeys("user", "healthcheck");
        } else {
            assertThat(container.get("user")).asString().matches("[1-9]\\d*:[1-9]\\d*");
            var disabled = Map.of("disable", true).equals(container.get("healthcheck"));
            assertThat(disabled)
                    .as("only what ends by itself has no health check")
                    .isNotEqualTo(container.containsKey("restart"));
        }
    }

    @Test
    void the_image_of_the_services_has_a_user_and_a_health_check() {
        assertThat(text("Dockerfile"))
                .containsPattern("(?m)^USER [1-9]\\d*:[1-9]\\d*$")
                .containsPattern("(?m)^HEALTHCHECK .*/usr/local/bin/healthy");
    }

    @Test
    void only_the_gateway_publishes_a_port() {
        assertThat(containers().entrySet().stream()
                        .filter(container -> container.getValue().containsKey("ports"))
                        .map(Map.Entry::getKey))
                .containsExactly("gateway");
    }

    @Test
    void every_variable_is_in_the_example_or_has_a_default_and_the_example_has_no_other() {
        var compose = VARIABLE.matcher(text("docker-compose.yml")).results().toList();
        var example = text(".env.example")
                .lines()
                .filter(line -> line.matches("[A-Z_]+=.*"))
                .map(line -> line.substring(0, line.indexOf('=')))
                .toList();

        assertThat(example).isSubsetOf(named(compose));
        assertThat(named(compose.stream()
                        .filter(variable ->
                                variable.group(2) == null || variable.group(2).endsWith("?"))
                        .toList()))
                .isSubsetOf(example);
    }

    private static List<String> named(List<MatchResult> variables) {
        return variables.stream().map(variable -> variable.group(1)).distinct().toList();
    }

    @Test
    void the_topics_are_created_as_the_contract_lists_them() throws Exception {
        var script = text("docker/create-topics");
        var awk = Pattern.compile("awk '(.*)'").matcher(script);
        assertThat(awk.find()).isTrue();

        var process = new ProcessBuilder(
                        "awk",
                        awk.group(1),
                        ROOT.resolve("contracts/topics.yaml").toString())
                .start();

        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8).lines())
                .containsExactlyElementsOf(Topics.all().stream()
                        .map(topic -> topic.name() + " " + topic.partitions())
                        .toList());
        // As TopicsTest has it: all of them keep everything.
        assertThat(script).contains("--config retention.ms=-1", "--config compression.type=zstd");
    }
}
