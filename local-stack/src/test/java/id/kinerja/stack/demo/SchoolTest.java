package id.kinerja.stack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SchoolTest {

    @Test
    void the_default_school_is_a_real_primary_school() {
        assertThat(School.find(School.DEFAULT_NPSN)).hasValueSatisfying(school -> {
            assertThat(school.level()).isEqualTo("SD");
            assertThat(school.regency()).isEqualTo("Kab. Wonosobo");
        });
        assertThat(School.find("00000000")).isEmpty();
    }

    @Test
    void all_schools_have_a_number_of_eight_digits() {
        assertThat(School.all())
                .hasSize(619)
                .allSatisfy(school -> assertThat(school.npsn()).matches("\\d{8}"));
    }
}
