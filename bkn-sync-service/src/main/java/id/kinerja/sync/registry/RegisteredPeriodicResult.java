package id.kinerja.sync.registry;

import org.jspecify.annotations.Nullable;

/**
 * A periodic result as the registry holds it. For which months it stands the registry does not tell [E], so a record can
 * be recognised by its key only; a value that is not stated, or in a way we do not know, is null.
 */
public record RegisteredPeriodicResult(
        RegistryRecordId id,
        @Nullable Rating workResult,
        @Nullable Rating workBehaviour,
        @Nullable PerformancePredicate predicate,
        @Nullable String appraiserNumber) {

    /** Whether all that is told agrees. */
    public boolean agreesWith(PeriodicResult decided) {
        return workResult == decided.workResult()
                && workBehaviour == decided.workBehaviour()
                && predicate == decided.predicate()
                && decided.appraiser().nip().value().equals(appraiserNumber);
    }
}
