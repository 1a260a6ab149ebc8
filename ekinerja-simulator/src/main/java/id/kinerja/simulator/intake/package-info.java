/** The plan intake: an ASSUMED contract that BKN does not offer. */
@NullMarked
package id.kinerja.simulator.intake;

import org.jspecify.annotations.NullMarked;
