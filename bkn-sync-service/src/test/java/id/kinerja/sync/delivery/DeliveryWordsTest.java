package id.kinerja.sync.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.sync.lane.Lane;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryWordsTest {

    @ParameterizedTest
    @ValueSource(strings = {"id", "en"})
    void every_status_has_its_words(String language) {
        var texts = ResourceBundle.getBundle("messages", Locale.of(language));
        for (var status : DeliveryStatus.values()) {
            assertThat(texts.getString("delivery." + status)).isNotBlank();
        }
        for (var status : Lane.Status.values()) {
            assertThat(texts.getString("lane." + status)).isNotBlank();
        }
    }
}
