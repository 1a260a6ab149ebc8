package id.kinerja.sync.reconciliation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The civil servants of a run's scope, in the order of their employee ids. */
interface People {

    /**
     * @param npsn of one school, or null for everybody
     * @param employeeId the last one seen, or null to begin
     */
    List<String> after(@Nullable String npsn, @Nullable String employeeId, int limit);

    long count(@Nullable String npsn);

    /** Where somebody works now; null for people of the office and whoever is not known. */
    @Nullable
    String schoolOf(String employeeId);
}
