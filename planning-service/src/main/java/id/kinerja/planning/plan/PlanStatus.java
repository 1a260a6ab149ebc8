package id.kinerja.planning.plan;

/** Where a plan stands. Execution opens at AGREED. */
enum PlanStatus {
    DRAFT,
    SUBMITTED,
    /** Back with the employee, with reasons per section. */
    RETURNED,
    APPROVED,
    /** Disepakati. */
    AGREED,
    /** Opened again by the appraiser, with a reason. */
    REOPENED,
    /**
     * Its owner has another school or role, and an addendum is for the rest of the period; or has left before it was
     * approved. Nothing is changed any more.
     */
    CLOSED;

    boolean editable() {
        return this == DRAFT || this == RETURNED || this == REOPENED;
    }

    /** Whether its content was decided on, and not opened again since. */
    boolean isApproved() {
        return this == APPROVED || this == AGREED;
    }

    /** Whether its content is still being worked on or judged. */
    boolean isOpen() {
        return editable() || this == SUBMITTED;
    }
}
