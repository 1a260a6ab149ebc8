/** Who decided what on a plan, and when: written from planning's own events, and never changed. */
@NullMarked
package id.kinerja.planning.audit;

import org.jspecify.annotations.NullMarked;
