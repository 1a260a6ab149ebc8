package id.kinerja.sync.registry;

import java.time.LocalDate;
import java.util.List;

/** An observation that its observer shared with the teacher; it is a baseline, never a score. */
public record SharedObservation(
        String cycleId,
        String planId,
        Nip employee,
        String periodId,
        LocalDate observedOn,
        String indicatorCode,
        List<ObservedBehaviour> behaviours,
        List<String> nextStepCodes) {

    public SharedObservation {
        behaviours = List.copyOf(behaviours);
        nextStepCodes = List.copyOf(nextStepCodes);
    }

    /** One observed behaviour and how far it was seen. */
    public record ObservedBehaviour(String code, Level level) {}

    /** How far a behaviour was seen. */
    public enum Level {
        NOT_DONE,
        DONE_NOT_EFFECTIVE,
        DONE_EFFECTIVE
    }
}
