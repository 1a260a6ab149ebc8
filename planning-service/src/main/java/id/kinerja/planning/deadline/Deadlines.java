package id.kinerja.planning.deadline;

import com.mongodb.client.model.Filters;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.directory.DirectoryEntry;
import id.kinerja.kit.directory.School;
import id.kinerja.kit.regulation.Regulation;
import id.kinerja.kit.regulation.Regulation.StageName;
import id.kinerja.kit.regulation.Regulations;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Until when a stage runs for whom, with what the office has granted. */
@Component
public class Deadlines {

    /** Of people of an office, and of schools that the roster does not know (yet). */
    private static final ZoneId ELSEWHERE = ZoneId.of("Asia/Jakarta");

    /** Extensions that concern one person or one school; more would be a fault. */
    private static final int AT_MOST = 1000;

    private final AggregateStore<DeadlineExtension> extensions;
    private final Directory directory;
    private final Regulations regulations;

    Deadlines(AggregateStore<DeadlineExtension> extensions, Directory directory, Regulations regulations) {
        this.extensions = extensions;
        this.directory = directory;
        this.regulations = regulations;
    }

    /** The zone in which days of this school are counted. */
    public ZoneId zoneOf(@Nullable String npsn) {
        return Optional.ofNullable(npsn)
                .flatMap(directory::school)
                .map(School::timeZone)
                .orElse(ELSEWHERE);
    }

    /**
     * Until when somebody's plan is to be submitted.
     *
     * @param pack under which the plan was drafted
     * @param npsn school for which it was drafted
     * @return empty where the pack has no window for planning
     */
    public Optional<Deadline> ofSubmission(
            Regulation pack, String periodId, String employeeId, @Nullable String npsn, Instant now) {
        return pack.period(periodId)
                .flatMap(period -> period.stage(StageName.PLANNING))
                .flatMap(stage -> Optional.ofNullable(stage.late())
                        .map(late -> new Deadline(
                                Window.of(stage, concerning(periodId, keys(employeeId, npsn)), now)
                                        .last(),
                                late.value(),
                                zoneOf(npsn))));
    }

    /** The last day of planning for each of these people of a school; empty where the period has no such window. */
    public Map<String, LocalDate> planningEnds(String periodId, String npsn, List<DirectoryEntry> people, Instant now) {
        var ends = new HashMap<String, LocalDate>();
        regulations
                .ofPeriod(periodId)
                .flatMap(pack -> pack.period(periodId))
                .flatMap(period -> period.stage(StageName.PLANNING))
                .ifPresent(stage -> {
                    var keys = schoolKeys(npsn);
                    people.forEach(person -> keys.add(Scope.employee(person.employeeId())));
                    var granted = concerning(periodId, keys);
                    for (var person : people) {
                        var own = Scope.employee(person.employeeId());
                        var concerning = granted.stream()
                                .filter(extension -> extension.scope().employeeId() == null
                                        || extension.concerns().equals(own))
                                .toList();
                        ends.put(
                                person.employeeId(),
                                Window.of(stage, concerning, now).last());
                    }
                });
        return ends;
    }

    /** What extensions for this person are looked up by: the person, the school, the school's regency. */
    List<String> keys(@Nullable String employeeId, @Nullable String npsn) {
        var keys = schoolKeys(npsn);
        if (employeeId != null) {
            keys.add(Scope.employee(employeeId));
        }
        return keys;
    }

    private List<String> schoolKeys(@Nullable String npsn) {
        var keys = new ArrayList<String>();
        if (npsn != null) {
            keys.add(Scope.school(npsn));
            directory
                    .school(npsn)
                    .flatMap(school -> Optional.ofNullable(school.regency()))
                    .ifPresent(regency -> keys.add(Scope.regency(regency)));
        }
        return keys;
    }

    /** Every extension for one of these, in force or not. */
    List<DeadlineExtension> concerning(String periodId, Collection<String> keys) {
        return keys.isEmpty()
                ? List.of()
                : extensions
                        .list(
                                Filters.and(Filters.eq("state.periodId", periodId), Filters.in("state.concerns", keys)),
                                null,
                                AT_MOST)
                        .stream()
                        .map(Stored::state)
                        .toList();
    }
}
