/** The simulated SIASN web services themselves. */
@NullMarked
package id.kinerja.simulator.siasn;

import org.jspecify.annotations.NullMarked;
