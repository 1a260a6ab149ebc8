package id.kinerja.sync.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.sync.registry.Cause;
import id.kinerja.sync.remedy.Trouble.Retry;
import id.kinerja.sync.remedy.Trouble.Role;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every code says in both languages what stands in the way, who must act, what to do and when it goes on. */
class TroubleTest {

    @ParameterizedTest
    @EnumSource
    void every_trouble_has_its_words(Trouble trouble) {
        for (var language : new String[] {"id", "en"}) {
            var texts = ResourceBundle.getBundle("messages", Locale.of(language));
            assertThat(texts.getLocale().getLanguage()).isEqualTo(language);
            assertThat(texts.getString("trouble." + trouble)).isNotBlank();
            assertThat(texts.getString("step." + trouble)).isNotBlank();
            assertThat(texts.getString("role." + trouble.role())).isNotBlank();
            assertThat(texts.getString("retry." + trouble.retry())).isNotBlank();
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_does_not_pass_by_itself_names_somebody(Trouble trouble) {
        if (trouble.retry() == Retry.DAILY || trouble.retry() == Retry.ON_COMMAND) {
            assertThat(trouble.role()).isNotEqualTo(Role.NOBODY);
        }
    }

    @ParameterizedTest
    @EnumSource
    void every_cause_of_the_registry_has_its_place(Cause cause) {
        assertThat(Trouble.of(cause).name()).isEqualTo(cause.name());
    }
}
