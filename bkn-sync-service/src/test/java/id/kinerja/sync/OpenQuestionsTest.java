package id.kinerja.sync;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.sync.delivery.DeliveryProperties;
import id.kinerja.sync.siasn.BknProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** What docs/operations.md says of the open questions to BKN is what the program does. */
class OpenQuestionsTest {

    private static final Map<String, Class<? extends Record>> SETTINGS =
            Map.of("KINERJA_BKN_", BknProperties.class, "KINERJA_DELIVERY_", DeliveryProperties.class);
    private static final Pattern SETTING = Pattern.compile("`(KINERJA_[A-Z_]+)(?:=([^`]+))?`");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private record Setting(String name, String value) {}

    private static List<String> rows() throws IOException {
        var lines = Files.readAllLines(Path.of("../docs/operations.md"));
        int from = lines.indexOf("## Open questions to BKN");
        assertThat(from).isPositive();
        return lines.subList(from + 1, lines.size()).stream()
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| ") && !line.startsWith("| #"))
                .toList();
    }

    static Stream<Setting> settings() throws IOException {
        return rows().stream()
                .flatMap(row -> SETTING.matcher(row).results())
                .map(found -> new Setting(found.group(1), Objects.requireNonNullElse(found.group(2), "")));
    }

    @Test
    void every_open_question_has_its_row_with_a_setting_or_the_reason_why_none_is_needed() throws IOException {
        var questions = new ArrayList<Integer>();
        for (var row : rows()) {
            var cells = row.split("\\|");
            NUMBER.matcher(cells[1]).results().forEach(number -> questions.add(Integer.valueOf(number.group())));
            assertThat(SETTING.matcher(row).find() || cells[3].strip().startsWith("No setting"))
                    .as(row)
                    .isTrue();
        }
        assertThat(questions)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 12).boxed().toList());
    }

    @ParameterizedTest
    @MethodSource("settings")
    void a_setting_that_is_named_exists_and_has_the_default_that_is_said(Setting setting) {
        var prefix = SETTINGS.keySet().stream()
                .filter(setting.name()::startsWith)
                .findFirst()
                .orElseThrow(() -> new AssertionError(setting.name() + " is of no group that is known here"));
        var name = setting.name().substring(prefix.length()).replace("_", "").toLowerCase(Locale.ROOT);
        var type = Objects.requireNonNull(SETTINGS.get(prefix));
        var parameters = type.getDeclaredConstructors()[0].getParameters();
        var component = Arrays.stream(parameters)
                .filter(parameter ->
                        parameter.getName().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(setting.name() + " is no setting"));
        var standard = component.getAnnotation(DefaultValue.class);
        assertThat(standard == null ? "" : String.join(",", standard.value())).isEqualTo(setting.value());
    }
}
