@NullMarked
package id.kinerja.assessment;

import org.jspecify.annotations.NullMarked;
