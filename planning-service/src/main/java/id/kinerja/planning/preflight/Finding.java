package id.kinerja.planning.preflight;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One defect of a school.
 *
 * @param employeeId of whom it is; null where it is the school's
 * @param others employee ids of whoever else is concerned: with whom a number is shared, between whom teachers are divided,
 *     who is in the circle
 */
record Finding(Defect defect, @Nullable String employeeId, List<String> others) {

    Finding {
        others = List.copyOf(others);
    }

    static Finding of(Defect defect, String employeeId) {
        return new Finding(defect, employeeId, List.of());
    }
}
