@NullMarked
package id.kinerja.kit.events;

import org.jspecify.annotations.NullMarked;
