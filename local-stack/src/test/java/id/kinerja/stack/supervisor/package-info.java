@NullMarked
package id.kinerja.stack.supervisor;

import org.jspecify.annotations.NullMarked;
