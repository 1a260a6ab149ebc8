package id.kinerja.sync.registry;

import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * A monthly or quarterly result as it is to stand in the registry.
 *
 * @param post of the person assessed: the registry wants the credit coefficient that goes with it
 */
public record PeriodicResult(
        RegistryPersonId person,
        PeriodicKind kind,
        YearMonth from,
        YearMonth to,
        Rating workResult,
        Rating workBehaviour,
        PerformancePredicate predicate,
        Appraiser appraiser,
        @Nullable String post) {}
