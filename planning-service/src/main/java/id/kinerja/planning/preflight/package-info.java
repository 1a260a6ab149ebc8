/** Finds what would go wrong in a period before it opens, school by school, and says who must repair it. */
@NullMarked
package id.kinerja.planning.preflight;

import org.jspecify.annotations.NullMarked;
