/** Work teams (tim kerja): who helps whom to judge. A team recommends; it never decides. */
@NullMarked
package id.kinerja.planning.team;

import org.jspecify.annotations.NullMarked;
