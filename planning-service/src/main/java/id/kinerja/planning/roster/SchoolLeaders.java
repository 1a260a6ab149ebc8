package id.kinerja.planning.roster;

import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.directory.DirectoryEntry;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.security.Actor;
import id.kinerja.kit.security.Actor.Grant;
import id.kinerja.kit.web.RefusedException;
import java.util.List;
import org.springframework.stereotype.Component;

/** Who answers for a school: its principal, whoever appraises the principal, and the office for every school. */
@Component
public class SchoolLeaders {

    private final Directory directory;

    SchoolLeaders(Directory directory) {
        this.directory = directory;
    }

    /**
     * The people of a school, for somebody who answers for it.
     *
     * @throws RefusedException 404 {@code no-such-resource} to everybody else, and to the office where nobody is there and
     *     no school is registered
     */
    public List<DirectoryEntry> peopleFor(Actor actor, String npsn) {
        var people = directory.ofSchool(npsn);
        boolean answers = actor.has(Grant.OFFICE)
                ? !people.isEmpty() || directory.school(npsn).isPresent()
                : actor.employeeId().filter(self -> leads(self, people)).isPresent();
        if (!answers) {
            throw new RefusedException(Refusal.absent("no-such-resource"));
        }
        return people;
    }

    /** Whether somebody is the principal of these people's school, or appraises the principal. */
    public static boolean leads(String employeeId, List<DirectoryEntry> people) {
        return people.stream()
                .filter(person -> person.role() == Role.PRINCIPAL)
                .anyMatch(principal ->
                        employeeId.equals(principal.employeeId()) || employeeId.equals(principal.appraiserId()));
    }
}
