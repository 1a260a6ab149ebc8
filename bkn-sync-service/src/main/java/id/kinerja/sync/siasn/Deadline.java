package id.kinerja.sync.siasn;

import java.time.Duration;

/** A moment on the monotonic clock by which everything that belongs to one call has ended. */
record Deadline(long nanoTime) {

    static Deadline after(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    /** The earlier of this deadline and one that far from now. */
    Deadline orAfter(Duration duration) {
        Deadline other = after(duration);
        return other.nanoTime - nanoTime < 0 ? other : this;
    }

    long remainingNanos() {
        return Math.max(0, nanoTime - System.nanoTime());
    }
}
