package id.kinerja.planning.roster;

import id.kinerja.kit.regulation.Regulation;
import id.kinerja.kit.regulation.Regulations;
import java.time.Clock;
import java.time.LocalDate;
import java.time.Period;
import java.util.Comparator;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Which day it is for the roster, and which days it takes for the first of an assignment. */
@Component
class RosterCalendar {

    private final Regulations regulations;
    private final Period ahead;
    private final Clock clock;

    /** @param ahead how long before its first day an assignment may be said; it takes effect at once all the same (I) */
    RosterCalendar(
            Regulations regulations, @Value("${kinerja.roster.effective-from-ahead:0d}") Period ahead, Clock clock) {
        this.regulations = regulations;
        this.ahead = ahead;
        this.clock = clock;
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), RosterConfiguration.OFFICE_ZONE);
    }

    RosterDays days() {
        var today = today();
        var first = regulations.newest().stream()
                .flatMap(pack -> pack.periods().stream())
                .map(Regulation.Period::first)
                .min(Comparator.naturalOrder())
                .orElse(today);
        return new RosterDays(today, first, today.plus(ahead));
    }
}
