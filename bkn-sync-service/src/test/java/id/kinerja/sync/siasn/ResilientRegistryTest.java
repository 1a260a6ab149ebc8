package id.kinerja.sync.siasn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kinerja.kit.testing.MovableClock;
import id.kinerja.sync.registry.AgreedPlan;
import id.kinerja.sync.registry.AnnualResult;
import id.kinerja.sync.registry.Appraiser;
import id.kinerja.sync.registry.CallLimits;
import id.kinerja.sync.registry.Capability;
import id.kinerja.sync.registry.Cause;
import id.kinerja.sync.registry.Delivery;
import id.kinerja.sync.registry.Diagnosis;
import id.kinerja.sync.registry.Lookup;
import id.kinerja.sync.registry.NationalPerformanceRegistry;
import id.kinerja.sync.registry.Nip;
import id.kinerja.sync.registry.Obstacle;
import id.kinerja.sync.registry.Obstacle.Blocked;
import id.kinerja.sync.registry.Obstacle.Deferred;
import id.kinerja.sync.registry.Obstacle.Refusal;
import id.kinerja.sync.registry.Obstacle.Rejected;
import id.kinerja.sync.registry.PerformancePredicate;
import id.kinerja.sync.registry.PlanChannel;
import id.kinerja.sync.registry.PlanOutcome;
import id.kinerja.sync.registry.Rating;
import id.kinerja.sync.registry.RegisteredResult;
import id.kinerja.sync.registry.RegistryPerson;
import id.kinerja.sync.registry.RegistryPersonId;
import id.kinerja.sync.registry.RegistryRecordId;
import id.kinerja.sync.registry.SharedObservation;
import id.kinerja.sync.registry.SubmissionKind;
import id.kinerja.sync.registry.SubmissionOutcome;
import id.kinerja.sync.registry.SubmissionOutcome.Accepted;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Year;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResilientRegistryTest {

    private static final Diagnosis WHY = Diagnosis.local("test", "");
    private static final SubmissionOutcome DONE = new Accepted(new RegistryRecordId("r1"), "success");
    private static final AnnualResult RESULT = new AnnualResult(
            new RegistryPersonId("A8ACA7"),
            Year.of(2026),
            Rating.MEETS_EXPECTATION,
            Rating.MEETS_EXPECTATION,
            PerformancePredicate.GOOD,
            new Appraiser(new Nip("197005051995031002"), "BUDI SANTOSO", null, null, null));
    private static final AgreedPlan PLAN = new AgreedPlan(
            "e1:2026", new Nip("198001012005012001"), "2026", Year.of(2026), "GURU-1", List.of("GURU-1-A"));

    private final StubBkn settings = new StubBkn();
    private final MovableClock clock = new MovableClock("2026-11-23T10:00:00Z");
    private final AtomicLong nanos = new AtomicLong();
    private final Scripted scripted = new Scripted();
    private final AtomicReference<CallLimits> told = new AtomicReference<>();
    private ResilientRegistry registry = limits();

    /** A registry that answers everything with the outcome of the moment and counts. */
    private static final class Scripted implements NationalPerformanceRegistry {

        private final AtomicInteger calls = new AtomicInteger();
        private volatile Supplier<SubmissionOutcome> next = () -> DONE;

        @Override
        public Lookup<RegistryPerson> findPerson(Nip nip) {
            calls.incrementAndGet();
            return next.get() instanceof Obstacle obstacle ? new Lookup.Failed<>(obstacle) : new Lookup.Absent<>();
        }

        @Override
        public Lookup<RegisteredResult> findAnnual(RegistryPerson person, Year year) {
            return new Lookup.Absent<>();
        }

        @Override
        public SubmissionOutcome putAnnual(AnnualResult result, @Nullable RegistryRecordId known) {
            calls.incrementAndGet();
            return next.get();
        }

        @Override
        public Capability capability(SubmissionKind kind) {
            return Capability.SUPPORTED;
        }

        @Override
        public void credentialsRepaired() {}
    }

    @AfterEach
    void close() {
        registry.close();
        settings.close();
    }

    @Test
    void the_circuit_opens_on_a_registry_that_is_away_and_then_spares_it() {
        answer(deferred(Cause.UNAVAILABLE));
        put(2);
        answer(deferred(Cause.TIMEOUT));
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(registry.findPerson(new Nip("198001012005012001"))).isInstanceOf(Lookup.Failed.class);
        put(1);
        assertThat(scripted.calls).hasValue(4);

        assertThat(put(1)).isInstanceOfSatisfying(Deferred.class, open -> {
            assertThat(open.cause()).isEqualTo(Cause.CIRCUIT_OPEN);
            assertThat(open.delivery()).isEqualTo(Delivery.NOT_DELIVERED);
            assertThat(open.notBefore())
                    .isEqualTo(clock.instant().plusSeconds(30).plusMillis(1));
        });
        assertThat(scripted.calls).hasValue(4);
    }

    @Test
    void after_its_rest_one_call_decides_whether_the_circuit_closes() {
        answer(deferred(Cause.SUSPENDED));
        put(4);

        waitUntilAllowed();
        assertThat(put(1)).isEqualTo(deferred(Cause.SUSPENDED));

        waitUntilAllowed();
        answer(DONE);
        assertThat(put(10)).isEqualTo(DONE);
    }

    private void waitUntilAllowed() {
        assertThat(put(1)).isInstanceOfSatisfying(Deferred.class, open -> {
            assertThat(open.cause()).isEqualTo(Cause.CIRCUIT_OPEN);
            assertThat(open.notBefore()).isAfter(clock.instant());
            clock.advance(Duration.between(clock.instant(), open.notBefore()));
        });
    }

    @Test
    void an_answer_that_refuses_is_the_answer_of_a_healthy_registry() {
        for (SubmissionOutcome healthy : List.of(
                new Rejected(Refusal.INVALID_VALUES, List.of("Tahun is required"), WHY),
                new Blocked(Cause.SSO_AUTH, WHY),
                deferred(Cause.THROTTLED))) {
            answer(healthy);
            assertThat(put(20)).isEqualTo(healthy);
        }
    }

    @Test
    void a_call_beyond_the_number_in_flight_gets_no_turn_and_takes_none_from_others() throws Exception {
        Semaphore inside = new Semaphore(0);
        CountDownLatch release = new CountDownLatch(1);
        scripted.next = () -> {
            inside.release();
            try {
                release.await();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
            return DONE;
        };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<SubmissionOutcome>> calls = new ArrayList<>();
            // One after the other: two at the same moment would share one turn of the rate limiter.
            for (int i = 0; i < 2; i++) {
                calls.add(threads.submit(() -> put(1)));
                assertThat(inside.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
            }

            assertThat(put(1)).isInstanceOfSatisfying(Deferred.class, full -> {
                assertThat(full.cause()).isEqualTo(Cause.NO_TURN);
                assertThat(full.delivery()).isEqualTo(Delivery.NOT_DELIVERED);
            });

            release.countDown();
            for (Future<SubmissionOutcome> call : calls) {
                assertThat(call.get()).isEqualTo(DONE);
            }
        }
        assertThat(scripted.calls).hasValue(2);
    }

    @Test
    void calls_are_spaced_and_a_missed_turn_does_not_count_against_the_registry() {
        registry.close();
        registry = limits("call-spacing", "2s");

        assertThat(registry.putAnnual(RESULT, null)).isEqualTo(DONE);
        for (int i = 0; i < 20; i++) {
            assertThat(registry.putAnnual(RESULT, null))
                    .isInstanceOfSatisfying(
                            Deferred.class, early -> assertThat(early.cause()).isEqualTo(Cause.NO_TURN));
        }
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(registry.putAnnual(RESULT, null)).isEqualTo(DONE);
    }

    @Test
    void a_call_that_hangs_in_spite_of_its_deadline_is_cut_off_with_an_open_outcome() throws Exception {
        registry.close();
        registry = limits("call-deadline", "10ms");
        CountDownLatch interrupted = new CountDownLatch(1);
        scripted.next = () -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException cut) {
                interrupted.countDown();
            }
            return DONE;
        };

        assertThat(registry.putAnnual(RESULT, null)).isInstanceOfSatisfying(Deferred.class, late -> {
            assertThat(late.cause()).isEqualTo(Cause.TIMEOUT);
            assertThat(late.delivery()).isEqualTo(Delivery.UNKNOWN);
        });
        interrupted.await();
    }

    @Test
    void a_mistake_of_ours_stays_visible() {
        scripted.next = () -> {
            throw new IllegalStateException("a bug");
        };

        assertThatThrownBy(() -> put(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a bug");
    }

    @Test
    void a_plan_intake_that_is_away_holds_no_result_back() {
        PlanChannel channel = registry.around(new PlanChannel() {
            @Override
            public PlanOutcome offer(AgreedPlan plan) {
                return deferred(Cause.UNAVAILABLE);
            }

            @Override
            public PlanOutcome offer(SharedObservation observation) {
                return deferred(Cause.UNAVAILABLE);
            }
        });
        for (int i = 0; i < 4; i++) {
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            channel.offer(PLAN);
        }

        assertThat(channel.offer(PLAN))
                .isInstanceOfSatisfying(
                        Deferred.class, open -> assertThat(open.cause()).isEqualTo(Cause.CIRCUIT_OPEN));
        assertThat(put(1)).isEqualTo(DONE);
    }

    @Test
    void another_spacing_holds_from_the_very_next_call_and_there_is_time_to_wait_for_it() {
        var spacing = Duration.ofMillis(200);
        var limits = pace(spacing, 1, 50, Duration.ofSeconds(30));
        registry.close();
        registry = new ResilientRegistry(
                scripted, told::set, settings.properties("turn-wait", "0s"), clock, System::nanoTime);
        long before = System.nanoTime();
        assertThat(registry.putAnnual(RESULT, null)).isEqualTo(DONE);
        registry.change(limits);
        assertThat(registry.longestTurn(limits))
                .as("configured is no wait at all")
                .isEqualTo(spacing);

        assertThat(registry.putAnnual(RESULT, null)).isEqualTo(DONE);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(spacing);

        registry.change(registry.configured());
        assertThat(registry.longestTurn(registry.configured())).isZero();
    }

    @Test
    void without_a_spacing_calls_follow_each_other_at_once() {
        registry.change(pace(Duration.ZERO, 2, 50, Duration.ofSeconds(30)));
        assertThat(put(20)).isEqualTo(DONE);
    }

    @Test
    void fewer_calls_in_flight_hold_for_the_calls_that_follow() throws Exception {
        registry.change(pace(Duration.ZERO, 1, 50, Duration.ofSeconds(30)));
        var inside = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        scripted.next = () -> {
            inside.countDown();
            try {
                release.await();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
            return DONE;
        };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var call = threads.submit(() -> put(1));
            assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(put(1))
                    .isInstanceOfSatisfying(
                            Deferred.class, full -> assertThat(full.cause()).isEqualTo(Cause.NO_TURN));
            release.countDown();
            assertThat(call.get()).isEqualTo(DONE);
        }
    }

    @Test
    void a_circuit_that_is_open_stays_open_when_its_limits_change_and_the_new_ones_hold_afterwards() {
        var meters = new SimpleMeterRegistry();
        registry.bindTo(meters);
        answer(deferred(Cause.UNAVAILABLE));
        put(4);
        var until = openUntil();
        clock.advance(Duration.ofSeconds(10));
        registry.change(pace(Duration.ZERO, 2, 100, Duration.ofSeconds(5)));
        assertThat(openUntil()).isEqualTo(until);
        assertThat(open(meters)).isEqualTo(1);

        clock.advance(Duration.between(clock.instant(), until));
        answer(DONE);
        assertThat(put(1)).isEqualTo(DONE);
        assertThat(open(meters)).isEqualTo(0);
        answer(deferred(Cause.UNAVAILABLE));
        assertThat(put(3)).as("three of four are no hundred percent").isEqualTo(deferred(Cause.UNAVAILABLE));
        assertThat(put(1)).isEqualTo(deferred(Cause.UNAVAILABLE));
        assertThat(openUntil()).isEqualTo(clock.instant().plusSeconds(5).plusMillis(1));
    }

    private java.time.Instant openUntil() {
        var refused = (Deferred) put(1);
        assertThat(refused.cause()).isEqualTo(Cause.CIRCUIT_OPEN);
        return java.util.Objects.requireNonNull(refused.notBefore());
    }

    private static double open(SimpleMeterRegistry meters) {
        return meters.get("resilience4j.circuitbreaker.state")
                .tags("name", "bkn", "state", "open")
                .gauge()
                .value();
    }

    @Test
    void another_deadline_and_another_window_hold_for_the_calls_that_follow_and_are_told_to_the_adapter() {
        var limits = new CallLimits(
                Duration.ZERO, 2, 50, Duration.ofSeconds(30), 2, 2, Duration.ofMillis(20), Duration.ofSeconds(5));
        registry.change(limits);
        assertThat(told).hasValue(limits);
        assertThat(registry.longestCall(limits)).isEqualTo(Duration.ofMillis(1020));

        answer(deferred(Cause.UNAVAILABLE));
        put(2);
        assertThat(openUntil()).as("two of two").isAfter(clock.instant());
        clock.advance(Duration.ofSeconds(31));
        scripted.next = () -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException cut) {
                Thread.currentThread().interrupt();
            }
            return DONE;
        };
        assertThat(registry.putAnnual(RESULT, null))
                .isInstanceOfSatisfying(
                        Deferred.class, late -> assertThat(late.cause()).isEqualTo(Cause.TIMEOUT));
    }

    @Test
    void its_state_can_be_watched() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        registry.bindTo(meters);

        assertThat(meters.get("resilience4j.circuitbreaker.state")
                        .tags("name", "bkn", "state", "closed")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(meters.get("resilience4j.bulkhead.available.concurrent.calls")
                        .gauge()
                        .value())
                .isEqualTo(2);
        registry.change(pace(Duration.ofSeconds(9), 2, 50, Duration.ofSeconds(30)));
        put(1);
        assertThat(meters.get("resilience4j.ratelimiter.available.permissions")
                        .tags("name", "bkn")
                        .gauge()
                        .value())
                .as("the limiter that holds now")
                .isZero();
    }

    private static CallLimits pace(Duration spacing, int calls, float failureRate, Duration openFor) {
        return new CallLimits(
                spacing, calls, failureRate, openFor, 4, 4, Duration.ofSeconds(60), Duration.ofSeconds(30));
    }

    private SubmissionOutcome put(int times) {
        SubmissionOutcome last = DONE;
        for (int i = 0; i < times; i++) {
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            last = registry.putAnnual(RESULT, null);
        }
        return last;
    }

    private void answer(SubmissionOutcome outcome) {
        scripted.next = () -> outcome;
    }

    private static Deferred deferred(Cause cause) {
        return new Deferred(cause, null, Delivery.UNKNOWN, WHY);
    }

    private ResilientRegistry limits(String... overrides) {
        String[] usual = {"turn-wait", "0s", "breaker.window", "4", "breaker.minimum-calls", "4"};
        String[] all = java.util.stream.Stream.of(usual, overrides)
                .flatMap(java.util.Arrays::stream)
                .toArray(String[]::new);
        return new ResilientRegistry(scripted, told::set, settings.properties(all), clock, nanos::get);
    }
}
