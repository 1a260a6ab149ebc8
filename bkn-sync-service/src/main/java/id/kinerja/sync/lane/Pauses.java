package id.kinerja.sync.lane;

import java.time.Duration;

/**
 * How long a lane rests where its target named no time.
 *
 * @param first doubled with each pause in a row
 * @param longest where the doubling ends
 */
record Pauses(Duration first, Duration longest) {

    Duration after(int inARow) {
        var grown = first.multipliedBy(1L << Math.min(inARow, 20));
        return grown.compareTo(longest) < 0 ? grown : longest;
    }
}
