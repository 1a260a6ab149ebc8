@NullMarked
package id.kinerja.assessment.delivery;

import org.jspecify.annotations.NullMarked;
