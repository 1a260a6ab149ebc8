@NullMarked
package id.kinerja.kit.sample;

import org.jspecify.annotations.NullMarked;
