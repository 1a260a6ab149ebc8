@NullMarked
package id.kinerja.sync.registry;

import org.jspecify.annotations.NullMarked;
