package id.kinerja.planning.roster;

import java.util.Set;

/** Jenjang of the functional post (jabatan fungsional guru) with the grades of a PNS that belong to it (domain notes §10). */
enum FunctionalLevel {
    AHLI_PERTAMA("III/a", "III/b"),
    AHLI_MUDA("III/c", "III/d"),
    AHLI_MADYA("IV/a", "IV/b", "IV/c"),
    AHLI_UTAMA("IV/d", "IV/e");

    private final Set<String> grades;

    FunctionalLevel(String... grades) {
        this.grades = Set.of(grades);
    }

    /** Whether a PNS of this grade can hold it; a PPPK's grade has no such rule in the sources and fits any. */
    boolean fits(String grade) {
        return !grade.contains("/") || grades.contains(grade);
    }
}
