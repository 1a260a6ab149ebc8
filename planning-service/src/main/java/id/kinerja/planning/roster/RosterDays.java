package id.kinerja.planning.roster;

import java.time.LocalDate;

/**
 * The days by which dates in the roster are judged.
 *
 * @param today where the office is
 * @param first on which an assignment may begin: before the oldest period that is known there is no plan which a day
 *     could divide
 * @param last on which an assignment may begin: the roster holds what is true now, so this is today unless an office
 *     chose to say things ahead (I)
 */
record RosterDays(LocalDate today, LocalDate first, LocalDate last) {}
