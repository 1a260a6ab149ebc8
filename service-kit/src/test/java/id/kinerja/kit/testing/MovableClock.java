package id.kinerja.kit.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that only moves when told, and never back. */
public final class MovableClock extends Clock {

    private volatile Instant now;

    public MovableClock(String start) {
        this.now = Instant.parse(start);
    }

    public synchronized void advance(Duration duration) {
        now = now.plus(duration);
    }

    public synchronized void advanceTo(Instant time) {
        if (time.isAfter(now)) {
            now = time;
        }
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
