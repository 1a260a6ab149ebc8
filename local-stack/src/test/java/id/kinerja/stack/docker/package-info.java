/** What containers run besides the services. */
@NullMarked
package id.kinerja.stack.docker;

import org.jspecify.annotations.NullMarked;
