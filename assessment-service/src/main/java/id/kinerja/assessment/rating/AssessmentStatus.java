package id.kinerja.assessment.rating;

/** Where an assessment stands. */
public enum AssessmentStatus {
    /** The plan is agreed; nothing is rated yet. */
    OPEN,
    /** The appraiser has rated and may still change it; the person does not see the ratings yet. */
    RATED,
    /** The appraiser has made it final; the person sees it. */
    FINAL;

    boolean rateable() {
        return this != FINAL;
    }
}
