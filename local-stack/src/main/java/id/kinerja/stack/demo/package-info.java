/** Plays a school's whole performance period through the public API and compares it with what e-Kinerja holds. */
@NullMarked
package id.kinerja.stack.demo;

import org.jspecify.annotations.NullMarked;
