package id.kinerja.sync.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.sync.delivery.SimulatedRegistry.Reaction;
import id.kinerja.sync.delivery.World.Choice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The handlers, the model and the sender under schedules drawn by chance: events in any order and repeated, two workers
 * that know nothing of each other, any of them killed or standing still at any step, and a registry that does everything
 * BKN can do. {@code -Dkinerja.schedules=200000} draws more.
 */
class DeliveryScheduleTest {

    private static final int SCHEDULES = Integer.getInteger("kinerja.schedules", 2000);
    private static final int STEPS = 200;

    @Test
    void whatever_happens_the_registry_ends_with_the_last_decision_saved_once() {
        int saves = 0;
        int kills = 0;
        int cancellations = 0;
        int repairs = 0;
        for (long seed = 0; seed < SCHEDULES; seed++) {
            try {
                var run = new Run(seed);
                run.play();
                saves += run.world.registry.saved.size();
                kills += run.kills;
                cancellations += run.cancellations;
                repairs += run.world.repairs;
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("schedule " + seed, e);
            }
        }
        // The schedules must reach what they are meant to reach.
        assertThat(saves).isGreaterThan(SCHEDULES);
        assertThat(kills).isGreaterThan(SCHEDULES / 2);
        assertThat(cancellations).isGreaterThan(SCHEDULES / 2);
        assertThat(repairs).isGreaterThan(SCHEDULES / 2);
    }

    private static final Act[] WHILE_SENDING = {
        Act.WHOLE_EVENT, Act.NEXT_DUE, Act.NEXT_DUE, Act.KILL, Act.WORKER, Act.HURRY, Act.SECONDS, Act.CANCEL
    };

    private enum Act {
        EVENT(3),
        WHOLE_EVENT(6),
        WORKER(20),
        SECONDS(10),
        NEXT_DUE(20),
        LONG(2),
        GATE(3),
        RETRY(3),
        CANCEL(2),
        REPAIR(5),
        KILL(6),
        GO_ON(60),
        HURRY(10);

        private final int most;

        Act(int most) {
            this.most = most;
        }
    }

    private static final class Run {

        private final Random random;
        private final Map<Act, Integer> weights;
        /** In how many of a hundred steps something else happens while a save is under way. */
        private final int interference;

        private final World world;
        private final List<Choice> decisions = new ArrayList<>();
        private final List<Runnable> events = new ArrayList<>();
        private final List<Delivering> delivering = new ArrayList<>();
        private final List<Schedule.Task> workers = new ArrayList<>();
        private int kills;
        private int cancellations;

        /** An event that is handed over again until its handler has returned. */
        private record Delivering(Runnable event, Schedule.Task task) {}

        Run(long seed) {
            random = new Random(seed);
            world = new World(seed);
            weights = weights();
            interference = random.nextInt(70);
            int faults = random.nextInt(100);
            // A fault that comes again and again reaches further than one of each kind.
            var favourite = random.nextBoolean() ? any(Reaction.values()) : null;
            world.registry.reaction = () -> random.nextInt(100) >= faults
                    ? Reaction.ACCEPT
                    : favourite == null ? any(Reaction.values()) : favourite;
            world.registry.reads = () -> random.nextInt(400) >= faults;
            world.registry.delay = () -> Duration.ofSeconds(random.nextInt((int) World.PROCESSING.toSeconds()));
            world.registry.renewsIds = random.nextBoolean();
            int count = 1 + random.nextInt(6);
            int choices = 2 + random.nextInt(2);
            for (int sequence = 1; sequence <= count; sequence++) {
                var choice = Choice.values()[random.nextInt(choices)];
                decisions.add(choice);
                int number = sequence;
                repeat(() -> world.decide(number, choice));
            }
            int included = random.nextInt(count + 1);
            Runnable closing = included == 0 ? () -> world.closeWithout("NOT_RATED") : () -> world.close(included);
            repeat(closing);
            if (random.nextInt(3) == 0) {
                Collections.shuffle(events, random);
            } else {
                // Decisions that come one by one after the closing meet the worker at work.
                events.addFirst(closing);
                handOver();
                finish(delivering.getFirst().task());
            }
        }

        /** How often what happens differs from schedule to schedule: some are hectic, some stand still for long. */
        private Map<Act, Integer> weights() {
            var drawn = new EnumMap<Act, Integer>(Act.class);
            for (var act : Act.values()) {
                drawn.put(act, 1 + random.nextInt(act.most));
            }
            return drawn;
        }

        private <T> T any(T[] of) {
            return of[random.nextInt(of.length)];
        }

        private void repeat(Runnable event) {
            for (int times = 1 + random.nextInt(2); times > 0; times--) {
                events.add(event);
            }
        }

        void play() {
            for (int step = 0; step < STEPS; step++) {
                act();
                world.check(decisions);
            }
            world.gateOpen = true;
            while (!events.isEmpty() || !delivering.isEmpty()) {
                handOver();
                delivering.forEach(one -> finish(one.task()));
                world.check(decisions);
            }
            workers.forEach(Run::finish);
            world.check(decisions);
            world.comeToRest();
            world.checkAtRest(decisions);
        }

        private void act() {
            if (sending() && random.nextInt(100) < interference) {
                act(any(WHILE_SENDING));
                return;
            }
            int drawn = random.nextInt(
                    weights.values().stream().mapToInt(Integer::intValue).sum());
            for (var weight : weights.entrySet()) {
                drawn -= weight.getValue();
                if (drawn < 0) {
                    act(weight.getKey());
                    return;
                }
            }
        }

        private boolean sending() {
            return world.deliveries.ids().stream()
                    .anyMatch(id -> world.deliveries.now(id).status() == DeliveryStatus.SENDING);
        }

        private void act(Act act) {
            var alive = world.schedule.alive();
            switch (act) {
                case EVENT -> handOver();
                case WHOLE_EVENT -> {
                    handOver();
                    delivering.forEach(one -> finish(one.task()));
                }
                case WORKER -> {
                    workers.removeIf(Schedule.Task::done);
                    if (workers.size() < 2 && !world.deliveries.ids().isEmpty()) {
                        workers.add(world.schedule.start(world::perform));
                    }
                }
                case SECONDS -> world.clock.advance(Duration.ofSeconds(random.nextInt(30)));
                case NEXT_DUE -> world.deliveries.nextDue().ifPresent(world.clock::advanceTo);
                case LONG -> world.clock.advance(Duration.ofMinutes(random.nextInt(30)));
                case GATE -> world.gateOpen = random.nextInt(4) > 0;
                case RETRY ->
                    world.deliveries
                            .ids()
                            .forEach(id -> world.deliveries.change(id, one -> one.retry(world.clock.instant())));
                case CANCEL ->
                    world.deliveries.ids().forEach(id -> {
                        var before = world.deliveries.now(id).status();
                        world.cancel();
                        if (before != world.deliveries.now(id).status()) {
                            cancellations++;
                        }
                    });
                case REPAIR ->
                    world.repairAfter(any(List.<Runnable>of(
                                    world.registry::remove,
                                    () -> world.registry.alter(world.result(any(Choice.values()))),
                                    () -> {})
                            .toArray(Runnable[]::new)));
                case KILL -> {
                    if (!alive.isEmpty()) {
                        kills++;
                        alive.get(random.nextInt(alive.size())).kill();
                    }
                }
                case GO_ON -> {
                    if (!alive.isEmpty()) {
                        alive.get(random.nextInt(alive.size())).resume();
                    }
                }
                case HURRY -> {
                    if (!alive.isEmpty()) {
                        finish(alive.getLast());
                    }
                }
            }
        }

        /** What was being handled by a process that died comes again. */
        private void handOver() {
            for (var one : List.copyOf(delivering)) {
                if (one.task().done()) {
                    delivering.remove(one);
                    if (one.task().killed()) {
                        events.addFirst(one.event());
                    }
                }
            }
            if (delivering.size() < 2 && !events.isEmpty()) {
                var event = events.removeFirst();
                delivering.add(new Delivering(event, world.schedule.start(event)));
            }
        }

        private static void finish(Schedule.Task task) {
            while (!task.done()) {
                task.resume();
            }
        }
    }
}
