package id.kinerja.sync.registry;

/** The rating of work results or work behaviour against what was expected (PermenPANRB 6/2022). */
public enum Rating {
    ABOVE_EXPECTATION,
    MEETS_EXPECTATION,
    BELOW_EXPECTATION
}
