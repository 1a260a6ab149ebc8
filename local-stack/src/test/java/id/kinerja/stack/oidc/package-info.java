@NullMarked
package id.kinerja.stack.oidc;

import org.jspecify.annotations.NullMarked;
