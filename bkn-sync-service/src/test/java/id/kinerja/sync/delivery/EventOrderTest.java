package id.kinerja.sync.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.sync.delivery.DeliveryEvent.DeliveryParked;
import id.kinerja.sync.delivery.World.Choice;
import id.kinerja.sync.remedy.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The events of one period lead to the same end in every order and however often they come. */
class EventOrderTest {

    @Test
    void finalised_revised_and_closed_in_any_order_end_the_same() {
        List<Consumer<World>> events = List.of(
                world -> world.decide(1, Choice.GOOD),
                world -> world.decide(2, Choice.BETTER),
                world -> world.close(2),
                world -> world.decide(1, Choice.GOOD),
                world -> world.close(2));
        for (var order : permutations(events)) {
            var world = play(order);
            assertThat(world.delivery().desired().sequence()).isEqualTo(2);
            assertThat(world.delivery().status()).isEqualTo(DeliveryStatus.PENDING);
            world.comeToRest();
            assertThat(world.registry.saved).containsExactly(world.result(Choice.BETTER));
        }
    }

    @Test
    void a_manifest_that_names_the_later_result_never_lets_the_earlier_one_go() {
        List<Consumer<World>> events = List.of(
                world -> world.decide(1, Choice.GOOD),
                World::perform,
                world -> world.close(2),
                World::perform,
                world -> world.decide(2, Choice.BETTER));
        for (var order : permutations(events)) {
            var world = play(order);
            world.comeToRest();
            assertThat(world.registry.saved).containsExactly(world.result(Choice.BETTER));
        }
    }

    @Test
    void without_a_closing_nothing_is_sent() {
        var world = play(List.of(one -> one.decide(1, Choice.GOOD), World::perform));
        assertThat(world.delivery().status()).isEqualTo(DeliveryStatus.NOT_RELEASED);
        assertThat(world.registry.lookups).isZero();
    }

    @Test
    void a_result_that_was_missing_at_the_closing_releases_itself() {
        for (var reason : List.of("NOT_RATED", "NO_PLAN")) {
            for (var order : permutations(List.<Consumer<World>>of(
                    world -> world.decide(1, Choice.GOOD), world -> world.closeWithout(reason)))) {
                assertThat(play(order).delivery().status()).isEqualTo(DeliveryStatus.PENDING);
            }
        }
    }

    @Test
    void who_was_left_out_on_purpose_stays_out_until_a_later_decision() {
        for (var order : permutations(List.<Consumer<World>>of(
                world -> world.decide(1, Choice.GOOD), world -> world.closeWithout("LEFT_SCHOOL")))) {
            var world = play(order);
            assertThat(world.delivery().status()).isEqualTo(DeliveryStatus.NOT_RELEASED);
            world.decide(2, Choice.GOOD, EmploymentStatus.PNS, World.CLOSED_AT.plusSeconds(1));
            assertThat(world.delivery().status()).isEqualTo(DeliveryStatus.PENDING);
        }
    }

    @Test
    void who_is_no_civil_servant_is_never_sent() {
        for (var order : permutations(List.<Consumer<World>>of(
                world -> world.decide(1, Choice.GOOD, EmploymentStatus.NON_ASN, World.CLOSED_AT),
                world -> world.close(1),
                World::perform))) {
            var world = play(order);
            assertThat(world.delivery().status()).isEqualTo(DeliveryStatus.NOT_REQUIRED);
            assertThat(world.registry.lookups).isZero();
            assertThat(world.deliveries.events).isEmpty();
        }
    }

    @Test
    void two_semesters_of_a_year_are_held_each_by_itself() {
        for (var order : permutations(List.<Consumer<World>>of(
                world -> world.decideSemester("2024-1"),
                world -> world.decideSemester("2024-2"),
                world -> world.decideSemester("2024-1")))) {
            var world = play(order);
            assertThat(world.deliveries.ids())
                    .containsExactlyInAnyOrder(
                            "ANNUAL:" + World.TEACHER + ":2024-1", "ANNUAL:" + World.TEACHER + ":2024-2");
            assertThat(world.deliveries.ids())
                    .allMatch(id -> world.deliveries.now(id).desired().route() == Delivery.Route.HOLD);
            assertThat(world.registry.lookups).isZero();
        }
    }

    @Test
    void of_two_results_of_a_year_the_first_is_sent_and_the_other_waits_for_a_decision_whatever_comes_again() {
        List<Consumer<World>> events = List.of(
                world -> world.decide(1, Choice.GOOD),
                world -> world.decide(2, Choice.BETTER),
                world -> world.close(2),
                world -> world.decideSecond(1, Choice.WORSE),
                world -> world.closeSecond(1));
        for (var order : permutations(events)) {
            boolean second =
                    order.indexOf(events.get(3)) < Math.min(order.indexOf(events.get(0)), order.indexOf(events.get(1)));
            var world = play(order);
            // A consumer that begins anew brings everything again, and in an order of its own.
            events.reversed().forEach(event -> event.accept(world));

            var beside = World.DELIVERY + ":" + (second ? World.PERIOD : World.SECOND_PERIOD);
            assertThat(world.deliveries.ids()).containsExactly(World.DELIVERY, beside);
            assertThat(world.delivery().status()).isEqualTo(DeliveryStatus.PENDING);
            assertThat(world.delivery().periodId()).isEqualTo(second ? World.SECOND_PERIOD : World.PERIOD);
            var other = world.deliveries.now(beside);
            assertThat(other.status()).isEqualTo(DeliveryStatus.PARKED);
            assertThat(other.releasedFrom())
                    .as("its closing is noted all the same")
                    .isNotNull();
            var obstruction = Objects.requireNonNull(other.obstruction());
            assertThat(obstruction.trouble()).isEqualTo(Trouble.SECOND_RESULT_OF_YEAR);
            assertThat(obstruction.details()).containsExactly(World.DELIVERY);
            assertThat(world.deliveries.events)
                    .as("told once for each decision")
                    .hasSize(second ? sequencesInOrder(order, events) : 1)
                    .allSatisfy(event -> assertThat(event).isInstanceOf(DeliveryParked.class));

            world.comeToRest();
            world.perform(beside);
            assertThat(world.registry.saved).containsExactly(world.result(second ? Choice.WORSE : Choice.BETTER));
        }
    }

    /** How many of the first period's two decisions were news when they came. */
    private static int sequencesInOrder(List<Consumer<World>> order, List<Consumer<World>> events) {
        return order.indexOf(events.get(0)) < order.indexOf(events.get(1)) ? 2 : 1;
    }

    private static World play(List<Consumer<World>> order) {
        var world = new World(1);
        order.forEach(event -> event.accept(world));
        return world;
    }

    private static <T> List<List<T>> permutations(List<T> of) {
        if (of.size() < 2) {
            return List.of(of);
        }
        return Stream.iterate(0, index -> index < of.size(), index -> index + 1)
                .flatMap(index -> {
                    var others = new ArrayList<>(of);
                    var first = others.remove((int) index);
                    return permutations(others).stream().map(rest -> {
                        var whole = new ArrayList<T>(List.of(first));
                        whole.addAll(rest);
                        return (List<T>) whole;
                    });
                })
                .toList();
    }
}
