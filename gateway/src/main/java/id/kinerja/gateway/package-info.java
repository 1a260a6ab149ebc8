/** The only door: who is asking, how much, and which service answers. */
@NullMarked
package id.kinerja.gateway;

import org.jspecify.annotations.NullMarked;
