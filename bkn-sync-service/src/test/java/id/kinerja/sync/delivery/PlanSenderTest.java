package id.kinerja.sync.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.sync.delivery.Delivery.Desired;
import id.kinerja.sync.delivery.Delivery.Route;
import id.kinerja.sync.delivery.DeliveryEvent.DeliveryHeld;
import id.kinerja.sync.identity.PersonMatcher;
import id.kinerja.sync.registry.AgreedPlan;
import id.kinerja.sync.registry.Cause;
import id.kinerja.sync.registry.PlanChannel;
import id.kinerja.sync.registry.PlanOutcome;
import id.kinerja.sync.registry.RegistryRecordId;
import id.kinerja.sync.registry.SharedObservation;
import id.kinerja.sync.registry.SharedObservation.Level;
import id.kinerja.sync.registry.SharedObservation.ObservedBehaviour;
import id.kinerja.sync.registry.SubmissionOutcome;
import id.kinerja.sync.remedy.Trouble;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Year;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlanSenderTest {

    private static final String PLAN = "PLAN:" + World.ASSESSMENT;
    private static final String OBSERVATION = "OBSERVATION:" + World.ASSESSMENT + ":1";

    private final World world = new World(1);
    private final Intake intake = new Intake();
    private final DeliveryProperties properties = new DeliveryProperties(
            World.PROCESSING, Duration.ofSeconds(10), Duration.ofMinutes(15), 30, Duration.ofHours(24));

    private static final class Intake implements PlanChannel {

        private final List<Object> offered = new ArrayList<>();
        private PlanOutcome next = new SubmissionOutcome.Accepted(new RegistryRecordId("i-1"), "success");

        @Override
        public PlanOutcome offer(AgreedPlan plan) {
            offered.add(plan);
            return next;
        }

        @Override
        public PlanOutcome offer(SharedObservation observation) {
            offered.add(observation);
            return next;
        }
    }

    private void attempt(String deliveryId, boolean sends) {
        var sender = new PlanSender(
                intake,
                sends,
                new PersonMatcher(world.registry, world.identities, Duration.ofDays(30), world.clock),
                world.identities,
                world.deliveries,
                new Outcomes(world.deliveries, world.identities, properties, new Random(1), world.clock),
                new SendLease(World.CALL),
                world.clock);
        sender.attempt(world.deliveries.now(deliveryId), () -> true);
    }

    private void want(String id, long sequence, Values values) {
        var now = world.clock.instant();
        var desired = new Desired(id.substring(id.indexOf(':') + 1), sequence, Route.SEND, values, now, null);
        if (sequence == 1) {
            world.deliveries.create(
                    id, () -> Delivery.first(id, World.TEACHER, World.NPSN, World.PERIOD, desired, 0L, null, now));
        } else {
            world.deliveries.change(id, one -> one.want(World.NPSN, World.PERIOD, desired, now));
        }
    }

    private void plan(long sequence, String... behaviours) {
        want(PLAN, sequence, Values.of(new Values.Plan(2026, "GURU-1", List.of(behaviours), null, null)));
    }

    private DeliveryStatus status(String id) {
        return world.deliveries.now(id).status();
    }

    @Test
    void an_agreed_plan_is_offered_once() {
        plan(1, "GURU-1-A");
        attempt(PLAN, true);
        assertThat(status(PLAN)).isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(intake.offered)
                .containsExactly(new AgreedPlan(
                        World.ASSESSMENT,
                        World.TEACHERS_NIP,
                        World.PERIOD,
                        Year.of(2026),
                        "GURU-1",
                        List.of("GURU-1-A")));
        plan(2, "GURU-1-A");
        assertThat(status(PLAN)).as("agreed again, unchanged").isEqualTo(DeliveryStatus.DELIVERED);
        plan(3, "GURU-1-B");
        assertThat(status(PLAN)).isEqualTo(DeliveryStatus.PENDING);
    }

    @Test
    void an_observation_goes_the_same_way() {
        var behaviours = List.of(new ObservedBehaviour("GURU-1-A", Level.DONE_EFFECTIVE));
        var day = LocalDate.of(2026, 2, 25);
        want(
                OBSERVATION,
                1,
                Values.of(new Values.Observation(
                        World.ASSESSMENT, day, "GURU-1", behaviours, List.of("LEARNING_COMMUNITY"))));
        attempt(OBSERVATION, true);
        assertThat(intake.offered)
                .containsExactly(new SharedObservation(
                        World.ASSESSMENT + ":1",
                        World.ASSESSMENT,
                        World.TEACHERS_NIP,
                        World.PERIOD,
                        day,
                        "GURU-1",
                        behaviours,
                        List.of("LEARNING_COMMUNITY")));
    }

    @Test
    void without_a_channel_it_is_held_and_nobody_at_bkn_is_asked() {
        plan(1, "GURU-1-A");
        attempt(PLAN, false);
        assertThat(status(PLAN)).isEqualTo(DeliveryStatus.HELD);
        assertThat(world.deliveries.events).singleElement().isInstanceOf(DeliveryHeld.class);
        assertThat(world.registry.lookups).isZero();
        world.deliveries.change(PLAN, one -> one.retry(world.clock.instant()));
        attempt(PLAN, true);
        assertThat(status(PLAN)).as("once there is a channel").isEqualTo(DeliveryStatus.DELIVERED);
    }

    @Test
    void a_channel_that_holds_after_all_is_believed() {
        intake.next = new PlanOutcome.Held(PlanOutcome.Reason.AWAITS_PULL);
        plan(1, "GURU-1-A");
        attempt(PLAN, true);
        assertThat(status(PLAN)).isEqualTo(DeliveryStatus.HELD);
    }

    @Test
    void an_observation_of_somebody_who_is_no_civil_servant_is_not_sent() {
        world.identities.roster(World.TEACHER, "Sari Puspita", null, EmploymentStatus.NON_ASN);
        plan(1, "GURU-1-A");
        attempt(PLAN, true);
        assertThat(status(PLAN)).isEqualTo(DeliveryStatus.NOT_REQUIRED);
        assertThat(intake.offered).isEmpty();
    }

    @Test
    void nothing_is_offered_about_a_stranger() {
        world.registry.people.put(World.TEACHERS_NIP, World.person("p-9", World.TEACHERS_NIP, "Orang Lain"));
        plan(1, "GURU-1-A");
        attempt(PLAN, true);
        assertThat(Objects.requireNonNull(world.deliveries.now(PLAN).obstruction())
                        .trouble())
                .isEqualTo(Trouble.IDENTITY_MISMATCH);
        assertThat(intake.offered).isEmpty();
    }

    @Test
    void after_an_unknown_outcome_the_same_is_offered_again_when_the_first_is_over() {
        plan(1, "GURU-1-A");
        intake.next = SimulatedRegistry.deferred(Cause.TIMEOUT, true);
        attempt(PLAN, true);
        assertThat(status(PLAN)).isEqualTo(DeliveryStatus.WAITING);
        attempt(PLAN, true);
        assertThat(intake.offered).hasSize(1);
        intake.next = new SubmissionOutcome.Accepted(null, "success");
        world.clock.advance(World.PROCESSING);
        attempt(PLAN, true);
        assertThat(intake.offered).hasSize(2);
        assertThat(status(PLAN)).isEqualTo(DeliveryStatus.DELIVERED);
    }
}
