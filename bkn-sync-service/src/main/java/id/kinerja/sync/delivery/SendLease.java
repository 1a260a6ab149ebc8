package id.kinerja.sync.delivery;

import java.time.Duration;
import java.time.Instant;

/**
 * How long an attempt has a delivery for itself. A call ends within less than half of it, whatever happens, so that a
 * save which was started in time is over long before anybody else may touch the delivery.
 *
 * @param call the longest time from asking for a call until its outcome is known
 */
record SendLease(Duration call) {

    private static final Duration SLACK = Duration.ofSeconds(5);

    Duration length() {
        return call.multipliedBy(2).plus(SLACK);
    }

    /** False if so much time was lost since the claim that a call could outlive the lease. */
    boolean leavesRoom(Instant deadline, Instant now) {
        return !now.plus(call).isAfter(deadline);
    }
}
