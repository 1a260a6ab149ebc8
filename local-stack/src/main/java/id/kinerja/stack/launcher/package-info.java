/** The commands behind {@code ./kinerja}. */
@NullMarked
package id.kinerja.stack.launcher;

import org.jspecify.annotations.NullMarked;
