package id.kinerja.planning.roster;

import java.time.LocalDate;

/**
 * That somebody leaves, or has left.
 *
 * @param lastDay of work; from the day after on nobody waits for this person
 */
record Departure(Reason reason, LocalDate lastDay) {

    /** No source has a list of them: these are ours (I). */
    enum Reason {
        RETIRED,
        RESIGNED,
        DECEASED,
        DISMISSED,
        /** To an employer outside of this roster; within it, moving is a new assignment. */
        TRANSFERRED_OUT
    }
}
