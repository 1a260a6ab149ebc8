package id.kinerja.planning;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever this service can refuse, it can say so in both languages. */
class MessagesTest {

    private static final Pattern LITERAL = Pattern.compile("\"([a-z0-9]+(?:-[a-z0-9]+)*)\"");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d}");

    /** Literals that look like codes and are none: names of commands, a collection, a thread, a bundle and an encoding. */
    private static final Set<String> NO_CODES = Set.of(
            "choose-practice",
            "choose-development",
            "choose-additional-duties",
            "choose-work-behaviour",
            "plan-results",
            "plan-audit",
            "outbox-sweep",
            "kinerja-messages",
            "windows-1252");

    @ParameterizedTest
    @ValueSource(strings = {"id", "en"})
    void every_code_in_the_source_has_a_text(String language) {
        assertThat(literals().filter(code -> code.contains("-")).filter(code -> !NO_CODES.contains(code)))
                .hasSizeGreaterThan(40)
                .isSubsetOf(codesOf(texts(language)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "en"})
    void no_text_is_left_over(String language) {
        assertThat(codesOf(texts(language))).isSubsetOf(literals().toList());
    }

    @Test
    void both_languages_say_the_same_with_the_same_values() {
        var indonesian = texts("id");
        var english = texts("en");

        assertThat(indonesian.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        assertThat(english.stringPropertyNames()).allSatisfy(key -> {
            assertThat(placeholders(indonesian, key)).isEqualTo(placeholders(english, key));
            assertThat(indonesian.getProperty(key)).isNotEqualTo(english.getProperty(key));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "en"})
    void quotation_marks_appear_as_they_are_meant(String language) {
        var texts = texts(language);

        // Only a text with values goes through MessageFormat, where a quotation mark is doubled to be one.
        assertThat(texts.stringPropertyNames())
                .allSatisfy(key -> assertThat(texts.getProperty(key))
                        .doesNotContainPattern(placeholders(texts, key).isEmpty() ? "''" : "(?<!')'(?!')"));
    }

    private static Stream<String> literals() {
        return Stream.of(
                        "src/main/java",
                        "../service-kit/src/main/java/id/kinerja/kit/web",
                        "../service-kit/src/main/java/id/kinerja/kit/model",
                        "../service-kit/src/main/java/id/kinerja/kit/security",
                        "../service-kit/src/main/java/id/kinerja/kit/aggregate")
                .flatMap(MessagesTest::sources)
                .flatMap(source -> LITERAL.matcher(source).results().map(match -> match.group(1)))
                .distinct();
    }

    private static Stream<String> sources(String directory) {
        try (var files = Files.walk(Path.of(directory))) {
            var sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            return sources.stream().map(MessagesTest::read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties texts(String language) {
        var texts = new Properties();
        for (var bundle : new String[] {"messages", "kinerja-messages"}) {
            var resource = "/" + bundle + "_" + language + ".properties";
            try (var in = Objects.requireNonNull(MessagesTest.class.getResourceAsStream(resource));
                    var reader = new InputStreamReader(in, UTF_8)) {
                texts.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return texts;
    }

    private static Set<String> codesOf(Properties texts) {
        return texts.stringPropertyNames().stream()
                .filter(key -> key.startsWith("problem.") || key.startsWith("fault."))
                .map(key -> key.substring(key.indexOf('.') + 1))
                .collect(toCollection(TreeSet::new));
    }

    private static Set<String> placeholders(Properties texts, String key) {
        return PLACEHOLDER
                .matcher(texts.getProperty(key))
                .results()
                .map(MatchResult::group)
                .collect(toCollection(TreeSet::new));
    }
}
