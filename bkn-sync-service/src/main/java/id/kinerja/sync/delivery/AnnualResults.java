package id.kinerja.sync.delivery;

import id.kinerja.kit.model.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The annual results that were sent, for those who compare them with what e-Kinerja holds. */
public interface AnnualResults {

    /**
     * Whose result of a year is delivered, in a fixed order.
     *
     * @param npsn of one school, or null for all
     * @param after the last employee seen, or null to begin
     */
    List<String> delivered(int year, @Nullable String npsn, @Nullable String after, int limit);

    long countDelivered(int year, @Nullable String npsn);

    /** Empty unless it is delivered: nothing else is said to be at e-Kinerja. */
    Optional<DeliveredResult> find(String employeeId, int year);

    /** Those of these employees of whom e-Kinerja may hold a result of ours: delivered, on its way or replaced. */
    Set<String> touched(int year, List<String> employeeIds);

    /**
     * Why a result could not be sent again now; empty if it could. Nothing is changed.
     *
     * @param confirmedAt of the result that was compared
     */
    Optional<Refusal> whyNotRepairable(String employeeId, int year, Instant confirmedAt);

    /**
     * Sends a result again; done once, however often it is asked for with the same time.
     *
     * @param confirmedAt of the result that was compared
     * @param at when it was asked for
     * @return why not; empty if it is done
     */
    Optional<Refusal> repair(String employeeId, int year, Instant confirmedAt, Instant at);
}
