/** A SIMULATOR of the web services of BKN's e-Kinerja; never the real thing, never for production. */
@NullMarked
package id.kinerja.simulator;

import org.jspecify.annotations.NullMarked;
