package id.kinerja.sync.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.sync.delivery.SimulatedRegistry.Reaction;
import id.kinerja.sync.delivery.World.Choice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Exhaustive: one attempt is stopped before each of its steps, and there every sequence of up to three things happens that
 * can happen; then the attempt goes on, unless it was killed. For every reaction of the registry, from a first delivery
 * and from a corrected one.
 */
class InterferenceTest {

    private enum Interference {
        KILL,
        THE_SAME_AGAIN,
        ANOTHER_DECISION,
        NEXT_DUE,
        A_MINUTE,
        CANCEL,
        ANOTHER_WORKER
    }

    private static final int AT_MOST = Integer.getInteger("kinerja.interferences", 3);

    /** Decided in this order, so that a later decision can be what was delivered before. */
    private static final List<Choice> ANOTHER = List.of(Choice.GOOD, Choice.WORSE, Choice.BETTER);

    @Test
    void nothing_that_happens_at_any_step_loses_doubles_or_misplaces_a_result() {
        int runs = 0;
        for (var interferences : sequences()) {
            for (var reaction : Reaction.values()) {
                for (boolean corrected : new boolean[] {false, true}) {
                    int step = 0;
                    while (run(interferences, reaction, corrected, step)) {
                        step++;
                        runs++;
                    }
                    assertThat(step).as("steps of an attempt").isGreaterThan(5);
                }
            }
        }
        assertThat(runs).isGreaterThan(1000);
    }

    private static List<List<Interference>> sequences() {
        List<List<Interference>> all = new ArrayList<>();
        List<List<Interference>> longest = List.of(List.of());
        for (int length = 1; length <= AT_MOST; length++) {
            List<List<Interference>> longer = new ArrayList<>();
            for (var sequence : longest) {
                for (var next : Interference.values()) {
                    var grown = new ArrayList<>(sequence);
                    grown.add(next);
                    longer.add(grown);
                }
            }
            all.addAll(longer);
            longest = longer;
        }
        return all;
    }

    /** @return false if the attempt had ended before this step */
    private static boolean run(List<Interference> interferences, Reaction reaction, boolean corrected, int step) {
        try {
            return new Run(reaction, corrected).interferedWith(interferences, step);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "%s at step %d, registry %s, corrected %s".formatted(interferences, step, reaction, corrected), e);
        }
    }

    private static final class Run {

        private final World world = new World(1);
        private final List<Choice> decisions = new ArrayList<>();
        private boolean reacted;

        Run(Reaction reaction, boolean corrected) {
            world.close(1);
            decide(Choice.GOOD);
            if (corrected) {
                world.perform();
                decide(Choice.BETTER);
            }
            world.registry.delay = () -> World.PROCESSING.minusSeconds(1);
            world.registry.reaction = () -> {
                boolean first = !reacted;
                reacted = true;
                return first ? reaction : Reaction.ACCEPT;
            };
        }

        private void decide(Choice choice) {
            decisions.add(choice);
            world.decide(decisions.size(), choice);
        }

        boolean interferedWith(List<Interference> interferences, int step) {
            var attempt = world.schedule.start(world::perform);
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
                    case THE_SAME_AGAIN -> decide(decisions.getLast());
                    case ANOTHER_DECISION -> decide(ANOTHER.get(decisions.size() % ANOTHER.size()));
                    case NEXT_DUE -> world.deliveries.nextDue().ifPresent(world.clock::advanceTo);
                    case A_MINUTE -> world.clock.advance(Duration.ofSeconds(59));
                    case CANCEL -> world.cancel();
                    case ANOTHER_WORKER -> world.perform();
                }
                world.check(decisions);
            }
            while (!attempt.done()) {
                attempt.resume();
                world.check(decisions);
            }
            world.comeToRest();
            world.checkAtRest(decisions);
            return true;
        }
    }
}
