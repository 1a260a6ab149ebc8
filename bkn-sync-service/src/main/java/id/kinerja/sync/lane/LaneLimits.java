package id.kinerja.sync.lane;

import java.time.Duration;

/**
 * How the adapter is limited, as far as others must know.
 *
 * @param callsInFlight calls that run at the same time
 * @param turn the longest time that a call waits for its turn
 * @param call the longest time from asking for a call until its outcome is known, its wait included
 */
public record LaneLimits(int callsInFlight, Duration turn, Duration call) {}
