@NullMarked
package id.kinerja.stack.kafka;

import org.jspecify.annotations.NullMarked;
