package id.kinerja.sync.delivery;

import id.kinerja.kit.events.EventEnvelope;
import java.util.Optional;

/** The closed periods of schools with their manifests. */
interface Closings {

    /** Notes a closing, unless a newer one of the same school and period is known. */
    void note(EventEnvelope envelope, DeliveryEvents.PeriodClosed event);

    Optional<Closing> find(String npsn, String periodId);
}
