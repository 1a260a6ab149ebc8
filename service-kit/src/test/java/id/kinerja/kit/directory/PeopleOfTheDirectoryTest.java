package id.kinerja.kit.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.kinerja.kit.aggregate.StartupIndexes;
import id.kinerja.kit.testing.Cast;
import id.kinerja.kit.testing.Events;
import id.kinerja.kit.testing.ServiceSuite;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;

class PeopleOfTheDirectoryTest extends ServiceSuite {

    @Autowired
    private Directory directory;

    @Autowired
    private MongoTemplate mongo;

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

    @Test
    void who_decides_in_the_appraisers_place_is_known_by_the_capacity_and_objections_go_above() {
        var cast = newSchool();
        assertThat(entry(cast.sari()).appraiserCapacity()).isEqualTo(AppraiserCapacity.APPRAISER);
        assertThat(entry(cast.dewi()).appraiserCapacity()).isEqualTo(AppraiserCapacity.NOBODY);
        Cast.announce(
                Events.publisher(),
                cast.sari(),
                2,
                Map.of(
                        "appraiserId", cast.hendra().employeeId(),
                        "superiorId", cast.hendra().employeeId(),
                        "appraiserCapacity", "NEXT_SUPERIOR"));

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(entry(cast.sari()).appraiserCapacity()).isEqualTo(AppraiserCapacity.NEXT_SUPERIOR));
        assertThat(directory.appraises(cast.hendra().employeeId(), cast.sari().employeeId()))
                .isTrue();
        assertThat(directory.superiorOf(entry(cast.sari())))
                .as("nobody is their own superior")
                .isEmpty();
    }

    @Test
    void who_leaves_is_here_until_midnight_of_the_last_day_where_the_school_is() {
        var cast = newSchool();
        var lastDay = LocalDate.of(2026, 6, 30);
        Cast.announceLeft(Events.publisher(), cast.sari(), lastDay, 2);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(entry(cast.sari()).leftAfter()).isEqualTo(lastDay));

        // The school is in Asia/Jakarta, seven hours ahead.
        assertThat(at("2026-06-30T16:59:59Z").hasLeft(entry(cast.sari()))).isFalse();
        assertThat(at("2026-06-30T17:00:00Z").hasLeft(entry(cast.sari()))).isTrue();
        assertThat(at("2026-06-30T17:00:00Z").hasLeft(entry(cast.bayu()))).isFalse();
    }

    @Test
    void that_somebody_leaves_may_be_heard_before_who_it_is() {
        var cast = newSchool();
        var stranger = new Cast.Person(
                UUID.randomUUID().toString(),
                "stranger." + cast.npsn() + "@guru.sd.belajar.id",
                "Wulan Sari",
                Role.TEACHER,
                EmploymentStatus.NON_ASN,
                cast.npsn(),
                null,
                null);
        Cast.announceLeft(Events.publisher(), stranger, LocalDate.of(2025, 12, 31), 2);
        Cast.announceLeft(Events.publisher(), cast.sari(), LocalDate.of(2025, 12, 31), 2);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(entry(cast.sari()).leftAfter()).isNotNull());
        assertThat(directory.byId(stranger.employeeId())).isEmpty();
        assertThat(directory.ofSchool(cast.npsn()))
                .extracting(DirectoryEntry::employeeId)
                .doesNotContain(stranger.employeeId());

        // Told first, though it arrives last: the assignment begins after the last day and is none after it.
        Cast.announce(Events.publisher(), stranger, 1);
        await().atMost(SOON).until(() -> directory.byId(stranger.employeeId()).isPresent());
        assertThat(directory.hasLeft(entry(stranger))).isTrue();
    }

    @Test
    void who_has_left_comes_back_by_an_assignment_that_begins_after_the_last_day() {
        var cast = newSchool();
        var lastDay = LocalDate.of(2026, 6, 30);
        Cast.announceLeft(Events.publisher(), cast.sari(), lastDay, 2);
        Cast.announce(
                Events.publisher(),
                cast.sari(),
                3,
                Map.of("effectiveFrom", "2026-06-30", "superiorId", cast.dewi().employeeId()));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(entry(cast.sari()).superiorId()).isNotNull());
        assertThat(entry(cast.sari()).leftAfter())
                .as("a change before the last day")
                .isEqualTo(lastDay);

        Cast.announce(Events.publisher(), cast.sari(), 4, Map.of("effectiveFrom", "2026-07-01"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(entry(cast.sari()).leftAfter()).isNull());
    }

    @Test
    void who_was_said_to_leave_by_mistake_stays_whatever_arrives_first() {
        var cast = newSchool();
        var lastDay = LocalDate.of(2026, 6, 30);
        // Told after the departure, though it arrives before.
        Cast.announce(Events.publisher(), cast.sari(), 3, Map.of("stays", true));
        Cast.announceLeft(Events.publisher(), cast.sari(), lastDay, 2);
        Cast.announceLeft(Events.publisher(), cast.bayu(), lastDay, 2);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(entry(cast.bayu()).leftAfter()).isEqualTo(lastDay));
        assertThat(entry(cast.sari()).leftAfter()).isNull();

        Cast.announceLeft(Events.publisher(), cast.sari(), lastDay, 4);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(entry(cast.sari()).leftAfter())
                        .as("then it was said again")
                        .isEqualTo(lastDay));
        Cast.announce(
                Events.publisher(),
                cast.sari(),
                5,
                Map.of("superiorId", cast.dewi().employeeId()));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(entry(cast.sari()).superiorId()).isNotNull());
        assertThat(entry(cast.sari()).leftAfter()).isEqualTo(lastDay);
    }

    @Test
    void the_account_of_somebody_who_has_left_is_nobody_s() {
        var cast = newSchool();
        assertThat(as(cast.sari().account()).get("/api/v1/notes").status()).isEqualTo(200);
        Cast.announceLeft(Events.publisher(), cast.sari(), LocalDate.of(2025, 12, 31), 2);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                as(cast.sari().account()).get("/api/v1/notes").status())
                        .isEqualTo(403));
        assertThat(as(cast.bayu().account()).get("/api/v1/notes").status()).isEqualTo(200);
    }

    private Directory at(String time) {
        return new Directory(mongo, new StartupIndexes(), Clock.fixed(Instant.parse(time), ZoneOffset.UTC));
    }

    private DirectoryEntry entry(Cast.Person person) {
        return directory.byId(person.employeeId()).orElseThrow();
    }
}
