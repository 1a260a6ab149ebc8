package id.kinerja.sync.registry;

import java.time.Year;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The national registry's monthly and quarterly results, under the rules of {@link NationalPerformanceRegistry}.
 *
 * <p>Unlike annual ones they are not replaced by their natural key: the same result written twice is there twice [I].
 */
public interface PeriodicRegistry {

    /** All results of a kind that the registry holds for a person and year. */
    Lookup<List<RegisteredPeriodicResult>> listPeriodic(RegistryPerson person, Year year, PeriodicKind kind);

    /**
     * Writes a periodic result.
     *
     * @param known the record to change; null writes a new one, whatever is there already
     */
    SubmissionOutcome putPeriodic(PeriodicResult result, @Nullable RegistryRecordId known);
}
