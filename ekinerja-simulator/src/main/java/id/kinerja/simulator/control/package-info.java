/** The control plane under /simulator: seeding, ledger, faults, switches, clock, journal, state. */
@NullMarked
package id.kinerja.simulator.control;

import org.jspecify.annotations.NullMarked;
