@NullMarked
package id.kinerja.planning.progress;

import org.jspecify.annotations.NullMarked;
