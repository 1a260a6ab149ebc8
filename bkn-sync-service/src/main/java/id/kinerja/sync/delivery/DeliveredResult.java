package id.kinerja.sync.delivery;

import id.kinerja.sync.registry.AnnualResult;
import id.kinerja.sync.registry.Appraiser;
import id.kinerja.sync.registry.PerformancePredicate;
import id.kinerja.sync.registry.Rating;
import id.kinerja.sync.registry.RegistryPersonId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An annual result of which e-Kinerja has said that it holds it.
 *
 * @param npsn school at which it was decided; null for people of the office
 * @param deliveryId of the delivery that sent it
 * @param sequence number of the decision
 * @param confirmedAt when e-Kinerja said so
 */
public record DeliveredResult(
        String employeeId,
        @Nullable String npsn,
        int year,
        Rating workResult,
        Rating workBehaviour,
        PerformancePredicate predicate,
        String appraiserId,
        String deliveryId,
        long sequence,
        Instant confirmedAt) {

    /** As it is to stand in the registry, for the comparison that a sender makes as well. */
    public AnnualResult result(RegistryPersonId person, Appraiser appraiser) {
        return new Values.Annual(year, workResult, workBehaviour, predicate, appraiserId).result(person, appraiser);
    }
}
