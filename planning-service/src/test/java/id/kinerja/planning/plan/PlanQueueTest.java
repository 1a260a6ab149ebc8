package id.kinerja.planning.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.testing.Api;
import id.kinerja.kit.testing.Api.Answer;
import id.kinerja.kit.testing.Cast;
import id.kinerja.kit.testing.Cast.Person;
import id.kinerja.kit.testing.Events;
import id.kinerja.kit.testing.ServiceSuite;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class PlanQueueTest extends ServiceSuite {

    private static final String PLANS = "/api/v1/plans";

    @Autowired
    private AggregateStore<Plan> plans;

    private Cast cast;

    @BeforeEach
    void anotherSchool() {
        cast = newSchool();
    }

    @Test
    void a_queue_of_40_plans_is_one_query_on_a_declared_index() {
        var waiting = SubmittedPlans.store(plans, 40, cast.npsn(), cast.ratna().employeeId());
        SubmittedPlans.store(plans, 2, cast.npsn(), cast.hendra().employeeId());
        var ratna = as(cast.ratna().account());
        var answer = new AtomicReference<Answer>();

        var reads = reads(() -> answer.set(ratna.get(PLANS + "?view=queue&status=SUBMITTED&limit=40")));

        var page = Objects.requireNonNull(answer.get());
        assertThat(ids(page)).containsExactlyElementsOf(waiting);
        assertThat(page.body().path("nextCursor").isNull()).isTrue();
        var concerned = Stream.concat(
                        Stream.of(
                                cast.npsn(),
                                cast.ratna().employeeId(),
                                cast.ratna().account()),
                        waiting.stream())
                .toList();
        assertThat(reads.stream()
                        .filter(read -> concerned.stream().anyMatch(read::contains))
                        .map(read -> read.substring(0, read.indexOf('{')).strip()))
                .as("who asks, the plans, and the school once for all of them")
                .containsExactlyInAnyOrder(
                        "find directoryAccounts", "find directoryEmployees", "find plans", "find directorySchools");
        assertThat(reads).noneMatch(read -> read.startsWith("getMore plans"));
    }

    @Test
    void a_queue_is_narrowed_to_status_period_school_and_role() {
        var first = SubmittedPlans.store(plans, 1, cast.npsn(), cast.hendra().employeeId());
        var elsewhere = SubmittedPlans.store(plans, 1, "20306578", cast.hendra().employeeId());
        var ratna = as(cast.ratna().account());
        assertThat(ratna.post(PLANS, Map.of("periodId", "2026")).status()).isEqualTo(201);
        assertThat(ratna.post(PLANS, Map.of("periodId", "2024-1")).status()).isEqualTo(201);
        var ofRatna = cast.ratna().employeeId() + ":2026";
        var earlier = cast.ratna().employeeId() + ":2024-1";

        assertThat(queueOf(cast.hendra(), ""))
                .containsExactlyElementsOf(Stream.of(first.getFirst(), elsewhere.getFirst(), ofRatna, earlier)
                        .sorted()
                        .toList());
        assertThat(queueOf(cast.hendra(), "&status=DRAFT&periodId=2026")).containsExactly(ofRatna);
        assertThat(queueOf(cast.hendra(), "&periodId=2024-1")).containsExactly(earlier);
        assertThat(queueOf(cast.hendra(), "&npsn=20306578")).isEqualTo(elsewhere);
        assertThat(queueOf(cast.hendra(), "&role=TEACHER&npsn=" + cast.npsn())).isEqualTo(first);
        assertThat(queueOf(cast.hendra(), "&role=PRINCIPAL&status=SUBMITTED")).isEmpty();
        assertThat(ratna.get(PLANS + "?view=mine&periodId=2026").body().path("items"))
                .hasSize(1);
        assertThat(ratna.get(PLANS + "?view=queue&role=KING").status()).isEqualTo(400);
    }

    @Test
    void a_submitted_plan_follows_its_owner_to_another_appraiser_and_old_news_do_not_bring_it_back() {
        var sari = as(cast.sari().account());
        assertThat(sari.post(PLANS, Map.of("periodId", "2026")).status()).isEqualTo(201);
        var planId = cast.sari().employeeId() + ":2026";
        assertThat(queueOf(cast.ratna(), "")).containsExactly(planId);

        assign(cast.hendra(), 2);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(queueOf(cast.hendra(), "")).containsExactly(planId));
        assertThat(queueOf(cast.ratna(), "")).isEmpty();
        assign(cast.ratna(), 1);
        assign(cast.dewi(), 3);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(queueOf(cast.dewi(), "")).containsExactly(planId));

        var read = sari.get(PLANS + "/" + planId);
        assertThat(read.body().path("appraiserId").asString())
                .isEqualTo(cast.dewi().employeeId());
        // Drafted, and noted twice: what came late was not noted.
        assertThat(read.etag()).isEqualTo("\"3\"");
    }

    private void assign(Person appraiser, long sequence) {
        var sari = cast.sari();
        Cast.announce(
                Events.publisher(),
                new Person(
                        sari.employeeId(),
                        sari.account(),
                        sari.name(),
                        sari.role(),
                        sari.employmentStatus(),
                        sari.npsn(),
                        sari.nip(),
                        appraiser.employeeId()),
                sequence);
    }

    private List<String> queueOf(Person person, String filter) {
        Api api = as(person.account());
        return ids(api.get(PLANS + "?view=queue" + filter));
    }

    private static List<String> ids(Answer answer) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body()
                .path("items")
                .valueStream()
                .map(plan -> plan.path("planId").asString())
                .toList();
    }
}
