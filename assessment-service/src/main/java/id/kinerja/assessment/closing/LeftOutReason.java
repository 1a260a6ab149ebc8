package id.kinerja.assessment.closing;

/** Why a person has no result among those of the school's period. */
enum LeftOutReason {
    /** No agreed plan: never agreed, or reopened. */
    NO_PLAN,
    /** The plan is agreed, but no rating is final. */
    NOT_RATED,
    ON_LEAVE,
    /** As the roster says, or whoever closes states. */
    LEFT_SCHOOL,
    OTHER;

    /** True for what this service knows itself; the rest is what the person who closes states. */
    boolean isKnownHere() {
        return this == NO_PLAN || this == NOT_RATED;
    }
}
