package id.kinerja.assessment.closing;

import id.kinerja.assessment.rating.Standings;
import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.directory.DirectoryEntry;
import java.util.stream.Collectors;

/** Looks up who belongs to a school's period and how far each of them is. */
final class SchoolReadiness {

    private final Directory directory;
    private final Standings standings;

    SchoolReadiness(Directory directory, Standings standings) {
        this.directory = directory;
        this.standings = standings;
    }

    Readiness of(String npsn, String periodId) {
        var people = directory.ofSchool(npsn);
        var here = people.stream().map(DirectoryEntry::employeeId).collect(Collectors.toSet());
        // Whose plan was made here and who now is at another school is closed there. Who is at no school, or not known
        // yet, is at home where the plan was made: otherwise no school would ask for that result.
        var belonging = standings.of(npsn, periodId, here).stream()
                .filter(standing -> here.contains(standing.employeeId())
                        || directory
                                .byId(standing.employeeId())
                                .filter(person -> person.npsn() != null)
                                .isEmpty())
                .toList();
        return Readiness.of(people, belonging);
    }
}
