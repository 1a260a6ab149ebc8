@NullMarked
package id.kinerja.planning.preflight;

import org.jspecify.annotations.NullMarked;
