package id.kinerja.sync.registry;

import java.time.Duration;

/**
 * How fast and how many calls go to the registry, and when a registry that is away is spared.
 *
 * @param callSpacing average time between the starts of two calls, at least 0: no limit
 * @param callsInFlight simultaneous calls, at least 1
 * @param failureRate percentage of unavailable answers, 1 to 100, at which our circuit breaker opens
 * @param openFor how long it stays open before one call may try
 */
public record CallLimits(Duration callSpacing, int callsInFlight, float failureRate, Duration openFor) {}
