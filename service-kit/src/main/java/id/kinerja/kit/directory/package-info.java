@NullMarked
package id.kinerja.kit.directory;

import org.jspecify.annotations.NullMarked;
