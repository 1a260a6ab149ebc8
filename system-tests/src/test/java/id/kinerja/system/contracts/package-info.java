/** The public contract checked against itself: topics, schemas, golden examples and the AsyncAPI document. */
@NullMarked
package id.kinerja.system.contracts;

import org.jspecify.annotations.NullMarked;
