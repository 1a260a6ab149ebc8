@NullMarked
package id.kinerja.planning.team;

import org.jspecify.annotations.NullMarked;
