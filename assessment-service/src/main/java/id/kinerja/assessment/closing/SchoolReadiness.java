package id.kinerja.assessment.closing;

import id.kinerja.assessment.rating.Standing;
import id.kinerja.assessment.rating.Standings;
import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.directory.DirectoryEntry;
import id.kinerja.kit.regulation.Regulations;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks up who belongs to a school's period and how far each of them is. */
final class SchoolReadiness {

    private final Directory directory;
    private final Standings standings;
    private final Regulations regulations;

    SchoolReadiness(Directory directory, Standings standings, Regulations regulations) {
        this.directory = directory;
        this.standings = standings;
        this.regulations = regulations;
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
        var gone = people.stream().filter(directory::hasLeft).toList();
        var expected = expected(people, gone, belonging, periodId);
        return Readiness.of(withTheirAppraisers(expected), belonging).without(lastDays(gone));
    }

    /** Everybody but who had left before the period began; if there is an assessment nevertheless, it is told of. */
    private List<DirectoryEntry> expected(
            List<DirectoryEntry> people, List<DirectoryEntry> gone, List<Standing> belonging, String periodId) {
        var first = regulations
                .ofPeriod(periodId)
                .flatMap(rules -> rules.period(periodId))
                .map(period -> period.first())
                .orElse(LocalDate.MIN);
        var assessed = belonging.stream().map(Standing::employeeId).collect(Collectors.toSet());
        var neverHere = lastDays(gone);
        neverHere.entrySet().removeIf(left -> !left.getValue().isBefore(first) || assessed.contains(left.getKey()));
        return people.stream()
                .filter(person -> !neverHere.containsKey(person.employeeId()))
                .toList();
    }

    /** An appraiser who has left can neither agree nor rate: the post is vacant. */
    private List<DirectoryEntry> withTheirAppraisers(List<DirectoryEntry> people) {
        var appraisers = people.stream()
                .flatMap(person -> Stream.ofNullable(person.appraiserId()))
                .collect(Collectors.toSet());
        Set<String> gone = appraisers.stream()
                .filter(id -> directory.byId(id).filter(directory::hasLeft).isPresent())
                .collect(Collectors.toSet());
        return people.stream()
                .map(person -> person.appraiserId() != null && gone.contains(person.appraiserId())
                        ? person.withVacantAppraiser()
                        : person)
                .toList();
    }

    private static Map<String, LocalDate> lastDays(List<DirectoryEntry> gone) {
        var days = new HashMap<String, LocalDate>();
        for (var person : gone) {
            if (person.leftAfter() != null) {
                days.put(person.employeeId(), person.leftAfter());
            }
        }
        return days;
    }
}
