/** What tests can change: faults, switches for what is not known about BKN, the clock, held replies. */
@NullMarked
package id.kinerja.simulator.scenario;

import org.jspecify.annotations.NullMarked;
