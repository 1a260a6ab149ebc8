@NullMarked
package id.kinerja.kit.aggregate;

import org.jspecify.annotations.NullMarked;
