package id.kinerja.planning.deadline;

import id.kinerja.kit.regulation.Regulation.Late;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * Until when somebody has time for something.
 *
 * @param last last day, in the zone
 * @param late what the regulation makes of those who are late
 * @param zone of the school; a day ends when it ends there
 */
public record Deadline(LocalDate last, Late late, ZoneId zone) {

    /** Whole days since the last day; 0 while there is time. */
    public int daysLate(Instant now) {
        var days = ChronoUnit.DAYS.between(last, now.atZone(zone).toLocalDate());
        return (int) Math.max(0, days);
    }
}
