@NullMarked
package id.kinerja.assessment.rating;

import org.jspecify.annotations.NullMarked;
