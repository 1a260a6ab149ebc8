/** The way of a call through the simulated gateway: faults, tokens, limits, suspension, then the service. */
@NullMarked
package id.kinerja.simulator.door;

import org.jspecify.annotations.NullMarked;
