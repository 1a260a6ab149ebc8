package id.kinerja.sync.delivery;

import id.kinerja.kit.model.DomainEvent;
import id.kinerja.sync.remedy.Trouble;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What became of a delivery; the schemas are in {@code contracts/}. */
sealed interface DeliveryEvent extends DomainEvent {

    String employeeId();

    @Override
    default String subject() {
        return employeeId();
    }

    record DeliveryConfirmed(
            String deliveryId,
            DeliveryKind kind,
            String employeeId,
            @Nullable String npsn,
            String periodId,
            @Nullable String assessmentId,
            @Nullable Long sequence,
            Instant confirmedAt)
            implements DeliveryEvent {}

    record DeliveryParked(
            String deliveryId,
            DeliveryKind kind,
            String employeeId,
            @Nullable String npsn,
            String periodId,
            @Nullable String assessmentId,
            @Nullable Long sequence,
            Trouble cause,
            Trouble.Role actor,
            Instant parkedAt)
            implements DeliveryEvent {}

    record DeliveryHeld(
            String deliveryId,
            DeliveryKind kind,
            String employeeId,
            @Nullable String npsn,
            String periodId,
            Instant heldAt)
            implements DeliveryEvent {}
}
