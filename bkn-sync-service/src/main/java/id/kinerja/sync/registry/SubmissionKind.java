package id.kinerja.sync.registry;

/** What can be handed to a national registry. */
public enum SubmissionKind {
    ANNUAL_RESULT,
    PERIODIC_RESULT,
    EVIDENCE,
    PLAN,
    OBSERVATION
}
