@NullMarked
package id.kinerja.planning.roster;

import org.jspecify.annotations.NullMarked;
