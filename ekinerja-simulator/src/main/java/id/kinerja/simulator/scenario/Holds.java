package id.kinerja.simulator.scenario;

import id.kinerja.simulator.SimulatorProperties;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.stereotype.Component;

/**
 * Where slow and held replies wait, in real time; all of them can be let go at once, which also happens at shutdown.
 */
@Component
public class Holds implements ApplicationListener<ContextClosedEvent> {

    private final Duration longest;
    private volatile CountDownLatch gate = new CountDownLatch(1);
    private volatile boolean closed;

    public Holds(SimulatorProperties properties) {
        this.longest = Duration.ofSeconds(properties.maxHoldSeconds());
    }

    /**
     * Waits for the given time, the configured longest hold, or the release, whichever comes first.
     *
     * @return true when it was released, false when the time ran out
     */
    public boolean hold(Duration duration) {
        Duration wait = duration.compareTo(longest) > 0 ? longest : duration;
        if (closed || wait.isZero()) {
            return closed;
        }
        try {
            return gate.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** The longest time anything is held. */
    public Duration longest() {
        return longest;
    }

    /** Lets every held reply go on now; later ones wait again. */
    public synchronized void release() {
        CountDownLatch opened = gate;
        gate = new CountDownLatch(1);
        opened.countDown();
    }

    public boolean closed() {
        return closed;
    }

    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        closed = true;
        release();
    }
}
