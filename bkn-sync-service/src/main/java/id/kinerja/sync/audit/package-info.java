/** Who commanded what, and what came of it: written for every command, and never changed. */
@NullMarked
package id.kinerja.sync.audit;

import org.jspecify.annotations.NullMarked;
