/** The published contract as a test sees it: schema and golden example of each event. */
@NullMarked
package id.kinerja.kit.contracts;

import org.jspecify.annotations.NullMarked;
