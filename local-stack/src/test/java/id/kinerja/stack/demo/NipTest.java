package id.kinerja.stack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;

class NipTest {

    private static final LocalDate BIRTH = LocalDate.of(1985, 5, 17);

    @Test
    void a_permanent_number_has_birth_appointment_sex_and_sequence() {
        assertThat(new Nip().permanent(BIRTH, YearMonth.of(2010, 3), true)).isEqualTo("198505172010032001");
    }

    @Test
    void the_sequence_rises_only_when_all_before_it_is_equal() {
        var nips = new Nip();
        nips.permanent(BIRTH, YearMonth.of(2010, 3), true);
        assertThat(nips.permanent(BIRTH, YearMonth.of(2010, 3), true)).endsWith("002");
        assertThat(nips.permanent(BIRTH, YearMonth.of(2010, 3), false)).endsWith("1001");
    }

    @Test
    void a_contract_number_has_no_month() {
        assertThat(new Nip().contract(BIRTH, 2022, false)).isEqualTo("198505172022211001");
    }
}
