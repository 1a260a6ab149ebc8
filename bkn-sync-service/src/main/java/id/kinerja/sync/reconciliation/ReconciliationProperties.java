package id.kinerja.sync.reconciliation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When and how much is compared, prefix {@code kinerja.reconciliation}.
 *
 * @param callsPerNight the most calls to BKN in one night, of all runs together; a person costs one or two
 * @param window when it may call
 */
@ConfigurationProperties("kinerja.reconciliation")
record ReconciliationProperties(
        @DefaultValue("5000") int callsPerNight,
        @DefaultValue Window window) {

    /** What one person costs at most: who it is, and the year. */
    static final int CALLS_OF_A_PERSON = 2;

    ReconciliationProperties {
        if (callsPerNight < CALLS_OF_A_PERSON) {
            throw new IllegalArgumentException(
                    "kinerja.reconciliation.calls-per-night must allow for one person: " + CALLS_OF_A_PERSON);
        }
    }

    /**
     * A time of the day in Jakarta, where BKN is.
     *
     * @param end not part of it; before the start for a window over midnight, equal to it for the whole day
     */
    record Window(
            @DefaultValue("20:00") LocalTime start,
            @DefaultValue("05:00") LocalTime end) {

        private static final ZoneId JAKARTA = ZoneId.of("Asia/Jakarta");

        /** The date on which the window that is open now was opened; empty while it is closed. */
        Optional<LocalDate> night(Instant now) {
            var local = now.atZone(JAKARTA);
            var today = local.toLocalDate();
            boolean started = !local.toLocalTime().isBefore(start);
            boolean ended = !local.toLocalTime().isBefore(end);
            if (start.isBefore(end)) {
                return started && !ended ? Optional.of(today) : Optional.empty();
            }
            if (started) {
                return Optional.of(today);
            }
            return ended ? Optional.empty() : Optional.of(today.minusDays(1));
        }

        /** When the next window opens. */
        Instant nextOpening(Instant now) {
            var local = now.atZone(JAKARTA);
            var opening = ZonedDateTime.of(local.toLocalDate(), start, JAKARTA);
            return (opening.isAfter(local) ? opening : opening.plusDays(1)).toInstant();
        }
    }
}
