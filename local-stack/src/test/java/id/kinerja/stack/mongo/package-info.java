@NullMarked
package id.kinerja.stack.mongo;

import org.jspecify.annotations.NullMarked;
