/** The real processes, broken one after the other while a school's period is played through the public API. */
@NullMarked
package id.kinerja.system.faults;

import org.jspecify.annotations.NullMarked;
