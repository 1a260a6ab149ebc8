@NullMarked
package id.kinerja.stack.launcher;

import org.jspecify.annotations.NullMarked;
