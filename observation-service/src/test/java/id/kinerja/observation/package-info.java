@NullMarked
package id.kinerja.observation;

import org.jspecify.annotations.NullMarked;
