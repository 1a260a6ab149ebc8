package id.kinerja.planning.preflight;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DefectTest {

    @ParameterizedTest
    @EnumSource(Defect.class)
    void every_defect_says_its_cause_who_repairs_it_and_the_next_step_in_both_languages(Defect defect) {
        for (var language : new String[] {"id", "en"}) {
            var texts = texts(language);
            assertThat(texts.getProperty("preflight." + defect)).as(language).isNotBlank();
            assertThat(texts.getProperty("preflight." + defect + ".step"))
                    .as(language)
                    .isNotBlank();
            assertThat(texts.getProperty("actor." + defect.repairer()))
                    .as(language)
                    .isNotBlank();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "en"})
    void no_text_of_a_defect_is_left_over(String language) {
        assertThat(texts(language).stringPropertyNames().stream()
                        .filter(key -> key.startsWith("preflight."))
                        .map(key -> key.substring("preflight.".length()).replace(".step", "")))
                .isSubsetOf(Arrays.stream(Defect.values()).map(Defect::name).toList());
    }

    private static Properties texts(String language) {
        var texts = new Properties();
        var resource = "/messages_" + language + ".properties";
        try (var in = Objects.requireNonNull(DefectTest.class.getResourceAsStream(resource));
                var reader = new InputStreamReader(in, UTF_8)) {
            texts.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }
}
