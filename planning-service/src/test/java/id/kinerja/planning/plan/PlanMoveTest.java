package id.kinerja.planning.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.contracts.ContractFiles;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.testing.Api;
import id.kinerja.kit.testing.Api.Answer;
import id.kinerja.kit.testing.Cast;
import id.kinerja.kit.testing.Cast.Person;
import id.kinerja.kit.testing.Events;
import id.kinerja.kit.testing.Events.Received;
import id.kinerja.kit.testing.ServiceSuite;
import id.kinerja.planning.plan.Plan.Post;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

/** Mutasi: what becomes of somebody's plan when the roster gives them another school or role within the period. */
@Import(PlanMoveTest.ThirdOfAugust.class)
class PlanMoveTest extends ServiceSuite {

    private static final String PLANS = "/api/v1/plans";
    private static final String TOPIC = "kinerja.planning.events";
    private static final LocalDate AUGUST = LocalDate.of(2026, 8, 1);
    private static final Map<String, Object> WORK_BEHAVIOUR = Map.of(
            "coreValues",
            Stream.of("SERVICE", "ACCOUNTABLE", "COMPETENT", "HARMONIOUS", "LOYAL", "ADAPTIVE", "COLLABORATIVE")
                    .map(value -> Map.of("code", value, "behaviourCodes", List.of(value + "-1")))
                    .toList());

    /** A day within a period, whenever this runs: an import assigns from the day on which it comes. */
    @TestConfiguration(proxyBeanMethods = false)
    static class ThirdOfAugust {

        @Bean
        Clock clock() {
            var start = Instant.parse("2026-08-03T01:15:00Z");
            return Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), start));
        }
    }

    @Autowired
    private AggregateStore<Plan> plans;

    private Cast cast;
    private Cast elsewhere;

    @BeforeEach
    void twoSchools() {
        cast = newSchool();
        elsewhere = newSchool();
    }

    @Test
    void a_roster_that_moves_a_teacher_closes_the_plan_and_both_appraisers_have_their_part() {
        var people = twoSchoolsAndSariAtTheFirst();
        var other = people.other();
        var plan = PLANS + "/" + idOf(people.sari()) + ":2026";
        agreed(people.sari(), people.ratna(), idOf(people.sari()) + ":2026");
        var before = as(people.ratna()).get(plan);

        imported("employees", people.at(other, people.dewi()));

        var addendum = plan + ".2";
        await().atMost(SOON).until(() -> as(people.dewi()).get(addendum).status() == 200);
        var closed = as(people.ratna()).get(plan);
        assertThat(closed.body().path("status").asString()).isEqualTo("CLOSED");
        assertThat(closed.body().at("/closure/on").asString()).isEqualTo("2026-08-03");
        assertThat(closed.body().at("/closure/movedTo").asString()).isEqualTo(other);
        assertThat(closed.body().at("/closure/addendumPlanId").asString()).isEqualTo(idOf(people.sari()) + ":2026.2");
        assertThat(covers(closed)).isEqualTo("2026-01-01 to 2026-08-02, 8 months");
        for (var kept : List.of("npsn", "appraiserId", "practice", "dutyCodes", "approval", "agreedAt", "record")) {
            assertThat(closed.body().path(kept))
                    .as(kept)
                    .isEqualTo(before.body().path(kept));
        }
        assertThat(as(people.dewi()).get(plan).status())
                .as("who rates the period")
                .isEqualTo(200);
        assertThat(as(people.ratna()).get(addendum).status()).isEqualTo(404);
        var refused =
                as(people.sari()).ifMatch(as(people.sari()).get(plan)).put(plan + "/practice", practice("GURU-2"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().path("currentState").asString()).isEqualTo("CLOSED");

        var draft = as(people.sari()).get(addendum);
        assertThat(draft.body().path("status").asString()).isEqualTo("DRAFT");
        assertThat(draft.body().path("part").asInt()).isEqualTo(2);
        assertThat(draft.body().path("predecessorId").asString()).isEqualTo(idOf(people.sari()) + ":2026");
        assertThat(draft.body().path("npsn").asString()).isEqualTo(other);
        assertThat(draft.body().path("appraiserId").asString()).isEqualTo(idOf(people.dewi()));
        assertThat(draft.body().at("/practice/indicatorCode").asString()).isEqualTo("GURU-1");
        assertThat(covers(draft)).isEqualTo("2026-08-03 to 2026-12-31, 4 months");
        assertThat(draft.body().at("/summary/complete").asBoolean()).isTrue();
        assertThat(draft.body()
                        .at("/summary/advice")
                        .valueStream()
                        .map(advice -> advice.path("pointer").asString()))
                .containsExactly("/dutyCodes", "/supportedResults");
        assertThat(draft.body().at("/summary/advice/0/message").asString()).isNotBlank();

        command(people.sari(), addendum, "/submission");
        command(people.dewi(), addendum, "/approval");
        var second = as(people.sari()).get(addendum).body();
        assertThat(second.at("/record/1/appraiser/name").asString()).isEqualTo("Dewi Andaikan");
        assertThat(closed.body().at("/record/1/appraiser/name").asString()).isEqualTo("Ratna Misalkan");
        assertThat(closed.body().at("/record/1/school").asString()).isEqualTo("SD NEGERI 1 CONTOH");

        var told = await().atMost(SOON)
                .until(() -> Events.about(TOPIC, idOf(people.sari())), events -> events.size() >= 9);
        assertThat(told).allSatisfy(event -> ContractFiles.assertValid(event.type(), event.value()));
        assertThat(told).filteredOn(PlanMoveTest::isClosing).singleElement().satisfies(event -> {
            assertThat(event.headers()).containsEntry("ce_source", "/planning/plans/" + idOf(people.sari()) + ":2026");
            assertThat(event.data().path("months").asInt()).isEqualTo(8);
        });
        assertThat(told.getLast().data().path("part").asInt()).isEqualTo(2);
        assertThat(told.getLast().data().path("months").asInt()).isEqualTo(4);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(as(people.ratna())
                                .get(plan + "/audit")
                                .body()
                                .path("items")
                                .valueStream()
                                .map(entry -> entry.path("event").asString() + " by "
                                        + entry.path("by").asString("nobody")))
                        .last()
                        .isEqualTo("PlanClosed by nobody"));
    }

    @Test
    void a_move_that_is_entered_late_divides_the_plan_at_its_own_day() {
        var people = twoSchoolsAndSariAtTheFirst();
        var plan = PLANS + "/" + idOf(people.sari()) + ":2026";
        agreed(people.sari(), people.ratna(), idOf(people.sari()) + ":2026");

        imported("employees", people.at(people.other(), people.dewi(), "2026-07-01"));

        await().atMost(SOON).until(() -> as(people.dewi()).get(plan + ".2").status() == 200);
        assertThat(covers(as(people.ratna()).get(plan))).isEqualTo("2026-01-01 to 2026-06-30, 6 months");
        assertThat(covers(as(people.sari()).get(plan + ".2"))).isEqualTo("2026-07-01 to 2026-12-31, 6 months");
    }

    @Test
    void a_day_that_is_said_once_the_move_has_been_made_moves_nothing() {
        var sari = cast.sari();
        var second = sari.as(Role.TEACHER, elsewhere.npsn()).appraisedBy(elsewhere.ratna());
        agreed(sari.account(), cast.ratna().account(), sari.employeeId() + ":2026");
        assign(second, 2, AUGUST);
        await().atMost(SOON).until(() -> statusOf(sari, ".2").equals("DRAFT"));

        assign(second, 3, LocalDate.of(2026, 6, 1));
        // Whoever appraises changes last, so once that is known all the rest is.
        assign(second.appraisedBy(elsewhere.hendra()), 4, LocalDate.of(2026, 6, 1));

        await().atMost(SOON)
                .until(() -> as(sari.account())
                        .get(pathOf(sari) + ".2")
                        .body()
                        .path("appraiserId")
                        .asString("")
                        .equals(elsewhere.hendra().employeeId()));
        assertThat(Stream.of("", ".2").map(part -> covers(as(sari.account()).get(pathOf(sari) + part))))
                .containsExactly("2026-01-01 to 2026-07-31, 7 months", "2026-08-01 to 2026-12-31, 5 months");
    }

    @Test
    void a_draft_that_nobody_has_seen_goes_along() {
        var sari = cast.sari();
        assertThat(as(sari.account()).post(PLANS, Map.of("periodId", "2026")).status())
                .isEqualTo(201);
        put(sari.account(), pathOf(sari), "/practice", practice("GURU-1"));
        put(sari.account(), pathOf(sari), "/additional-duties", Map.of("dutyCodes", List.of("WALI-KELAS")));

        assign(sari.as(Role.TEACHER, elsewhere.npsn()).appraisedBy(elsewhere.ratna()), 2, AUGUST);

        await().atMost(SOON).until(() -> npsnOf(sari).equals(elsewhere.npsn()));
        var moved = as(sari.account()).get(pathOf(sari));
        assertThat(moved.body().path("status").asString()).isEqualTo("DRAFT");
        assertThat(moved.body().path("closure").isNull()).isTrue();
        assertThat(moved.body().path("appraiserId").asString())
                .isEqualTo(elsewhere.ratna().employeeId());
        assertThat(moved.body().at("/practice/indicatorCode").asString()).isEqualTo("GURU-1");
        assertThat(moved.body().path("dutyCodes")).isEmpty();
        assertThat(moved.body().at("/summary/advice/0/pointer").asString()).isEqualTo("/dutyCodes");
        assertThat(as(sari.account()).get(pathOf(sari) + ".2").status()).isEqualTo(404);
    }

    @Test
    void who_becomes_principal_of_the_same_school_has_a_plan_for_each_role() {
        var sari = cast.sari();
        agreed(sari.account(), cast.ratna().account(), sari.employeeId() + ":2026");

        assign(cast.ratna().as(Role.SUPERVISOR, null), 2, AUGUST);
        assign(sari.as(Role.PRINCIPAL, cast.npsn()).appraisedBy(cast.hendra()), 2, AUGUST);

        var addendum = pathOf(sari) + ".2";
        await().atMost(SOON).until(() -> as(sari.account()).get(addendum).status() == 200);
        var draft = as(sari.account()).get(addendum).body();
        assertThat(draft.path("role").asString()).isEqualTo("PRINCIPAL");
        assertThat(draft.path("npsn").asString()).isEqualTo(cast.npsn());
        assertThat(draft.at("/summary/errors/0/pointer").asString()).isEqualTo("/practice");
        assertThat(as(sari.account()).get(pathOf(sari)).body().path("role").asString())
                .isEqualTo("TEACHER");

        // What teachers of the school support from now on is the new plan's.
        put(
                sari.account(),
                addendum,
                "/practice",
                Map.of("indicatorCode", "KS-7", "targetBehaviourCodes", List.of("KS-7-1")));
        var matrix = as(sari.account()).get("/api/v1/schools/" + cast.npsn() + "/alignment?periodId=2026");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(as(sari.account())
                                .get("/api/v1/schools/" + cast.npsn() + "/alignment?periodId=2026")
                                .body()
                                .at("/results/0/result")
                                .asString())
                        .as(matrix.text())
                        .isEqualTo(sari.employeeId() + ":2026.2#KS-7"));
    }

    @Test
    void who_gets_a_role_without_a_plan_has_none_for_the_rest_until_they_have_one_again() {
        var sari = cast.sari();
        agreed(sari.account(), cast.ratna().account(), sari.employeeId() + ":2026");

        assign(sari.as(Role.SUPERVISOR, null).appraisedBy(cast.hendra()), 2, AUGUST);
        await().atMost(SOON).until(() -> statusOf(sari, "").equals("CLOSED"));
        var closed = as(sari.account()).get(pathOf(sari));
        assertThat(closed.body().at("/closure/addendumPlanId").isNull()).isTrue();
        assertThat(closed.body().path("appraiserId").asString())
                .isEqualTo(cast.ratna().employeeId());

        assign(sari.as(Role.TEACHER, cast.npsn()), 3, LocalDate.of(2026, 10, 1));
        await().atMost(SOON).until(() -> statusOf(sari, ".2").equals("DRAFT"));
        assertThat(covers(as(sari.account()).get(pathOf(sari) + ".2"))).isEqualTo("2026-10-01 to 2026-12-31, 3 months");
    }

    @Test
    void a_period_that_was_over_by_then_keeps_its_plan() {
        var sari = cast.sari();
        agreed(sari.account(), cast.ratna().account(), sari.employeeId() + ":2026");

        assign(sari.as(Role.TEACHER, elsewhere.npsn()).appraisedBy(elsewhere.ratna()), 2, LocalDate.of(2027, 1, 1));

        await().atMost(SOON)
                .until(() -> as(sari.account())
                        .get(pathOf(sari))
                        .body()
                        .path("appraiserId")
                        .asString()
                        .equals(elsewhere.ratna().employeeId()));
        assertThat(statusOf(sari, "")).isEqualTo("AGREED");
        assertThat(npsnOf(sari)).isEqualTo(cast.npsn());
    }

    @Test
    void whoever_moves_again_has_another_part_and_old_news_that_come_again_change_nothing() {
        var sari = cast.sari();
        var third = newSchool();
        var second = sari.as(Role.TEACHER, elsewhere.npsn()).appraisedBy(elsewhere.ratna());
        var last = sari.as(Role.TEACHER, third.npsn()).appraisedBy(third.ratna());
        agreed(sari.account(), cast.ratna().account(), sari.employeeId() + ":2026");

        assign(second, 2, LocalDate.of(2026, 4, 1));
        assign(sari, 1, LocalDate.of(2026, 1, 1));
        assign(second, 2, LocalDate.of(2026, 4, 1));
        await().atMost(SOON).until(() -> statusOf(sari, ".2").equals("DRAFT"));
        command(sari.account(), pathOf(sari) + ".2", "/submission");
        assign(last, 3, AUGUST);
        assign(second, 2, LocalDate.of(2026, 4, 1));
        assign(last, 3, AUGUST);
        assign(sari, 1, LocalDate.of(2026, 1, 1));
        // Whoever appraises changes last, so once that is known all the rest is.
        assign(last.appraisedBy(third.hendra()), 4, AUGUST);

        await().atMost(SOON)
                .until(() -> as(third.hendra().account())
                        .get(pathOf(sari) + ".3")
                        .body()
                        .path("appraiserId")
                        .asString("")
                        .equals(third.hendra().employeeId()));
        assertThat(Stream.of("", ".2", ".3").map(part -> statusOf(sari, part)))
                .containsExactly("CLOSED", "CLOSED", "DRAFT");
        assertThat(Stream.of("", ".2", ".3")
                        .map(part -> covers(as(sari.account()).get(pathOf(sari) + part))))
                .containsExactly(
                        "2026-01-01 to 2026-03-31, 3 months",
                        "2026-04-01 to 2026-07-31, 4 months",
                        "2026-08-01 to 2026-12-31, 5 months");
        assertThat(as(sari.account()).get(pathOf(sari) + ".4").status()).isEqualTo(404);
        assertThat(as(elsewhere.ratna().account()).get(pathOf(sari) + ".2").status())
                .as("to whom it had been submitted")
                .isEqualTo(200);
        assertThat(Events.about(TOPIC, sari.employeeId()).stream().filter(PlanMoveTest::isClosing))
                .hasSize(2);
    }

    @Test
    void a_move_that_was_interrupted_between_its_two_steps_is_finished_when_the_event_comes_again() {
        var sari = cast.sari();
        agreed(sari.account(), cast.ratna().account(), sari.employeeId() + ":2026");
        var post = new Post(
                Role.TEACHER,
                EmploymentStatus.PNS,
                elsewhere.npsn(),
                elsewhere.ratna().employeeId(),
                AUGUST);
        plans.change(
                sari.employeeId() + ":2026",
                CommandGuard.none(),
                plan -> plan.close(post, "SD", GoldenPlan.PERIOD, MonthRule.FIRST_DAY, GoldenPlan.CLOSED_AT));

        assign(sari.as(Role.TEACHER, elsewhere.npsn()).appraisedBy(elsewhere.ratna()), 2, AUGUST);

        await().atMost(SOON).until(() -> statusOf(sari, ".2").equals("DRAFT"));
        assertThat(covers(as(sari.account()).get(pathOf(sari) + ".2"))).isEqualTo("2026-08-01 to 2026-12-31, 5 months");
        assertThat(Events.about(TOPIC, sari.employeeId()).stream().filter(PlanMoveTest::isClosing))
                .hasSize(1);
    }

    private Imported twoSchoolsAndSariAtTheFirst() {
        var mark = Integer.toString(ThreadLocalRandom.current().nextInt(10_000_000, 90_000_000));
        var other = Integer.toString(Integer.parseInt(mark) + 1);
        var people =
                new Imported(mark, other, Stream.generate(Cast::newNip).limit(4).toList());
        imported("schools", """
                npsn,name,level,status,district,regency,province
                %s,SD NEGERI 1 CONTOH,SD,NEGERI,Contoh,Kab. Contoh,Jawa Tengah
                %s,SMP NEGERI 2 CONTOH,SMP,NEGERI,Contoh,Kab. Contoh,Jawa Tengah
                """.formatted(mark, other));
        imported("employees", people.at(mark, people.ratna()));
        Stream.of(people.ratna(), people.dewi(), people.sari()).forEach(this::awaitKnown);
        return people;
    }

    private static boolean isClosing(Received event) {
        return event.type().equals("id.kinerja.planning.PlanClosed.v1");
    }

    /** From nothing to an agreed plan with a duty and a result of the principal's. */
    private void agreed(String owner, String appraiser, String planId) {
        var plan = PLANS + "/" + planId;
        assertThat(as(owner).post(PLANS, Map.of("periodId", "2026")).status()).isEqualTo(201);
        put(owner, plan, "/practice", practice("GURU-1"));
        put(owner, plan, "/work-behaviour", WORK_BEHAVIOUR);
        put(owner, plan, "/additional-duties", Map.of("dutyCodes", List.of("WALI-KELAS")));
        put(owner, plan, "/alignment", Map.of("supportedResults", List.of(idOf(appraiser) + ":2026#KS-7")));
        command(owner, plan, "/submission");
        command(appraiser, plan, "/approval");
    }

    private void put(String account, String plan, String section, Map<String, ?> body) {
        var saved = as(account).ifMatch(as(account).get(plan)).put(plan + section, body);
        assertThat(saved.status()).as(section + " " + saved.text()).isEqualTo(200);
    }

    private void command(String account, String plan, String command) {
        var done = as(account).ifMatch(as(account).get(plan)).post(plan + command);
        assertThat(done.status()).as(command + " " + done.text()).isEqualTo(200);
    }

    private static Map<String, Object> practice(String indicator) {
        return Map.of("indicatorCode", indicator, "targetBehaviourCodes", List.of(indicator + "-A"));
    }

    private static String covers(Answer plan) {
        var covers = plan.body().path("covers");
        return "%s to %s, %d months"
                .formatted(
                        covers.path("from").asString(),
                        covers.path("until").asString(),
                        covers.path("months").asInt());
    }

    private static void assign(Person person, long sequence, LocalDate from) {
        Cast.announce(Events.publisher(), person, sequence, Map.of("effectiveFrom", from.toString()));
    }

    private static String pathOf(Person person) {
        return PLANS + "/" + person.employeeId() + ":2026";
    }

    private String statusOf(Person person, String part) {
        return as(person.account())
                .get(pathOf(person) + part)
                .body()
                .path("status")
                .asString("");
    }

    private String npsnOf(Person person) {
        return as(person.account()).get(pathOf(person)).body().path("npsn").asString("");
    }

    private String idOf(String account) {
        return employee(account).path("employeeId").asString();
    }

    private JsonNode employee(String account) {
        return as(account).get("/api/v1/me").body().path("employee");
    }

    private void awaitKnown(String account) {
        await().atMost(SOON).until(() -> employee(account).path("employeeId").isString());
    }

    /** Sari at one of two schools, whose principals are Ratna and Dewi. */
    private record Imported(String school, String other, List<String> numbers) {

        private String hendra() {
            return "hendra." + school + "@dinas.belajar.id";
        }

        private String ratna() {
            return "ratna." + school + "@guru.sd.belajar.id";
        }

        private String dewi() {
            return "dewi." + school + "@guru.smp.belajar.id";
        }

        private String sari() {
            return "sari." + school + "@guru.sd.belajar.id";
        }

        private String at(String npsn, String appraiser) {
            return at(npsn, appraiser, "");
        }

        /** @param from first day of Sari there; empty for the day on which the file comes */
        private String at(String npsn, String appraiser, String from) {
            return """
                    account,name,nip,nuptk,birth_date,employment_status,role,npsn,position,grade,org_unit,appraiser_account,effective_from
                    %s,Hendra Contoh,%s,,1970-01-01,PNS,OFFICE_HEAD,,Kepala Dinas,IV/c,Dinas Pendidikan,,
                    %s,Ratna Misalkan,%s,,1975-01-01,PNS,PRINCIPAL,%s,Kepala Sekolah,IV/a,SD NEGERI 1 CONTOH,%s,
                    %s,Dewi Andaikan,%s,,1975-01-01,PNS,PRINCIPAL,%s,Kepala Sekolah,IV/a,SMP NEGERI 2 CONTOH,%s,
                    %s,Sari Umpama,%s,,1990-02-28,PNS,TEACHER,%s,Guru Ahli Pertama,III/b,UNIT %s,%s,%s
                    """.formatted(
                            hendra(),
                            numbers.get(0),
                            ratna(),
                            numbers.get(1),
                            school,
                            hendra(),
                            dewi(),
                            numbers.get(2),
                            other,
                            hendra(),
                            sari(),
                            numbers.get(3),
                            npsn,
                            npsn,
                            appraiser,
                            from);
        }
    }

    private void imported(String kind, String csv) {
        Api operator = as("operator@dinas.belajar.id", "operator");
        var accepted = operator.postCsv("/api/v1/roster-imports?kind=" + kind, csv);
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        var path = "/api/v1/roster-imports/" + accepted.body().path("id").asString();
        await().atMost(SOON)
                .until(() -> operator.get(path).body().path("status").asString().equals("COMPLETED"));
    }
}
