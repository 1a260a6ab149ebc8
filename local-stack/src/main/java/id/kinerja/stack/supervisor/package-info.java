/**
 * Starts the processes of the local stack in waves, waits for their health, watches over them and stops them.
 *
 * <p>{@link id.kinerja.stack.supervisor.Stack} is the way in, for {@code ./kinerja} and for the system tests alike.
 */
@NullMarked
package id.kinerja.stack.supervisor;

import org.jspecify.annotations.NullMarked;
