package id.kinerja.kit.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.kinerja.kit.testing.Cast;
import id.kinerja.kit.testing.Events;
import id.kinerja.kit.testing.ServiceSuite;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class PeopleOfTheDirectoryTest extends ServiceSuite {

    @Autowired
    private Directory directory;

    @Test
    void whoever_appraises_the_appraiser_is_the_appraisers_superior() {
        var cast = newSchool();

        assertThat(directory.superiorOf(entry(cast.sari())))
                .contains(cast.hendra().employeeId());
        assertThat(directory.superiorOf(entry(cast.ratna()))).isEmpty();
        assertThat(directory.superiorOf(entry(cast.hendra()))).isEmpty();
        assertThat(entry(cast.ratna()).appointment()).isEqualTo(Appointment.DEFINITIVE);
    }

    @Test
    void the_roster_may_name_another_superior_and_say_that_a_post_is_held_for_the_time_being() {
        var cast = newSchool();
        Cast.announce(
                Events.publisher(),
                cast.sari(),
                2,
                Map.of("superiorId", cast.dewi().employeeId(), "appointment", "ACTING"));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(directory.superiorOf(entry(cast.sari())))
                        .contains(cast.dewi().employeeId()));
        assertThat(entry(cast.sari()).appointment()).isEqualTo(Appointment.ACTING);

        // The next assignment says nothing of either.
        Cast.announce(Events.publisher(), cast.sari(), 3);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(directory.superiorOf(entry(cast.sari())))
                        .contains(cast.hendra().employeeId()));
        assertThat(entry(cast.sari()).appointment()).isEqualTo(Appointment.DEFINITIVE);
    }

    private DirectoryEntry entry(Cast.Person person) {
        return directory.byId(person.employeeId()).orElseThrow();
    }
}
