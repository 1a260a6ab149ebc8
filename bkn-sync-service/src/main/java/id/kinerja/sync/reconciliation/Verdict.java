package id.kinerja.sync.reconciliation;

/** What the comparison of one person and year came to. */
enum Verdict {
    /** e-Kinerja holds what was delivered. */
    EQUAL,
    /** e-Kinerja holds something else. */
    DIFFERS,
    /** e-Kinerja holds nothing, though it had said so. */
    MISSING_THERE,
    /** e-Kinerja holds a result of somebody for whom we have sent none. */
    UNKNOWN_HERE,
    /** The person or the year could not be read for good; the finding says why. */
    NOT_COMPARED;

    /** Whether sending what was decided again can mend it. */
    boolean repairable() {
        return this == DIFFERS || this == MISSING_THERE;
    }
}
