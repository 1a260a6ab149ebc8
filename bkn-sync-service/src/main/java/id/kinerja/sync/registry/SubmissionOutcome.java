package id.kinerja.sync.registry;

import org.jspecify.annotations.Nullable;

/** What became of a submission: accepted, or one of the three {@linkplain Obstacle obstacles}. */
public sealed interface SubmissionOutcome extends PlanOutcome permits SubmissionOutcome.Accepted, Obstacle {

    /**
     * The registry says that it holds the submission now.
     *
     * @param recordId where it is kept; null where the registry accepted without naming it
     * @param message the registry's own words
     */
    record Accepted(@Nullable RegistryRecordId recordId, String message) implements SubmissionOutcome {}
}
