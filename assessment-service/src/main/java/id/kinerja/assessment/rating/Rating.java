package id.kinerja.assessment.rating;

/** How work results (hasil kerja) or work behaviour (perilaku kerja) compare with what was expected. */
enum Rating {
    /** Di atas ekspektasi. */
    ABOVE_EXPECTATION,
    /** Sesuai ekspektasi. */
    MEETS_EXPECTATION,
    /** Di bawah ekspektasi. */
    BELOW_EXPECTATION
}
