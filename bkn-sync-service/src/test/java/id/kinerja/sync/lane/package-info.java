@NullMarked
package id.kinerja.sync.lane;

import org.jspecify.annotations.NullMarked;
