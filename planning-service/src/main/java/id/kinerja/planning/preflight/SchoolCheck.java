package id.kinerja.planning.preflight;

import static java.util.stream.Collectors.toSet;

import id.kinerja.kit.directory.Appointment;
import id.kinerja.kit.directory.DirectoryEntry;
import id.kinerja.kit.directory.Role;
import id.kinerja.planning.plan.PlanStandings.Standing;
import id.kinerja.planning.roster.RosterFacts.Facts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A school as the roster has it before a period: its people, whoever stands above them, and how far the principals' plans
 * are. The findings are what is wrong with that.
 *
 * @param registered whether the roster knows the school
 * @param people who works there now, in the order of their ids
 * @param superiors everybody whom somebody here, or a superior of theirs, has as an appraiser; by id
 * @param strays people of schools that the roster does not know, whom somebody here appraises
 * @param plans of the principals, by employee id
 */
record SchoolCheck(
        String npsn,
        boolean registered,
        List<Person> people,
        Map<String, Person> superiors,
        List<Person> strays,
        Map<String, Standing> plans) {

    /**
     * @param facts null where the roster itself has not heard of the person
     * @param unitOf schools of the regency that have the name of the person's unit
     */
    record Person(
            DirectoryEntry entry, boolean left, @Nullable Facts facts, Set<String> unitOf) {

        Person {
            unitOf = Set.copyOf(unitOf);
        }

        String id() {
            return entry.employeeId();
        }

        /** Whom the roster names; somebody who decides in place of a vacant superior repairs nothing at e-Kinerja. */
        @Nullable
        String appraiserId() {
            return facts == null ? entry.appraiserId() : facts.appraiserId();
        }

        private boolean is(Role role) {
            return entry.role() == role;
        }

        private boolean plans() {
            return is(Role.TEACHER) || is(Role.PRINCIPAL);
        }
    }

    SchoolCheck {
        people = List.copyOf(people);
        superiors = Map.copyOf(superiors);
        strays = List.copyOf(strays);
        plans = Map.copyOf(plans);
    }

    /** What is wrong: the school's own first, then person by person. */
    List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        if (registered) {
            findings.addAll(ofPrincipals());
        }
        findings.addAll(ofTeachersTogether());
        findings.addAll(ofSuperiorsOutside());
        for (var person : people) {
            if (!registered) {
                findings.add(Finding.of(Defect.SCHOOL_UNKNOWN, person.id()));
            }
            if (person.plans()) {
                findings.addAll(ofAppraiser(person));
            }
            findings.addAll(ofIdentity(person));
            if (!person.unitOf().isEmpty() && !person.unitOf().contains(npsn)) {
                findings.add(Finding.of(Defect.UNIT_ELSEWHERE, person.id()));
            }
        }
        strays.forEach(stray -> findings.add(Finding.of(Defect.SCHOOL_UNKNOWN, stray.id())));
        return List.copyOf(findings);
    }

    private List<Finding> ofPrincipals() {
        var findings = new ArrayList<Finding>();
        var principals = people.stream().filter(one -> one.is(Role.PRINCIPAL)).toList();
        var definitive = principals.stream()
                .filter(one -> one.entry().appointment() == Appointment.DEFINITIVE)
                .toList();
        if (principals.isEmpty() && people.stream().anyMatch(Person::plans)) {
            findings.add(new Finding(Defect.NO_PRINCIPAL, null, List.of()));
        }
        if (definitive.size() > 1) {
            findings.add(new Finding(Defect.SEVERAL_PRINCIPALS, null, ids(definitive)));
        }
        for (var principal : principals) {
            if (definitive.isEmpty()) {
                findings.add(Finding.of(Defect.PRINCIPAL_ACTING, principal.id()));
            }
            switch (plans.getOrDefault(principal.id(), Standing.WITH_OWNER)) {
                case WITH_OWNER -> findings.add(Finding.of(Defect.PRINCIPAL_PLAN_MISSING, principal.id()));
                case WITH_APPRAISER -> findings.add(Finding.of(Defect.PRINCIPAL_PLAN_UNDECIDED, principal.id()));
                case APPROVED -> {}
            }
        }
        return findings;
    }

    private List<Finding> ofTeachersTogether() {
        var principals = people.stream()
                .filter(one -> one.is(Role.TEACHER))
                .map(one -> one.appraiserId())
                .filter(Objects::nonNull)
                .distinct()
                .map(superiors::get)
                .filter(Objects::nonNull)
                .filter(one -> one.is(Role.PRINCIPAL) && !one.left())
                .toList();
        return principals.size() > 1 ? List.of(new Finding(Defect.TEACHERS_DIVIDED, null, ids(principals))) : List.of();
    }

    /** People of an office are of no school: what is wrong with them is told where it does harm. */
    private List<Finding> ofSuperiorsOutside() {
        var findings = new ArrayList<Finding>();
        people.stream()
                .map(one -> one.appraiserId())
                .filter(Objects::nonNull)
                .distinct()
                .map(superiors::get)
                .filter(Objects::nonNull)
                .filter(one -> one.entry().npsn() == null && !one.left())
                .filter(one -> one.facts() != null && one.facts().nipMissing())
                .map(Person::id)
                .sorted()
                .forEach(id -> findings.add(Finding.of(Defect.APPRAISER_NIP_MISSING, id)));
        var circles = new HashSet<Set<String>>();
        for (var person : people) {
            var circle = circleAbove(person);
            if (!circle.isEmpty() && circle.stream().allMatch(this::isOfNoSchool) && circles.add(circle)) {
                findings.add(new Finding(
                        Defect.APPRAISER_CYCLE, null, circle.stream().sorted().toList()));
            }
        }
        return findings;
    }

    private boolean isOfNoSchool(String id) {
        var superior = superiors.get(id);
        return superior != null && superior.entry().npsn() == null;
    }

    private List<Finding> ofAppraiser(Person person) {
        var appraiserId = person.appraiserId();
        if (appraiserId == null) {
            return List.of(Finding.of(Defect.APPRAISER_VACANT, person.id()));
        }
        var appraiser = superiors.get(appraiserId);
        if (appraiser == null) {
            return List.of(new Finding(Defect.APPRAISER_UNKNOWN, person.id(), List.of(appraiserId)));
        }
        var findings = new ArrayList<Finding>();
        if (appraiser.left()) {
            findings.add(new Finding(Defect.APPRAISER_LEFT, person.id(), List.of(appraiserId)));
        }
        var circle = circleAbove(person);
        if (circle.contains(person.id())) {
            findings.add(new Finding(
                    Defect.APPRAISER_CYCLE,
                    person.id(),
                    circle.stream()
                            .filter(id -> !id.equals(person.id()))
                            .sorted()
                            .toList()));
        }
        if (person.is(Role.TEACHER)
                && !npsn.equals(appraiser.entry().npsn())
                && people.stream().anyMatch(one -> one.is(Role.PRINCIPAL))) {
            findings.add(new Finding(Defect.APPRAISER_ELSEWHERE, person.id(), List.of(appraiserId)));
        }
        return findings;
    }

    /** The circle into which the superiors of somebody lead; empty if they end somewhere. */
    private Set<String> circleAbove(Person start) {
        var walked = new LinkedHashSet<String>();
        @Nullable Person person = start;
        while (person != null && walked.add(person.id())) {
            var above = person.appraiserId();
            person = above == null ? null : superiors.get(above);
        }
        if (person == null) {
            return Set.of();
        }
        var first = person.id();
        return walked.stream().dropWhile(id -> !id.equals(first)).collect(toSet());
    }

    private static List<Finding> ofIdentity(Person person) {
        var facts = person.facts();
        if (facts == null) {
            return List.of();
        }
        var findings = new ArrayList<Finding>();
        if (facts.nipMissing()) {
            findings.add(Finding.of(Defect.NIP_MISSING, person.id()));
        }
        if (facts.nipOdd()) {
            findings.add(Finding.of(Defect.NIP_ODD, person.id()));
        }
        if (!facts.nipSharedWith().isEmpty()) {
            findings.add(new Finding(Defect.NIP_SHARED, person.id(), facts.nipSharedWith()));
        }
        if (!facts.staffTypeFits()) {
            findings.add(Finding.of(Defect.STAFF_TYPE_OTHER, person.id()));
        }
        if (!facts.accountAccepted()) {
            findings.add(Finding.of(Defect.ACCOUNT_NOT_ACCEPTED, person.id()));
        }
        return findings;
    }

    private static List<String> ids(List<Person> some) {
        return some.stream().map(Person::id).sorted().toList();
    }
}
