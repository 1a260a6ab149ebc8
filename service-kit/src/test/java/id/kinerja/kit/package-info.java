@NullMarked
package id.kinerja.kit;

import org.jspecify.annotations.NullMarked;
