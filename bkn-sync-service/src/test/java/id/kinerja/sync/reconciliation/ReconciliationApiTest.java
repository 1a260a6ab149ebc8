package id.kinerja.sync.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.testing.Api;
import id.kinerja.kit.testing.Api.Answer;
import id.kinerja.kit.testing.Cast;
import id.kinerja.kit.testing.Cast.Person;
import id.kinerja.kit.testing.Events;
import id.kinerja.sync.SyncSuite;
import id.kinerja.sync.identity.Identities;
import id.kinerja.sync.registry.PerformancePredicate;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class ReconciliationApiTest extends SyncSuite {

    private static final String RUNS = "/api/v1/reconciliations";

    @Autowired
    private Identities identities;

    @Autowired
    private MeterRegistry meters;

    /** A school whose teacher and principal have their results at BKN. */
    private Cast deliveredSchool() {
        var cast = knownSchool();
        close(cast, cast.sari(), cast.ratna());
        finalise(cast.sari(), 1, "GOOD");
        finalise(cast.ratna(), 1, "GOOD");
        awaitStatus(annual(cast.sari()), "DELIVERED");
        awaitStatus(annual(cast.ratna()), "DELIVERED");
        return cast;
    }

    /** A teacher of the school without a result. */
    private Person another(Cast cast) {
        var wulan = new Person(
                UUID.randomUUID().toString(),
                "wulan." + cast.npsn() + "@guru.sd.belajar.id",
                "Wulan Anggraini",
                Role.TEACHER,
                EmploymentStatus.PNS,
                cast.npsn(),
                Cast.newNip(),
                cast.ratna().employeeId());
        Cast.announce(Events.publisher(), wulan, 1);
        registry.know(nip(wulan), wulan.name());
        await().atMost(SOON).until(() -> identities.find(wulan.employeeId()).isPresent());
        await().atMost(SOON).until(() -> as(wulan.account()).get(DELIVERIES).status() == 200);
        return wulan;
    }

    private Answer open(Cast cast) {
        return asOperator().post(RUNS, Map.of("year", 2026, "npsn", cast.npsn()));
    }

    private Answer awaitEnd(Answer opened) {
        assertThat(opened.status()).as(opened.body().toString()).isEqualTo(201);
        var path = RUNS + "/" + opened.body().path("runId").asString();
        assertThat(opened.headers()).containsEntry("location", path);
        await().atMost(SOON)
                .until(() ->
                        asOperator().get(path).body().path("status").asString().equals("COMPLETED"));
        return asOperator().get(path);
    }

    private static long count(Answer run, String verdict) {
        return run.body()
                .path("counts")
                .valueStream()
                .filter(count -> count.path("class").asString().equals(verdict))
                .findFirst()
                .orElseThrow()
                .path("count")
                .asLong();
    }

    private List<JsonNode> findings(Answer run, String verdict) {
        var runId = run.body().path("runId").asString();
        return asOperator()
                .get(RUNS + "/" + runId + "/findings?class=" + verdict)
                .body()
                .path("items")
                .valueStream()
                .toList();
    }

    private static String path(Answer run, JsonNode finding) {
        return RUNS + "/" + run.body().path("runId").asString() + "/findings/"
                + finding.path("findingId").asString();
    }

    @Test
    void what_bkn_holds_otherwise_is_found_and_repaired_on_command() {
        var cast = deliveredSchool();
        var wulan = another(cast);
        registry.write(nip(cast.sari()), 2026, PerformancePredicate.VERY_POOR);
        registry.remove(nip(cast.ratna()), 2026);
        registry.write(nip(wulan), 2026, PerformancePredicate.GOOD);
        double compared = meters.counter("kinerja.reconciliation.compared", "class", "DIFFERS")
                .count();

        var run = awaitEnd(open(cast));
        assertThat(List.of(
                        count(run, "EQUAL"),
                        count(run, "DIFFERS"),
                        count(run, "MISSING_THERE"),
                        count(run, "UNKNOWN_HERE"),
                        count(run, "NOT_COMPARED")))
                .containsExactly(0L, 1L, 1L, 1L, 0L);
        assertThat(run.body().path("resultsCompared").asLong()).isEqualTo(2);
        assertThat(run.body().path("resultsToCompare").asLong()).isEqualTo(2);
        assertThat(run.body().path("peopleVisited").asLong()).isEqualTo(3);
        assertThat(run.body().path("callsTonight").asInt())
                .as("two are known already; of one, who it is was asked as well")
                .isEqualTo(4);
        assertThat(meters.counter("kinerja.reconciliation.compared", "class", "DIFFERS")
                        .count())
                .isEqualTo(compared + 1);

        var differing = findings(run, "DIFFERS").getFirst();
        assertThat(differing.path("employeeId").asString())
                .isEqualTo(cast.sari().employeeId());
        assertThat(differing.path("differences")).singleElement().satisfies(difference -> {
            assertThat(difference.path("field").asString()).isEqualTo("PREDICATE");
            assertThat(difference.path("ours").asString()).isEqualTo("GOOD");
            assertThat(difference.path("theirs").asString()).isEqualTo("VERY_POOR");
        });
        assertThat(findings(run, "UNKNOWN_HERE").getFirst().path("employeeId").asString())
                .isEqualTo(wulan.employeeId());
        var all = asOperator().get(RUNS + "/" + run.body().path("runId").asString() + "/findings");
        assertThat(all.body().path("items")).hasSize(3);
        for (var person : List.of(cast.sari(), cast.ratna(), wulan)) {
            assertThat(all.body().toString()).doesNotContain(nip(person), person.name());
        }

        repair(run, differing);
        awaitStatus(annual(cast.sari()), "DELIVERED");
        assertThat(registry.savesOf(nip(cast.sari()))).hasSize(2);
        repair(run, findings(run, "MISSING_THERE").getFirst());
        awaitStatus(annual(cast.ratna()), "DELIVERED");
        assertThat(registry.savesOf(nip(cast.ratna()))).hasSize(2);

        var refused = asOperator()
                .header("If-Match", "*")
                .post(path(run, findings(run, "UNKNOWN_HERE").getFirst()) + "/repair");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("not-repairable");

        var after = awaitEnd(open(cast));
        assertThat(count(after, "EQUAL")).isEqualTo(2);
        assertThat(count(after, "UNKNOWN_HERE")).isEqualTo(1);
        assertThat(findings(run, "DIFFERS")
                        .getFirst()
                        .path("repairs")
                        .path(0)
                        .path("by")
                        .asString())
                .as("who had it repaired stays with what was found then")
                .isEqualTo("operator@dinas.belajar.id");
    }

    private void repair(Answer run, JsonNode finding) {
        var path = path(run, finding);
        var seen = asOperator().get(path);
        assertThat(asOperator().post(path + "/repair").status()).isEqualTo(428);
        assertThat(asOperator()
                        .header("If-Match", "\"99\"")
                        .post(path + "/repair")
                        .status())
                .isEqualTo(412);
        var once = asOperator().idempotencyKey(UUID.randomUUID().toString()).ifMatch(seen);
        var repaired = once.post(path + "/repair");
        assertThat(repaired.status()).as(repaired.body().toString()).isEqualTo(200);
        assertThat(repaired.body().path("status").asString()).isEqualTo("REPAIRED");
        assertThat(repaired.body().path("repairs").path(0).path("by").asString())
                .isEqualTo("operator@dinas.belajar.id");
        assertThat(repaired.etag()).isEqualTo(asOperator().get(path).etag());
        var again = once.post(path + "/repair");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.headers()).containsEntry("idempotency-replayed", "true");
        var another = asOperator().ifMatch(repaired).post(path + "/repair");
        assertThat(another.status()).isEqualTo(409);
        assertThat(another.body().path("currentState").asString()).isEqualTo("REPAIRED");
    }

    @Test
    void what_was_confirmed_anew_since_it_was_compared_is_not_sent_again() {
        var cast = deliveredSchool();
        registry.remove(nip(cast.sari()), 2026);
        var run = awaitEnd(open(cast));
        var finding = findings(run, "MISSING_THERE").getFirst();
        finalise(cast.sari(), 2, "VERY_GOOD");
        await().atMost(SOON)
                .until(() -> delivery(annual(cast.sari()))
                                .body()
                                .path("confirmedSequence")
                                .asLong()
                        == 2);
        var refused = asOperator().header("If-Match", "*").post(path(run, finding) + "/repair");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("confirmed-since");
    }

    @Test
    void who_cannot_be_matched_is_a_finding_that_says_who_must_act() {
        var cast = knownSchool();
        var wulan = another(cast);
        registry.know(nip(wulan), "Orang Lain");
        var run = awaitEnd(open(cast));
        assertThat(findings(run, "NOT_COMPARED")).singleElement().satisfies(finding -> {
            assertThat(finding.path("employeeId").asString()).isEqualTo(wulan.employeeId());
            assertThat(finding.path("cause").path("cause").asString()).isEqualTo("IDENTITY_MISMATCH");
            assertThat(finding.path("cause").path("actor").asString()).isEqualTo("SCHOOL_OPERATOR");
            assertThat(finding.path("details").path(0).asString()).isEqualTo("NAME");
        });
        assertThat(run.body().path("statusText").asString()).isEqualTo("Everybody has been looked at.");
    }

    @Test
    void one_run_of_a_year_is_open_at_a_time_and_can_be_cancelled() {
        var cast = deliveredSchool();
        registry.refusePassword();
        var request = Map.of("year", 2026, "npsn", cast.npsn());
        var once = asOperator().idempotencyKey(UUID.randomUUID().toString());
        var opened = once.post(RUNS, request);
        assertThat(opened.status()).isEqualTo(201);
        var path = RUNS + "/" + opened.body().path("runId").asString();
        assertThat(once.post(RUNS, request).headers()).containsEntry("idempotency-replayed", "true");
        var another = once.post(RUNS, Map.of("year", 2026));
        assertThat(another.status()).as("the same key for something else").isEqualTo(422);
        assertThat(another.code()).isEqualTo("idempotency-key-reused");
        await().atMost(SOON).until(() -> lane().body().path("status").asString().equals("BLOCKED"));

        var second = open(cast);
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.code()).isEqualTo("reconciliation-open");
        assertThat(second.body().path("runId").asString())
                .isEqualTo(opened.body().path("runId").asString());
        assertThat(asOperator().get(path).body().path("resultsCompared").asLong())
                .as("a blocked lane moves nothing on")
                .isZero();

        assertThat(asOperator().post(path + "/cancellation").status()).isEqualTo(428);
        var cancelled = asOperator().ifMatch(asOperator().get(path)).post(path + "/cancellation");
        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(cancelled.body().path("status").asString()).isEqualTo("CANCELLED");
        assertThat(asOperator().ifMatch(cancelled).post(path + "/cancellation").status())
                .isEqualTo(409);

        registry.repairPassword();
        await().atMost(SOON)
                .until(() -> asOperator()
                                .ifMatch(lane())
                                .post("/api/v1/lanes/siasn/release")
                                .status()
                        == 200);
        assertThat(count(awaitEnd(open(cast)), "EQUAL")).isEqualTo(2);
        assertThat(asOperator().get(RUNS + "?year=2026&limit=1").body().path("items"))
                .hasSize(1);
        assertThat(asOperator().get(RUNS + "?year=2025").body().path("items")).isEmpty();
    }

    private Answer lane() {
        return asOperator().get("/api/v1/lanes/siasn");
    }

    @Test
    void what_cannot_be_compared_is_refused_with_its_place() {
        assertThat(asOperator()
                        .post(RUNS, Map.of())
                        .body()
                        .path("errors")
                        .path(0)
                        .path("pointer")
                        .asString())
                .isEqualTo("/year");
        assertThat(asOperator().post(RUNS, Map.of("year", 1999)).status()).isEqualTo(400);
        var unknown = asOperator().post(RUNS, Map.of("year", 2026, "npsn", "00000000"));
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.body().path("errors").path(0).path("code").asString())
                .isEqualTo("unknown-school");
    }

    @Test
    void the_office_reads_and_only_an_operator_commands() {
        var cast = deliveredSchool();
        registry.remove(nip(cast.sari()), 2026);
        var run = awaitEnd(open(cast));
        var runPath = RUNS + "/" + run.body().path("runId").asString();
        var finding = path(run, findings(run, "MISSING_THERE").getFirst());
        var elsewhere = RUNS + "/2025-001";

        record Row(String who, Api api, int reads, int commands) {}
        var rows = List.of(
                new Row("nobody", withoutToken(), 401, 401),
                new Row("account outside the roster", as("somebody@guru.sd.belajar.id"), 403, 403),
                new Row("subscriber", as("reader@dinas.belajar.id", "subscriber"), 403, 403),
                new Row("the teacher", as(cast.sari().account()), 403, 403),
                new Row("the principal", as(cast.ratna().account()), 403, 403),
                new Row("office", as("office@dinas.belajar.id", "office"), 200, 403),
                new Row("operator", asOperator(), 200, 200));
        assertThat(rows).allSatisfy(row -> {
            for (var path : List.of(RUNS, runPath, runPath + "/findings", finding)) {
                assertThat(row.api().get(path).status())
                        .as(row.who() + " reads " + path)
                        .isEqualTo(row.reads());
            }
            var commander = row.api().header("If-Match", "*");
            boolean may = row.commands() == 200;
            assertThat(commander
                            .post(RUNS, Map.of("year", 2026, "npsn", "00000000"))
                            .status())
                    .as(row.who() + " opens")
                    .isEqualTo(may ? 422 : row.commands());
            assertThat(commander.post(runPath + "/cancellation").status())
                    .as(row.who() + " cancels")
                    .isEqualTo(may ? 409 : row.commands());
            assertThat(commander.post(finding + "/repair").status())
                    .as(row.who() + " repairs")
                    .isEqualTo(row.commands());
            assertThat(row.api().get(elsewhere).status())
                    .as(row.who() + " reads what is not there")
                    .isEqualTo(row.reads() == 200 ? 404 : row.reads());
        });
        assertThat(asOperator()
                        .get(elsewhere + "/findings/" + finding.substring(finding.lastIndexOf('/') + 1))
                        .status())
                .isEqualTo(404);
        assertThat(asOperator().get(elsewhere + "/findings").status()).isEqualTo(404);
    }
}
