package id.kinerja.sync.registry;

import java.time.Year;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An annual result as the registry holds it; a value that it does not state, or states in a way we do not know, is null.
 *
 * @param appraiserNumber as stored, which need not be a NIP
 */
public record RegisteredResult(
        RegistryRecordId id,
        Year year,
        @Nullable Rating workResult,
        @Nullable Rating workBehaviour,
        @Nullable PerformancePredicate predicate,
        @Nullable String appraiserNumber) {

    /** A value in which the registry and a decision can disagree. */
    public enum Field {
        YEAR,
        WORK_RESULT,
        WORK_BEHAVIOUR,
        PREDICATE,
        APPRAISER
    }

    /** Names the values in which the registry differs from what was decided; empty means there is nothing to write. */
    public Set<Field> differencesFrom(AnnualResult decided) {
        Set<Field> differences = EnumSet.noneOf(Field.class);
        if (!year.equals(decided.year())) {
            differences.add(Field.YEAR);
        }
        if (workResult != decided.workResult()) {
            differences.add(Field.WORK_RESULT);
        }
        if (workBehaviour != decided.workBehaviour()) {
            differences.add(Field.WORK_BEHAVIOUR);
        }
        if (predicate != decided.predicate()) {
            differences.add(Field.PREDICATE);
        }
        if (!decided.appraiser().nip().value().equals(appraiserNumber)) {
            differences.add(Field.APPRAISER);
        }
        return differences;
    }

    @Override
    public String toString() {
        return "RegisteredResult[" + id.value() + ", " + year + "]";
    }
}
