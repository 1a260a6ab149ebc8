/** What the service suites stand on: a real broker, a real driver over the wire, signed tokens, one cast of people. */
@NullMarked
package id.kinerja.kit.testing;

import org.jspecify.annotations.NullMarked;
