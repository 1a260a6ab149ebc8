package id.kinerja.kit.directory;

import org.jspecify.annotations.Nullable;

/**
 * In what capacity somebody decides on another person's performance. Where the appraiser's post is vacant or held for the
 * time being, the policy of the education office says who does.
 */
public enum AppraiserCapacity {
    /** The appraiser (pejabat penilai) whom the roster names. */
    APPRAISER,
    /** Holds the appraiser's post for the time being (Plt.). */
    ACTING,
    /** Named by the office for the time being. */
    SUBSTITUTE,
    /** The next superior who is there, in the appraiser's place. */
    NEXT_SUPERIOR,
    /** Nobody decides until the office has seen to it. */
    NOBODY,
    /** A submitted plan is approved at once, in this person's place, who decides whatever else there is to decide. */
    AUTOMATIC;

    /** Where nothing is said: whoever is named is the appraiser. */
    public static AppraiserCapacity of(@Nullable String appraiserId) {
        return appraiserId == null ? NOBODY : APPRAISER;
    }
}
