package id.kinerja.kit.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.kinerja.kit.testing.Cast;
import id.kinerja.kit.testing.Events;
import id.kinerja.kit.testing.ServiceSuite;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class DirectoryTest extends ServiceSuite {

    @Autowired
    private Directory directory;

    @Test
    void the_schools_of_a_regency_are_found_by_it_wherever_the_roster_last_puts_them() {
        var first = newSchool().npsn();
        var second = newSchool().npsn();
        var regency = "Kab. " + first;
        Cast.announceSchool(Events.publisher(), first, regency, "Asia/Jayapura", 2);
        Cast.announceSchool(Events.publisher(), second, regency, "Asia/Makassar", 2);

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(directory.schoolsOf(regency).stream().map(School::npsn))
                                .containsExactlyElementsOf(
                                        Stream.of(first, second).sorted().toList()));
        assertThat(directory.school(first)).get().satisfies(school -> {
            assertThat(school.regency()).isEqualTo(regency);
            assertThat(school.province()).isEqualTo("Jawa Tengah");
            assertThat(school.timeZone()).isEqualTo(ZoneId.of("Asia/Jayapura"));
        });

        Cast.announceSchool(Events.publisher(), second, "Kab. Lain", "Asia/Makassar", 3);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(directory.schoolsOf(regency).stream().map(School::npsn))
                                .containsExactly(first));
    }

    @Test
    void many_people_are_found_at_once_by_id_by_school_and_by_who_appraises_them() {
        var cast = newSchool();
        var elsewhere = newSchool();
        var sari = cast.sari().employeeId();
        var bayu = cast.bayu().employeeId();
        var ratna = cast.ratna().employeeId();

        assertThat(directory.byIds(List.of(sari, bayu, "nobody"))).containsOnlyKeys(sari, bayu);
        assertThat(directory.ofSchools(List.of(cast.npsn(), elsewhere.npsn())).stream()
                        .map(DirectoryEntry::employeeId))
                .hasSize(6)
                .contains(sari, bayu, ratna, elsewhere.sari().employeeId())
                .isSorted();
        assertThat(directory.appraisedByAny(List.of(ratna, cast.hendra().employeeId())).stream()
                        .map(DirectoryEntry::employeeId))
                .containsExactlyInAnyOrder(sari, bayu, ratna);
        assertThat(directory.byIds(List.of())).isEmpty();
        assertThat(directory.ofSchools(List.of())).isEmpty();
        assertThat(directory.appraisedByAny(List.of())).isEmpty();
    }
}
