@NullMarked
package id.kinerja.planning.deadline;

import org.jspecify.annotations.NullMarked;
