package id.kinerja.planning.recommendation;

/** Capaian, as the education report prints it; from weak to strong. */
enum Attainment {
    /** Kurang. */
    LOW,
    /** Sedang. */
    MODERATE,
    /** Baik. */
    GOOD,
    /** Capaian tidak tersedia. */
    NOT_AVAILABLE,
    /** Tidak berlaku. */
    NOT_APPLICABLE;

    /** The other two say nothing about the school. */
    boolean tells() {
        return this != NOT_AVAILABLE && this != NOT_APPLICABLE;
    }
}
