package id.kinerja.sync.registry;

/** The predicate that follows from both ratings; it is decided by the assessment and only carried here. */
public enum PerformancePredicate {
    VERY_GOOD,
    GOOD,
    NEEDS_IMPROVEMENT,
    POOR_MISCONDUCT,
    VERY_POOR
}
