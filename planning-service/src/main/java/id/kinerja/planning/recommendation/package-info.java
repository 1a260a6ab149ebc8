/** Which practice indicator suits a school, from its education report (Rapor Pendidikan). */
@NullMarked
package id.kinerja.planning.recommendation;

import org.jspecify.annotations.NullMarked;
