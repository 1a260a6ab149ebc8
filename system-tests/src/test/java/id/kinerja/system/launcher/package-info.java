/** The program behind {@code ./kinerja}, as an operator meets it. */
@NullMarked
package id.kinerja.system.launcher;

import org.jspecify.annotations.NullMarked;
