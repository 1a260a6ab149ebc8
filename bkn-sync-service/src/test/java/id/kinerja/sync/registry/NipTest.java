package id.kinerja.sync.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NipTest {

    @Test
    void a_printed_number_is_read_without_its_blanks() {
        assertThat(Nip.of("19800101 200501 1 001")).isEqualTo(new Nip("198001012005011001"));
    }

    @Test
    void the_first_digits_tell_the_birth_date() {
        assertThat(new Nip("198001012005011001").birthDate()).isEqualTo(LocalDate.of(1980, 1, 1));
        assertThat(new Nip("198013992005011001").birthDate()).isNull();
    }

    @Test
    void an_NI_PPPK_need_not_hold_a_month_of_appointment() {
        assertThat(new Nip("199005172022211004").value()).hasSize(18);
    }

    @Test
    void printing_a_number_hides_it() {
        assertThat(new Nip("198001012005011001")).asString().doesNotContain("19800101");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "19800101200501100", "1980010120050110011", "19800101200501100x"})
    void anything_but_18_digits_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Nip(text)).withMessageNotContaining("19800101");
    }
}
