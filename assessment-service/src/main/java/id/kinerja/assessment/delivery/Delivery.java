package id.kinerja.assessment.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What bkn-sync last said about the delivery of one result.
 *
 * @param deliveryId null where nothing is to be delivered
 * @param since when it came to be so
 * @param cause code of what stands in the way; null unless parked
 * @param actor code of the role that must repair it; null unless parked
 */
public record Delivery(
        DeliveryStatus status,
        @Nullable String deliveryId,
        @Nullable Instant since,
        @Nullable String cause,
        @Nullable String actor) {

    public static final Delivery NOT_REQUIRED = new Delivery(DeliveryStatus.NOT_REQUIRED, null, null, null, null);
}
