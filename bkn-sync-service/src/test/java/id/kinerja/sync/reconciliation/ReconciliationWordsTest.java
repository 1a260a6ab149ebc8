package id.kinerja.sync.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReconciliationWordsTest {

    @ParameterizedTest
    @ValueSource(strings = {"id", "en"})
    void every_status_class_and_refusal_has_its_words(String language) {
        var texts = ResourceBundle.getBundle("messages", Locale.of(language));
        for (var status : Reconciliation.Status.values()) {
            assertThat(texts.getString("reconciliation." + status)).isNotBlank();
        }
        for (var verdict : Verdict.values()) {
            assertThat(texts.getString("finding." + verdict)).isNotBlank();
        }
        for (var status : Finding.Status.values()) {
            assertThat(texts.getString("finding.status." + status)).isNotBlank();
        }
        for (var code : new String[] {"reconciliation-open", "not-repairable", "confirmed-since", "already-repaired"}) {
            assertThat(texts.getString("problem." + code)).isNotBlank();
        }
    }
}
