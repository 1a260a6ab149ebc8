/** MongoDB's wire protocol over H2's store, for development and tests: one process, no installation, no lost write. */
@NullMarked
package id.kinerja.stack.mongo;

import org.jspecify.annotations.NullMarked;
