/** Stand-ins for the identity provider: a development issuer with a login page, and an in-process one for tests. */
@NullMarked
package id.kinerja.stack.oidc;

import org.jspecify.annotations.NullMarked;
