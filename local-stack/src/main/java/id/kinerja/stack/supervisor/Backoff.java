package id.kinerja.stack.supervisor;

import java.time.Duration;

/** How long to wait before a process that died is started again: 1 s, doubled per death in a row, at most 30 s. */
final class Backoff {

    /** A process that ran this long starts again as if it had never died. */
    static final Duration FORGIVEN_AFTER = Duration.ofSeconds(60);

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private int deathsInARow;

    /** The pause after a death of a process that had run for {@code uptime}. */
    synchronized Duration next(Duration uptime) {
        deathsInARow = uptime.compareTo(FORGIVEN_AFTER) >= 0 ? 1 : deathsInARow + 1;
        var pause = Duration.ofSeconds(1L << Math.min(deathsInARow - 1, 10));
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }
}
