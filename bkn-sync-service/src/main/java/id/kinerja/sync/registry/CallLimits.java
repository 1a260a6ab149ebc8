package id.kinerja.sync.registry;

import java.time.Duration;

/**
 * How fast and how many calls go to the registry, how long one may take, and when a registry that is away is spared.
 *
 * @param callSpacing least time between the starts of two calls, at least 0: no limit
 * @param callsInFlight simultaneous calls, at least 1
 * @param failureRate percentage of unavailable answers, 1 to 100, at which our circuit breaker opens
 * @param openFor how long it stays open before one call may try
 * @param breakerWindow latest calls that it looks at, at least 1
 * @param breakerMinimumCalls calls before it can open at all; more than the window means the window
 * @param callDeadline hard limit of one whole call, its wait for a turn not included
 * @param suspensionPause how long the registry's gateway is left alone when it says that it rests
 */
public record CallLimits(
        Duration callSpacing,
        int callsInFlight,
        float failureRate,
        Duration openFor,
        int breakerWindow,
        int breakerMinimumCalls,
        Duration callDeadline,
        Duration suspensionPause) {}
