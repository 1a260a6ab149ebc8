package id.kinerja.assessment.rating;

/** Predikat kinerja: what a person's period is called in the end. */
public enum Predicate {
    /** Sangat Baik. */
    VERY_GOOD,
    /** Baik. */
    GOOD,
    /** Butuh Perbaikan. */
    NEEDS_IMPROVEMENT,
    /** Kurang/misconduct. */
    POOR_MISCONDUCT,
    /** Sangat Kurang. */
    VERY_POOR
}
