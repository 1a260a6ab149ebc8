package id.kinerja.sync.siasn;

import io.github.resilience4j.core.EventConsumer;
import io.github.resilience4j.core.EventProcessor;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.event.RateLimiterEvent;
import io.github.resilience4j.ratelimiter.event.RateLimiterOnFailureEvent;
import io.github.resilience4j.ratelimiter.event.RateLimiterOnSuccessEvent;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A rate limiter whose permits are never closer together than the spacing, first come, first served.
 *
 * <p>Resilience4j's own one counts in cycles: it may grant one permit at the end of a cycle and the next at the beginning
 * of the following, which a registry takes for a burst, and what nobody asked for in a cycle lapses. Here the next permit
 * is due one spacing after the last one was really taken: waiting callers get all of them, and none has a neighbour too
 * near, however late a thread woke.
 */
final class SpacedRateLimiter implements RateLimiter {

    /** How a wait is spent. */
    interface Sleep {
        void nanos(long nanos) throws InterruptedException;
    }

    private final String name;
    private final Supplier<Long> nanoTime;
    private final Sleep sleep;
    private final Events events = new Events();
    private final AtomicInteger waiting = new AtomicInteger();
    /** Held by whoever is next; the others queue for it in the order in which they came. */
    private final ReentrantLock turn = new ReentrantLock(true);

    private volatile Duration spacing;
    private volatile Duration timeout;
    private volatile boolean begun;
    private volatile long taken;

    SpacedRateLimiter(String name, Duration spacing, Duration timeout, Supplier<Long> nanoTime) {
        this(name, spacing, timeout, nanoTime, TimeUnit.NANOSECONDS::sleep);
    }

    SpacedRateLimiter(String name, Duration spacing, Duration timeout, Supplier<Long> nanoTime, Sleep sleep) {
        this.name = name;
        this.spacing = spacing;
        this.timeout = timeout;
        this.nanoTime = nanoTime;
        this.sleep = sleep;
    }

    /** Another spacing holds from the very next permit, which keeps it from the one before. */
    void change(Duration newSpacing, Duration newTimeout) {
        spacing = newSpacing;
        timeout = newTimeout;
    }

    @Override
    public boolean acquirePermission(int permits) {
        if (permits != 1) {
            throw new IllegalArgumentException("Calls take their turns one by one");
        }
        waiting.incrementAndGet();
        boolean granted = false;
        try {
            granted = await(nanoTime.get() + timeout.toNanos());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            waiting.decrementAndGet();
        }
        events.publish(granted ? new RateLimiterOnSuccessEvent(name) : new RateLimiterOnFailureEvent(name));
        return granted;
    }

    private boolean await(long until) throws InterruptedException {
        if (!turn.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        try {
            long now = nanoTime.get();
            long wait = untilDue(now);
            if (wait > 0) {
                if (now + wait - until > 0) {
                    return false;
                }
                sleep.nanos(wait);
            }
            taken = nanoTime.get();
            begun = true;
            return true;
        } finally {
            turn.unlock();
        }
    }

    private long untilDue(long now) {
        return begun ? Math.max(0, taken + spacing.toNanos() - now) : 0;
    }

    @Override
    public long reservePermission(int permits) {
        throw new UnsupportedOperationException("A turn cannot be taken for later: the next one is counted from it");
    }

    @Override
    public void drainPermissions() {
        taken = nanoTime.get();
        begun = true;
    }

    @Override
    public void changeTimeoutDuration(Duration newTimeout) {
        timeout = newTimeout;
    }

    @Override
    public void changeLimitForPeriod(int limit) {
        throw new UnsupportedOperationException("One permit per spacing");
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public RateLimiterConfig getRateLimiterConfig() {
        return RateLimiterConfig.custom()
                .limitForPeriod(1)
                .limitRefreshPeriod(spacing.isZero() ? Duration.ofNanos(1) : spacing)
                .timeoutDuration(timeout)
                .build();
    }

    @Override
    public Map<String, String> getTags() {
        return Map.of();
    }

    @Override
    public Metrics getMetrics() {
        return new Metrics() {
            @Override
            public int getNumberOfWaitingThreads() {
                return waiting.get();
            }

            @Override
            public int getAvailablePermissions() {
                return untilDue(nanoTime.get()) == 0 ? 1 : 0;
            }
        };
    }

    @Override
    public EventPublisher getEventPublisher() {
        return events;
    }

    private static final class Events extends EventProcessor<RateLimiterEvent> implements EventPublisher {

        void publish(RateLimiterEvent event) {
            if (hasConsumers()) {
                processEvent(event);
            }
        }

        @Override
        public EventPublisher onSuccess(EventConsumer<RateLimiterOnSuccessEvent> consumer) {
            registerConsumer(RateLimiterOnSuccessEvent.class.getName(), consumer);
            return this;
        }

        @Override
        public EventPublisher onFailure(EventConsumer<RateLimiterOnFailureEvent> consumer) {
            registerConsumer(RateLimiterOnFailureEvent.class.getName(), consumer);
            return this;
        }
    }
}
