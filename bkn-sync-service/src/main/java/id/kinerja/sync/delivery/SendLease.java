package id.kinerja.sync.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * How long an attempt has a delivery for itself. Its call is started at once or not at all and ends within less than half
 * of the lease, whatever happens; so a save that was started is over before anybody else may touch the delivery.
 *
 * @param call the longest time from asking for a call until its outcome is known, under the limits of the moment; they do
 *     not change while an attempt is under way
 */
record SendLease(Supplier<Duration> call) {

    /** What may lie between the decision to claim and the start of the call: one write to the database. */
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    SendLease(Duration call) {
        this(() -> call);
    }

    boolean mayStart(Instant claimed, Instant now) {
        return !now.isAfter(claimed.plus(AT_ONCE));
    }

    /** When the call has ended, if it was started. */
    Instant overBy(Instant claimed) {
        return claimed.plus(AT_ONCE).plus(call.get());
    }

    Instant deadline(Instant claimed) {
        return overBy(claimed).plus(AT_ONCE).plus(call.get());
    }
}
