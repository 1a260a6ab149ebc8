package id.kinerja.sync.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.sync.delivery.SimulatedRegistry.Reaction;
import id.kinerja.sync.delivery.World.Choice;
import id.kinerja.sync.lane.LaneSignal;
import id.kinerja.sync.registry.AnnualResult;
import id.kinerja.sync.registry.Appraiser;
import id.kinerja.sync.registry.Cause;
import id.kinerja.sync.registry.Lookup;
import id.kinerja.sync.registry.Nip;
import id.kinerja.sync.registry.RegistryPerson;
import id.kinerja.sync.registry.RegistryPersonId;
import id.kinerja.sync.remedy.Trouble;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AnnualSenderTest {

    private final World world = new World(1);

    private World released(Choice choice) {
        world.close(1);
        world.decide(1, choice);
        return world;
    }

    private void assertParked(Trouble trouble, String... details) {
        assertThat(world.delivery().status()).isEqualTo(DeliveryStatus.PARKED);
        var obstruction = Objects.requireNonNull(world.delivery().obstruction());
        assertThat(obstruction.trouble()).isEqualTo(trouble);
        assertThat(obstruction.details()).containsExactly(details);
        assertThat(world.registry.puts).as("nothing is saved").isZero();
    }

    @Test
    void a_result_is_saved_after_the_person_and_the_year_were_looked_at() {
        assertThat(released(Choice.GOOD).perform()).isEqualTo(LaneSignal.answered());
        assertThat(world.delivery().status()).isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(world.registry.saved).containsExactly(world.result(Choice.GOOD));
        assertThat(Objects.requireNonNull(world.delivery().confirmed()).recordId())
                .isEqualTo("r-1");
        assertThat(world.registry.lookups).as("employee and appraiser").isEqualTo(2);
        assertThat(world.registry.readings).isEqualTo(1);
    }

    @Test
    void people_are_looked_up_once() {
        released(Choice.GOOD).perform();
        world.decide(2, Choice.BETTER);
        world.perform();
        assertThat(world.registry.saved).hasSize(2);
        assertThat(world.registry.lookups).isEqualTo(2);
    }

    @Test
    void the_appraisers_post_grade_and_unit_are_looked_up_again_when_they_are_old() {
        released(Choice.GOOD).perform();
        world.clock.advance(Duration.ofDays(31));
        world.decide(2, Choice.BETTER);
        world.perform();
        assertThat(world.registry.lookups).isEqualTo(3);
    }

    @Test
    void what_is_there_already_is_not_saved_again() {
        world.registry.write(world.result(Choice.GOOD));
        released(Choice.GOOD).perform();
        assertThat(world.delivery().status()).isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(Objects.requireNonNull(world.delivery().confirmed()).recordId())
                .isEqualTo("foreign");
        assertThat(world.registry.puts).isZero();
    }

    @Test
    void another_result_that_we_did_not_write_is_never_replaced() {
        world.registry.write(world.result(Choice.WORSE));
        released(Choice.GOOD).perform();
        assertParked(Trouble.FOREIGN_RECORD, "WORK_RESULT", "PREDICATE");

        world.clock.advance(Duration.ofHours(25));
        world.registry.write(world.result(Choice.GOOD));
        world.perform();
        assertThat(world.delivery().status())
                .as("it goes on by itself when BKN's row is corrected")
                .isEqualTo(DeliveryStatus.DELIVERED);
    }

    @Test
    void a_result_that_came_back_changed_is_seen_when_it_is_read_back() {
        released(Choice.GOOD);
        world.registry.reaction = () -> Reaction.LOSE_AND_TIME_OUT;
        world.perform();
        var good = world.result(Choice.GOOD);
        world.registry.write(new AnnualResult(
                good.person(),
                good.year(),
                good.workResult(),
                good.workBehaviour(),
                world.result(Choice.BETTER).predicate(),
                good.appraiser()));
        world.clock.advance(World.PROCESSING);
        world.perform();
        assertThat(world.delivery().status()).isEqualTo(DeliveryStatus.PARKED);
        var obstruction = Objects.requireNonNull(world.delivery().obstruction());
        assertThat(obstruction.trouble()).as("it is ours").isEqualTo(Trouble.VALUES_DRIFTED);
        assertThat(obstruction.details()).containsExactly("PREDICATE");

        world.registry.write(world.result(Choice.WORSE));
        world.clock.advance(Duration.ofHours(25));
        world.perform();
        assertThat(Objects.requireNonNull(world.delivery().obstruction()).trouble())
                .as("other ratings are not")
                .isEqualTo(Trouble.FOREIGN_RECORD);
    }

    @Test
    void what_has_vanished_is_saved_again_on_command() {
        released(Choice.GOOD).perform();
        world.repairAfter(world.registry::remove);
        world.perform();
        assertThat(world.delivery().status()).isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(world.registry.saved).containsExactly(world.result(Choice.GOOD), world.result(Choice.GOOD));
    }

    @Test
    void our_own_record_that_somebody_has_changed_is_corrected_on_command() {
        released(Choice.GOOD).perform();
        world.repairAfter(() -> world.registry.alter(world.result(Choice.WORSE)));
        world.perform();
        assertThat(world.delivery().status()).isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(world.registry.ledger()).isEqualTo(world.result(Choice.GOOD));
    }

    @Test
    void a_record_that_has_replaced_ours_is_not_replaced_even_on_command() {
        released(Choice.GOOD).perform();
        world.repairAfter(() -> world.registry.write(world.result(Choice.WORSE)));
        world.perform();
        assertThat(Objects.requireNonNull(world.delivery().obstruction()).trouble())
                .isEqualTo(Trouble.FOREIGN_RECORD);
        assertThat(world.registry.ledger()).isEqualTo(world.result(Choice.WORSE));
    }

    @Test
    void what_is_there_after_all_is_confirmed_without_another_save() {
        released(Choice.GOOD).perform();
        world.repairAfter(() -> {});
        world.perform();
        assertThat(world.delivery().status()).isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(world.registry.puts).isEqualTo(1);
    }

    @Test
    void several_results_of_one_year_are_for_a_person_to_clear() {
        world.registry.write(world.result(Choice.GOOD));
        world.registry.ambiguous = true;
        released(Choice.GOOD).perform();
        assertParked(Trouble.SEVERAL_RECORDS);
    }

    @Test
    void a_number_that_belongs_to_somebody_else_is_never_written_to() {
        world.registry.people.put(World.TEACHERS_NIP, World.person("p-9", World.TEACHERS_NIP, "Dewi Lestari"));
        released(Choice.GOOD).perform();
        assertParked(Trouble.IDENTITY_MISMATCH, "NAME");
    }

    @Test
    void another_birth_date_is_another_person() {
        world.registry.people.put(
                World.TEACHERS_NIP,
                new RegistryPerson(
                        new RegistryPersonId("p-1"),
                        World.TEACHERS_NIP,
                        "Sari Puspita",
                        LocalDate.of(1981, 1, 1),
                        null,
                        null,
                        null));
        released(Choice.GOOD).perform();
        assertParked(Trouble.IDENTITY_MISMATCH, "BIRTH_DATE");
    }

    @Test
    void a_number_that_bkn_does_not_know_is_parked_and_tried_again_when_the_roster_corrects_it() {
        world.identities.roster(World.TEACHER, "Sari Puspita", "198001012005012999", EmploymentStatus.PNS);
        released(Choice.GOOD).perform();
        assertParked(Trouble.PERSON_NOT_FOUND);

        world.identities.roster(World.TEACHER, "Sari Puspita", World.TEACHERS_NIP.value(), EmploymentStatus.PNS);
        world.events.identityChanged(World.TEACHER);
        world.perform();
        assertThat(world.delivery().status()).isEqualTo(DeliveryStatus.DELIVERED);
    }

    @Test
    void a_missing_or_malformed_number_is_parked_without_asking_bkn() {
        world.identities.roster(World.TEACHER, "Sari Puspita", null, EmploymentStatus.PNS);
        released(Choice.GOOD).perform();
        assertParked(Trouble.NIP_MISSING);

        world.identities.roster(World.TEACHER, "Sari Puspita", "12345", EmploymentStatus.PNS);
        world.events.identityChanged(World.TEACHER);
        world.perform();
        assertParked(Trouble.NIP_MALFORMED);
        assertThat(world.registry.lookups).isZero();
    }

    @Test
    void an_appraiser_of_another_institution_is_named_as_our_roster_knows_them() {
        world.registry.people.remove(World.PRINCIPALS_NIP);
        released(Choice.GOOD).perform();
        assertThat(world.registry.saved)
                .singleElement()
                .extracting(AnnualResult::appraiser)
                .isEqualTo(new Appraiser(
                        World.PRINCIPALS_NIP, "Ratna Kusumawardani", "Guru Ahli Muda", "33", "SD NEGERI CONTOH"));
    }

    @Test
    void the_key_of_a_person_is_kept_when_bkn_does_not_know_them_for_a_while() {
        released(Choice.GOOD).perform();
        var key = world.identities.find(World.PRINCIPAL).orElseThrow().personId();
        assertThat(key).isNotNull();
        world.registry.people.remove(World.PRINCIPALS_NIP);
        world.clock.advance(Duration.ofDays(31));
        world.decide(2, Choice.BETTER);
        world.perform();
        assertThat(world.identities.find(World.PRINCIPAL).orElseThrow().personId())
                .isEqualTo(key);
    }

    @Test
    void an_appraiser_under_whose_number_bkn_knows_somebody_else_is_not_named() {
        world.registry.people.put(
                World.PRINCIPALS_NIP, World.person("p-9", new Nip("198001012005011002"), "Orang Lain"));
        released(Choice.GOOD).perform();
        assertParked(Trouble.APPRAISER_MISMATCH, "NAME");
    }

    @Test
    void results_go_on_when_the_roster_corrects_who_gave_them() {
        world.identities.roster(World.PRINCIPAL, "Ratna Kusumawardani", null, EmploymentStatus.PNS);
        released(Choice.GOOD).perform();
        assertParked(Trouble.APPRAISER_NIP_MISSING);

        world.identities.roster(
                World.PRINCIPAL, "Ratna Kusumawardani", World.PRINCIPALS_NIP.value(), EmploymentStatus.PNS);
        world.events.identityChanged(World.PRINCIPAL);
        world.perform();
        assertThat(world.delivery().status()).isEqualTo(DeliveryStatus.DELIVERED);
    }

    @Test
    void a_result_waits_for_a_roster_that_comes_later() {
        var teacher = world.identities.find(World.TEACHER).orElseThrow();
        world.identities.forget(World.TEACHER);
        released(Choice.GOOD).perform();
        assertThat(world.delivery().status()).isEqualTo(DeliveryStatus.WAITING);
        world.identities.roster(
                World.TEACHER, teacher.name(), Objects.requireNonNull(teacher.nip()), EmploymentStatus.PNS);
        world.events.identityChanged(World.TEACHER);
        assertThat(world.delivery().status()).isEqualTo(DeliveryStatus.PENDING);
    }

    @Test
    void a_correction_updates_our_own_record_also_when_its_saving_was_never_confirmed() {
        released(Choice.GOOD);
        world.registry.reaction = () -> Reaction.KEEP_AND_TIME_OUT;
        world.perform();
        world.registry.reaction = () -> Reaction.ACCEPT;
        world.decide(2, Choice.BETTER);
        world.perform();
        assertThat(world.registry.saved).as("the wait is not cut short").hasSize(1);
        world.clock.advance(World.PROCESSING);
        world.perform();
        assertThat(world.registry.saved).containsExactly(world.result(Choice.GOOD), world.result(Choice.BETTER));
    }

    @Test
    void throttling_pauses_the_lane_and_costs_no_attempt() {
        released(Choice.GOOD);
        world.registry.reaction = () -> Reaction.THROTTLE;
        assertThat(world.perform()).isEqualTo(new LaneSignal.Pause(Cause.THROTTLED, null));
        assertThat(world.delivery().status()).isEqualTo(DeliveryStatus.PENDING);
        assertThat(world.delivery().tries()).isZero();
    }

    @Test
    void refused_credentials_stop_the_lane_and_cost_no_attempt() {
        released(Choice.GOOD);
        world.registry.reaction = () -> Reaction.BLOCK;
        assertThat(world.perform()).isInstanceOf(LaneSignal.Stop.class);
        assertThat(world.delivery().status()).isEqualTo(DeliveryStatus.PENDING);
    }

    @Test
    void a_failure_is_tried_again_after_growing_pauses_and_parked_when_it_never_ends() {
        released(Choice.GOOD);
        world.registry.reads = () -> false;
        var longest = Duration.ZERO;
        int tries = 0;
        while (world.delivery().status() != DeliveryStatus.PARKED) {
            world.perform();
            tries++;
            var due = Objects.requireNonNull(world.delivery().dueAt());
            var pause = Duration.between(world.clock.instant(), due);
            longest = tries == 8 ? pause : longest;
            world.clock.advanceTo(due);
        }
        assertThat(tries).isEqualTo(30);
        assertThat(longest).isBetween(Duration.ofMinutes(7), Duration.ofMinutes(15));
        assertParked(Trouble.NO_CLEAR_ANSWER, "UNAVAILABLE");
    }

    @Test
    void what_bkn_refuses_waits_for_a_person() {
        released(Choice.GOOD);
        world.registry.reaction = () -> Reaction.REJECT;
        world.perform();
        assertThat(world.delivery().status()).isEqualTo(DeliveryStatus.PARKED);
        assertThat(world.delivery().dueAt()).isNull();
        world.registry.reaction = () -> Reaction.ACCEPT;
        world.deliveries.change(World.DELIVERY, one -> one.retry(world.clock.instant()));
        world.perform();
        assertThat(world.delivery().status()).isEqualTo(DeliveryStatus.DELIVERED);
    }

    @Test
    void a_person_whom_bkn_keeps_from_us_is_parked_and_the_lane_is_told_its_doubt() {
        released(Choice.GOOD);
        world.registry.reaction = () -> Reaction.FORBID;
        assertThat(world.perform()).isInstanceOfSatisfying(LaneSignal.Doubt.class, doubt -> {
            assertThat(doubt.person()).isEqualTo(World.TEACHER);
            assertThat(doubt.question()).as("nothing is saved for a trial").isNull();
        });
        assertThat(world.delivery().status()).isEqualTo(DeliveryStatus.PARKED);
        assertThat(Objects.requireNonNull(world.delivery().obstruction()).trouble())
                .isEqualTo(Trouble.REFUSED);
    }

    @Test
    void an_appraiser_whom_bkn_keeps_from_us_is_the_one_who_is_doubted_and_can_be_asked_about_in_another() {
        world.registry.keptFromUs.add(World.PRINCIPALS_NIP);
        var signal = released(Choice.GOOD).perform();
        assertParked(Trouble.REFUSED, "APPRAISER");
        assertThat(signal).isInstanceOfSatisfying(LaneSignal.Doubt.class, doubt -> {
            assertThat(doubt.person()).isEqualTo(World.PRINCIPAL);
            var teacher = Objects.requireNonNull(world.registry.people.get(World.TEACHERS_NIP));
            assertThat(Objects.requireNonNull(doubt.question()).about(teacher)).isEqualTo(new Lookup.Found<>(teacher));
        });
    }

    @Test
    void what_bkn_answers_settles_a_doubt_also_when_the_answer_parks_the_result() {
        world.registry.people.put(World.TEACHERS_NIP, World.person("p-1", World.TEACHERS_NIP, "Somebody Else"));
        assertThat(released(Choice.GOOD).perform()).isEqualTo(LaneSignal.answered());
        assertParked(Trouble.IDENTITY_MISMATCH, "NAME");
    }

    @Test
    void who_has_no_number_was_never_asked_about_and_settles_no_doubt() {
        world.identities.roster(World.TEACHER, "Sari Puspita", null, EmploymentStatus.PNS);
        assertThat(released(Choice.GOOD).perform()).isEqualTo(LaneSignal.goOn());
        assertParked(Trouble.NIP_MISSING);
    }

    @Test
    void a_closed_gate_lets_nothing_through() {
        released(Choice.GOOD);
        world.gateOpen = false;
        world.perform();
        assertThat(world.registry.puts).isZero();
        assertThat(world.delivery().status()).isEqualTo(DeliveryStatus.PENDING);
    }

    @Test
    void a_fault_of_our_own_is_put_off_and_does_not_keep_others_waiting() {
        released(Choice.GOOD);
        world.registry.reads = () -> {
            throw new IllegalStateException("a fault");
        };
        world.perform();
        assertThat(world.delivery().status()).isEqualTo(DeliveryStatus.WAITING);
        assertThat(Objects.requireNonNull(world.delivery().obstruction()).trouble())
                .isEqualTo(Trouble.UNEXPECTED);
    }

    @Test
    void with_a_first_read_in_quiet_months_a_result_costs_one_save_and_nothing_else() {
        var quiet = new World(1, Duration.ofDays(200));
        quiet.identities.noRecord(World.TEACHER, 2026, quiet.clock.instant());
        quiet.clock.advance(Duration.ofDays(150));
        quiet.close(1);
        quiet.decide(1, Choice.GOOD);
        quiet.perform();
        assertThat(quiet.registry.readings).isZero();
        assertThat(quiet.registry.saved).hasSize(1);
    }

    @Test
    void nothing_of_a_person_is_in_what_is_published() {
        released(Choice.GOOD).perform();
        assertThat(world.deliveries.events.toString())
                .doesNotContain(World.TEACHERS_NIP.value(), "Sari", World.PRINCIPALS_NIP.value());
        assertThat(List.of(world.delivery().toString()))
                .noneMatch(text -> text.contains(World.TEACHERS_NIP.value()) || text.contains("Sari"));
    }
}
