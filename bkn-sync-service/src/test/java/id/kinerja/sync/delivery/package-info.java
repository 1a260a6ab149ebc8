@NullMarked
package id.kinerja.sync.delivery;

import org.jspecify.annotations.NullMarked;
