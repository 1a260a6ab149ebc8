package id.kinerja.assessment.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as the API shows it.
 *
 * @param since when it came to be so; null where nothing is to be delivered
 * @param confirmedAt when BKN held it; null unless delivered
 * @param actor code of the role that must repair something; null if nobody must
 * @param message the same in plain words, in the reader's language
 */
public record DeliveryView(
        DeliveryStatus status,
        @Nullable String deliveryId,
        @Nullable Instant since,
        @Nullable Instant confirmedAt,
        @Nullable String cause,
        @Nullable String actor,
        String message) {}
