package id.kinerja.planning.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.kinerja.kit.testing.Api;
import id.kinerja.kit.testing.Api.Answer;
import id.kinerja.kit.testing.Cast;
import id.kinerja.kit.testing.Events;
import id.kinerja.kit.testing.Events.Received;
import id.kinerja.kit.testing.ServiceSuite;
import id.kinerja.planning.roster.RosterFile.Kind;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * A regency of its own: at one school Ratna is principal for the time being and Sari teaches, at another Bayu teaches and
 * nobody is principal. Hendra heads the office, Wiji is a supervisor there.
 */
class AppraiserPolicyApiTest extends ServiceSuite {

    private static final String PLANS = "/api/v1/plans";
    private static final Map<String, Object> WORK_BEHAVIOUR = Map.of(
            "coreValues",
            Stream.of("SERVICE", "ACCOUNTABLE", "COMPETENT", "HARMONIOUS", "LOYAL", "ADAPTIVE", "COLLABORATIVE")
                    .map(value -> Map.of("code", value, "behaviourCodes", List.of(value + "-1")))
                    .toList());

    private final String led = number(8);
    private final String leaderless = number(8);
    private final String mark = number(9);
    private final String hendra = "hendra." + mark + "@dinas.belajar.id";
    private final String wiji = "wiji." + mark + "@dinas.belajar.id";
    private final String ratna = "ratna." + mark + "@guru.sd.belajar.id";
    private final String sari = "sari." + mark + "@guru.sd.belajar.id";
    private final String bayu = "bayu." + mark + "@guru.sd.belajar.id";
    private final Map<String, String> numbers = new LinkedHashMap<>();
    private final Map<String, String> ids = new LinkedHashMap<>();

    @BeforeEach
    void roster() {
        var schools = new StringBuilder(String.join(",", Kind.SCHOOLS.columns())).append('\n');
        for (var npsn : List.of(led, leaderless)) {
            schools.append(npsn)
                    .append(",SD NEGERI CONTOH,SD,NEGERI,Contoh,Kab. Contoh ")
                    .append(mark)
                    .append(",Jawa Tengah\n");
        }
        imported("schools", schools.toString());
        importPeople("ACTING");
    }

    @Test
    void where_the_principal_is_acting_the_next_superior_decides_until_the_office_says_otherwise() {
        var plan = submitted(sari);
        assertThat(inHands(plan)).isEqualTo(idOf(hendra) + " NEXT_SUPERIOR");
        assertThat(queueOf(hendra)).containsExactly(plan);
        assertThat(queueOf(ratna)).isEmpty();
        assertThat(post(ratna, plan, "approval").status()).isEqualTo(404);

        choose(regency(), "NEXT_SUPERIOR", "ACTING_DECIDES", null);
        await().atMost(SOON).until(() -> queueOf(ratna).equals(List.of(plan)));
        assertThat(queueOf(hendra)).isEmpty();
        assertThat(inHands(plan)).isEqualTo(idOf(ratna) + " ACTING");
        assertThat(post(ratna, plan, "approval").status()).isEqualTo(200);
        assertMarked(plan, sari, ratna, "DECIDED", "ACTING");

        // Whoever is appointed decides like any other appraiser, whatever the policy says.
        importPeople("DEFINITIVE");
        await().atMost(SOON).until(() -> inHands(plan).equals(idOf(ratna) + " APPRAISER"));
    }

    @Test
    void at_a_school_without_a_principal_the_item_goes_to_whom_the_office_names_and_is_marked() {
        choose("school:" + leaderless, "SUBSTITUTE", "WAIT", idOf(wiji));
        var plan = draftOf(bayu);
        await().atMost(SOON).until(() -> inHands(plan).equals(idOf(wiji) + " SUBSTITUTE"));

        submit(bayu, plan);
        assertThat(queueOf(wiji)).containsExactly(plan);
        assertThat(post(wiji, plan, "approval").status()).isEqualTo(200);
        assertMarked(plan, bayu, wiji, "DECIDED", "SUBSTITUTE");
    }

    @Test
    void when_the_principal_leaves_the_queue_goes_to_whoever_the_policy_names_from_the_day_after() {
        importPeople("DEFINITIVE");
        var plan = submitted(sari);
        await().atMost(SOON).until(() -> queueOf(ratna).equals(List.of(plan)));
        leaves(ratna, LocalDate.now(ZoneOffset.UTC).plusDays(30));
        leaves(ratna, LocalDate.now(ZoneOffset.UTC).minusDays(3));

        // Nobody has said otherwise, so it is whoever appraised her.
        await().atMost(SOON).until(() -> inHands(plan).equals(idOf(hendra) + " NEXT_SUPERIOR"));
        choose("school:" + led, "SUBSTITUTE", "WAIT", idOf(wiji));
        await().atMost(SOON).until(() -> queueOf(wiji).equals(List.of(plan)));
        assertThat(inHands(plan)).isEqualTo(idOf(wiji) + " SUBSTITUTE");
    }

    @Test
    void while_the_office_lets_a_plan_wait_nobody_decides_and_the_plan_says_who_must_act() {
        var plan = submitted(sari);
        choose(regency(), "WAIT", "WAIT", null);
        await().atMost(SOON).until(() -> inHands(plan).equals("null NOBODY"));

        var seen = as(sari).get(PLANS + "/" + plan).body();
        assertThat(seen.path("status").asString()).isEqualTo("SUBMITTED");
        assertThat(seen.at("/summary/complete").asBoolean()).isFalse();
        assertThat(seen.at("/summary/errors/0/code").asString()).isEqualTo("appraiser-vacant");
        assertThat(seen.at("/summary/errors/0/actor").asString()).isEqualTo("OFFICE");
        for (var somebody : List.of(ratna, hendra, wiji)) {
            assertThat(post(somebody, plan, "approval").status()).isEqualTo(404);
        }
        var other = draftOf(bayu);
        await().atMost(SOON).until(() -> inHands(other).equals("null NOBODY"));
        assertThat(post(bayu, other, "submission").body().at("/errors").valueStream())
                .anyMatch(error -> error.path("code").asString().equals("appraiser-vacant")
                        && error.path("actor").asString().equals("OFFICE"));

        choose("school:" + led, "WAIT", "NEXT_SUPERIOR", null);
        await().atMost(SOON).until(() -> queueOf(hendra).equals(List.of(plan)));
    }

    @Test
    void an_automatic_approval_happens_only_where_it_was_chosen_is_marked_everywhere_and_reaches_no_older_submission() {
        var before = submitted(sari);
        choose(regency(), "AUTOMATIC", "AUTOMATIC", idOf(wiji));
        await().atMost(SOON).until(() -> inHands(before).equals(idOf(ratna) + " AUTOMATIC"));
        assertThat(as(sari).get(PLANS + "/" + before).body().path("status").asString())
                .isEqualTo("SUBMITTED");
        assertThat(queueOf(ratna)).contains(before);

        var plan = draftOf(bayu);
        await().atMost(SOON).until(() -> inHands(plan).equals(idOf(wiji) + " AUTOMATIC"));
        var submitted = submit(bayu, plan);
        assertThat(submitted.body().path("status").asString()).isEqualTo("AGREED");
        assertMarked(plan, bayu, wiji, "AUTOMATIC", "AUTOMATIC");
        var kept = as(bayu).get(PLANS + "/" + plan).body().path("record");
        assertThat(kept.valueStream()
                        .map(one -> "%s by %s as %s"
                                .formatted(
                                        one.path("status").asString(),
                                        one.path("by").isNull()
                                                ? "nobody"
                                                : one.path("by").asString(),
                                        one.path("capacity").asString("owner"))))
                .containsExactly("SUBMITTED by " + idOf(bayu) + " as owner", "AGREED by nobody as AUTOMATIC");
        var matrix = "/api/v1/schools/" + leaderless + "/alignment?periodId=2026";
        assertThat(office().get(matrix).body().at("/coverage/supportNone"))
                .singleElement()
                .satisfies(person -> {
                    assertThat(person.path("approvalMode").asString()).isEqualTo("AUTOMATIC");
                    assertThat(person.path("approverCapacity").asString()).isEqualTo("AUTOMATIC");
                });
        assertThat(office().header("Accept", "text/csv").get(matrix).text())
                .contains("Pegawai Contoh,AGREED,AUTOMATIC,AUTOMATIC");
    }

    @Test
    void a_policy_is_chosen_by_who_knows_its_version_and_every_choice_is_kept() {
        var office = office();
        var path = pathOf(regency());
        var unwritten = office.get(path);
        assertThat(unwritten.etag()).isEqualTo("\"0\"");
        assertThat(unwritten.body().path("whenVacant").asString()).isEqualTo("NEXT_SUPERIOR");
        assertThat(unwritten.body().path("whenActing").asString()).isEqualTo("NEXT_SUPERIOR");
        assertThat(unwritten.body().path("changes")).isEmpty();

        assertThat(office.put(path, policy("WAIT", "WAIT", null)).status()).isEqualTo(428);
        var first = office.ifMatch(unwritten).put(path, policy("WAIT", "ACTING_DECIDES", null));
        assertThat(first.status()).isEqualTo(200);
        assertThat(office.ifMatch(unwritten)
                        .put(path, policy("WAIT", "WAIT", null))
                        .status())
                .isEqualTo(412);
        var second = office.ifMatch(first).put(path, policy("SUBSTITUTE", "WAIT", idOf(wiji)));
        assertThat(second.body()
                        .path("changes")
                        .valueStream()
                        .map(change -> "%s %s %s"
                                .formatted(
                                        change.path("by").asString(),
                                        change.path("whenVacant").asString(),
                                        change.path("whenActing").asString())))
                .containsExactly(
                        "office@dinas.belajar.id WAIT ACTING_DECIDES", "office@dinas.belajar.id SUBSTITUTE WAIT");
        assertThat(office.get(path).body()).isEqualTo(second.body());
        assertThat(office.get(pathOf("school:" + led)).body().path("whenVacant").asString())
                .as("a school follows its regency until something is chosen for it")
                .isEqualTo("SUBSTITUTE");

        assertThat(faults(office.header("If-Match", "*").put(path, policy("ACTING_DECIDES", "SUBSTITUTE", null))))
                .containsExactly("/whenVacant nobody-is-acting", "/substituteId required");
        assertThat(faults(office.header("If-Match", "*").put(path, policy("WAIT", "WAIT", "nobody"))))
                .containsExactly("/substituteId unknown-substitute");
        for (var unknown : List.of("regency:Kab. Atlantis " + mark, "school:00000000", "school:1", "everybody")) {
            assertThat(office.get(pathOf(unknown)).status()).as(unknown).isEqualTo(404);
            assertThat(office.header("If-Match", "*")
                            .put(pathOf(unknown), policy("WAIT", "WAIT", null))
                            .status())
                    .as(unknown)
                    .isEqualTo(404);
        }
        assertThat(office.get(pathOf("default")).status()).isEqualTo(200);
    }

    @Test
    void only_the_office_sees_and_chooses_policies() {
        Map<String, Api> callers = new LinkedHashMap<>();
        callers.put("office", office());
        callers.put("operator", as("operator@dinas.belajar.id", "operator"));
        callers.put("office-head", as(hendra));
        callers.put("principal", as(ratna));
        callers.put("teacher", as(sari));
        callers.put("subscriber", as("feed@dinas.belajar.id", "subscriber"));
        callers.put("stranger", as("stranger.9@guru.sd.belajar.id"));
        callers.put("nobody", withoutToken());

        var table = new StringBuilder("-           read choose\n");
        callers.forEach((caller, api) -> table.append("%-11s %-4s %s%n"
                .formatted(
                        caller,
                        api.get(pathOf(regency())).status(),
                        api.header("If-Match", "*")
                                .put(pathOf(regency()), policy("WAIT", "WAIT", null))
                                .status())));

        assertThat(table.toString()).isEqualTo("""
                -           read choose
                office      200  200
                operator    403  403
                office-head 403  403
                principal   403  403
                teacher     403  403
                subscriber  403  403
                stranger    403  403
                nobody      401  401
                """);
    }

    /** Plan view, record, audit trail and event say the same. */
    private void assertMarked(String plan, String owner, String approver, String mode, String capacity) {
        var seen = as(owner).get(PLANS + "/" + plan).body();
        assertThat(seen.at("/approval/approverId").asString()).isEqualTo(idOf(approver));
        assertThat(seen.at("/approval/mode").asString()).isEqualTo(mode);
        assertThat(seen.at("/approval/capacity").asString()).isEqualTo(capacity);
        var record = seen.path("record");
        assertThat(record.get(record.size() - 1).path("capacity").asString()).isEqualTo(capacity);
        var approved = await().atMost(SOON)
                .until(
                        () -> as(owner)
                                .get(PLANS + "/" + plan + "/audit")
                                .body()
                                .path("items")
                                .valueStream()
                                .filter(entry -> entry.path("event").asString().equals("PlanApproved"))
                                .toList(),
                        entries -> entries.size() == 1)
                .getFirst();
        assertThat(approved.path("capacity").asString()).isEqualTo(capacity);
        assertThat(approved.path("approvalMode").asString()).isEqualTo(mode);
        assertThat(approved.path("by").asString("nobody"))
                .isEqualTo(mode.equals("AUTOMATIC") ? "nobody" : idOf(approver));
        var told = await().atMost(SOON)
                .until(
                        () -> Events.about("kinerja.planning.events", idOf(owner)).stream()
                                .filter(event -> event.data().has("approverId"))
                                .toList(),
                        events -> events.size() == 2);
        assertThat(told)
                .extracting(Received::type)
                .containsExactly("id.kinerja.planning.PlanApproved.v1", "id.kinerja.planning.PlanAgreed.v1");
        assertThat(told).allSatisfy(event -> {
            assertThat(event.data().path("approverCapacity").asString()).isEqualTo(capacity);
            assertThat(event.data().path("approvalMode").asString()).isEqualTo(mode);
            assertThat(event.data().path("approverId").asString()).isEqualTo(idOf(approver));
        });
    }

    private void leaves(String account, LocalDate lastDay) {
        var left = office().header("If-Match", "*")
                .post(
                        "/api/v1/employees/" + ids.get(account) + "/departure",
                        Map.of("reason", "RETIRED", "lastDay", lastDay.toString()));
        assertThat(left.status()).as(left.body().toString()).isEqualTo(200);
    }

    private String submitted(String owner) {
        var plan = draftOf(owner);
        submit(owner, plan);
        return plan;
    }

    private Answer submit(String owner, String plan) {
        var answer = post(owner, plan, "submission");
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer;
    }

    /** Complete, but not submitted. */
    private String draftOf(String owner) {
        var api = as(owner).header("If-Match", "*");
        var plan = api.post(PLANS, Map.of("periodId", "2026"))
                .body()
                .path("planId")
                .asString();
        api.put(
                PLANS + "/" + plan + "/practice",
                Map.of("indicatorCode", "GURU-1", "targetBehaviourCodes", List.of("GURU-1-A")));
        assertThat(api.put(PLANS + "/" + plan + "/work-behaviour", WORK_BEHAVIOUR)
                        .status())
                .isEqualTo(200);
        return plan;
    }

    private Answer post(String by, String plan, String command) {
        return as(by).header("If-Match", "*").post(PLANS + "/" + plan + "/" + command);
    }

    private String inHands(String plan) {
        var seen = office().get(PLANS + "/" + plan).body();
        return seen.path("appraiserId").asString("null") + " "
                + seen.path("appraiserCapacity").asString();
    }

    private List<String> queueOf(String appraiser) {
        return as(appraiser)
                .get(PLANS + "?view=queue&status=SUBMITTED")
                .body()
                .path("items")
                .valueStream()
                .map(plan -> plan.path("planId").asString())
                .toList();
    }

    private void choose(String scope, String vacant, String acting, @Nullable String substitute) {
        var answer = office().header("If-Match", "*").put(pathOf(scope), policy(vacant, acting, substitute));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    }

    private static Map<String, Object> policy(String vacant, String acting, @Nullable String substitute) {
        var policy = new LinkedHashMap<String, Object>();
        policy.put("whenVacant", vacant);
        policy.put("whenActing", acting);
        if (substitute != null) {
            policy.put("substituteId", substitute);
        }
        return policy;
    }

    private void importPeople(String appointmentOfRatna) {
        var csv = new StringBuilder(String.join(",", Kind.EMPLOYEES.columns())).append(",appointment\n");
        row(csv, hendra, "OFFICE_HEAD", "", "", "");
        row(csv, wiji, "SUPERVISOR", "", hendra, "");
        row(csv, ratna, "PRINCIPAL", led, hendra, appointmentOfRatna);
        row(csv, sari, "TEACHER", led, ratna, "");
        row(csv, bayu, "TEACHER", leaderless, "", "");
        imported("employees", csv.toString());
        for (var account : List.of(hendra, wiji, ratna, sari, bayu)) {
            var me = await().atMost(SOON)
                    .until(() -> me(account), one -> one.path("employeeId").isString());
            ids.put(account, me.path("employeeId").asString());
        }
    }

    private void row(
            StringBuilder csv, String account, String role, String npsn, String appraiser, String appointment) {
        csv.append(account).append(",Pegawai Contoh,");
        csv.append(numbers.computeIfAbsent(account, key -> Cast.newNip()));
        csv.append(",,1980-01-01,PNS,").append(role).append(',').append(npsn);
        csv.append(",Guru Ahli Muda,III/c,SD NEGERI CONTOH,").append(appraiser);
        csv.append(',').append(appointment).append('\n');
    }

    private void imported(String kind, String csv) {
        var operator = as("operator@dinas.belajar.id", "operator");
        var accepted = operator.postCsv("/api/v1/roster-imports?kind=" + kind, csv);
        assertThat(accepted.status()).as(accepted.body().toString()).isEqualTo(202);
        await().atMost(SOON)
                .until(() -> operator.get("/api/v1/roster-imports/"
                                + accepted.body().path("id").asString())
                        .body()
                        .path("status")
                        .asString()
                        .equals("COMPLETED"));
    }

    private String idOf(String account) {
        return String.valueOf(ids.get(account));
    }

    private JsonNode me(String account) {
        return as(account).get("/api/v1/me").body().path("employee");
    }

    private Api office() {
        return as("office@dinas.belajar.id", "office");
    }

    private String regency() {
        return "regency:Kab. Contoh " + mark;
    }

    private static String pathOf(String scope) {
        return "/api/v1/appraiser-policies/" + scope.replace(" ", "%20");
    }

    private static List<String> faults(Answer answer) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(422);
        return answer.body()
                .path("errors")
                .valueStream()
                .map(fault -> fault.path("pointer").asString() + " "
                        + fault.path("code").asString())
                .toList();
    }

    private static String number(int digits) {
        var text = new StringBuilder();
        for (int i = 0; i < digits; i++) {
            text.append(ThreadLocalRandom.current().nextInt(1, 10));
        }
        return text.toString();
    }
}
