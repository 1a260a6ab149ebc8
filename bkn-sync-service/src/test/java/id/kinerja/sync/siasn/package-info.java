@NullMarked
package id.kinerja.sync.siasn;

import org.jspecify.annotations.NullMarked;
