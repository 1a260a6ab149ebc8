package id.kinerja.sync.lane;

import com.mongodb.MongoException;
import id.kinerja.sync.registry.CallLimits;
import id.kinerja.sync.registry.Cause;
import id.kinerja.sync.registry.Diagnosis;
import id.kinerja.sync.registry.Lookup;
import id.kinerja.sync.registry.NationalPerformanceRegistry;
import id.kinerja.sync.registry.Obstacle;
import id.kinerja.sync.registry.Question;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/**
 * Works the lanes off: takes the lease, takes up what is due, oldest first, and stops for a pause or a block.
 *
 * <p>All lanes lead through BKN's one gateway and share its permitted rate, so there is one lease for all of them: that
 * of the first lane. A second instance that finds it taken sends nothing. Nothing is lost when an instance dies in the
 * middle: what it had claimed is looked at again when its send lease has passed.
 */
final class LaneWorker implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(LaneWorker.class);
    private static final String LEASE = Lane.ALL.getFirst();
    /** The lane that keeps the limits of BKN's one gateway. */
    private static final String GATEWAY = Lane.SIASN;
    /** Attempts beyond the calls in flight: while some write down what became of them, others can call. */
    private static final int BETWEEN_CALLS = 2;
    /** With calls this far apart nothing is gained by it, and an attempt could wait in vain for its turn. */
    private static final Duration FAR_APART = Duration.ofSeconds(1);
    /** So long one kind of work is begun while the others wait. */
    private static final Duration ROUND = Duration.ofSeconds(30);
    /** So many people in a row whom BKN keeps from us may be no accident of those people. */
    private static final int DOUBTS = 3;
    /** For so many times as long as it looked for what is due it lets others ask the database. */
    private static final int REST = 4;

    private static final String FAILED = "failed";
    /** Of an attempt: what it says about its lane. */
    private static final List<String> OUTCOMES = Stream.concat(
                    Stream.of(LaneSignal.class.getPermittedSubclasses()).map(Class::getSimpleName), Stream.of(FAILED))
            .toList();

    private final String owner = UUID.randomUUID().toString();
    private final Lanes lanes;
    private final List<LaneWork> works;
    private final LaneBell bell;
    private final NationalPerformanceRegistry registry;
    private final Witnesses witnesses;
    private final LaneProperties properties;
    private final LaneLimits limits;
    private final Clock clock;
    private final MeterRegistry meters;
    private volatile Semaphore slots;
    private final Map<String, Lane> seen = new ConcurrentHashMap<>();
    private final Map<String, Instant> lookedAt = new HashMap<>();
    private final Map<String, Long> heededReleases = new HashMap<>();
    private final Map<LaneWork, List<String>> lastDue = new HashMap<>();
    /** By lane, whom BKN has kept from us since it last answered. */
    private final Map<String, Doubted> doubts = new HashMap<>();
    /** Lanes on which a witness is being asked; nothing is begun there meanwhile. */
    private final Set<String> asking = ConcurrentHashMap.newKeySet();

    private @Nullable Thread worker;
    private volatile boolean running;
    /** No call is started from here on, so that none waits for its turn beyond the lease. */
    private volatile Instant mayStartUntil = Instant.MIN;

    private volatile Instant renewed = Instant.MIN;
    /** Nanoseconds spent on looking for what is due since the last rest. */
    private final LongAdder looking = new LongAdder();

    /** Employee ids, apart: that BKN answers a question says nothing about whether it takes what is written. */
    private record Doubted(Set<String> asReader, Set<String> asWriter) {
        Doubted() {
            this(new HashSet<>(), new HashSet<>());
        }
    }

    /**
     * A doubt that somebody else has to settle.
     *
     * @param doubted those who cannot
     */
    private record Trial(LaneSignal.Doubt doubt, Question question, Set<String> doubted) {}

    LaneWorker(
            Lanes lanes,
            List<LaneWork> works,
            LaneBell bell,
            NationalPerformanceRegistry registry,
            Witnesses witnesses,
            LaneProperties properties,
            LaneLimits limits,
            Clock clock,
            MeterRegistry meters) {
        this.lanes = lanes;
        this.works = works.stream()
                .sorted((one, other) -> Integer.compare(Lane.ALL.indexOf(one.lane()), Lane.ALL.indexOf(other.lane())))
                .toList();
        this.bell = bell;
        this.registry = registry;
        this.witnesses = witnesses;
        this.properties = properties;
        this.limits = limits;
        this.clock = clock;
        this.meters = meters;
        this.slots = new Semaphore(attemptsAtOnce());
        Gauge.builder("kinerja.lane.clock.ahead.seconds", this::clockAhead)
                .description(
                        "How far the clock of the instance that sends is ahead of the database's; NaN while unknown")
                .register(meters);
        for (var lane : Lane.ALL) {
            Gauge.builder("kinerja.lane.open", () -> holds() && open(lane) ? 1 : 0)
                    .description("1 while this instance holds the lane and it is neither paused nor blocked")
                    .tag("lane", lane)
                    .register(meters);
            Gauge.builder("kinerja.lane.paused", () -> paused(lane) ? 1 : 0)
                    .description("1 while BKN or an operator lets the lane rest")
                    .tag("lane", lane)
                    .register(meters);
            Gauge.builder("kinerja.lane.blocked", () -> blocked(lane) ? 1 : 0)
                    .description("1 until an operator has repaired something and released the lane")
                    .tag("lane", lane)
                    .register(meters);
            // From the start, so that an alarm can wait for the first.
            OUTCOMES.forEach(outcome -> attempts(lane, outcome));
            watchLimits(lane);
        }
    }

    /** The lanes share them; each shows them, on every instance. */
    private void watchLimits(String lane) {
        watch(lane, "spacing.seconds", "Least time between the starts of two calls", CallLimits::callSpacing);
        watchNumber(lane, "calls", "Calls that run at the same time", CallLimits::callsInFlight);
        watchNumber(lane, "failure.rate", "Percentage of failures that opens the circuit", CallLimits::failureRate);
        watch(lane, "open.seconds", "How long the circuit stays open", CallLimits::openFor);
        watchNumber(lane, "breaker.window", "Latest calls that the circuit looks at", CallLimits::breakerWindow);
        watchNumber(
                lane, "breaker.minimum.calls", "Calls before the circuit can open", CallLimits::breakerMinimumCalls);
        watch(lane, "call.deadline.seconds", "The longest time that a call may take", CallLimits::callDeadline);
        watch(lane, "suspension.seconds", "Rest after a suspension at BKN", CallLimits::suspensionPause);
        Gauge.builder("kinerja.lane.limit.pause.seconds", () -> seconds(pauses().first()))
                .description("First pause where BKN named none")
                .tag("lane", lane)
                .register(meters);
        Gauge.builder("kinerja.lane.limit.longest.pause.seconds", () -> seconds(pauses().longest()))
                .description("Longest pause where BKN named none")
                .tag("lane", lane)
                .register(meters);
        Gauge.builder("kinerja.lane.limits.unfit", () -> limits.fit(wantedLimits()) ? 0 : 1)
                .description("1 while nothing is sent because the limits do not fit into the lease")
                .tag("lane", lane)
                .register(meters);
    }

    private void watch(String lane, String name, String description, Function<CallLimits, Duration> limit) {
        watchNumber(lane, name, description, limits -> seconds(limit.apply(limits)));
    }

    private void watchNumber(String lane, String name, String description, Function<CallLimits, Number> limit) {
        Gauge.builder("kinerja.lane.limit." + name, () -> limit.apply(wantedLimits()))
                .description(description)
                .tag("lane", lane)
                .register(meters);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private double clockAhead() {
        var lane = seen.get(LEASE);
        var ahead = lane == null ? null : lane.clockAhead(properties.lease());
        return ahead == null ? Double.NaN : seconds(ahead);
    }

    private int attemptsAtOnce() {
        var inForce = limits.inForce();
        return inForce.callsInFlight() + (inForce.callSpacing().compareTo(FAR_APART) > 0 ? 0 : BETWEEN_CALLS);
    }

    @Override
    public void start() {
        running = true;
        worker = Thread.ofVirtual().name("lanes").start(this::work);
    }

    private void work() {
        try {
            while (running) {
                bell.await(round());
                rest();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            resign();
        }
    }

    /** A thousand events a minute ring a thousand times; looking may not take the database's time away from them. */
    private void rest() throws InterruptedException {
        var rest = shorter(Duration.ofNanos(looking.sumThenReset()).multipliedBy(REST), properties.pollInterval());
        if (running) {
            Thread.sleep(rest);
        }
    }

    private Duration round() throws InterruptedException {
        try {
            return lookAround();
        } catch (MongoException | DataAccessException e) {
            log.warn("lanes wait for the database: {}", e.getClass().getName());
        } catch (RuntimeException e) {
            log.error("lanes could not be worked on", e);
        }
        return properties.pollInterval();
    }

    /** @return how long to wait before the next look */
    private Duration lookAround() throws InterruptedException {
        if (!renew()) {
            // Whoever does not send looks on all the same, so that every instance shows what holds.
            Lane.ALL.forEach(this::observe);
            return properties.pollInterval();
        }
        if (!heedLimits()) {
            return properties.idlePollInterval();
        }
        boolean found = false;
        boolean moved = false;
        var wait = properties.idlePollInterval();
        for (var work : works) {
            if (!observe(work.lane())) {
                wait = shorter(wait, restOf(work.lane()));
                continue;
            }
            var due = look(work, properties.batch());
            found |= !due.isEmpty();
            moved |= !due.equals(lastDue.put(work, due));
            workOff(work, due);
            if (due.size() == properties.batch()) {
                // That was worth the look, and the next one is too.
                looking.reset();
            }
        }
        // The same pieces twice in a row: something keeps them from moving, which a pause must not become a hot loop.
        return !found ? wait : moved ? Duration.ZERO : properties.pollInterval();
    }

    private List<String> look(LaneWork work, int most) {
        var since = System.nanoTime();
        try {
            return work.due(clock.instant(), most);
        } finally {
            looking.add(System.nanoTime() - since);
        }
    }

    /**
     * Takes over what an operator has changed, through whichever instance. Nothing is in flight between two rounds.
     *
     * @return false if it cannot be obeyed here: better nothing is sent than faster than an operator wants
     */
    private boolean heedLimits() {
        observe(GATEWAY);
        var wanted = wantedLimits();
        if (wanted.equals(limits.inForce())) {
            return true;
        }
        if (!limits.fit(wanted)) {
            log.error(
                    "nothing is sent: with the limits that an operator has set a call may wait {} for its turn, longer "
                            + "than kinerja.lane.lease allows",
                    limits.longestTurn(wanted));
            return false;
        }
        limits.obey(wanted);
        slots = new Semaphore(attemptsAtOnce());
        log.info("limits are now {}", wanted);
        return renew();
    }

    private CallLimits wantedLimits() {
        var gateway = seen.get(GATEWAY);
        return gateway == null ? limits.inForce() : gateway.limits().over(limits.configured());
    }

    private Pauses pauses() {
        var gateway = seen.get(GATEWAY);
        return gateway == null ? properties.pauses() : gateway.limits().over(properties.pauses());
    }

    private Duration restOf(String laneId) {
        var now = clock.instant();
        var lane = seen.get(laneId);
        var opens = lane == null ? null : lane.opensAt(now);
        var rest = opens == null ? Duration.ZERO : Duration.between(now, opens);
        return rest.isPositive() ? rest : properties.idlePollInterval();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private boolean renew() {
        var now = clock.instant();
        if (!lanes.hold(LEASE, owner, now, properties.lease())) {
            mayStartUntil = Instant.MIN;
            return false;
        }
        renewed = now;
        mayStartUntil = now.plus(properties.lease()).minus(limits.turn());
        return true;
    }

    /** Reads the lane anew; a release that happened since the last look makes refused credentials forgotten. */
    private boolean observe(String laneId) {
        var lane = see(laneId);
        lookedAt.put(laneId, clock.instant());
        var heeded = heededReleases.put(laneId, lane.releases());
        if (heeded != null && heeded != lane.releases()) {
            registry.credentialsRepaired();
        }
        return open(laneId);
    }

    /** What was read earlier must not hide what an attempt has written since, such as a block. */
    private Lane see(String laneId) {
        var read = lanes.find(laneId);
        return Objects.requireNonNull(
                seen.merge(laneId, read, (one, other) -> other.revision() < one.revision() ? one : other));
    }

    /** A batch may take minutes, and so may its calls; an operator's command is heeded within seconds. */
    private void observeAgain(String laneId) {
        var last = lookedAt.getOrDefault(laneId, Instant.MIN);
        if (clock.instant().isBefore(last.plus(properties.idlePollInterval()))) {
            return;
        }
        try {
            observe(laneId);
        } catch (MongoException e) {
            log.warn("lane {} could not be looked at: {}", laneId, e.toString());
        }
    }

    private boolean open(String laneId) {
        var lane = seen.get(laneId);
        return lane != null && lane.status(clock.instant()) == Lane.Status.OPEN;
    }

    private boolean paused(String laneId) {
        var now = clock.instant();
        var lane = seen.get(laneId);
        return lane != null && (lane.pause(now) != null || lane.operatorPause(now) != null);
    }

    private boolean blocked(String laneId) {
        var lane = seen.get(laneId);
        return lane != null && lane.block() != null;
    }

    private boolean holds() {
        return running && clock.instant().isBefore(mayStartUntil);
    }

    /** While a full batch is worked on, the next one is fetched, so that no turn is lost between the two. */
    private void workOff(LaneWork work, List<String> due) throws InterruptedException {
        LaneWork.Gate gate = () -> holds() && open(work.lane()) && !asking.contains(work.lane());
        var end = clock.instant().plus(ROUND);
        var handedOut = new HashSet<String>();
        try (ExecutorService attempts = Executors.newVirtualThreadPerTaskExecutor()) {
            var batch = due;
            while (!batch.isEmpty()) {
                // Those of this batch that nobody has come to yet are still due.
                Future<List<String>> further = batch.size() < properties.batch()
                        ? CompletableFuture.completedFuture(List.of())
                        : attempts.submit(() -> look(work, 2 * properties.batch()));
                handedOut.addAll(batch);
                if (!handOut(work, batch, gate, end, attempts)) {
                    break;
                }
                batch = fetched(further).stream()
                        .filter(id -> !handedOut.contains(id))
                        .limit(properties.batch())
                        .toList();
            }
            acquire(attemptsAtOnce());
            slots.release(attemptsAtOnce());
        }
    }

    /** @return false if nothing more may be started */
    private boolean handOut(
            LaneWork work, List<String> batch, LaneWork.Gate gate, Instant end, ExecutorService attempts)
            throws InterruptedException {
        for (var id : batch) {
            acquire(1);
            if (!gate.open()
                    || !wantedLimits().equals(limits.inForce())
                    || !clock.instant().isBefore(end)) {
                slots.release();
                return false;
            }
            attempts.execute(() -> {
                try {
                    perform(work, id, gate);
                } finally {
                    slots.release();
                }
            });
        }
        return true;
    }

    /** Without them the round ends, and the next one asks again. */
    private static List<String> fetched(Future<List<String>> further) throws InterruptedException {
        try {
            return further.get();
        } catch (ExecutionException e) {
            log.warn("what is due could not be fetched: {}", String.valueOf(e.getCause()));
            return List.of();
        }
    }

    /** Waits for attempts to end, keeps the lease and looks at the lanes meanwhile. */
    private void acquire(int permits) throws InterruptedException {
        var third = properties.lease().minus(limits.turn()).dividedBy(3);
        var pause = shorter(third, properties.idlePollInterval());
        do {
            if (running && !clock.instant().isBefore(renewed.plus(third))) {
                tryToRenew();
            }
            Lane.ALL.forEach(this::observeAgain);
        } while (!slots.tryAcquire(permits, pause.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** If the database does not answer, the lease holds as long as it holds. */
    private void tryToRenew() {
        try {
            renew();
        } catch (MongoException e) {
            log.warn("the lease of the lanes could not be renewed: {}", e.toString());
        }
    }

    private void perform(LaneWork work, String id, LaneWork.Gate gate) {
        String outcome = FAILED;
        try {
            var signal = work.perform(id, gate);
            outcome = signal.getClass().getSimpleName();
            var trial = obey(work.lane(), signal);
            if (trial != null) {
                hear(work.lane(), trial);
            }
        } catch (MongoException | DataAccessException e) {
            log.warn("{} waits for the database: {}", id, e.getClass().getName());
        } catch (RuntimeException e) {
            log.error("{} failed", id, e);
        } finally {
            attempts(work.lane(), outcome).increment();
        }
    }

    private Counter attempts(String lane, String outcome) {
        return meters.counter("kinerja.lane.attempts", "lane", lane, "outcome", outcome);
    }

    /**
     * Asks BKN the same about somebody of whom it has spoken to us before: a question harms nobody, and the answer tells
     * whether it keeps some people from us or everything.
     */
    private void hear(String laneId, Trial trial) {
        try {
            var witness = witnesses.latest(trial.doubted());
            if (witness.isEmpty()) {
                obey(
                        laneId,
                        new LaneSignal.Stop(trial.doubt().cause(), trial.doubt().diagnosis()));
            } else if (holds()) {
                switch (trial.question().about(witness.get())) {
                    case Lookup.Failed<?>(Obstacle.Rejected(var refusal, var reasons, var diagnosis))
                    when refusal == Obstacle.Refusal.FORBIDDEN ->
                        obey(laneId, new LaneSignal.Stop(trial.doubt().cause(), diagnosis));
                    // What cannot be heard now leaves the doubt as it is: the next one asks again.
                    case Lookup.Failed<?>(var obstacle) ->
                        obey(laneId, LaneSignal.of(obstacle, trial.doubt().person(), trial.question()));
                    case Lookup.Found<?> _, Lookup.Absent<?> _, Lookup.Ambiguous<?> _ -> believe(laneId, trial);
                }
            }
        } finally {
            asking.remove(laneId);
        }
    }

    private synchronized void believe(String laneId, Trial trial) {
        log.info(
                "lane {} goes on: {} people are kept from us, another is not",
                laneId,
                trial.doubted().size());
        var doubted = doubts.get(laneId);
        if (doubted != null) {
            doubted.asReader().clear();
        }
    }

    /**
     * One at a time: attempts that end together have met the same, which must count once.
     *
     * @return what has to be found out before the lane goes on; null if nothing
     */
    private synchronized @Nullable Trial obey(String laneId, LaneSignal signal) {
        var now = clock.instant();
        var lane = seen.getOrDefault(laneId, Lane.fresh(laneId));
        // An operator's pause says nothing about BKN: what BKN says meanwhile holds when it ends.
        boolean obstructed = lane.obstacle(now) != null;
        switch (signal) {
            case LaneSignal.GoOn(boolean targetAnswered) -> {
                if (targetAnswered) {
                    doubts.remove(laneId);
                }
                if (!targetAnswered || lane.pause() == null || obstructed) {
                    return null;
                }
                lanes.recovered(laneId, now);
            }
            case LaneSignal.Pause(var cause, var until) -> {
                var standing = lane.pause();
                boolean longEnough =
                        until == null || (standing != null && !standing.until().isBefore(until));
                if (obstructed && longEnough) {
                    return null;
                }
                lanes.pause(laneId, cause, until != null ? until : now.plus(rest(cause, lane)));
                log.warn("lane {} pauses: {}", laneId, cause);
            }
            case LaneSignal.Doubt doubt -> {
                if (lane.block() != null) {
                    return null;
                }
                var question = doubt.question();
                var all = doubts.computeIfAbsent(laneId, _ -> new Doubted());
                var doubted = question == null ? all.asWriter() : all.asReader();
                doubted.add(doubt.person());
                if (doubted.size() < DOUBTS) {
                    return null;
                }
                if (question != null) {
                    return asking.add(laneId) ? new Trial(doubt, question, Set.copyOf(doubted)) : null;
                }
                block(lane, doubt.cause(), doubt.diagnosis(), now);
            }
            case LaneSignal.Stop(var cause, var diagnosis) -> block(lane, cause, diagnosis, now);
        }
        see(laneId);
        return null;
    }

    private void block(Lane lane, Cause cause, Diagnosis diagnosis, Instant now) {
        if (lane.block() != null) {
            return;
        }
        doubts.remove(lane.laneId());
        lanes.block(lane.laneId(), new Lane.Block(cause, now, diagnosis));
        log.error("lane {} is blocked until an operator releases it: {} ({})", lane.laneId(), cause, diagnosis.code());
    }

    private Duration rest(Cause cause, Lane lane) {
        // Our own breaker names no time while one call is trying whether the target is back: that is known soon.
        return cause == Cause.CIRCUIT_OPEN
                ? properties.pollInterval()
                : pauses().after(lane.pause() == null ? 0 : lane.pause().inARow());
    }

    private void resign() {
        mayStartUntil = Instant.MIN;
        try {
            lanes.resign(LEASE, owner);
        } catch (MongoException e) {
            log.warn("the lanes could not be given back: {}", e.toString());
        }
    }

    @Override
    public void stop() {
        running = false;
        bell.ring();
        var current = worker;
        if (current != null) {
            try {
                // What is under way may end; what cannot in this time is looked at again after its lease.
                if (!current.join(Duration.ofSeconds(10))) {
                    current.interrupt();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
