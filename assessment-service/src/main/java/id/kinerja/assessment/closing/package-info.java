@NullMarked
package id.kinerja.assessment.closing;

import org.jspecify.annotations.NullMarked;
