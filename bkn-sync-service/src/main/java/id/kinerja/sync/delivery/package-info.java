/**
 * What must reach e-Kinerja, and how far it is: one delivery per natural key of the registry. The rules are in {@link
 * id.kinerja.sync.delivery.Delivery}, which knows neither Spring nor MongoDB nor Kafka nor BKN.
 */
@NullMarked
package id.kinerja.sync.delivery;

import org.jspecify.annotations.NullMarked;
