@NullMarked
package id.kinerja.kit.security;

import org.jspecify.annotations.NullMarked;
