@NullMarked
package id.kinerja.planning.regulation;

import org.jspecify.annotations.NullMarked;
