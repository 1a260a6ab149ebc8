package id.kinerja.planning.progress;

/** Where somebody who needs a plan stands with it. */
enum PlanState {
    /** There is no plan yet. */
    NOT_BEGUN,
    DRAFT,
    SUBMITTED,
    RETURNED,
    /** The employee has still to agree. */
    APPROVED,
    AGREED,
    REOPENED,
    /** Closed at a move to another school or role, where the plan that follows counts, or because somebody has left. */
    CLOSED;

    /** Nothing is left to do for the stage of planning. */
    boolean isDone() {
        return this == AGREED;
    }
}
