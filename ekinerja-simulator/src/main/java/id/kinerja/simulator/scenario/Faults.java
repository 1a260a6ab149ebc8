package id.kinerja.simulator.scenario;

import id.kinerja.simulator.call.Call;
import id.kinerja.simulator.call.Operation;
import id.kinerja.simulator.scenario.Fault.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The faults in force. The order in which they were set is the order in which they are tried. */
@Component
public class Faults {

    private static final Duration USUAL_LATENCY = Duration.ofSeconds(1);

    /**
     * A fault that was set.
     *
     * @param point where in a call's life it strikes
     * @param from start of its window, {@code until} its end, on the simulator's clock; null if it has none
     * @param left calls it can still hit; null if any number
     */
    public record Active(
            String id,
            Fault fault,
            Point point,
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable Integer left,
            long hits) {}

    /**
     * What applies to one call.
     *
     * @param latency sum of all LATENCY faults that hit
     * @param fault the first other fault that hit
     */
    public record Drawn(Duration latency, @Nullable Active fault) {}

    private static final class Armed {
        private final String id;
        private final Fault fault;
        private final @Nullable Instant until;
        private final Random random;
        private int toSkip;
        private @Nullable Integer left;
        private long hits;

        private Armed(String id, Fault fault, @Nullable Instant until) {
            this.id = id;
            this.fault = fault;
            this.until = until;
            this.random = new Random(fault.seed() == null ? 1L : fault.seed());
            this.toSkip = fault.skip() == null ? 0 : fault.skip();
            this.left = fault.times();
        }

        private boolean hits(Call call, Instant now) {
            if (spent(now) || (fault.from() != null && now.isBefore(fault.from())) || !aimedAt(call)) {
                return false;
            }
            if (toSkip > 0) {
                toSkip--;
                return false;
            }
            if (fault.probability() != null && random.nextDouble() >= fault.probability()) {
                return false;
            }
            hits++;
            if (left != null) {
                left--;
            }
            return true;
        }

        private boolean spent(Instant now) {
            return (left != null && left <= 0) || (until != null && !now.isBefore(until));
        }

        private boolean aimedAt(Call call) {
            Operation operation = call.operation();
            boolean tokenCall = operation == Operation.APIM_TOKEN || operation == Operation.SSO_TOKEN;
            boolean rightOperation = fault.operations().isEmpty()
                    ? tokenCall == (fault.kind() == FaultKind.TOKEN_ERROR)
                    : fault.operations().contains(operation);
            boolean rightPerson = fault.nips().isEmpty()
                    || (call.nip() != null && fault.nips().contains(call.nip()));
            return rightOperation && rightPerson;
        }

        private Active view() {
            return new Active(id, fault, fault.effectivePoint(), fault.from(), until, left, hits);
        }
    }

    private final SimulatorClock clock;
    private final List<Armed> armed = new ArrayList<>();
    private int number;

    public Faults(SimulatorClock clock) {
        this.clock = clock;
    }

    /** Puts a fault in force. */
    public synchronized Active add(Fault fault) {
        Instant until =
                fault.forSeconds() == null ? fault.until() : clock.instant().plusSeconds(fault.forSeconds());
        Armed one = new Armed("fault-" + ++number, fault, until);
        armed.add(one);
        return one.view();
    }

    /** Decides what happens to this call; counts against the faults that hit. */
    public synchronized Drawn draw(Call call) {
        Instant now = clock.instant();
        Duration latency = Duration.ZERO;
        Active hit = null;
        for (Armed one : armed) {
            // A call meets one fault: later ones must not be used up by it.
            if (one.fault.kind() == FaultKind.LATENCY) {
                if (one.hits(call, now)) {
                    latency = latency.plus(latencyOf(one));
                }
            } else if (hit == null && one.hits(call, now)) {
                hit = one.view();
            }
        }
        return new Drawn(latency, hit);
    }

    /** Every fault that was set and not removed, those used up included, so that a test can read their hits. */
    public synchronized List<Active> all() {
        return armed.stream().map(Armed::view).toList();
    }

    /** Faults that can still hit. */
    public synchronized List<Active> inForce() {
        Instant now = clock.instant();
        return armed.stream().filter(one -> !one.spent(now)).map(Armed::view).toList();
    }

    public synchronized boolean remove(String id) {
        return armed.removeIf(one -> one.id.equals(id));
    }

    public synchronized void clear() {
        armed.clear();
    }

    private static Duration latencyOf(Armed one) {
        Duration least = one.fault.delayOr(USUAL_LATENCY);
        Long most = one.fault.maxDelayMillis();
        return most == null || most <= least.toMillis()
                ? least
                : Duration.ofMillis(one.random.nextLong(least.toMillis(), most + 1));
    }
}
