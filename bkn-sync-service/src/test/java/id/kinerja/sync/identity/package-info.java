@NullMarked
package id.kinerja.sync.identity;

import org.jspecify.annotations.NullMarked;
