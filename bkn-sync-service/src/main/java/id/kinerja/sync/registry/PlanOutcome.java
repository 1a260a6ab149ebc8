package id.kinerja.sync.registry;

/** What became of a plan or an observation offered to the plan channel. */
public sealed interface PlanOutcome permits SubmissionOutcome, PlanOutcome.Held {

    /** It stays here, by the installation's choice; nothing was sent and nothing is wrong. */
    record Held(Reason reason) implements PlanOutcome {}

    /** Why something is held. */
    enum Reason {
        /** There is no channel for it. */
        NO_CHANNEL,
        /** e-Kinerja comes for it itself. */
        AWAITS_PULL
    }
}
