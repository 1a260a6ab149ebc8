package id.kinerja.planning.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.Indexes;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.AggregateStores;
import id.kinerja.kit.aggregate.AggregateType;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.directory.Appointment;
import id.kinerja.kit.directory.AppraiserCapacity;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.testing.MovableClock;
import id.kinerja.kit.testing.ServiceSuite;
import id.kinerja.planning.roster.AppraiserPolicy.Way;
import id.kinerja.planning.roster.AppraiserReview.Status;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;

/** A roster of its own, which the running service does not review. */
class AppraiserReviewJobTest extends ServiceSuite {

    private static final int TEACHERS = 7;

    @Autowired
    private AggregateStores stores;

    @Autowired
    private AggregateStore<School> schools;

    @Autowired
    private MongoTemplate mongo;

    private final MovableClock clock = new MovableClock("2026-01-05T01:00:00Z");
    private final String mark = UUID.randomUUID().toString().substring(0, 8);
    private final String hendra = "hendra-" + mark;
    private final String ratna = "ratna-" + mark;

    @SuppressWarnings("NullAway.Init")
    private AggregateStore<Employee> employees;

    @SuppressWarnings("NullAway.Init")
    private AggregateStore<AppraiserPolicy> policies;

    @SuppressWarnings("NullAway.Init")
    private AggregateStore<AppraiserReview> reviews;

    @BeforeEach
    void aSchoolWithAnActingPrincipal() {
        employees = store("employees", Employee.class, "state.npsn", RosterConfiguration.EMPLOYEES);
        policies = store("policies", AppraiserPolicy.class, "state.scope", null);
        reviews = store("reviews", AppraiserReview.class, "state.status", null);
        assign(person(hendra, Role.OFFICE_HEAD, Appointment.DEFINITIVE, null));
        assign(person(ratna, Role.PRINCIPAL, Appointment.ACTING, hendra));
        IntStream.range(0, TEACHERS)
                .forEach(i -> assign(person(teacher(i), Role.TEACHER, Appointment.DEFINITIVE, ratna)));
    }

    @Test
    void a_review_whose_worker_died_is_finished_by_another_instance_and_tells_of_everybody_once() {
        var dying = instance(2);
        var other = instance(Integer.MAX_VALUE);
        dying.askFor("test");

        assertThatThrownBy(dying::work).hasMessage("killed");
        assertThat(review("test").after()).isNotNull();
        other.work();
        assertThat(review("test").status()).as("the lease is respected").isEqualTo(Status.RUNNING);
        clock.advance(Duration.ofSeconds(31));
        other.work();

        assertThat(review("test").status()).isEqualTo(Status.COMPLETED);
        assertThat(review("test").changed()).isEqualTo(TEACHERS);
        assertEverybodyIsDecidedOnBy(hendra, AppraiserCapacity.NEXT_SUPERIOR, 2);
        assertThat(employees.find(ratna).orElseThrow().sequence()).isEqualTo(1);
        assertThat(employees.find(hendra).orElseThrow().sequence()).isEqualTo(1);
    }

    @Test
    void a_second_review_finds_nothing_to_tell() {
        var worker = instance(Integer.MAX_VALUE);
        worker.askFor("first");
        worker.work();
        worker.askFor("second");
        worker.work();

        assertThat(review("second").status()).isEqualTo(Status.COMPLETED);
        assertThat(review("second").changed()).isZero();
        assertEverybodyIsDecidedOnBy(hendra, AppraiserCapacity.NEXT_SUPERIOR, 2);
    }

    @Test
    void another_policy_moves_everybody_concerned_and_many_changes_in_a_row_are_one_review() {
        var worker = instance(Integer.MAX_VALUE);
        worker.askFor("roster");
        worker.work();
        policies.create(
                AppraiserPolicy.DEFAULT,
                CommandGuard.none(),
                () -> AppraiserPolicy.unchosen()
                        .choose(Way.WAIT, Way.ACTING_DECIDES, null, "office@dinas.belajar.id", clock.instant()));
        IntStream.range(0, 3).forEach(i -> worker.askFor("change-" + i));
        worker.work();

        assertEverybodyIsDecidedOnBy(ratna, AppraiserCapacity.ACTING, 3);
        assertThat(IntStream.range(0, 3).mapToObj(i -> review("change-" + i)))
                .allMatch(review -> review.status() == Status.COMPLETED)
                .satisfiesOnlyOnce(review -> assertThat(review.changed()).isEqualTo(TEACHERS));
    }

    @Test
    void a_review_is_asked_for_regularly_and_not_while_one_is_under_way() {
        var worker = instance(2);
        worker.askRegularly();
        assertThatThrownBy(worker::work).hasMessage("killed");
        var underWay = review("regular");
        worker.askRegularly();
        assertThat(review("regular")).isEqualTo(underWay);
        clock.advance(Duration.ofSeconds(31));
        instance(Integer.MAX_VALUE).work();
        assertThat(review("regular").status()).isEqualTo(Status.COMPLETED);

        worker.askRegularly();
        assertThat(review("regular").status()).isEqualTo(Status.RUNNING);
    }

    private void assertEverybodyIsDecidedOnBy(String who, AppraiserCapacity capacity, long sequence) {
        assertThat(IntStream.range(0, TEACHERS)
                        .mapToObj(i -> employees.find(teacher(i)).orElseThrow()))
                .allSatisfy(teacher -> {
                    assertThat(teacher.state().deciding()).isEqualTo(new Deciding(who, capacity));
                    assertThat(teacher.state().appraiserId()).isEqualTo(ratna);
                    assertThat(teacher.sequence()).isEqualTo(sequence);
                });
    }

    /** An instance that looks at three people at a time, and dies at a page. */
    private AppraiserReviewJob instance(int fatal) {
        var calls = new AtomicInteger();
        var deciders = new Deciders(employees, schools, policies, clock) {
            @Override
            Map<String, Deciding> of(Collection<Employee> people) {
                if (calls.incrementAndGet() >= fatal) {
                    throw new IllegalStateException("killed");
                }
                return super.of(people);
            }
        };
        return new AppraiserReviewJob(reviews, employees, deciders, clock) {
            @Override
            int page() {
                return 3;
            }
        };
    }

    private AppraiserReview review(String id) {
        return reviews.find(id).orElseThrow().state();
    }

    private void assign(Employee person) {
        employees.create(person.employeeId(), CommandGuard.none(), person::assign);
    }

    private String teacher(int i) {
        return "teacher-" + i + "-" + mark;
    }

    private static Employee person(String id, Role role, Appointment appointment, @Nullable String appraiserId) {
        return Employee.described(
                id,
                id + "@guru.sd.belajar.id",
                id,
                null,
                null,
                null,
                EmploymentStatus.PNS,
                role,
                role == Role.OFFICE_HEAD ? null : "20306577",
                "Contoh",
                null,
                "SD NEGERI 3 KWADUNGAN",
                appraiserId,
                null,
                appointment,
                null,
                null,
                LocalDate.of(2026, 1, 5),
                null);
    }

    /** The service creates the indexes of its own collections when it starts. */
    private <S> AggregateStore<S> store(
            String name, Class<S> state, String index, @Nullable AggregateType<S> publishing) {
        var collection = mongo.getCollection(name + "_" + mark);
        collection.createIndex(Indexes.ascending("relayAfter"));
        collection.createIndex(Indexes.ascending(index, "_id"));
        return stores.open(new AggregateType<>(
                name + "_" + mark,
                state,
                "/planning/" + name + "/",
                RosterConfiguration.TOPIC,
                publishing == null ? Map.of() : publishing.eventTypes(),
                List.of()));
    }
}
