package id.kinerja.planning.roster;

import com.mongodb.client.model.Filters;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.security.SecurityProperties;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is amiss with people in the roster, told without the numbers themselves. */
@Component
public class RosterFacts {

    /**
     * @param appraiserId whom the roster names as appraiser, whoever decides in the appraiser's place meanwhile
     * @param nipMissing of a civil servant
     * @param nipOdd a PNS's number that does not fit the person, see {@link NipSanity}
     * @param nipSharedWith employee ids of everybody else with the same number
     * @param staffTypeFits true also where the roster has no Jenis PTK
     * @param orgUnit unit as in SIASN
     * @param accountAccepted whether its mail domain is one of those from which people may sign in
     */
    public record Facts(
            @Nullable String appraiserId,
            boolean nipMissing,
            boolean nipOdd,
            List<String> nipSharedWith,
            boolean staffTypeFits,
            String orgUnit,
            boolean accountAccepted) {

        public Facts {
            nipSharedWith = List.copyOf(nipSharedWith);
        }
    }

    private static final int MOST_HOLDERS = 10_000;

    private final AggregateStore<Employee> employees;
    private final SecurityProperties security;
    private final Clock clock;

    RosterFacts(AggregateStore<Employee> employees, SecurityProperties security, Clock clock) {
        this.employees = employees;
        this.security = security;
        this.clock = clock;
    }

    /** By employee id, of those whom the roster has: one query for the people and one for their numbers. */
    public Map<String, Facts> of(Collection<String> employeeIds) {
        if (employeeIds.isEmpty()) {
            return Map.of();
        }
        var people = employees.list(Filters.in("_id", employeeIds), null, employeeIds.size()).stream()
                .map(Stored::state)
                .toList();
        var holders = holders(people);
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        var facts = new HashMap<String, Facts>();
        for (var person : people) {
            var nip = person.nip();
            var sharing = nip == null ? List.<String>of() : holders.getOrDefault(nip, List.of());
            facts.put(
                    person.employeeId(),
                    new Facts(
                            person.appraiserId(),
                            nip == null && person.employmentStatus().isCivilServant(),
                            nip != null
                                    && person.employmentStatus() == EmploymentStatus.PNS
                                    && isOdd(nip, person, today),
                            sharing.stream()
                                    .filter(id -> !id.equals(person.employeeId()))
                                    .sorted()
                                    .toList(),
                            person.staffType() == null || person.staffType().fits(person.role(), person.appointment()),
                            person.orgUnit(),
                            security.accepts(person.account())));
        }
        return facts;
    }

    private static boolean isOdd(String nip, Employee person, LocalDate today) {
        return !RosterRules.isNip(nip)
                || !NipSanity.oddities(nip, person.birthDate(), today).isEmpty();
    }

    /** Everybody who has one of these people's numbers. */
    private Map<String, List<String>> holders(List<Employee> people) {
        var numbers = new HashSet<String>();
        people.stream().map(Employee::nip).filter(Objects::nonNull).forEach(numbers::add);
        var holders = new HashMap<String, List<String>>();
        if (!numbers.isEmpty()) {
            // A number has one holder, or a few; of one that stands in for many, so many tell enough.
            employees
                    .list(Filters.in("state.nip", numbers), null, MOST_HOLDERS)
                    .forEach(stored -> holders.computeIfAbsent(
                                    String.valueOf(stored.state().nip()), nip -> new ArrayList<>())
                            .add(stored.id()));
        }
        return holders;
    }
}
