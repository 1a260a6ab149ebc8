/**
 * The adapter to BKN's SIASN web services, from what public code shows of them.
 *
 * <p>Rules are marked as in the contract notes: [E] established by a named public source, [I] inferred, [U] unknown
 * and therefore a setting in {@link id.kinerja.sync.siasn.BknProperties}.
 */
@NullMarked
package id.kinerja.sync.siasn;

import org.jspecify.annotations.NullMarked;
