package id.kinerja.sync.registry;

import java.time.Year;

/** What was decided about one person's work in one year, as it is to stand in the registry. */
public record AnnualResult(
        RegistryPersonId person,
        Year year,
        Rating workResult,
        Rating workBehaviour,
        PerformancePredicate predicate,
        Appraiser appraiser) {}
