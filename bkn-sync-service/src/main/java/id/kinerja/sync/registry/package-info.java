/**
 * What this service needs from the national performance registry, in its own words: the port, its values and outcomes.
 *
 * <p>Nothing here knows HTTP, JSON, Spring or BKN's field names; the adapter that does is {@code id.kinerja.sync.siasn}.
 */
@NullMarked
package id.kinerja.sync.registry;

import org.jspecify.annotations.NullMarked;
