@NullMarked
package id.kinerja.planning;

import org.jspecify.annotations.NullMarked;
