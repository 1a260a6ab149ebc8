package id.kinerja.sync.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.telemetry.TraceContexts;
import id.kinerja.kit.testing.MovableClock;
import id.kinerja.sync.delivery.World.Choice;
import id.kinerja.sync.identity.PersonMatcher;
import id.kinerja.sync.lane.Lane;
import id.kinerja.sync.registry.Cause;
import id.kinerja.sync.registry.Lookup;
import id.kinerja.sync.registry.PeriodicKind;
import id.kinerja.sync.registry.PeriodicRegistry;
import id.kinerja.sync.registry.PeriodicResult;
import id.kinerja.sync.registry.RegisteredPeriodicResult;
import id.kinerja.sync.registry.RegistryPerson;
import id.kinerja.sync.registry.RegistryRecordId;
import id.kinerja.sync.registry.SubmissionOutcome;
import id.kinerja.sync.remedy.Trouble;
import io.micrometer.tracing.Tracer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two quarters of one teacher before a registry that replaces nothing and does not say for which months a record stands.
 * Whatever is lost, late or under way at the same time: no quarter is ever there twice, and none is written over another.
 */
class PeriodicScheduleTest {

    private static final int SCHEDULES = Integer.getInteger("kinerja.schedules", 3000);

    private final MovableClock clock = new MovableClock("2026-07-01T04:00:00Z");
    private final InMemoryDeliveries deliveries = new InMemoryDeliveries(() -> {});
    private final InMemoryIdentities identities = new InMemoryIdentities();
    private final Bkn bkn = new Bkn();
    private final Map<String, Long> decided = new HashMap<>();
    private final Map<String, Choice> last = new HashMap<>();
    private final DeliveryWork work;

    private enum Fate {
        ACCEPTED,
        ACCEPTED_WITHOUT_A_KEY,
        KEPT_WITHOUT_AN_ANSWER,
        KEPT_LATER,
        LOST
    }

    /** What BKN knows of a record; the quarter is ours to check with. */
    private record Kept(YearMonth from, PeriodicResult result) {}

    private final class Bkn implements PeriodicRegistry {

        private final Map<String, Kept> rows = new LinkedHashMap<>();
        private final Map<Instant, Runnable> later = new HashMap<>();
        private Fate fate = Fate.ACCEPTED;
        private boolean away;
        private int keys;
        /** What others do while a save is under way. */
        private Runnable meanwhile = () -> {};

        private void catchUp() {
            for (var at : List.copyOf(later.keySet())) {
                if (!at.isAfter(clock.instant())) {
                    Objects.requireNonNull(later.remove(at)).run();
                }
            }
        }

        @Override
        public Lookup<List<RegisteredPeriodicResult>> listPeriodic(
                RegistryPerson person, Year year, PeriodicKind kind) {
            catchUp();
            if (away) {
                return new Lookup.Failed<>(SimulatedRegistry.deferred(Cause.UNAVAILABLE, false));
            }
            var found = new ArrayList<RegisteredPeriodicResult>();
            rows.forEach((id, row) -> found.add(new RegisteredPeriodicResult(
                    new RegistryRecordId(id),
                    row.result().workResult(),
                    row.result().workBehaviour(),
                    row.result().predicate(),
                    row.result().appraiser().nip().value())));
            return found.isEmpty() ? new Lookup.Absent<>() : new Lookup.Found<>(found);
        }

        @Override
        public SubmissionOutcome putPeriodic(PeriodicResult result, @Nullable RegistryRecordId known) {
            var how = fate;
            var id = known == null ? "k-" + ++keys : known.value();
            if (how == Fate.KEPT_LATER) {
                later.put(clock.instant().plus(World.PROCESSING.dividedBy(2)), () -> keep(id, result));
            } else if (how != Fate.LOST) {
                keep(id, result);
            }
            // It may be there already while the answer is still on its way.
            meanwhile.run();
            return switch (how) {
                case ACCEPTED -> new SubmissionOutcome.Accepted(new RegistryRecordId(id), "success");
                case ACCEPTED_WITHOUT_A_KEY -> new SubmissionOutcome.Accepted(null, "success");
                case KEPT_WITHOUT_AN_ANSWER, KEPT_LATER, LOST -> SimulatedRegistry.deferred(Cause.TIMEOUT, true);
            };
        }

        private void keep(String id, PeriodicResult result) {
            var there = rows.get(id);
            if (there != null) {
                assertThat(result.from())
                        .as("a quarter is written over another")
                        .isEqualTo(there.from());
            }
            rows.put(id, new Kept(result.from(), result));
            assertThat(rows.values().stream().map(Kept::from))
                    .as("a quarter is there twice")
                    .doesNotHaveDuplicates();
        }
    }

    PeriodicScheduleTest() {
        identities.roster(World.TEACHER, "Sari Puspita", World.TEACHERS_NIP.value(), EmploymentStatus.PNS);
        identities.roster(World.PRINCIPAL, "Ratna Kusumawardani", World.PRINCIPALS_NIP.value(), EmploymentStatus.PNS);
        var people = new SimulatedRegistry(clock, World.CALL, World.PROCESSING, () -> {}, result -> 0);
        people.people.put(World.TEACHERS_NIP, World.person("p-1", World.TEACHERS_NIP, "Sari Puspita"));
        people.people.put(World.PRINCIPALS_NIP, World.person("p-2", World.PRINCIPALS_NIP, "Ratna Kusumawardani"));
        var properties = new DeliveryProperties(
                World.PROCESSING, Duration.ofSeconds(10), Duration.ofMinutes(15), 30, Duration.ofHours(24));
        var outcomes = new Outcomes(deliveries, identities, properties, new Random(1), clock);
        var sender = new PeriodicSender(
                bkn,
                new PersonMatcher(people, identities, Duration.ofDays(30), clock),
                identities,
                deliveries,
                outcomes,
                new SendLease(World.CALL),
                clock);
        work = new DeliveryWork(
                Lane.SIASN,
                sender,
                deliveries,
                (lane, now, limit) -> List.of(),
                outcomes,
                properties,
                new TraceContexts(Tracer.NOOP),
                clock);
    }

    private static Values.Periodic quarter(int number, Choice choice) {
        var first = LocalDate.of(2026, 3 * number - 2, 1);
        return new Values.Periodic(
                PeriodicKind.QUARTERLY,
                first,
                first.plusMonths(3).minusDays(1),
                choice.workResult,
                choice.workBehaviour,
                choice.predicate,
                World.PRINCIPAL);
    }

    private static String id(int number) {
        return DeliveryKind.PERIODIC.idOf(quarter(number, Choice.GOOD).naturalKey(World.TEACHER));
    }

    private void decide(int number, Choice choice) {
        var now = clock.instant();
        var sequence = decided.merge(id(number), 1L, Long::sum);
        last.put(id(number), choice);
        var desired = new Delivery.Desired(
                World.TEACHER + ":q" + number,
                sequence,
                Delivery.Route.SEND,
                Values.of(quarter(number, choice)),
                now,
                null);
        if (sequence == 1) {
            deliveries.create(
                    id(number),
                    () -> Delivery.first(id(number), World.TEACHER, World.NPSN, "q" + number, desired, 0L, null, now));
        } else {
            deliveries.change(id(number), delivery -> delivery.want(World.NPSN, "q" + number, desired, now));
        }
    }

    private void perform(int number) {
        work.perform(id(number), () -> true);
    }

    private DeliveryStatus status(int number) {
        return deliveries.now(id(number)).status();
    }

    private void parked(int number, Trouble trouble) {
        assertThat(status(number)).isEqualTo(DeliveryStatus.PARKED);
        assertThat(Objects.requireNonNull(deliveries.now(id(number)).obstruction())
                        .trouble())
                .isEqualTo(trouble);
    }

    @Test
    void its_natural_key_is_person_kind_and_months() {
        assertThat(id(2)).isEqualTo("PERIODIC:" + World.TEACHER + ":QUARTERLY:2026-04:2026-06");
    }

    @Test
    void quarters_stand_beside_each_other_and_a_correction_changes_its_own() {
        decide(1, Choice.GOOD);
        decide(2, Choice.GOOD);
        perform(1);
        perform(2);
        assertThat(bkn.rows).hasSize(2);
        decide(1, Choice.BETTER);
        perform(1);
        assertThat(status(1)).isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(Objects.requireNonNull(bkn.rows.get("k-1")).result().predicate())
                .isEqualTo(Choice.BETTER.predicate);
        assertThat(bkn.rows).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"KEPT_WITHOUT_AN_ANSWER", "KEPT_LATER", "LOST", "ACCEPTED_WITHOUT_A_KEY"})
    void what_became_of_a_save_is_seen_in_the_list_before_anything_is_sent_again(Fate fate) {
        bkn.fate = fate;
        decide(1, Choice.GOOD);
        perform(1);
        assertThat(status(1)).isEqualTo(DeliveryStatus.WAITING);
        bkn.fate = Fate.ACCEPTED;
        clock.advance(World.PROCESSING);
        perform(1);
        assertThat(status(1)).isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(bkn.rows).hasSize(1);
    }

    @Test
    void beside_a_record_that_cannot_be_told_nothing_is_saved() {
        decide(1, Choice.GOOD);
        perform(1);
        bkn.rows.put(
                "by hand",
                new Kept(
                        YearMonth.of(2026, 7),
                        Objects.requireNonNull(bkn.rows.get("k-1")).result()));
        decide(2, Choice.BETTER);
        perform(2);
        parked(2, Trouble.FOREIGN_RECORD);
        bkn.rows.remove("by hand");
        clock.advance(Duration.ofHours(25));
        perform(2);
        assertThat(status(2)).as("once it is cleared").isEqualTo(DeliveryStatus.DELIVERED);
    }

    @Test
    void two_saves_without_an_answer_are_not_told_apart_by_guessing() {
        decide(1, Choice.GOOD);
        decide(2, Choice.GOOD);
        bkn.fate = Fate.LOST;
        perform(1);
        bkn.fate = Fate.KEPT_WITHOUT_AN_ANSWER;
        perform(2);
        bkn.fate = Fate.ACCEPTED;
        clock.advance(World.PROCESSING);
        perform(1);
        perform(2);
        parked(1, Trouble.FOREIGN_RECORD);
        parked(2, Trouble.FOREIGN_RECORD);
        assertThat(bkn.rows).hasSize(1);
    }

    @Test
    void a_record_that_a_sibling_is_just_saving_is_waited_for() {
        decide(1, Choice.GOOD);
        decide(2, Choice.GOOD);
        bkn.fate = Fate.LOST;
        perform(1);
        bkn.fate = Fate.ACCEPTED;
        clock.advance(World.PROCESSING);
        bkn.meanwhile = () -> {
            bkn.meanwhile = () -> {};
            perform(1);
            assertThat(status(1)).isEqualTo(DeliveryStatus.WAITING);
        };
        perform(2);
        clock.advance(World.PROCESSING);
        perform(1);
        assertThat(List.of(status(1), status(2))).containsExactly(DeliveryStatus.DELIVERED, DeliveryStatus.DELIVERED);
        assertThat(bkn.rows).hasSize(2);
    }

    @Test
    void under_any_schedule_nothing_is_there_twice_and_what_is_called_delivered_is_there() {
        var ends = new HashMap<DeliveryStatus, Integer>();
        for (int seed = 0; seed < SCHEDULES; seed++) {
            new PeriodicScheduleTest().play(new Random(seed), ends);
        }
        assertThat(ends.get(DeliveryStatus.DELIVERED)).as("most get through").isGreaterThan(SCHEDULES / 2);
        assertThat(ends.keySet()).containsOnly(DeliveryStatus.DELIVERED, DeliveryStatus.PARKED);
    }

    private void play(Random random, Map<DeliveryStatus, Integer> ends) {
        decide(1, choice(random));
        decide(2, choice(random));
        for (int step = 0; step < 14; step++) {
            bkn.fate = Fate.values()[random.nextInt(Fate.values().length)];
            bkn.away = random.nextInt(8) == 0;
            bkn.meanwhile = random.nextInt(3) > 0
                    ? () -> {}
                    : () -> {
                        bkn.meanwhile = () -> {};
                        perform(1 + random.nextInt(2));
                    };
            switch (random.nextInt(6)) {
                case 0 -> decide(1 + random.nextInt(2), choice(random));
                case 1, 2 -> clock.advance(World.PROCESSING.dividedBy(1 + random.nextInt(3)));
                default -> perform(1 + random.nextInt(2));
            }
            check();
        }
        bkn.fate = Fate.ACCEPTED;
        bkn.away = false;
        bkn.meanwhile = () -> {};
        for (int round = 0; round < 6; round++) {
            clock.advance(Duration.ofHours(25));
            perform(1);
            perform(2);
            check();
        }
        for (int number = 1; number <= 2; number++) {
            ends.merge(status(number), 1, Integer::sum);
        }
    }

    private static Choice choice(Random random) {
        return Choice.values()[random.nextInt(Choice.values().length)];
    }

    private void check() {
        bkn.catchUp();
        for (int number = 1; number <= 2; number++) {
            var delivery = deliveries.now(id(number));
            if (delivery.status() == DeliveryStatus.DELIVERED) {
                var from = YearMonth.from(quarter(number, Choice.GOOD).first());
                assertThat(bkn.rows.values())
                        .filteredOn(row -> row.from().equals(from))
                        .singleElement()
                        .satisfies(row -> assertThat(row.result().predicate())
                                .isEqualTo(Objects.requireNonNull(last.get(delivery.deliveryId())).predicate));
            }
        }
    }
}
