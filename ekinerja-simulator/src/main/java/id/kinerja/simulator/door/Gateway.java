package id.kinerja.simulator.door;

import id.kinerja.simulator.call.Reply;
import id.kinerja.simulator.scenario.CurrentSettings;
import id.kinerja.simulator.scenario.Settings;
import id.kinerja.simulator.scenario.SimulatorClock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the gateway remembers between calls: S7 how many came in this window, S8 until when the backend is suspended. */
@Component
public class Gateway {

    private final CurrentSettings settings;
    private final SimulatorClock clock;
    private Instant windowEnd = Instant.EPOCH;
    private int callsInWindow;
    private long throttled;
    private Instant suspendedUntil = Instant.EPOCH;

    Gateway(CurrentSettings settings, SimulatorClock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** [I] Counts the call; an answer when the window is full. One quota for all, as all share one application. */
    synchronized @Nullable Reply throttle() {
        Settings now = settings.get();
        if (now.throttleCalls() <= 0) {
            return null;
        }
        Instant at = clock.instant();
        if (!at.isBefore(windowEnd)) {
            windowEnd = at.plusSeconds(now.throttleWindowSeconds());
            callsInWindow = 0;
        }
        if (callsInWindow < now.throttleCalls()) {
            callsInWindow++;
            return null;
        }
        throttled++;
        return GatewayFault.of(now.throttleCode(), now.throttleEncoding(), null, windowEnd);
    }

    /** [E] After a backend failure the gateway answers by itself, and nothing is delivered. */
    synchronized @Nullable Reply suspension() {
        return clock.instant().isBefore(suspendedUntil)
                ? GatewayFault.of(GatewayFault.SUSPENDED, settings.get().gatewayEncoding(), null, null)
                : null;
    }

    synchronized void suspend() {
        suspendedUntil = clock.instant().plusSeconds(settings.get().suspensionSeconds());
    }

    /** Calls refused because the window was full. */
    public synchronized long throttled() {
        return throttled;
    }

    /** When the suspension ends, or null when there is none. */
    public synchronized @Nullable Instant suspendedUntil() {
        return clock.instant().isBefore(suspendedUntil) ? suspendedUntil : null;
    }

    public synchronized void reset() {
        windowEnd = Instant.EPOCH;
        suspendedUntil = Instant.EPOCH;
        callsInWindow = 0;
        throttled = 0;
    }
}
