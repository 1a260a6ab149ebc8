package id.kinerja.planning.roster;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Indexes;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.AggregateStores;
import id.kinerja.kit.aggregate.AggregateType;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.directory.Appointment;
import id.kinerja.kit.directory.AppraiserCapacity;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.testing.MovableClock;
import id.kinerja.kit.testing.ServiceSuite;
import id.kinerja.planning.roster.AppraiserPolicy.Way;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Hendra heads the office, above him is the regent's secretary; Ratna is principal at one school of the regency. */
class DecidersTest extends ServiceSuite {

    private static final String LED = "20306577";
    private static final String LEADERLESS = "20306578";
    private static final LocalDate LONG_AGO = LocalDate.of(2025, 12, 31);

    @Autowired
    private AggregateStores stores;

    @Autowired
    private MongoTemplate mongo;

    private final MovableClock clock = new MovableClock("2026-01-05T01:00:00Z");
    private final String mark = UUID.randomUUID().toString().substring(0, 8);

    @SuppressWarnings("NullAway.Init")
    private AggregateStore<Employee> employees;

    @SuppressWarnings("NullAway.Init")
    private AggregateStore<School> schools;

    @SuppressWarnings("NullAway.Init")
    private AggregateStore<AppraiserPolicy> policies;

    @SuppressWarnings("NullAway.Init")
    private Deciders deciders;

    @BeforeEach
    void aRegency() {
        employees = store("employees", Employee.class, "state.npsn");
        schools = store("schools", School.class, "state.regency");
        policies = store("policies", AppraiserPolicy.class, "state.scope");
        deciders = new Deciders(employees, schools, policies, clock);
        for (var npsn : List.of(LED, LEADERLESS)) {
            schools.create(
                    npsn,
                    CommandGuard.none(),
                    () -> Decision.accept(new School(
                            npsn, "SD", "SD", "NEGERI", "Kalikajar", "Kab. Wonosobo", "Jawa Tengah", "Asia/Jakarta")));
        }
        store(person("secretary", Role.OFFICE_HEAD, null, null));
        store(person("hendra", Role.OFFICE_HEAD, null, "secretary"));
        store(person("wiji", Role.SUPERVISOR, null, "hendra"));
    }

    @Test
    void as_long_as_the_appraiser_holds_the_post_no_policy_matters() {
        choose(AppraiserPolicy.DEFAULT, Way.WAIT, Way.WAIT, null);
        store(person("ratna", Role.PRINCIPAL, LED, "hendra"));

        assertThat(on(teacher(LED, "ratna"))).isEqualTo("ratna APPRAISER");
        assertThat(on(teacher(LED, "nobody-heard-of"))).isEqualTo("nobody-heard-of APPRAISER");
    }

    @Test
    void the_next_superior_is_whom_the_roster_names_or_whoever_appraises_the_appraiser() {
        store(acting("ratna", LED, "hendra"));

        assertThat(on(teacher(LED, "ratna"))).isEqualTo("hendra NEXT_SUPERIOR");
        assertThat(on(below("wiji", teacher(LED, "ratna")))).isEqualTo("wiji NEXT_SUPERIOR");
    }

    @Test
    void who_has_left_is_passed_over_from_the_day_after_the_last_day() {
        store(left("ratna", LED, "hendra", LocalDate.of(2026, 1, 5)));
        assertThat(on(teacher(LED, "ratna"))).isEqualTo("ratna APPRAISER");
        clock.advance(Duration.ofDays(1));
        assertThat(on(teacher(LED, "ratna"))).isEqualTo("hendra NEXT_SUPERIOR");

        leave("hendra");
        assertThat(on(teacher(LED, "ratna"))).isEqualTo("secretary NEXT_SUPERIOR");
        leave("secretary");
        assertThat(on(teacher(LED, "ratna"))).isEqualTo("null NOBODY");
    }

    @Test
    void where_nobody_is_named_it_is_whoever_appraises_the_schools_other_or_last_principal() {
        assertThat(on(teacher(LEADERLESS, null))).isEqualTo("null NOBODY");
        store(left("former", LEADERLESS, "hendra", LONG_AGO));

        assertThat(on(teacher(LEADERLESS, null))).isEqualTo("hendra NEXT_SUPERIOR");
        assertThat(on(teacher(LED, null))).isEqualTo("null NOBODY");
        var ratna = person("ratna", Role.PRINCIPAL, LED, "hendra");
        assertThat(deciders.of(List.of(ratna, teacher(LED, null))).get("teacher"))
                .as("both come with the same file")
                .isEqualTo(new Deciding("hendra", AppraiserCapacity.NEXT_SUPERIOR));
    }

    @Test
    void a_substitute_stands_in_as_long_as_there_is_one_and_never_for_themselves() {
        choose(AppraiserPolicy.DEFAULT, Way.SUBSTITUTE, Way.SUBSTITUTE, "wiji");
        assertThat(on(teacher(LEADERLESS, null))).isEqualTo("wiji SUBSTITUTE");

        choose(AppraiserPolicy.OF_SCHOOL + LED, Way.SUBSTITUTE, Way.SUBSTITUTE, "teacher");
        store(teacher(LED, null));
        assertThat(on(teacher(LED, null))).isEqualTo("null NOBODY");
        leave("wiji");
        assertThat(on(teacher(LEADERLESS, null))).isEqualTo("null NOBODY");
    }

    @Test
    void the_narrowest_policy_counts() {
        choose(AppraiserPolicy.DEFAULT, Way.WAIT, Way.WAIT, null);
        store(acting("ratna", LED, "hendra"));
        assertThat(on(teacher(LED, "ratna"))).isEqualTo("null NOBODY");
        choose(AppraiserPolicy.OF_REGENCY + "Kab. Wonosobo", Way.WAIT, Way.NEXT_SUPERIOR, null);
        assertThat(on(teacher(LED, "ratna"))).isEqualTo("hendra NEXT_SUPERIOR");
        choose(AppraiserPolicy.OF_SCHOOL + LED, Way.WAIT, Way.ACTING_DECIDES, null);
        assertThat(on(teacher(LED, "ratna"))).isEqualTo("ratna ACTING");
        assertThat(on(person("officer", Role.SUPERVISOR, null, null))).isEqualTo("null NOBODY");
    }

    @Test
    void many_people_cost_a_handful_of_look_ups() {
        choose(AppraiserPolicy.OF_REGENCY + "Kab. Wonosobo", Way.SUBSTITUTE, Way.NEXT_SUPERIOR, "wiji");
        store(acting("ratna", LED, "hendra"));
        var people = new ArrayList<Employee>();
        IntStream.range(0, 100).forEach(i -> {
            people.add(person("a" + i, Role.TEACHER, LED, "ratna"));
            people.add(person("b" + i, Role.TEACHER, LEADERLESS, null));
        });

        var reads = reads(() -> assertThat(deciders.of(people)).hasSize(200));

        assertThat(reads.stream().filter(read -> read.contains("_" + mark))).hasSizeLessThanOrEqualTo(6);
    }

    private String on(Employee person) {
        var decided = Objects.requireNonNull(deciders.of(List.of(person)).get(person.employeeId()));
        return decided.employeeId() + " " + decided.capacity();
    }

    private void choose(String scope, Way vacant, Way acting, @Nullable String substitute) {
        policies.create(
                scope,
                CommandGuard.none(),
                () -> AppraiserPolicy.unchosen()
                        .asOf(scope)
                        .choose(vacant, acting, substitute, "office@dinas.belajar.id", clock.instant()));
    }

    private void store(Employee person) {
        employees.create(person.employeeId(), CommandGuard.none(), () -> Decision.accept(person));
    }

    private void leave(String id) {
        employees.change(
                id,
                CommandGuard.none(),
                person -> Decision.accept(person(
                        id,
                        person.role(),
                        person.npsn(),
                        person.appraiserId(),
                        null,
                        Appointment.DEFINITIVE,
                        LONG_AGO)));
    }

    private static Employee teacher(String npsn, @Nullable String appraiserId) {
        return person("teacher", Role.TEACHER, npsn, appraiserId);
    }

    private static Employee acting(String id, String npsn, String appraiserId) {
        return person(id, Role.PRINCIPAL, npsn, appraiserId, null, Appointment.ACTING, null);
    }

    private static Employee left(String id, String npsn, String appraiserId, LocalDate lastDay) {
        return person(id, Role.PRINCIPAL, npsn, appraiserId, null, Appointment.DEFINITIVE, lastDay);
    }

    private static Employee below(String superiorId, Employee person) {
        return person(
                person.employeeId(),
                person.role(),
                person.npsn(),
                person.appraiserId(),
                superiorId,
                Appointment.DEFINITIVE,
                null);
    }

    private static Employee person(String id, Role role, @Nullable String npsn, @Nullable String appraiserId) {
        return person(id, role, npsn, appraiserId, null, Appointment.DEFINITIVE, null);
    }

    private static Employee person(
            String id,
            Role role,
            @Nullable String npsn,
            @Nullable String appraiserId,
            @Nullable String superiorId,
            Appointment appointment,
            @Nullable LocalDate lastDay) {
        return Employee.described(
                id,
                id + "@guru.sd.belajar.id",
                id,
                null,
                null,
                null,
                EmploymentStatus.PNS,
                role,
                npsn,
                "Contoh",
                null,
                "Contoh",
                appraiserId,
                superiorId,
                appointment,
                null,
                null,
                LocalDate.of(2025, 1, 2),
                lastDay == null ? null : new Departure(Departure.Reason.RETIRED, lastDay));
    }

    /** The service creates the indexes of its own collections when it starts. */
    private <S> AggregateStore<S> store(String name, Class<S> state, String index) {
        var collection = mongo.getCollection(name + "_" + mark);
        collection.createIndex(Indexes.ascending("relayAfter"));
        collection.createIndex(Indexes.ascending(index, "_id"));
        return stores.open(
                AggregateType.of(name + "_" + mark, state, "/planning/" + name + "/", RosterConfiguration.TOPIC));
    }
}
