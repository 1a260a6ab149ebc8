/** How far the plans of a school and of a regency are: counted when something happens, not when somebody asks. */
@NullMarked
package id.kinerja.planning.progress;

import org.jspecify.annotations.NullMarked;
