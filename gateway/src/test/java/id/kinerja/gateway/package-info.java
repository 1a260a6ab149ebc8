@NullMarked
package id.kinerja.gateway;

import org.jspecify.annotations.NullMarked;
