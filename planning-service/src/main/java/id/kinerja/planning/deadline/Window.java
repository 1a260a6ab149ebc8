package id.kinerja.planning.deadline;

import id.kinerja.kit.regulation.Regulation.Stage;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The window of a stage for somebody.
 *
 * @param extension the one that gives the most time; null where none gives more than the pack does
 */
record Window(Stage stage, @Nullable DeadlineExtension extension) {

    enum State {
        UPCOMING,
        OPEN,
        /** Only because there is more time than the pack's own window. */
        EXTENDED,
        CLOSED
    }

    /** @param extensions whichever concern the person; only those in force for the stage count */
    static Window of(Stage stage, Collection<DeadlineExtension> extensions, Instant now) {
        return new Window(
                stage,
                extensions.stream()
                        .filter(extension -> extension.holds(stage.name(), now))
                        .filter(extension -> extension.lastDay().isAfter(stage.ends()))
                        .max(Comparator.comparing(DeadlineExtension::lastDay)
                                .thenComparing(DeadlineExtension::extensionId))
                        .orElse(null));
    }

    LocalDate last() {
        return extension == null ? stage.ends() : extension.lastDay();
    }

    State state(LocalDate today) {
        if (today.isBefore(stage.first())) {
            return State.UPCOMING;
        }
        if (today.isAfter(last())) {
            return State.CLOSED;
        }
        return today.isAfter(stage.last()) ? State.EXTENDED : State.OPEN;
    }

    /** Whole days after today; 0 on the last day and afterwards. */
    int daysLeft(LocalDate today) {
        return (int) Math.max(0, ChronoUnit.DAYS.between(today, last()));
    }
}
