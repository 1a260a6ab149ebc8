package id.kinerja.planning.preflight;

import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.directory.DirectoryEntry;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.directory.School;
import id.kinerja.planning.plan.PlanStandings;
import id.kinerja.planning.preflight.SchoolCheck.Person;
import id.kinerja.planning.roster.RosterFacts;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Reads what is checked: a handful of queries, for one school as for twenty. */
@Component
class SchoolChecks {

    private final Directory directory;
    private final RosterFacts roster;
    private final PlanStandings plans;

    SchoolChecks(Directory directory, RosterFacts roster, PlanStandings plans) {
        this.directory = directory;
        this.roster = roster;
        this.plans = plans;
    }

    /** In the order asked for. */
    List<SchoolCheck> of(List<String> npsns, String periodId) {
        var here = people(
                directory.ofSchools(npsns).stream()
                        .filter(entry -> !directory.hasLeft(entry))
                        .toList(),
                schoolsByName(npsns));
        var superiors = superiorsOf(here);
        var strays = straysOf(here);
        var standings = plans.of(
                here.stream()
                        .filter(one -> one.entry().role() == Role.PRINCIPAL)
                        .map(Person::id)
                        .toList(),
                periodId);
        var bySchool = here.stream()
                .collect(Collectors.groupingBy(one -> String.valueOf(one.entry().npsn())));
        return npsns.stream()
                .map(npsn -> {
                    var people = bySchool.getOrDefault(npsn, List.of());
                    var ids = people.stream().map(Person::id).collect(Collectors.toSet());
                    return new SchoolCheck(
                            npsn,
                            directory.school(npsn).isPresent(),
                            people,
                            superiors,
                            strays.stream()
                                    .filter(stray -> ids.contains(stray.appraiserId()))
                                    .toList(),
                            standings);
                })
                .toList();
    }

    private List<Person> people(Collection<DirectoryEntry> entries) {
        return people(entries, Map.of());
    }

    private List<Person> people(Collection<DirectoryEntry> entries, Map<String, Set<String>> schools) {
        var facts = roster.of(entries.stream().map(DirectoryEntry::employeeId).toList());
        return entries.stream()
                .map(entry -> {
                    var known = facts.get(entry.employeeId());
                    return new Person(
                            entry,
                            directory.hasLeft(entry),
                            known,
                            known == null ? Set.of() : schools.getOrDefault(comparable(known.orgUnit()), Set.of()));
                })
                .toList();
    }

    /** All schools of the regencies of these: in a move within a regency the old unit is one of them. */
    private Map<String, Set<String>> schoolsByName(List<String> npsns) {
        var byName = new HashMap<String, Set<String>>();
        npsns.stream()
                .map(directory::school)
                .flatMap(Optional::stream)
                .map(School::regency)
                .filter(Objects::nonNull)
                .distinct()
                .flatMap(regency -> directory.schoolsOf(regency).stream())
                .forEach(school -> byName.computeIfAbsent(comparable(school.name()), name -> new HashSet<>())
                        .add(school.npsn()));
        return byName;
    }

    /** Capitals and blanks make no difference. */
    private static String comparable(String name) {
        return name.strip().toUpperCase(Locale.ROOT).replaceAll("\\s+", " ");
    }

    /** Everybody above these people, level by level; a circle ends where it comes back to somebody known. */
    private Map<String, Person> superiorsOf(List<Person> people) {
        var known = new HashMap<String, Person>();
        people.forEach(one -> known.put(one.id(), one));
        var superiors = new LinkedHashMap<String, Person>();
        Set<String> next = appraisersOf(people);
        while (!next.isEmpty()) {
            var unknown = next.stream().filter(id -> !known.containsKey(id)).toList();
            people(directory.byIds(unknown).values()).forEach(one -> known.put(one.id(), one));
            var found = next.stream()
                    .map(known::get)
                    .filter(Objects::nonNull)
                    .filter(one -> superiors.putIfAbsent(one.id(), one) == null)
                    .toList();
            next = appraisersOf(found);
            next.removeAll(superiors.keySet());
        }
        return superiors;
    }

    private static Set<String> appraisersOf(Collection<Person> people) {
        return people.stream()
                .flatMap(one -> Stream.ofNullable(one.appraiserId()))
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** People of schools that the roster does not know belong to no region; they are found through who appraises them. */
    private List<Person> straysOf(List<Person> people) {
        var registered = new HashMap<String, Boolean>();
        var strays = directory.appraisedByAny(people.stream().map(Person::id).toList()).stream()
                .filter(entry -> !directory.hasLeft(entry))
                .filter(entry -> entry.npsn() != null
                        && !registered.computeIfAbsent(
                                entry.npsn(), npsn -> directory.school(npsn).isPresent()))
                .toList();
        return people(strays).stream()
                // People of the very school that is checked are among its own.
                .filter(stray -> people.stream().noneMatch(one -> one.id().equals(stray.id())))
                .toList();
    }
}
