@NullMarked
package id.kinerja.stack;

import org.jspecify.annotations.NullMarked;
