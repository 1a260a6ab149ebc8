package id.kinerja.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.assessment.delivery.DeliveryStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MessagesTest {

    private static final Pattern ARGUMENT = Pattern.compile("\\{\\d}");

    @Test
    void every_message_exists_in_both_languages_and_names_the_same_things() throws IOException {
        var indonesian = messages("id");
        var english = messages("en");

        assertThat(english.stringPropertyNames()).isEqualTo(indonesian.stringPropertyNames());
        assertThat(english.stringPropertyNames())
                .allSatisfy(key -> assertThat(arguments(english, key)).isEqualTo(arguments(indonesian, key)));
    }

    @Test
    void every_status_of_a_delivery_is_said_in_plain_words() throws IOException {
        assertThat(messages("id").stringPropertyNames())
                .containsAll(Arrays.stream(DeliveryStatus.values())
                        .map(status -> "delivery." + status)
                        .toList());
    }

    private static List<String> arguments(Properties messages, String key) {
        return ARGUMENT.matcher(messages.getProperty(key))
                .results()
                .map(MatchResult::group)
                .distinct()
                .sorted()
                .toList();
    }

    private static Properties messages(String language) throws IOException {
        var messages = new Properties();
        var name = "/messages_" + language + ".properties";
        try (InputStream in = Objects.requireNonNull(MessagesTest.class.getResourceAsStream(name))) {
            messages.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return messages;
    }
}
