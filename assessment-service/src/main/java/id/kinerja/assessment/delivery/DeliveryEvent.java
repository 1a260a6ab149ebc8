package id.kinerja.assessment.delivery;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The fields that this service reads of what bkn-sync tells about its deliveries. */
sealed interface DeliveryEvent {

    String kind();

    String deliveryId();

    String employeeId();

    String periodId();

    /** Null where the event does not name it: then it is the person's assessment for the period. */
    @Nullable
    String assessmentId();

    record DeliveryConfirmed(
            String deliveryId,
            String kind,
            String employeeId,
            String periodId,
            @Nullable String assessmentId,
            Instant confirmedAt)
            implements DeliveryEvent {
        public DeliveryConfirmed {
            requireComplete(deliveryId, kind, employeeId, periodId, confirmedAt);
        }
    }

    record DeliveryParked(
            String deliveryId,
            String kind,
            String employeeId,
            String periodId,
            @Nullable String assessmentId,
            String cause,
            String actor,
            Instant parkedAt)
            implements DeliveryEvent {
        public DeliveryParked {
            requireComplete(deliveryId, kind, employeeId, periodId, parkedAt);
            requireNonNull(cause, "cause");
            requireNonNull(actor, "actor");
        }
    }

    record DeliveryHeld(String deliveryId, String kind, String employeeId, String periodId, Instant heldAt)
            implements DeliveryEvent {
        public DeliveryHeld {
            requireComplete(deliveryId, kind, employeeId, periodId, heldAt);
        }

        @Override
        public @Nullable String assessmentId() {
            return null;
        }
    }

    private static void requireComplete(
            String deliveryId, String kind, String employeeId, String periodId, Instant since) {
        requireNonNull(deliveryId, "deliveryId");
        requireNonNull(kind, "kind");
        requireNonNull(employeeId, "employeeId");
        requireNonNull(periodId, "periodId");
        requireNonNull(since, "time");
    }
}
