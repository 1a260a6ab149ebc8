package id.kinerja.sync.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.aggregate.CommandResult;
import id.kinerja.kit.model.Refusal;
import id.kinerja.sync.delivery.DeliveryEvent.DeliveryConfirmed;
import id.kinerja.sync.delivery.DeliveryEvent.DeliveryParked;
import id.kinerja.sync.delivery.SimulatedRegistry.Reaction;
import id.kinerja.sync.delivery.World.Choice;
import id.kinerja.sync.registry.AnnualResult;
import id.kinerja.sync.remedy.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Two results of one person and year, for which e-Kinerja has one place. */
class SecondResultTest {

    private static final Choice FIRST = Choice.GOOD;
    private static final Choice SECOND = Choice.WORSE;

    private final World world = decided();

    private static World decided() {
        var world = new World(1);
        world.close(1);
        world.closeSecond(1);
        world.decide(1, FIRST);
        world.decideSecond(1, SECOND);
        return world;
    }

    private static Refusal refusal(CommandResult<Delivery> result) {
        return ((CommandResult.Refused<Delivery>) result).refusal();
    }

    private Delivery besides() {
        return world.deliveries.now(World.BESIDES);
    }

    @Test
    void the_second_is_sent_if_the_first_is_cancelled_and_it_replaces_it() {
        world.cancel();
        assertThat(refusal(world.deliveries.change(World.BESIDES, one -> one.retry(world.clock.instant())))
                        .code())
                .as("another try would change nothing")
                .isEqualTo(Delivery.SECOND_RESULT);
        assertThat(world.replaceBy(World.BESIDES)).isInstanceOf(CommandResult.Changed.class);
        world.perform(World.BESIDES);
        assertThat(besides().status()).isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(world.delivery().status()).isEqualTo(DeliveryStatus.CANCELLED);
        assertThat(world.registry.saved).containsExactly(world.result(SECOND));
    }

    @Test
    void what_e_kinerja_holds_of_the_first_is_replaced_and_both_are_told() {
        world.perform();
        world.deliveries.events.clear();
        assertThat(world.replaceBy(World.BESIDES)).isInstanceOf(CommandResult.Changed.class);
        world.perform(World.BESIDES);
        assertThat(world.registry.saved).containsExactly(world.result(FIRST), world.result(SECOND));
        assertThat(world.deliveries.events).hasSize(2);
        assertThat(world.deliveries.events.getFirst()).isInstanceOfSatisfying(DeliveryParked.class, event -> {
            assertThat(event.deliveryId()).isEqualTo(World.DELIVERY);
            assertThat(event.cause()).isEqualTo(Trouble.SECOND_RESULT_OF_YEAR);
        });
        assertThat(world.deliveries.events.getLast())
                .isInstanceOfSatisfying(
                        DeliveryConfirmed.class,
                        event -> assertThat(event.deliveryId()).isEqualTo(World.BESIDES));

        assertThat(world.replaceBy(World.DELIVERY)).as("and back again").isInstanceOf(CommandResult.Changed.class);
        world.perform();
        assertThat(world.delivery().status()).isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(world.registry.saved).hasSize(3).endsWith(world.result(FIRST));
    }

    @Test
    void a_record_that_somebody_else_has_changed_is_not_replaced_by_the_second_either() {
        world.perform();
        world.replaceBy(World.BESIDES);
        world.registry.write(world.result(Choice.BETTER));
        world.perform(World.BESIDES);
        assertThat(besides().status()).isEqualTo(DeliveryStatus.PARKED);
        assertThat(Objects.requireNonNull(besides().obstruction()).trouble()).isEqualTo(Trouble.FOREIGN_RECORD);
        assertThat(world.registry.saved).hasSize(1);
    }

    @Test
    void a_newer_decision_of_either_stays_where_it_is() {
        world.perform();
        world.decideSecond(2, Choice.BETTER);
        assertThat(besides().status()).isEqualTo(DeliveryStatus.PARKED);
        world.replaceBy(World.BESIDES);
        world.decide(2, Choice.WORSE);
        assertThat(world.delivery().status()).isEqualTo(DeliveryStatus.PARKED);
        world.perform(World.BESIDES);
        assertThat(world.registry.saved).containsExactly(world.result(FIRST), world.result(Choice.BETTER));
    }

    @Test
    void nothing_is_replaced_while_nobody_knows_what_became_of_the_others_save() {
        world.registry.reaction = () -> Reaction.KEEP_LATER_AND_TIME_OUT;
        world.registry.delay = () -> World.PROCESSING.minusSeconds(1);
        world.perform();
        assertThat(refusal(world.replaceBy(World.BESIDES)).code()).isEqualTo("outcome-unknown");
        world.clock.advance(World.PROCESSING);
        world.registry.reaction = () -> Reaction.ACCEPT;
        world.perform();
        assertThat(world.replaceBy(World.BESIDES)).isInstanceOf(CommandResult.Changed.class);
    }

    @Test
    void who_has_the_place_replaces_nobody() {
        var refused = refusal(world.replaceBy(World.DELIVERY));
        assertThat(refused.code()).isEqualTo("wrong-state");
        assertThat(refused.facts()).containsEntry("command", "replace");
    }

    @Test
    void of_three_each_can_have_the_place_and_one_has_it() {
        var third = World.DELIVERY + ":2026-3";
        world.deliveries.create(
                third,
                () -> Delivery.first(
                        third,
                        World.TEACHER,
                        World.NPSN,
                        "2026-3",
                        besides().desired(),
                        0L,
                        World.DELIVERY,
                        world.clock.instant()));
        for (var next : List.of(World.BESIDES, third, World.DELIVERY, third, World.BESIDES, World.DELIVERY)) {
            assertThat(world.replaceBy(next)).as(next).isInstanceOf(CommandResult.Changed.class);
            assertThat(world.deliveries.ids().stream().filter(this::hasThePlace))
                    .containsExactly(next);
        }
    }

    private boolean hasThePlace(String id) {
        return world.deliveries.now(id).yieldsTo() == null;
    }

    private enum Interference {
        KILL,
        SECOND_REPLACES,
        FIRST_REPLACES,
        SEND_FIRST,
        SEND_SECOND,
        SECOND_DECIDED_ANEW,
        NEXT_DUE
    }

    /** What is stopped before each of its steps. */
    private enum Stopped {
        SENDING_THE_FIRST,
        REPLACING_THE_FIRST,
        REPLACING_A_DELIVERED_FIRST,
        SENDING_THE_SECOND
    }

    @Test
    void whatever_comes_between_two_are_never_sent_at_once_and_nothing_is_replaced_unasked() {
        int runs = 0;
        for (var stopped : Stopped.values()) {
            for (var reaction : Reaction.values()) {
                for (var interferences : sequences()) {
                    int step = 0;
                    while (run(stopped, reaction, interferences, step)) {
                        step++;
                        runs++;
                    }
                    assertThat(step).isGreaterThan(2);
                }
            }
        }
        assertThat(runs).isGreaterThan(1000);
    }

    private static List<List<Interference>> sequences() {
        List<List<Interference>> all = new ArrayList<>();
        for (var one : Interference.values()) {
            all.add(List.of(one));
            for (var other : Interference.values()) {
                all.add(List.of(one, other));
            }
        }
        return all;
    }

    private static boolean run(Stopped stopped, Reaction reaction, List<Interference> interferences, int step) {
        try {
            return new Run(stopped, reaction).interferedWith(interferences, step);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "%s before step %d of %s, registry %s".formatted(interferences, step, stopped, reaction), e);
        }
    }

    private static final class Run {

        private final World world = decided();
        private final Runnable stopped;
        /** Whether anybody has asked for the second to be sent. */
        private boolean asked;

        private Choice second = SECOND;
        private int decisions = 1;
        private boolean reacted;

        Run(Stopped stopped, Reaction reaction) {
            if (stopped == Stopped.REPLACING_A_DELIVERED_FIRST || stopped == Stopped.SENDING_THE_SECOND) {
                world.perform();
            }
            if (stopped == Stopped.SENDING_THE_SECOND) {
                replaceBy(World.BESIDES);
            }
            world.registry.delay = () -> World.PROCESSING.minusSeconds(1);
            world.registry.reaction = () -> {
                boolean first = !reacted;
                reacted = true;
                return first ? reaction : Reaction.ACCEPT;
            };
            this.stopped = switch (stopped) {
                case SENDING_THE_FIRST -> () -> world.perform();
                case REPLACING_THE_FIRST, REPLACING_A_DELIVERED_FIRST -> () -> replaceBy(World.BESIDES);
                case SENDING_THE_SECOND -> () -> world.perform(World.BESIDES);
            };
        }

        private void replaceBy(String id) {
            asked |= id.equals(World.BESIDES);
            world.replaceBy(id);
        }

        boolean interferedWith(List<Interference> interferences, int step) {
            var attempt = world.schedule.start(stopped);
            for (int passed = 0; passed < step; passed++) {
                attempt.resume();
                if (attempt.done()) {
                    return false;
                }
            }
            for (var interference : interferences) {
                switch (interference) {
                    case KILL -> {
                        if (!attempt.done()) {
                            attempt.kill();
                        }
                    }
                    case SECOND_REPLACES -> replaceBy(World.BESIDES);
                    case FIRST_REPLACES -> replaceBy(World.DELIVERY);
                    case SEND_FIRST -> world.perform();
                    case SEND_SECOND -> world.perform(World.BESIDES);
                    case SECOND_DECIDED_ANEW -> {
                        second = second == SECOND ? Choice.BETTER : SECOND;
                        world.decideSecond(++decisions, second);
                    }
                    case NEXT_DUE -> world.deliveries.nextDue().ifPresent(world.clock::advanceTo);
                }
                check();
            }
            while (!attempt.done()) {
                attempt.resume();
                check();
            }
            end();
            return true;
        }

        private boolean hasThePlace(String id) {
            return world.deliveries.now(id).yieldsTo() == null;
        }

        /** That no save meets another one, nor a newer one, the registry looks at itself. */
        private void check() {
            assertThat(hasThePlace(World.DELIVERY) && hasThePlace(World.BESIDES))
                    .as("both have the place")
                    .isFalse();
            for (var id : world.deliveries.ids()) {
                var delivery = world.deliveries.now(id);
                if (delivery.status() == DeliveryStatus.DELIVERED) {
                    assertThat(world.registry.ledger()).isEqualTo(result(id));
                    assertThat(hasThePlace(id)).isTrue();
                }
                assertThat(delivery.sending() == null || hasThePlace(id))
                        .as("what has not the place is not sent")
                        .isTrue();
            }
            if (!asked) {
                assertThat(world.registry.saved).doesNotContain(world.result(SECOND), world.result(Choice.BETTER));
            }
        }

        private AnnualResult result(String id) {
            return world.result(id.equals(World.BESIDES) ? second : FIRST);
        }

        /** What was begun is asked for again; then whoever has the place is delivered, and the other waits for a decision. */
        private void end() {
            world.registry.reaction = () -> Reaction.ACCEPT;
            for (int again = 0; again < 2 && !hasThePlace(World.DELIVERY) && !hasThePlace(World.BESIDES); again++) {
                world.replaceBy(again == 0 ? World.BESIDES : World.DELIVERY);
                check();
            }
            var sent = hasThePlace(World.DELIVERY) ? World.DELIVERY : World.BESIDES;
            var other = sent.equals(World.DELIVERY) ? World.BESIDES : World.DELIVERY;
            assertThat(hasThePlace(sent)).isTrue();
            for (int round = 0;
                    round < 50 && world.deliveries.now(sent).status() != DeliveryStatus.DELIVERED;
                    round++) {
                if (world.deliveries.now(sent).status() == DeliveryStatus.PARKED) {
                    world.deliveries.change(sent, delivery -> delivery.retry(world.clock.instant()));
                }
                world.clock.advance(Duration.ofSeconds(1));
                world.deliveries.nextDue().ifPresent(world.clock::advanceTo);
                world.perform(sent);
                check();
            }
            assertThat(world.deliveries.now(sent).status()).isEqualTo(DeliveryStatus.DELIVERED);
            assertThat(world.registry.ledger()).isEqualTo(result(sent));
            assertThat(world.deliveries.now(other).status()).isEqualTo(DeliveryStatus.PARKED);
            assertThat(Objects.requireNonNull(world.deliveries.now(other).obstruction())
                            .trouble())
                    .isEqualTo(Trouble.SECOND_RESULT_OF_YEAR);
        }
    }
}
