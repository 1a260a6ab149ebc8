package id.kinerja.stack.demo;

/** The small school that {@code ./kinerja up} brings along, so that there is somebody to sign in as. */
public final class DevelopmentSchool {

    private static final long SEED = 7607;
    private static final int TEACHERS = 4;

    private DevelopmentSchool() {}

    /** Its people: the same ones each time. */
    public static Cast cast() {
        var school = School.find(School.DEFAULT_NPSN)
                .orElseThrow(() -> new IllegalStateException("The default school is not in the list of schools"));
        return DemoPeople.of(school, TEACHERS, SEED);
    }
}
