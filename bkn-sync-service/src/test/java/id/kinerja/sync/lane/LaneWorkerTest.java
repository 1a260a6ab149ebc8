package id.kinerja.sync.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import id.kinerja.kit.aggregate.CommandResult;
import id.kinerja.kit.testing.Infrastructure;
import id.kinerja.sync.registry.AnnualResult;
import id.kinerja.sync.registry.CallLimits;
import id.kinerja.sync.registry.CallPace;
import id.kinerja.sync.registry.Capability;
import id.kinerja.sync.registry.Cause;
import id.kinerja.sync.registry.Diagnosis;
import id.kinerja.sync.registry.Lookup;
import id.kinerja.sync.registry.NationalPerformanceRegistry;
import id.kinerja.sync.registry.Nip;
import id.kinerja.sync.registry.Obstacle;
import id.kinerja.sync.registry.Question;
import id.kinerja.sync.registry.RegisteredResult;
import id.kinerja.sync.registry.RegistryPerson;
import id.kinerja.sync.registry.RegistryPersonId;
import id.kinerja.sync.registry.RegistryRecordId;
import id.kinerja.sync.registry.SubmissionKind;
import id.kinerja.sync.registry.SubmissionOutcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Year;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Two instances of the service on one database, over the real driver. */
class LaneWorkerTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Clock CLOCK = Clock.systemUTC();
    private static final CallLimits CONFIGURED = new CallLimits(
            Duration.ZERO, 2, 50, Duration.ofSeconds(30), 10, 5, Duration.ofSeconds(60), Duration.ofSeconds(30));
    private static final Diagnosis FORBIDDEN = new Diagnosis(403, "service", "Forbidden");
    private static final Diagnosis FORBIDDEN_TO_THE_WITNESS = new Diagnosis(403, "service", "Forbidden altogether");
    private static final LaneProperties PROPERTIES = new LaneProperties(
            Duration.ofSeconds(2),
            Duration.ofMillis(50),
            Duration.ofMillis(100),
            200,
            Duration.ofMillis(300),
            Duration.ofSeconds(1));

    private final MongoClient client;
    private final Lanes lanes;
    private final Backlog backlog = new Backlog();
    /** Of the instance that was started last. */
    private SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private final AtomicInteger repaired = new AtomicInteger();
    /** Whom BKN was heard to speak of. */
    private volatile @Nullable RegistryPerson witness;
    /** What it says when it is asked about the witness. */
    private volatile Lookup<RegistryPerson> testimony = new Lookup.Absent<>();

    private final AtomicInteger asked = new AtomicInteger();
    private final List<LaneWorker> started = new ArrayList<>();

    LaneWorkerTest() {
        var uri = Infrastructure.newDatabase();
        client = MongoClients.create(uri);
        lanes = new Lanes(new MongoTemplate(client, uri.replaceAll("^.*/([^?]*).*$", "$1")));
    }

    /** What is due, for all instances; each knows who performed a piece. */
    private static final class Backlog {

        private final Set<String> due = new LinkedHashSet<>();
        private final ConcurrentLinkedQueue<String> performed = new ConcurrentLinkedQueue<>();
        /** For how many pieces, each time. */
        private final ConcurrentLinkedQueue<Integer> asked = new ConcurrentLinkedQueue<>();

        private final AtomicInteger atOnce = new AtomicInteger();
        private final AtomicInteger mostAtOnce = new AtomicInteger();
        private volatile Function<String, LaneSignal> answer = id -> LaneSignal.answered();
        private volatile @Nullable CountDownLatch hold;

        synchronized void add(int count) {
            for (int number = 0; number < count; number++) {
                due.add("piece-" + due.size() + "-" + performed.size());
            }
        }

        synchronized List<String> due(int limit) {
            asked.add(limit);
            return due.stream().limit(limit).toList();
        }

        synchronized void done(String id) {
            due.remove(id);
        }

        synchronized int size() {
            return due.size();
        }

        boolean isEmpty() {
            return size() == 0;
        }

        LaneSignal perform(String instance, String id) {
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            try {
                var latch = hold;
                if (latch != null) {
                    latch.await();
                }
                performed.add(instance + " " + id);
                var signal = answer.apply(id);
                if (signal instanceof LaneSignal.GoOn) {
                    synchronized (this) {
                        due.remove(id);
                    }
                }
                return signal;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return LaneSignal.goOn();
            } finally {
                atOnce.decrementAndGet();
            }
        }

        Set<String> instances() {
            var instances = new LinkedHashSet<String>();
            performed.forEach(entry -> instances.add(entry.substring(0, entry.indexOf(' '))));
            return instances;
        }
    }

    /** The valve of one instance. */
    private static final class Pace implements CallPace {

        private volatile CallLimits inForce = CONFIGURED;

        @Override
        public CallLimits configured() {
            return CONFIGURED;
        }

        @Override
        public Duration longestTurn(CallLimits limits) {
            return limits.callSpacing().multipliedBy(limits.callsInFlight()).plusMillis(500);
        }

        @Override
        public Duration longestCall(CallLimits limits) {
            return longestTurn(limits).plusMillis(500);
        }

        @Override
        public void change(CallLimits limits) {
            inForce = limits;
        }
    }

    private LaneWorker start(String instance) {
        return start(instance, new Pace());
    }

    private LaneWorker start(String instance, Pace pace) {
        LaneWork work = new LaneWork() {
            @Override
            public String lane() {
                return Lane.SIASN;
            }

            @Override
            public List<String> due(Instant now, int limit) {
                return backlog.due(limit);
            }

            @Override
            public LaneSignal perform(String id, Gate gate) {
                return backlog.perform(instance, id);
            }
        };
        meters = new SimpleMeterRegistry();
        var worker = new LaneWorker(
                lanes,
                List.of(work),
                new LaneBell(),
                new Registry(),
                doubted -> Optional.ofNullable(witness),
                PROPERTIES,
                new LaneLimits(pace, PROPERTIES.lease()),
                CLOCK,
                meters);
        started.add(worker);
        worker.start();
        return worker;
    }

    private final class Registry implements NationalPerformanceRegistry {

        @Override
        public Lookup<RegistryPerson> findPerson(Nip nip) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Lookup<RegisteredResult> findAnnual(RegistryPerson person, Year year) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SubmissionOutcome putAnnual(AnnualResult result, @Nullable RegistryRecordId known) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Capability capability(SubmissionKind kind) {
            return Capability.SUPPORTED;
        }

        @Override
        public void credentialsRepaired() {
            repaired.incrementAndGet();
        }
    }

    @AfterEach
    void stop() {
        started.forEach(LaneWorker::stop);
        client.close();
    }

    private void awaitDone() {
        await().atMost(SOON).until(backlog::isEmpty);
    }

    @Test
    void of_two_instances_one_works_and_does_everything_once() {
        backlog.add(500);
        start("a");
        start("b");
        awaitDone();
        assertThat(backlog.instances()).hasSize(1);
        assertThat(backlog.performed).hasSize(500).doesNotHaveDuplicates();
        assertThat(backlog.mostAtOnce.get()).as("attempts at the same time").isLessThanOrEqualTo(4);
    }

    @Test
    void the_next_batch_is_fetched_while_one_is_worked_on() {
        var latch = new CountDownLatch(1);
        backlog.hold = latch;
        backlog.add(2 * PROPERTIES.batch() + 1);
        start("a");
        await().atMost(SOON).until(() -> backlog.asked.size() == 2);
        assertThat(backlog.performed).as("all of the first batch still waits").isEmpty();
        assertThat(backlog.asked)
                .as("what is in hand is due as well")
                .containsExactly(PROPERTIES.batch(), 2 * PROPERTIES.batch());
        backlog.hold = null;
        latch.countDown();
        awaitDone();
        assertThat(backlog.performed).hasSize(2 * PROPERTIES.batch() + 1).doesNotHaveDuplicates();
    }

    @Test
    void when_the_one_stops_the_other_goes_on_without_waiting_for_the_lease() {
        backlog.add(5);
        var first = start("a");
        awaitDone();
        start("b");
        first.stop();
        backlog.add(5);
        awaitDone();
        assertThat(backlog.instances()).containsExactly("a", "b");
    }

    @Test
    void when_the_one_dies_the_other_takes_over_when_the_lease_has_passed() {
        var before = CLOCK.instant();
        assertThat(lanes.hold(Lane.SIASN, "a dead instance", before, PROPERTIES.lease()))
                .isTrue();
        backlog.add(5);
        start("b");
        awaitDone();
        assertThat(Duration.between(before, CLOCK.instant())).isGreaterThanOrEqualTo(PROPERTIES.lease());
    }

    @Test
    void a_long_piece_does_not_cost_the_lease() {
        var latch = new CountDownLatch(1);
        backlog.hold = latch;
        backlog.add(3);
        start("a");
        await().atMost(SOON).until(() -> backlog.atOnce.get() == 3);
        start("b");
        var lease = Objects.requireNonNull(lanes.find(Lane.SIASN).heldUntil());
        await().atMost(SOON).until(() -> CLOCK.instant().isAfter(lease.plus(PROPERTIES.lease())));
        backlog.hold = null;
        latch.countDown();
        awaitDone();
        assertThat(backlog.instances()).containsExactly("a");
        assertThat(backlog.performed).hasSize(3);
    }

    @Test
    void a_pause_is_kept_by_everybody_and_doubles_while_the_target_stays_away() {
        backlog.answer = id -> new LaneSignal.Pause(Cause.THROTTLED, null);
        backlog.add(50);
        var first = start("a");
        await().atMost(SOON).until(() -> pauses() == 1);
        first.stop();
        int performed = backlog.performed.size();
        assertThat(performed).as("the rest of the batch stays where it is").isLessThanOrEqualTo(4);
        start("b");
        await().atMost(SOON).until(() -> pauses() >= 3);
        backlog.answer = id -> LaneSignal.answered();
        awaitDone();
        assertThat(lanes.find(Lane.SIASN).pause())
                .as("forgotten once it answers")
                .isNull();
    }

    private int pauses() {
        var pause = lanes.find(Lane.SIASN).pause();
        return pause == null ? 0 : pause.inARow();
    }

    @Test
    void a_pause_that_the_target_named_is_kept_to_the_second() {
        var until = CLOCK.instant().plusMillis(1500);
        backlog.answer = id ->
                CLOCK.instant().isBefore(until) ? new LaneSignal.Pause(Cause.THROTTLED, until) : LaneSignal.answered();
        backlog.add(20);
        start("a");
        awaitDone();
        assertThat(backlog.performed.size()).isLessThanOrEqualTo(24);
    }

    @Test
    void a_block_stands_until_an_operator_releases_it_through_restarts_and_for_all_instances() {
        backlog.answer = id -> new LaneSignal.Stop(Cause.SSO_AUTH, Diagnosis.local("invalid_grant", ""));
        backlog.add(20);
        var first = start("a");
        await().atMost(SOON).until(() -> lanes.find(Lane.SIASN).block() != null);
        first.stop();
        int performed = backlog.performed.size();
        assertThat(performed).as("a bad password is not tried over and over").isLessThanOrEqualTo(4);

        start("b");
        await().atMost(SOON).until(() -> lanes.find(Lane.SIASN).holder() != null);
        await().during(Duration.ofMillis(500)).until(() -> backlog.performed.size() == performed);

        backlog.answer = id -> LaneSignal.answered();
        var blocked = lanes.find(Lane.SIASN);
        assertThat(lanes.release(Lane.SIASN, blocked.revision() - 1, "operator", CLOCK.instant()))
                .isInstanceOf(CommandResult.Stale.class);
        assertThat(lanes.release(Lane.SIASN, blocked.revision(), "operator", CLOCK.instant()))
                .isInstanceOf(CommandResult.Changed.class);
        awaitDone();
        assertThat(repaired).as("refused credentials are forgotten").hasValue(1);
        assertThat(lanes.find(Lane.SIASN).history())
                .singleElement()
                .satisfies(release -> assertThat(release.what()).isEqualTo("SSO_AUTH"));
        assertThat(lanes.release(Lane.SIASN, null, "operator", CLOCK.instant()))
                .as("there is nothing to release")
                .isInstanceOf(CommandResult.Refused.class);
    }

    private LaneSignal doubtful(String id) {
        return doubtful(id, id, question());
    }

    private LaneSignal doubtful(String id, String person, @Nullable Question question) {
        backlog.done(id);
        return new LaneSignal.Doubt(Cause.ACCESS_REFUSED, FORBIDDEN, person, question);
    }

    private Question question() {
        return other -> {
            asked.incrementAndGet();
            return testimony;
        };
    }

    private static int numberOf(String piece) {
        return Integer.parseInt(piece.split("-")[1]);
    }

    private void bknSpeaksOf(Lookup<RegistryPerson> testimony) {
        var nip = new Nip("198001012005012001");
        witness = new RegistryPerson(new RegistryPersonId("p-1"), nip, "Sari Puspita", null, null, null, null);
        this.testimony = testimony;
    }

    @Test
    void pieces_that_bkn_keeps_from_us_now_and_then_hold_nothing_up() {
        backlog.answer = id -> numberOf(id) % 20 == 0 ? doubtful(id) : LaneSignal.answered();
        backlog.add(400);
        start("a");
        awaitDone();
        assertThat(lanes.find(Lane.SIASN).block()).isNull();
        assertThat(backlog.performed).hasSize(400);
    }

    @Test
    void one_person_behind_many_pieces_blocks_nothing_however_often_it_is_met() {
        backlog.answer = id -> numberOf(id) < 12 ? doubtful(id, "principal", question()) : LaneSignal.answered();
        backlog.add(30);
        start("a");
        awaitDone();
        assertThat(lanes.find(Lane.SIASN).status(CLOCK.instant())).isEqualTo(Lane.Status.OPEN);
        assertThat(asked).as("nobody else had to be asked about").hasValue(0);
    }

    @Test
    void while_bkn_speaks_of_others_the_people_whom_it_keeps_from_us_hold_nobody_up() {
        bknSpeaksOf(new Lookup.Absent<>());
        backlog.answer = id -> numberOf(id) < 12 ? doubtful(id) : LaneSignal.answered();
        backlog.add(50);
        start("a");
        awaitDone();
        assertThat(backlog.performed).hasSize(50).doesNotHaveDuplicates();
        assertThat(lanes.find(Lane.SIASN).status(CLOCK.instant())).isEqualTo(Lane.Status.OPEN);
        assertThat(asked.get())
                .as("once for three people, or for the few who were in hand")
                .isBetween(2, 4);
        assertThat(attempts("Doubt")).isEqualTo(12);
    }

    @Test
    void when_bkn_speaks_of_nobody_any_more_the_lane_is_blocked_with_what_it_says_of_the_witness() {
        bknSpeaksOf(forbidden());
        backlog.answer = this::doubtful;
        backlog.add(50);
        start("a");
        await().atMost(SOON).until(() -> lanes.find(Lane.SIASN).block() != null);
        await().atMost(SOON).until(() -> backlog.atOnce.get() == 0);
        assertThat(Objects.requireNonNull(lanes.find(Lane.SIASN).block()).diagnosis())
                .isEqualTo(FORBIDDEN_TO_THE_WITNESS);
        assertThat(asked).hasValue(1);
        assertThat(backlog.performed.size()).as("the rest is not burnt").isBetween(3, 7);
    }

    @Test
    void when_the_witness_cannot_be_asked_the_lane_waits_and_asks_again() {
        bknSpeaksOf(new Lookup.Failed<>(new Obstacle.Deferred(
                Cause.THROTTLED, null, id.kinerja.sync.registry.Delivery.NOT_DELIVERED, FORBIDDEN)));
        backlog.answer = this::doubtful;
        backlog.add(50);
        start("a");
        await().atMost(SOON).until(() -> pauses() >= 2);
        assertThat(lanes.find(Lane.SIASN).block()).isNull();
        testimony = forbidden();
        await().atMost(SOON).until(() -> lanes.find(Lane.SIASN).block() != null);
    }

    @Test
    void nothing_is_begun_while_a_witness_is_asked() {
        bknSpeaksOf(new Lookup.Absent<>());
        var latch = new CountDownLatch(1);
        Question slow = other -> {
            asked.incrementAndGet();
            awaitUninterrupted(latch);
            return testimony;
        };
        backlog.answer = id -> numberOf(id) < 12 ? doubtful(id, id, slow) : LaneSignal.answered();
        backlog.add(50);
        start("a");
        await().atMost(SOON).until(() -> asked.get() == 1 && backlog.atOnce.get() == 0);
        int performed = backlog.performed.size();
        await().during(Duration.ofMillis(300)).until(() -> backlog.performed.size() == performed);
        assertThat(performed).isBetween(3, 7);
        latch.countDown();
        awaitDone();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void three_people_about_whom_bkn_lets_us_write_nothing_block_the_lane_because_nothing_may_be_written_for_a_trial() {
        bknSpeaksOf(new Lookup.Absent<>());
        backlog.answer = id -> doubtful(id, id, null);
        backlog.add(50);
        start("a");
        await().atMost(SOON).until(() -> lanes.find(Lane.SIASN).block() != null);
        assertThat(asked).hasValue(0);
    }

    private static Lookup<RegistryPerson> forbidden() {
        return new Lookup.Failed<>(
                new Obstacle.Rejected(Obstacle.Refusal.FORBIDDEN, List.of("Forbidden"), FORBIDDEN_TO_THE_WITNESS));
    }

    @Test
    void what_became_of_attempts_is_counted_from_nought() {
        start("a");
        for (var outcome : List.of("GoOn", "Pause", "Stop", "Doubt", "failed")) {
            assertThat(attempts(outcome)).as(outcome).isZero();
        }
    }

    private double attempts(String outcome) {
        return meters.get("kinerja.lane.attempts")
                .tag("lane", Lane.SIASN)
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    @Test
    void three_in_a_row_that_bkn_keeps_from_us_block_the_lane_if_nobody_can_be_asked_about_instead() {
        backlog.answer = this::doubtful;
        backlog.add(50);
        start("a");
        await().atMost(SOON).until(() -> lanes.find(Lane.SIASN).block() != null);
        assertThat(Objects.requireNonNull(lanes.find(Lane.SIASN).block()).cause())
                .isEqualTo(Cause.ACCESS_REFUSED);
        await().atMost(SOON).until(() -> backlog.atOnce.get() == 0);
        assertThat(backlog.performed.size()).isBetween(3, 7);

        backlog.answer = id -> LaneSignal.answered();
        lanes.release(Lane.SIASN, null, "operator", CLOCK.instant());
        awaitDone();
    }

    @Test
    void how_far_the_senders_clock_is_from_the_databases_can_be_watched() {
        assertThat(lanes.hold(Lane.SIASN, "a", CLOCK.instant().plusSeconds(60), PROPERTIES.lease()))
                .isTrue();
        assertThat(lanes.find(Lane.SIASN).clockAhead(PROPERTIES.lease()))
                .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(61));
        lanes.resign(Lane.SIASN, "a");
        start("b");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(meters.get("kinerja.lane.clock.ahead.seconds")
                                .gauge()
                                .value())
                        .isBetween(-5.0, 1.0));
    }

    @Test
    void one_blocked_lane_does_not_stop_another() {
        lanes.find(Lane.PLAN_CHANNEL);
        lanes.block(
                Lane.PLAN_CHANNEL, new Lane.Block(Cause.CONFIGURATION, CLOCK.instant(), Diagnosis.local("404", "")));
        backlog.add(5);
        start("a");
        awaitDone();
        assertThat(lanes.find(Lane.PLAN_CHANNEL).status(CLOCK.instant())).isEqualTo(Lane.Status.BLOCKED);
    }

    @Test
    void a_piece_that_fails_does_not_stop_the_others() {
        backlog.answer = id -> {
            if (id.startsWith("piece-3-")) {
                throw new IllegalStateException("a fault");
            }
            return LaneSignal.answered();
        };
        backlog.add(10);
        start("a");
        await().atMost(SOON).until(() -> backlog.size() == 1);
    }

    /** There is always something to do. */
    private LaneSignal answeredAndMore(String id) {
        backlog.add(1);
        return LaneSignal.answered();
    }

    @Test
    void an_operators_pause_stops_the_lane_in_the_middle_of_a_batch_until_it_is_resumed() {
        backlog.answer = this::answeredAndMore;
        backlog.add(300);
        start("a");
        await().atMost(SOON).until(() -> backlog.performed.size() > 10);
        lanes.pauseByOperator(Lane.SIASN, null, "operator", null, "audit at BKN", CLOCK.instant());
        await().atMost(SOON).until(() -> gauge("kinerja.lane.paused") == 1 && backlog.atOnce.get() == 0);
        int performed = backlog.performed.size();
        await().during(Duration.ofMillis(500)).until(() -> backlog.performed.size() == performed);

        lanes.resume(Lane.SIASN, null, "operator", CLOCK.instant());
        await().atMost(SOON).until(() -> backlog.performed.size() > performed);
        assertThat(gauge("kinerja.lane.paused")).isZero();
        backlog.answer = id -> LaneSignal.answered();
        awaitDone();
    }

    @Test
    void an_operators_pause_is_heeded_while_calls_hang() {
        var latch = new CountDownLatch(1);
        backlog.hold = latch;
        backlog.add(20);
        start("a");
        await().atMost(SOON).until(() -> backlog.atOnce.get() == 4);
        lanes.pauseByOperator(Lane.SIASN, null, "operator", null, "audit at BKN", CLOCK.instant());
        await().atMost(SOON).until(() -> gauge("kinerja.lane.paused") == 1);
        assertThat(backlog.atOnce).as("they hang still").hasValue(4);
        latch.countDown();
        await().atMost(SOON).until(() -> backlog.atOnce.get() == 0);
        await().during(Duration.ofMillis(300)).until(() -> backlog.performed.size() == 4);
    }

    @Test
    void a_pause_with_a_time_ends_by_itself() {
        var until = CLOCK.instant().plusMillis(1500);
        lanes.find(Lane.SIASN);
        lanes.pauseByOperator(Lane.SIASN, null, "operator", until, "audit at BKN", CLOCK.instant());
        backlog.add(5);
        start("a");
        awaitDone();
        assertThat(CLOCK.instant()).isAfterOrEqualTo(until);
    }

    @Test
    void limits_set_through_one_instance_are_obeyed_by_the_one_that_sends_and_after_a_restart() {
        var holder = new Pace();
        var standby = new Pace();
        var first = start("b", holder);
        await().atMost(SOON).until(() -> lanes.find(Lane.SIASN).holder() != null);
        start("a", standby);
        // Instance a has no more to do with it than to write it down.
        setLimits(pace(Duration.ofMillis(100), 5));
        await().atMost(SOON).until(() -> holder.inForce.callsInFlight() == 5);
        assertThat(holder.inForce).isEqualTo(pace(Duration.ofMillis(100), 5).over(CONFIGURED));
        assertThat(standby.inForce).as("it does not send").isEqualTo(CONFIGURED);
        var latch = new CountDownLatch(1);
        backlog.hold = latch;
        backlog.add(20);
        await().atMost(SOON).until(() -> backlog.atOnce.get() == 7);

        setLimits(pace(null, 1));
        backlog.hold = null;
        latch.countDown();
        awaitDone();
        await().atMost(SOON).until(() -> holder.inForce.callsInFlight() == 1);
        assertThat(holder.inForce.callSpacing()).as("what is not named stays").isEqualTo(Duration.ofMillis(100));
        assertThat(backlog.instances()).containsExactly("b");

        started.forEach(LaneWorker::stop);
        assertThat(first.isRunning()).isFalse();
        backlog.mostAtOnce.set(0);
        backlog.add(50);
        var restarted = new Pace();
        start("c", restarted);
        awaitDone();
        assertThat(restarted.inForce.callsInFlight()).isEqualTo(1);
        assertThat(backlog.mostAtOnce.get()).as("from the first piece on").isLessThanOrEqualTo(3);
        assertThat(gauge("kinerja.lane.limit.calls")).isEqualTo(1);
        assertThat(gauge("kinerja.lane.limit.spacing.seconds")).isEqualTo(0.1);

        lanes.clearLimits(Lane.SIASN, null, "operator", CLOCK.instant());
        await().atMost(SOON).until(() -> restarted.inForce.equals(CONFIGURED));
    }

    @Test
    void limits_that_do_not_fit_the_lease_any_more_stop_the_sending_instead_of_being_forgotten() {
        lanes.find(Lane.SIASN);
        setLimits(pace(Duration.ofMinutes(1), null));
        backlog.add(5);
        start("a");
        await().atMost(SOON).until(() -> lanes.find(Lane.SIASN).holder() != null);
        await().during(Duration.ofMillis(500)).until(() -> backlog.performed.isEmpty());
        assertThat(gauge("kinerja.lane.limits.unfit")).isEqualTo(1);
        setLimits(pace(Duration.ZERO, null));
        awaitDone();
    }

    @Test
    void pauses_of_another_length_hold_from_the_next_one_and_can_be_watched() {
        lanes.find(Lane.SIASN);
        setLimits(new Lane.Limits(
                null,
                null,
                80,
                null,
                20,
                7,
                Duration.ofSeconds(9),
                null,
                Duration.ofMinutes(5),
                Duration.ofMinutes(5)));
        backlog.answer = id -> new LaneSignal.Pause(Cause.THROTTLED, null);
        backlog.add(5);
        start("a");
        await().atMost(SOON).until(() -> pauses() == 1);
        var pause = Objects.requireNonNull(lanes.find(Lane.SIASN).pause());
        assertThat(pause.until())
                .isBetween(CLOCK.instant().plusSeconds(240), CLOCK.instant().plusSeconds(300));
        assertThat(gauge("kinerja.lane.limit.pause.seconds")).isEqualTo(300);
        assertThat(gauge("kinerja.lane.limit.longest.pause.seconds")).isEqualTo(300);
        assertThat(gauge("kinerja.lane.limit.failure.rate")).isEqualTo(80);
        assertThat(gauge("kinerja.lane.limit.open.seconds")).isEqualTo(30);
        assertThat(gauge("kinerja.lane.limit.breaker.window")).isEqualTo(20);
        assertThat(gauge("kinerja.lane.limit.breaker.minimum.calls")).isEqualTo(7);
        assertThat(gauge("kinerja.lane.limit.call.deadline.seconds")).isEqualTo(9);
        assertThat(gauge("kinerja.lane.limit.suspension.seconds")).isEqualTo(30);
    }

    private static Lane.Limits pace(@Nullable Duration spacing, @Nullable Integer calls) {
        return new Lane.Limits(spacing, calls, null, null, null, null, null, null, null, null);
    }

    private void setLimits(Lane.Limits limits) {
        assertThat(lanes.setLimits(Lane.SIASN, null, "operator", limits, CLOCK.instant()))
                .isInstanceOf(CommandResult.Changed.class);
    }

    private double gauge(String name) {
        return meters.get(name).tag("lane", Lane.SIASN).gauge().value();
    }
}
