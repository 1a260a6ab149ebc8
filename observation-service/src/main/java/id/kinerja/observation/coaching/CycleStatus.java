package id.kinerja.observation.coaching;

/** How far a coaching cycle has come. The order is the order of the five steps; none can be skipped or taken back. */
enum CycleStatus {
    /** The preparation document (dokumen persiapan) is handed in, the day is set. */
    PREPARED,
    /** The observer has recorded what was seen; the person observed cannot see it yet. */
    OBSERVED,
    SHARED,
    /** The follow-up document (dokumen tindak lanjut) is handed in. */
    FOLLOW_UP_AGREED,
    FOLLOW_UP_DONE,
    /** The reflection document (dokumen refleksi) is handed in; the cycle is complete. */
    REFLECTED;

    boolean shared() {
        return compareTo(SHARED) >= 0;
    }
}
