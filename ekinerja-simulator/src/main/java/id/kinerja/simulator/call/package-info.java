/** What a simulated call is: its operation, its content, its answer, and the redacted journal of all of them. */
@NullMarked
package id.kinerja.simulator.call;

import org.jspecify.annotations.NullMarked;
