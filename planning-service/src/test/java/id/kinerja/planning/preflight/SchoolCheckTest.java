package id.kinerja.planning.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.directory.Appointment;
import id.kinerja.kit.directory.AppraiserCapacity;
import id.kinerja.kit.directory.DirectoryEntry;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import id.kinerja.planning.plan.PlanStandings.Standing;
import id.kinerja.planning.preflight.SchoolCheck.Person;
import id.kinerja.planning.roster.RosterFacts.Facts;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SchoolCheckTest {

    private static final String NPSN = "20306577";
    private static final String ELSEWHERE = "20306578";
    private static final String UNIT = "SD NEGERI CONTOH";
    private static final Facts IN_ORDER = new Facts(null, false, false, List.of(), true, UNIT, true);

    /** A school without fault: Ratna leads, Sari and Bayu teach, Hendra of the office appraises Ratna. */
    private static final class Drawn {

        private final Map<String, Person> all = new LinkedHashMap<>();
        private final List<Person> strays = new ArrayList<>();
        private final Map<String, Standing> plans = new HashMap<>(Map.of("ratna", Standing.APPROVED));
        private boolean registered = true;

        Drawn() {
            put("hendra", Role.OFFICE_HEAD, null, null);
            put("ratna", Role.PRINCIPAL, NPSN, "hendra");
            put("sari", Role.TEACHER, NPSN, "ratna");
            put("bayu", Role.TEACHER, NPSN, "ratna");
        }

        Drawn put(String id, Role role, @Nullable String npsn, @Nullable String appraiser) {
            return put(id, role, npsn, appraiser, Appointment.DEFINITIVE, false, IN_ORDER);
        }

        Drawn put(
                String id,
                Role role,
                @Nullable String npsn,
                @Nullable String appraiser,
                Appointment appointment,
                boolean left,
                @Nullable Facts facts) {
            var named = facts == null ? null : named(facts, appraiser);
            all.put(id, new Person(entry(id, role, npsn, appraiser, appointment), left, named, Set.of()));
            return this;
        }

        Drawn with(String id, Facts facts) {
            var one = Objects.requireNonNull(all.get(id));
            all.put(id, new Person(one.entry(), one.left(), named(facts, one.appraiserId()), one.unitOf()));
            return this;
        }

        Drawn unitOf(String id, String... npsns) {
            var one = Objects.requireNonNull(all.get(id));
            all.put(id, new Person(one.entry(), one.left(), one.facts(), Set.of(npsns)));
            return this;
        }

        Drawn without(String id) {
            all.remove(id);
            return this;
        }

        Drawn principalPlan(Standing standing) {
            plans.put("ratna", standing);
            return this;
        }

        Drawn unregistered() {
            registered = false;
            return this;
        }

        Drawn stray(String id) {
            strays.add(new Person(
                    entry(id, Role.TEACHER, "99999999", "ratna", Appointment.DEFINITIVE), false, IN_ORDER, Set.of()));
            return this;
        }

        List<String> findings() {
            var here = all.values().stream()
                    .filter(one -> NPSN.equals(one.entry().npsn()) && !one.left())
                    .toList();
            var superiors = new HashMap<String, Person>();
            Set<String> seen = new HashSet<>();
            here.forEach(one -> climb(one, superiors, seen));
            return new SchoolCheck(NPSN, registered, here, superiors, strays, plans)
                    .findings().stream()
                            .map(finding -> (finding.defect() + " "
                                            + (finding.employeeId() == null ? "-" : finding.employeeId()) + " "
                                            + String.join(",", finding.others()))
                                    .strip())
                            .toList();
        }

        private void climb(Person person, Map<String, Person> superiors, Set<String> seen) {
            var above = person.appraiserId();
            var superior = above == null ? null : all.get(above);
            if (superior != null && seen.add(superior.id())) {
                superiors.put(superior.id(), superior);
                climb(superior, superiors, seen);
            }
        }
    }

    private static Facts named(Facts facts, @Nullable String appraiser) {
        return new Facts(
                appraiser,
                facts.nipMissing(),
                facts.nipOdd(),
                facts.nipSharedWith(),
                facts.staffTypeFits(),
                facts.orgUnit(),
                facts.accountAccepted());
    }

    private static DirectoryEntry entry(
            String id, Role role, @Nullable String npsn, @Nullable String appraiser, Appointment appointment) {
        return new DirectoryEntry(
                id,
                id + "@guru.sd.belajar.id",
                "Contoh",
                role,
                EmploymentStatus.PNS,
                npsn,
                appraiser,
                null,
                appointment,
                null,
                AppraiserCapacity.of(appraiser));
    }

    static Stream<Arguments> defects() {
        return Stream.of(
                seeded(
                        Defect.APPRAISER_VACANT,
                        school -> school.put("sari", Role.TEACHER, NPSN, null),
                        "APPRAISER_VACANT sari"),
                seeded(
                        Defect.APPRAISER_VACANT,
                        school -> school.put("ratna", Role.PRINCIPAL, NPSN, null),
                        "APPRAISER_VACANT ratna"),
                seeded(
                        Defect.APPRAISER_UNKNOWN,
                        school -> school.put("sari", Role.TEACHER, NPSN, "nobody"),
                        "APPRAISER_UNKNOWN sari nobody"),
                seeded(
                        Defect.APPRAISER_LEFT,
                        school -> school.put(
                                "hendra", Role.OFFICE_HEAD, null, null, Appointment.DEFINITIVE, true, IN_ORDER),
                        "APPRAISER_LEFT ratna hendra"),
                seeded(
                        Defect.APPRAISER_CYCLE,
                        school ->
                                school.put("sari", Role.TEACHER, NPSN, "bayu").put("bayu", Role.TEACHER, NPSN, "sari"),
                        "APPRAISER_CYCLE bayu sari",
                        "APPRAISER_CYCLE sari bayu"),
                seeded(
                        Defect.APPRAISER_CYCLE,
                        school -> school.put("ratna", Role.PRINCIPAL, NPSN, "sari"),
                        "APPRAISER_CYCLE ratna sari",
                        "APPRAISER_CYCLE sari ratna"),
                seeded(
                        Defect.APPRAISER_CYCLE,
                        school -> school.put("hendra", Role.OFFICE_HEAD, null, "agus")
                                .put("agus", Role.OFFICE_HEAD, null, "hendra"),
                        "APPRAISER_CYCLE - agus,hendra"),
                seeded(
                        Defect.APPRAISER_ELSEWHERE,
                        school -> school.put("wati", Role.SUPERVISOR, ELSEWHERE, null)
                                .put("sari", Role.TEACHER, NPSN, "wati"),
                        "APPRAISER_ELSEWHERE sari wati"),
                seeded(
                        Defect.APPRAISER_NIP_MISSING,
                        school -> school.with("hendra", new Facts(null, true, false, List.of(), true, UNIT, true)),
                        "APPRAISER_NIP_MISSING hendra"),
                seeded(
                        Defect.TEACHERS_DIVIDED,
                        school -> school.put("wati", Role.PRINCIPAL, ELSEWHERE, "hendra")
                                .put("sari", Role.TEACHER, NPSN, "wati"),
                        "APPRAISER_ELSEWHERE sari wati",
                        "TEACHERS_DIVIDED - ratna,wati"),
                seeded(
                        Defect.SEVERAL_PRINCIPALS,
                        school -> {
                            school.put("wati", Role.PRINCIPAL, NPSN, "hendra");
                            school.plans.put("wati", Standing.APPROVED);
                        },
                        "SEVERAL_PRINCIPALS - ratna,wati"),
                seeded(
                        Defect.NO_PRINCIPAL,
                        school -> school.put("ratna", Role.PRINCIPAL, ELSEWHERE, "hendra"),
                        "NO_PRINCIPAL -"),
                seeded(
                        Defect.NO_PRINCIPAL,
                        school -> school.put(
                                "ratna", Role.PRINCIPAL, NPSN, "hendra", Appointment.DEFINITIVE, true, IN_ORDER),
                        "APPRAISER_LEFT bayu ratna",
                        "APPRAISER_LEFT sari ratna",
                        "NO_PRINCIPAL -"),
                seeded(
                        Defect.PRINCIPAL_ACTING,
                        school -> school.put(
                                "ratna", Role.PRINCIPAL, NPSN, "hendra", Appointment.ACTING, false, IN_ORDER),
                        "PRINCIPAL_ACTING ratna"),
                seeded(
                        Defect.PRINCIPAL_PLAN_MISSING,
                        school -> school.principalPlan(Standing.WITH_OWNER),
                        "PRINCIPAL_PLAN_MISSING ratna"),
                seeded(
                        Defect.PRINCIPAL_PLAN_UNDECIDED,
                        school -> school.principalPlan(Standing.WITH_APPRAISER),
                        "PRINCIPAL_PLAN_UNDECIDED ratna"),
                seeded(
                        Defect.NIP_MISSING,
                        school -> school.with("sari", new Facts(null, true, false, List.of(), true, UNIT, true)),
                        "NIP_MISSING sari"),
                seeded(
                        Defect.NIP_ODD,
                        school -> school.with("sari", new Facts(null, false, true, List.of(), true, UNIT, true)),
                        "NIP_ODD sari"),
                seeded(
                        Defect.NIP_SHARED,
                        school -> school.with("sari", new Facts(null, false, false, List.of("dewi"), true, UNIT, true)),
                        "NIP_SHARED sari dewi"),
                seeded(
                        Defect.STAFF_TYPE_OTHER,
                        school -> school.with("sari", new Facts(null, false, false, List.of(), false, UNIT, true)),
                        "STAFF_TYPE_OTHER sari"),
                seeded(Defect.UNIT_ELSEWHERE, school -> school.unitOf("sari", ELSEWHERE), "UNIT_ELSEWHERE sari"),
                seeded(
                        Defect.ACCOUNT_NOT_ACCEPTED,
                        school -> school.with("sari", new Facts(null, false, false, List.of(), true, UNIT, false)),
                        "ACCOUNT_NOT_ACCEPTED sari"),
                seeded(
                        Defect.SCHOOL_UNKNOWN,
                        school -> school.unregistered().without("bayu"),
                        "SCHOOL_UNKNOWN ratna",
                        "SCHOOL_UNKNOWN sari"),
                seeded(Defect.SCHOOL_UNKNOWN, school -> school.stray("dewi"), "SCHOOL_UNKNOWN dewi"));
    }

    private static Arguments seeded(Defect defect, Consumer<Drawn> seed, String... findings) {
        return Arguments.of(defect, seed, List.of(findings));
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("defects")
    void each_defect_is_found_and_nothing_else(Defect defect, Consumer<Drawn> seed, List<String> findings) {
        var school = new Drawn();
        seed.accept(school);

        assertThat(school.findings()).containsExactlyInAnyOrderElementsOf(findings);
        assertThat(findings).anyMatch(finding -> finding.startsWith(defect + " "));
    }

    @Test
    void every_defect_is_seeded_here() {
        var seeded = EnumSet.noneOf(Defect.class);
        defects().forEach(arguments -> seeded.add((Defect) arguments.get()[0]));
        assertThat(seeded).isEqualTo(EnumSet.allOf(Defect.class));
    }

    @Test
    void at_a_school_in_order_nothing_is_found() {
        assertThat(new Drawn().findings()).isEmpty();
    }

    @Test
    void at_a_school_without_people_nothing_is_found() {
        assertThat(new SchoolCheck(NPSN, true, List.of(), Map.of(), List.of(), Map.of()).findings())
                .isEmpty();
    }

    @Test
    void an_acting_principal_beside_a_definitive_one_is_no_fault() {
        var school = new Drawn().put("wati", Role.PRINCIPAL, NPSN, "hendra", Appointment.ACTING, false, IN_ORDER);
        school.plans.put("wati", Standing.APPROVED);
        assertThat(school.findings()).isEmpty();
    }

    @Test
    void whoever_leads_two_schools_for_the_time_being_may_appraise_at_the_one_without_a_principal() {
        var school = new Drawn().put("ratna", Role.PRINCIPAL, ELSEWHERE, "hendra");
        assertThat(school.findings()).containsExactly("NO_PRINCIPAL -");
    }

    @Test
    void a_vacant_superior_is_found_although_somebody_decides_in_the_place_of_one() {
        var school = new Drawn();
        school.all.put(
                "sari",
                new Person(
                        entry("sari", Role.TEACHER, NPSN, "hendra", Appointment.DEFINITIVE),
                        false,
                        IN_ORDER,
                        Set.of()));
        assertThat(school.findings()).containsExactly("APPRAISER_VACANT sari");
    }

    @Test
    void a_unit_whose_name_several_schools_have_may_be_that_of_this_one() {
        assertThat(new Drawn().unitOf("sari", ELSEWHERE, NPSN).findings()).isEmpty();
    }

    @Test
    void a_circle_at_another_school_is_told_there() {
        var school = new Drawn()
                .put("hendra", Role.TEACHER, ELSEWHERE, "agus")
                .put("agus", Role.TEACHER, ELSEWHERE, "hendra");
        assertThat(school.findings()).isEmpty();
    }

    @Test
    void of_whom_the_roster_itself_has_not_heard_only_what_the_directory_says_is_judged() {
        var school = new Drawn().put("sari", Role.TEACHER, NPSN, null, Appointment.DEFINITIVE, false, null);
        assertThat(school.findings()).containsExactly("APPRAISER_VACANT sari");
    }
}
