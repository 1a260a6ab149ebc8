/** What the simulated BKN knows: persons, results, documents; kept across a restart where a folder is set. */
@NullMarked
package id.kinerja.simulator.record;

import org.jspecify.annotations.NullMarked;
