/** Until when a stage runs for somebody: the pack's window, and whatever the office has granted on top of it. */
@NullMarked
package id.kinerja.planning.deadline;

import org.jspecify.annotations.NullMarked;
