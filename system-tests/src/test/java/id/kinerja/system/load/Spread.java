package id.kinerja.system.load;

import java.time.Duration;
import java.util.Collection;
import java.util.Locale;

/** How a set of durations is spread. */
record Spread(int count, Duration median, Duration p99, Duration longest) {

    static Spread of(Collection<Duration> durations) {
        var sorted = durations.stream().mapToLong(Duration::toNanos).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("Nothing was measured");
        }
        return new Spread(sorted.length, at(sorted, 0.50), at(sorted, 0.99), at(sorted, 1.0));
    }

    /** The smallest value that at least this share of all values does not exceed. */
    private static Duration at(long[] sorted, double share) {
        return Duration.ofNanos(sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)]);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "p50 %.1f ms, p99 %.1f ms, longest %.1f ms", ms(median), ms(p99), ms(longest));
    }

    private static double ms(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
