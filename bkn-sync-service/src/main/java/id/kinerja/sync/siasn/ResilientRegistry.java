package id.kinerja.sync.siasn;

import id.kinerja.sync.registry.AgreedPlan;
import id.kinerja.sync.registry.AnnualResult;
import id.kinerja.sync.registry.CallLimits;
import id.kinerja.sync.registry.CallPace;
import id.kinerja.sync.registry.Capability;
import id.kinerja.sync.registry.Cause;
import id.kinerja.sync.registry.Delivery;
import id.kinerja.sync.registry.Diagnosis;
import id.kinerja.sync.registry.Lookup;
import id.kinerja.sync.registry.NationalPerformanceRegistry;
import id.kinerja.sync.registry.Nip;
import id.kinerja.sync.registry.Obstacle;
import id.kinerja.sync.registry.Obstacle.Deferred;
import id.kinerja.sync.registry.PeriodicKind;
import id.kinerja.sync.registry.PeriodicRegistry;
import id.kinerja.sync.registry.PeriodicResult;
import id.kinerja.sync.registry.PlanChannel;
import id.kinerja.sync.registry.PlanOutcome;
import id.kinerja.sync.registry.RegisteredPeriodicResult;
import id.kinerja.sync.registry.RegisteredResult;
import id.kinerja.sync.registry.RegistryPerson;
import id.kinerja.sync.registry.RegistryRecordId;
import id.kinerja.sync.registry.SharedObservation;
import id.kinerja.sync.registry.SubmissionKind;
import id.kinerja.sync.registry.SubmissionOutcome;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.exception.AcquirePermissionCancelledException;
import io.github.resilience4j.micrometer.tagged.TaggedBulkheadMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedRateLimiterMetrics;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.github.resilience4j.ratelimiter.RequestNotPermitted;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Year;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Spares BKN and ourselves: the one place where calls are limited.
 *
 * <p>From the outside in, and why in this order:
 *
 * <ol>
 *   <li><b>circuit breaker</b>: while it is open a call costs nothing, no slot, no turn and no wait. It counts answers
 *       that say the registry is away ({@link #AWAY}); a refusal, a throttle or a wrong password is an answer of a
 *       registry that is well. Our own limits inside it are not counted at all;
 *   <li><b>bulkhead</b>: so many calls in flight. Before the rate limiter, so that no turn is taken by a call that then
 *       finds no room;
 *   <li><b>rate limiter</b>: next to the call, so that it spaces real calls; no two start closer together than the
 *       spacing ({@link SpacedRateLimiter});
 *   <li><b>time limit</b>: innermost, so that waiting for a turn is not counted against the call. The adapter keeps
 *       the deadline itself and knows better what was sent; this one, a little later, only holds when something else
 *       inside hangs, and can then answer nothing but UNKNOWN.
 * </ol>
 *
 * <p>The limits can be changed while it works. Half the wait for a turn is for a slot, half for the rate; under limits
 * that are not the configured ones the second half is long enough for everybody who has a slot.
 *
 * <p>There is no retry: when to try again is decided by deliveries, which remember across restarts.
 */
public final class ResilientRegistry implements NationalPerformanceRegistry, CallPace, MeterBinder, AutoCloseable {

    /** Causes that say nobody is there to answer. */
    private static final Set<Cause> AWAY =
            EnumSet.of(Cause.TIMEOUT, Cause.UNAVAILABLE, Cause.SUSPENDED, Cause.BAD_BODY);

    /** The breaker lets a call through after the end of its rest, not at it. */
    private static final Duration AFTER_REST = Duration.ofMillis(1);

    private static final String REGISTRY = "bkn";
    private static final String PLAN_INTAKE = "bkn-plan-intake";

    private final NationalPerformanceRegistry registry;
    private final BknProperties properties;
    private final CallLimits configured;
    private final Clock clock;
    private final CircuitBreakerRegistry breakers;
    private final BulkheadRegistry bulkheads;
    private final Bulkhead bulkhead;
    private final Map<String, Instant> openUntil = new ConcurrentHashMap<>();
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final ContextSnapshotFactory traceContext =
            ContextSnapshotFactory.builder().build();
    private final RateLimiterRegistry rateLimiters = RateLimiterRegistry.ofDefaults();
    private final SpacedRateLimiter rateLimiter;
    private final Consumer<CallLimits> adapter;
    private volatile TimeLimiter timeLimiter;
    private volatile CallLimits limits;

    /** @param adapter told of limits that it keeps itself: the deadline of a call, the rest of a suspended gateway */
    ResilientRegistry(NationalPerformanceRegistry registry, Consumer<CallLimits> adapter, BknProperties properties) {
        this(registry, adapter, properties, Clock.systemUTC(), System::nanoTime);
    }

    /** @param nanoTime the rate limiter's clock; waits for a turn are real all the same */
    ResilientRegistry(
            NationalPerformanceRegistry registry,
            Consumer<CallLimits> adapter,
            BknProperties properties,
            Clock clock,
            Supplier<Long> nanoTime) {
        this.registry = registry;
        this.adapter = adapter;
        this.properties = properties;
        this.configured = new CallLimits(
                properties.callSpacing(),
                properties.callsInFlight(),
                properties.breaker().failureRate(),
                properties.breaker().openFor(),
                properties.breaker().window(),
                properties.breaker().minimumCalls(),
                properties.callDeadline(),
                properties.suspensionPause());
        this.limits = configured;
        this.clock = clock;
        this.breakers = CircuitBreakerRegistry.of(breakerConfig(configured));
        heedOpening(breakers.circuitBreaker(REGISTRY));
        this.bulkheads = BulkheadRegistry.of(bulkheadConfig(configured));
        this.bulkhead = bulkheads.bulkhead(REGISTRY);
        this.rateLimiter = new SpacedRateLimiter(REGISTRY, configured.callSpacing(), waitForRate(configured), nanoTime);
        // The registry of limiters makes its own first; it is known to the metrics by its name.
        rateLimiters.rateLimiter(REGISTRY);
        rateLimiters.replace(REGISTRY, rateLimiter);
        this.timeLimiter = timeLimiter(configured);
    }

    private static TimeLimiter timeLimiter(CallLimits under) {
        return TimeLimiter.of(
                REGISTRY,
                TimeLimiterConfig.custom()
                        .timeoutDuration(timeLimit(under))
                        .cancelRunningFuture(true)
                        .build());
    }

    /** A little more than the adapter's own deadline, which is to strike first. */
    private static Duration timeLimit(CallLimits under) {
        return under.callDeadline().plusSeconds(1);
    }

    private CircuitBreakerConfig breakerConfig(CallLimits under) {
        return CircuitBreakerConfig.custom()
                .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(under.breakerWindow())
                .minimumNumberOfCalls(under.breakerMinimumCalls())
                .failureRateThreshold(under.failureRate())
                .waitDurationInOpenState(under.openFor())
                .permittedNumberOfCallsInHalfOpenState(1)
                .recordResult(ResilientRegistry::saysAway)
                .ignoreExceptions(
                        BulkheadFullException.class,
                        RequestNotPermitted.class,
                        AcquirePermissionCancelledException.class,
                        InterruptedException.class)
                .clock(clock)
                .currentTimestampFunction(Clock::millis, TimeUnit.MILLISECONDS)
                .build();
    }

    private BulkheadConfig bulkheadConfig(CallLimits under) {
        return BulkheadConfig.custom()
                .maxConcurrentCalls(under.callsInFlight())
                .maxWaitDuration(waitForSlot())
                .build();
    }

    private Duration waitForSlot() {
        return properties.turnWait().dividedBy(2);
    }

    /** As configured; under other limits at least so long that everybody who has a slot gets a turn. */
    private Duration waitForRate(CallLimits under) {
        var half = properties.turnWait().dividedBy(2);
        var everybody = under.callSpacing().multipliedBy(under.callsInFlight());
        return under.equals(configured) || everybody.compareTo(half) < 0 ? half : everybody;
    }

    private void heedOpening(CircuitBreaker breaker) {
        breaker.getEventPublisher().onStateTransition(event -> {
            if (event.getStateTransition().getToState() == CircuitBreaker.State.OPEN) {
                openUntil.put(
                        breaker.getName(),
                        clock.instant().plus(limits.openFor()).plus(AFTER_REST));
            }
        });
    }

    @Override
    public CallLimits configured() {
        return configured;
    }

    @Override
    public Duration longestTurn(CallLimits under) {
        return waitForSlot().plus(waitForRate(under));
    }

    @Override
    public Duration longestCall(CallLimits under) {
        return longestTurn(under).plus(timeLimit(under));
    }

    @Override
    public synchronized void change(CallLimits next) {
        var before = limits;
        limits = next;
        adapter.accept(next);
        timeLimiter = timeLimiter(next);
        if (next.failureRate() != before.failureRate()
                || !next.openFor().equals(before.openFor())
                || next.breakerWindow() != before.breakerWindow()
                || next.breakerMinimumCalls() != before.breakerMinimumCalls()) {
            breakers.getAllCircuitBreakers().forEach(breaker -> replace(breaker, next));
        }
        if (next.callsInFlight() != before.callsInFlight()) {
            bulkhead.changeConfig(bulkheadConfig(next));
        }
        rateLimiter.change(next.callSpacing(), waitForRate(next));
    }

    /** The latest calls are forgotten, but what is open stays open as long as was said. */
    private void replace(CircuitBreaker old, CallLimits next) {
        var name = old.getName();
        var state = old.getState();
        var said = openUntil.get(name);
        var until = said == null ? clock.instant() : said.minus(AFTER_REST);
        var breaker = CircuitBreaker.of(name, breakerConfig(next));
        if (state == CircuitBreaker.State.OPEN && until.isAfter(clock.instant())) {
            breaker.transitionToOpenStateFor(Duration.between(clock.instant(), until));
        } else if (state != CircuitBreaker.State.CLOSED) {
            breaker.transitionToOpenState();
            breaker.transitionToHalfOpenState();
        }
        heedOpening(breaker);
        breakers.replace(name, breaker);
    }

    @Override
    public Lookup<RegistryPerson> findPerson(Nip nip) {
        return limited(REGISTRY, () -> registry.findPerson(nip), Lookup.Failed::new);
    }

    @Override
    public Lookup<RegisteredResult> findAnnual(RegistryPerson person, Year year) {
        return limited(REGISTRY, () -> registry.findAnnual(person, year), Lookup.Failed::new);
    }

    @Override
    public SubmissionOutcome putAnnual(AnnualResult result, @Nullable RegistryRecordId known) {
        return limited(REGISTRY, () -> registry.putAnnual(result, known), Function.identity());
    }

    @Override
    public Capability capability(SubmissionKind kind) {
        return registry.capability(kind);
    }

    @Override
    public void credentialsRepaired() {
        registry.credentialsRepaired();
    }

    /**
     * Puts a plan channel under the same limits, since it goes through the same gateway, but under a breaker of its own:
     * an intake that is away is no reason to hold results back.
     */
    PlanChannel around(PlanChannel channel) {
        heedOpening(breakers.circuitBreaker(PLAN_INTAKE));
        return new PlanChannel() {
            @Override
            public PlanOutcome offer(AgreedPlan plan) {
                return limited(PLAN_INTAKE, () -> channel.offer(plan), Function.identity());
            }

            @Override
            public PlanOutcome offer(SharedObservation observation) {
                return limited(PLAN_INTAKE, () -> channel.offer(observation), Function.identity());
            }
        };
    }

    /** Puts periodic results under the same limits and the same breaker: they are behind the same service. */
    PeriodicRegistry around(PeriodicRegistry periodic) {
        return new PeriodicRegistry() {
            @Override
            public Lookup<List<RegisteredPeriodicResult>> listPeriodic(
                    RegistryPerson person, Year year, PeriodicKind kind) {
                return limited(REGISTRY, () -> periodic.listPeriodic(person, year, kind), Lookup.Failed::new);
            }

            @Override
            public SubmissionOutcome putPeriodic(PeriodicResult result, @Nullable RegistryRecordId known) {
                return limited(REGISTRY, () -> periodic.putPeriodic(result, known), Function.identity());
            }
        };
    }

    private <T> T limited(String breakerName, Callable<T> call, Function<Obstacle, ? extends T> obstacle) {
        CircuitBreaker breaker = breakers.circuitBreaker(breakerName);
        ContextSnapshot trace = traceContext.captureAll();
        Callable<T> timed = timeLimiter.decorateFutureSupplier(() -> callers.submit(trace.wrap(call)));
        Callable<T> spaced = RateLimiter.decorateCallable(rateLimiter, timed);
        Callable<T> bounded = Bulkhead.decorateCallable(bulkhead, spaced);
        Callable<T> guarded = CircuitBreaker.decorateCallable(breaker, bounded);
        try {
            return guarded.call();
        } catch (CallNotPermittedException open) {
            return obstacle.apply(
                    deferred(Cause.CIRCUIT_OPEN, restsUntil(breaker), Delivery.NOT_DELIVERED, "circuit-open"));
        } catch (BulkheadFullException | RequestNotPermitted | AcquirePermissionCancelledException noTurn) {
            return obstacle.apply(deferred(Cause.NO_TURN, null, Delivery.NOT_DELIVERED, "no-turn"));
        } catch (TimeoutException late) {
            return obstacle.apply(deferred(Cause.TIMEOUT, null, Delivery.UNKNOWN, "time-limit"));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return obstacle.apply(deferred(Cause.TIMEOUT, null, Delivery.UNKNOWN, "interrupted"));
        } catch (RuntimeException bug) {
            throw bug;
        } catch (Exception bug) {
            throw new IllegalStateException("A registry call failed in a way it must not", bug);
        }
    }

    /** Null once the rest is over and another call's trial is under way. */
    private @Nullable Instant restsUntil(CircuitBreaker breaker) {
        Instant until = openUntil.get(breaker.getName());
        return until != null && until.isAfter(clock.instant()) ? until : null;
    }

    private static Deferred deferred(Cause cause, @Nullable Instant notBefore, Delivery delivery, String code) {
        return new Deferred(cause, notBefore, delivery, Diagnosis.local(code, ""));
    }

    private static boolean saysAway(Object result) {
        Object outcome = result instanceof Lookup.Failed<?>(Obstacle obstacle) ? obstacle : result;
        return outcome instanceof Deferred deferred && AWAY.contains(deferred.cause());
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(meters);
        TaggedBulkheadMetrics.ofBulkheadRegistry(bulkheads).bindTo(meters);
        TaggedRateLimiterMetrics.ofRateLimiterRegistry(rateLimiters).bindTo(meters);
    }

    @Override
    public void close() {
        callers.shutdownNow();
    }
}
