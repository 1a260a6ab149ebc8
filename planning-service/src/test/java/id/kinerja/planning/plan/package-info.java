@NullMarked
package id.kinerja.planning.plan;

import org.jspecify.annotations.NullMarked;
