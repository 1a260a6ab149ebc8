@NullMarked
package id.kinerja.observation.coaching;

import org.jspecify.annotations.NullMarked;
