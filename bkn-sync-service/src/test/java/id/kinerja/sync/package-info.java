@NullMarked
package id.kinerja.sync;

import org.jspecify.annotations.NullMarked;
