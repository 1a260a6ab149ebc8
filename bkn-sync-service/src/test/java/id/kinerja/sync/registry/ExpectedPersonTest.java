package id.kinerja.sync.registry;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.sync.registry.ExpectedPerson.Difference;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectedPersonTest {

    private static final Nip NIP = new Nip("198001012005012001");
    private static final LocalDate BORN = LocalDate.of(1980, 1, 1);

    @ParameterizedTest
    @CsvSource({
        "'Siti Aminah, S.Pd., M.Pd.', SITI AMINAH",
        "'Dra. Hj. Siti Aminah', siti  aminah",
        "'Siti Nur''aini', SITI NURAINI",
        "'M. Yusuf', M YUSUF"
    })
    void names_match_whatever_their_titles_and_spelling_of_case(String ours, String theirs) {
        assertThat(new ExpectedPerson(NIP, ours, BORN).differencesFrom(found(NIP, theirs, BORN)))
                .isEmpty();
    }

    @Test
    void another_name_under_the_same_number_is_no_match() {
        assertThat(new ExpectedPerson(NIP, "Siti Aminah", BORN).differencesFrom(found(NIP, "BUDI SANTOSO", BORN)))
                .containsExactly(Difference.NAME);
    }

    @Test
    void another_birth_date_is_no_match_even_when_ours_is_only_in_the_number() {
        RegistryPerson found = found(NIP, "SITI AMINAH", BORN.plusDays(1));

        assertThat(new ExpectedPerson(NIP, "Siti Aminah", BORN).differencesFrom(found))
                .containsExactly(Difference.BIRTH_DATE);
        assertThat(new ExpectedPerson(NIP, "Siti Aminah", null).differencesFrom(found))
                .containsExactly(Difference.BIRTH_DATE);
    }

    @Test
    void a_birth_date_that_the_registry_does_not_tell_is_not_compared() {
        assertThat(new ExpectedPerson(NIP, "Siti Aminah", BORN).differencesFrom(found(NIP, "SITI AMINAH", null)))
                .isEmpty();
    }

    @Test
    void an_answer_about_another_number_is_no_match() {
        assertThat(new ExpectedPerson(NIP, "Siti Aminah", BORN)
                        .differencesFrom(found(new Nip("198001012005012002"), "SITI AMINAH", BORN)))
                .containsExactly(Difference.NIP);
    }

    private static RegistryPerson found(Nip nip, String name, @Nullable LocalDate birthDate) {
        return new RegistryPerson(new RegistryPersonId("A8ACA7"), nip, name, birthDate, null, null, null);
    }
}
