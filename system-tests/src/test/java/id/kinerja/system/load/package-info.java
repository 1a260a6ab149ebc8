/** How fast and how large the running system is: run on demand, never a test with a time limit. */
@NullMarked
package id.kinerja.system.load;

import org.jspecify.annotations.NullMarked;
