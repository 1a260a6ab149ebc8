package id.kinerja.planning.roster;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import com.mongodb.client.model.Filters;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.directory.Appointment;
import id.kinerja.kit.directory.Role;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Works out who decides on whom, for many people with a handful of look-ups: where the appraiser holds the post for good,
 * nothing else is asked.
 */
@Component
class Deciders {

    /** Where the day is counted from which somebody has left. */
    private static final ZoneId OFFICE_ZONE = ZoneId.of("Asia/Jakarta");

    /** Above this many people who have left, one above the other, nobody is looked for. */
    private static final int STEPS = 8;

    /** More than a school has had one after the other. */
    private static final int PRINCIPALS = 20;

    private final AggregateStore<Employee> employees;
    private final AggregateStore<School> schools;
    private final AggregateStore<AppraiserPolicy> policies;
    private final Clock clock;

    Deciders(
            AggregateStore<Employee> employees,
            AggregateStore<School> schools,
            AggregateStore<AppraiserPolicy> policies,
            Clock clock) {
        this.employees = employees;
        this.schools = schools;
        this.policies = policies;
        this.clock = clock;
    }

    /** Who decides on each of these people, who may not be stored yet; by employee id. */
    Map<String, Deciding> of(Collection<Employee> people) {
        return new Work(people).decided();
    }

    /** One answer in the making. */
    private final class Work {

        private final LocalDate today = LocalDate.now(clock.withZone(OFFICE_ZONE));
        private final Collection<Employee> people;
        private final Map<String, Employee> known = new HashMap<>();
        private final Set<String> asked = new HashSet<>();

        Work(Collection<Employee> people) {
            this.people = people;
            people.forEach(person -> known.put(person.employeeId(), person));
            lookUp(people.stream().map(Employee::appraiserId));
        }

        Map<String, Deciding> decided() {
            var decided = new HashMap<String, Deciding>();
            people.forEach(person -> decided.put(person.employeeId(), Deciding.nominally(person.appraiserId())));
            var open = people.stream().filter(this::needsPolicy).toList();
            if (!open.isEmpty()) {
                var chosen = AppraiserPolicies.in(policies);
                var regencies = chosen.anyOfARegency() ? regenciesOf(open) : Map.<String, String>of();
                var last = lastPrincipals(open);
                lookUpwards(open.stream().map(person -> above(person, last)));
                var applying = new HashMap<String, AppraiserPolicy>();
                open.forEach(person -> applying.put(
                        person.employeeId(), chosen.at(person.npsn(), regencies.get(String.valueOf(person.npsn())))));
                lookUp(applying.values().stream().map(AppraiserPolicy::substituteId));
                applying.forEach((id, policy) -> decided.put(id, under(policy, known(id), last)));
            }
            return decided;
        }

        /** Of an appraiser who is not stored yet nothing is known, and nothing is presumed. */
        private boolean needsPolicy(Employee person) {
            if (person.appraiserId() == null) {
                return true;
            }
            var appraiser = known.get(person.appraiserId());
            return appraiser != null && (!isThere(appraiser) || appraiser.appointment() != Appointment.DEFINITIVE);
        }

        private Deciding under(AppraiserPolicy policy, Employee person, Map<String, List<Employee>> last) {
            var appraiser = Optional.ofNullable(person.appraiserId())
                    .map(known::get)
                    .filter(this::isThere)
                    .orElse(null);
            var substitute = policy.substituteId();
            var stands = substitute != null
                    && !substitute.equals(person.employeeId())
                    && Optional.ofNullable(known.get(substitute))
                            .filter(this::isThere)
                            .isPresent();
            return Deciding.under(
                    policy, appraiser, new Deciding.Others(nextSuperior(person, last), stands ? substitute : null));
        }

        /** Whoever has left is passed over in favour of who appraised them. */
        private @Nullable String nextSuperior(Employee person, Map<String, List<Employee>> last) {
            var next = above(person, last);
            for (int step = 0; next != null && step < STEPS; step++) {
                var superior = known.get(next);
                if (!next.equals(person.employeeId()) && (superior == null || isThere(superior))) {
                    return next;
                }
                next = superior == null ? null : superior.appraiserId();
            }
            return null;
        }

        /**
         * The appraiser's superior: whom the roster names, whoever appraises the appraiser, or, where nobody is named at all,
         * whoever appraises the school's other or last principal.
         */
        private @Nullable String above(Employee person, Map<String, List<Employee>> last) {
            if (person.superiorId() != null) {
                return person.superiorId();
            }
            if (person.appraiserId() != null) {
                var appraiser = known.get(person.appraiserId());
                return appraiser == null ? null : appraiser.appraiserId();
            }
            return last.getOrDefault(String.valueOf(person.npsn()), List.of()).stream()
                    .filter(principal -> !principal.employeeId().equals(person.employeeId()))
                    .map(Employee::appraiserId)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
        }

        /** Of the schools of those for whom no appraiser is named; who came last is first. */
        private Map<String, List<Employee>> lastPrincipals(List<Employee> open) {
            var npsns = open.stream()
                    .filter(person -> person.appraiserId() == null && person.npsn() != null)
                    .map(Employee::npsn)
                    .collect(toSet());
            if (npsns.isEmpty()) {
                return Map.of();
            }
            employees
                    .list(
                            Filters.and(
                                    Filters.in("state.npsn", npsns), Filters.eq("state.role", Role.PRINCIPAL.name())),
                            null,
                            npsns.size() * PRINCIPALS)
                    .forEach(stored -> known.putIfAbsent(stored.id(), stored.state()));
            return known.values().stream()
                    .filter(one -> one.role() == Role.PRINCIPAL && npsns.contains(one.npsn()))
                    .sorted(Comparator.comparing(Employee::effectiveFrom)
                            .reversed()
                            .thenComparing(Employee::employeeId))
                    .collect(groupingBy(one -> String.valueOf(one.npsn())));
        }

        private Map<String, String> regenciesOf(List<Employee> open) {
            var regencies = new HashMap<String, String>();
            var npsns =
                    open.stream().map(Employee::npsn).filter(Objects::nonNull).collect(toSet());
            schools.list(Filters.in("_id", npsns), null, npsns.size() + 1)
                    .forEach(stored -> regencies.put(stored.id(), stored.state().regency()));
            return regencies;
        }

        /** Above whoever has left, whoever appraised them is looked for too. */
        private void lookUpwards(Stream<@Nullable String> ids) {
            boolean found = lookUp(ids);
            for (int step = 0; found && step < STEPS; step++) {
                found = lookUp(
                        known.values().stream().filter(one -> !isThere(one)).map(Employee::appraiserId));
            }
        }

        /** Whoever is not among these people, and was not looked for before. */
        private boolean lookUp(Stream<@Nullable String> ids) {
            var missing = ids.filter(Objects::nonNull)
                    .filter(id -> !known.containsKey(id) && asked.add(id))
                    .toList();
            if (!missing.isEmpty()) {
                employees
                        .list(Filters.in("_id", missing), null, missing.size())
                        .forEach(stored -> known.put(stored.id(), stored.state()));
            }
            return !missing.isEmpty();
        }

        private Employee known(String id) {
            return Objects.requireNonNull(known.get(id));
        }

        private boolean isThere(Employee one) {
            return !one.hasLeftBefore(today);
        }
    }
}
