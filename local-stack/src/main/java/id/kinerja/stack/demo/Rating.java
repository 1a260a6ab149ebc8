package id.kinerja.stack.demo;

/** How a result or a behaviour compares with what was expected. */
public enum Rating {
    ABOVE_EXPECTATION(1),
    MEETS_EXPECTATION(2),
    BELOW_EXPECTATION(3);

    private final int code;

    Rating(int code) {
        this.code = code;
    }

    /** BKN's code. */
    int code() {
        return code;
    }

    /**
     * BKN's code of the predicate that follows from both ratings (matrix of domain.md §5.1): 1 very good, 2 good, 3 needs
     * improvement, 4 poor, 5 very poor. Stated here once more, so that the demo checks the platform against the rule and
     * not against itself.
     */
    public static int predicateCode(Rating workResult, Rating workBehaviour) {
        if (workBehaviour == BELOW_EXPECTATION) {
            return workResult == BELOW_EXPECTATION ? 5 : 4;
        }
        return switch (workResult) {
            case ABOVE_EXPECTATION -> workBehaviour == ABOVE_EXPECTATION ? 1 : 2;
            case MEETS_EXPECTATION -> 2;
            case BELOW_EXPECTATION -> 3;
        };
    }
}
