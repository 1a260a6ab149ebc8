package id.kinerja.sync.siasn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RequestNotPermitted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SpacedRateLimiterTest {

    private static final Duration SPACING = Duration.ofSeconds(2);

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);
    private final SpacedRateLimiter limiter = waiting(SPACING.multipliedBy(2));

    /** Its waits move the clock by exactly what was waited. */
    private SpacedRateLimiter waiting(Duration atMost) {
        return new SpacedRateLimiter("test", SPACING, atMost, nanos::get, nanos::addAndGet);
    }

    @Test
    void two_calls_never_start_closer_together_than_the_spacing() throws Exception {
        var spacing = Duration.ofMillis(15);
        // The last look at the clock of whoever gets a turn is the moment of that turn.
        var looked = new ThreadLocal<Long>();
        var real = new SpacedRateLimiter("test", spacing, Duration.ofMinutes(1), () -> {
            looked.set(System.nanoTime());
            return looked.get();
        });
        List<Long> starts = Collections.synchronizedList(new ArrayList<>());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < 4; caller++) {
                threads.submit(() -> {
                    for (int call = 0; call < 10; call++) {
                        RateLimiter.decorateCallable(real, () -> starts.add(looked.get()))
                                .call();
                    }
                    return null;
                });
            }
        }
        var sorted = starts.stream().sorted().toList();
        assertThat(sorted).hasSize(40);
        for (int call = 1; call < sorted.size(); call++) {
            assertThat(Duration.ofNanos(sorted.get(call) - sorted.get(call - 1)))
                    .isGreaterThanOrEqualTo(spacing);
        }
    }

    @Test
    void whoever_waits_gets_every_turn_that_there_is() {
        long since = nanos.get();
        for (int call = 0; call <= 100; call++) {
            assertThat(limiter.acquirePermission()).isTrue();
        }
        assertThat(nanos.get() - since).isEqualTo(SPACING.multipliedBy(100).toNanos());
    }

    @Test
    void a_turn_is_counted_from_when_the_last_one_was_really_taken() {
        var late = new AtomicInteger();
        var wakesLate = new SpacedRateLimiter("test", SPACING, SPACING.multipliedBy(2), nanos::get, wait -> {
            nanos.addAndGet(wait + Duration.ofMillis(900).toNanos());
            late.incrementAndGet();
        });
        List<Long> taken = new ArrayList<>();
        for (int call = 0; call < 5; call++) {
            wakesLate.acquirePermission();
            taken.add(nanos.get());
        }
        assertThat(late).hasValue(4);
        for (int call = 1; call < taken.size(); call++) {
            assertThat(taken.get(call) - taken.get(call - 1)).isGreaterThanOrEqualTo(SPACING.toNanos());
        }
    }

    @Test
    void turns_that_nobody_took_are_not_saved_up() {
        assertThat(limiter.acquirePermission()).isTrue();
        nanos.addAndGet(SPACING.multipliedBy(50).toNanos());
        assertThat(limiter.getMetrics().getAvailablePermissions()).isEqualTo(1);
        long since = nanos.get();
        assertThat(limiter.acquirePermission()).isTrue();
        assertThat(nanos.get()).as("at once").isEqualTo(since);
        assertThat(limiter.getMetrics().getAvailablePermissions()).isZero();
        assertThat(limiter.acquirePermission()).isTrue();
        assertThat(nanos.get() - since).isEqualTo(SPACING.toNanos());
    }

    @Test
    void who_would_have_to_wait_too_long_gets_no_turn_and_takes_none() {
        var impatient = waiting(SPACING.minusMillis(1));
        var refused = new AtomicInteger();
        impatient.getEventPublisher().onFailure(_ -> refused.incrementAndGet());
        assertThat(impatient.acquirePermission()).isTrue();
        assertThatThrownBy(
                        () -> RateLimiter.decorateCallable(impatient, () -> 1).call())
                .isInstanceOf(RequestNotPermitted.class);
        assertThat(refused).hasValue(1);
        nanos.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(impatient.acquirePermission()).isTrue();
    }

    @Test
    void another_spacing_is_kept_from_the_call_before() {
        assertThat(limiter.acquirePermission()).isTrue();
        long since = nanos.get();
        limiter.change(Duration.ofSeconds(3), Duration.ofSeconds(3));
        assertThat(limiter.acquirePermission()).isTrue();
        assertThat(nanos.get() - since).isEqualTo(Duration.ofSeconds(3).toNanos());
        limiter.change(Duration.ZERO, Duration.ZERO);
        assertThat(limiter.acquirePermission()).isTrue();
        assertThat(limiter.acquirePermission()).isTrue();
        assertThat(nanos.get() - since).isEqualTo(Duration.ofSeconds(3).toNanos());
    }

    @Test
    void an_interrupted_caller_gets_no_turn() {
        var stopped = new SpacedRateLimiter("test", SPACING, SPACING, nanos::get, _ -> {
            throw new InterruptedException();
        });
        assertThat(stopped.acquirePermission()).isTrue();
        assertThat(stopped.acquirePermission()).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }
}
