@NullMarked
package id.kinerja.planning.recommendation;

import org.jspecify.annotations.NullMarked;
