@NullMarked
package id.kinerja.kit.regulation;

import org.jspecify.annotations.NullMarked;
