@NullMarked
package id.kinerja.stack.demo;

import org.jspecify.annotations.NullMarked;
