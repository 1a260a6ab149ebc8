package id.kinerja.sync.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.kinerja.kit.contracts.ContractFiles;
import id.kinerja.kit.testing.Api;
import id.kinerja.kit.testing.Api.Answer;
import id.kinerja.kit.testing.Cast;
import id.kinerja.kit.testing.Events;
import id.kinerja.sync.SyncSuite;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What operator and office can see and command, and who cannot. */
class OperatorApiTest extends SyncSuite {

    private static final String BULK = DELIVERIES + "/bulk";
    private static final String REASON = "{\"reason\":\"left the service\"}";

    /** Two teachers' results that stand still because BKN knows other names. */
    private Cast parkedSchool() {
        var cast = knownSchool();
        registry.know(nip(cast.sari()), "Orang Lain");
        registry.know(nip(cast.ratna()), "Orang Lain Lagi");
        close(cast, cast.sari(), cast.ratna());
        finalise(cast.sari(), 1, "GOOD");
        finalise(cast.ratna(), 1, "GOOD");
        awaitStatus(annual(cast.sari()), "PARKED");
        awaitStatus(annual(cast.ratna()), "PARKED");
        return cast;
    }

    @Test
    void what_is_cancelled_is_not_sent_is_told_and_can_be_asked_for_again() {
        var cast = knownSchool();
        finalise(cast.sari(), 1, "GOOD");
        var waiting = awaitStatus(annual(cast.sari()), "NOT_RELEASED");
        var path = DELIVERIES + "/" + annual(cast.sari());
        assertThat(asOperator()
                        .ifMatch(waiting)
                        .post(path + "/cancellation", "{}")
                        .status())
                .as("without a reason")
                .isEqualTo(400);
        var cancelled = asOperator().ifMatch(waiting).post(path + "/cancellation", REASON);
        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(cancelled.body().path("status").asString()).isEqualTo("CANCELLED");
        assertThat(cancelled.body().path("attempts").path(0).path("excerpt").asString())
                .isEqualTo("left the service");
        var teachers = as(cast.sari().account()).get(path).body();
        assertThat(teachers.path("remedy").path("cause").asString()).isEqualTo("CANCELLED");
        assertThat(teachers.toString()).doesNotContain("left the service");
        await().atMost(SOON)
                .until(() -> !Events.about("kinerja.sync.events", cast.sari().employeeId())
                        .isEmpty());
        assertThat(Events.about("kinerja.sync.events", cast.sari().employeeId()))
                .singleElement()
                .satisfies(event -> {
                    ContractFiles.assertValid(event.type(), event.value());
                    assertThat(event.data().path("cause").asString()).isEqualTo("CANCELLED");
                });
        assertThat(asOperator()
                        .ifMatch(cancelled)
                        .post(path + "/cancellation", REASON)
                        .code())
                .isEqualTo("wrong-state");

        close(cast, cast.sari());
        finalise(cast.ratna(), 1, "GOOD");
        awaitStatus(annual(cast.ratna()), "DELIVERED");
        assertThat(delivery(annual(cast.sari())).body().path("status").asString())
                .as("the closing does not bring it back")
                .isEqualTo("CANCELLED");
        assertThat(registry.savesOf(nip(cast.sari()))).isEmpty();
        assertThat(asOperator().header("If-Match", "*").post(path + "/retry").status())
                .isEqualTo(200);
        awaitStatus(annual(cast.sari()), "DELIVERED");
    }

    @Test
    void a_newer_decision_is_sent_although_the_one_before_was_cancelled() {
        var cast = knownSchool();
        finalise(cast.sari(), 1, "GOOD");
        var waiting = awaitStatus(annual(cast.sari()), "NOT_RELEASED");
        asOperator().ifMatch(waiting).post(DELIVERIES + "/" + annual(cast.sari()) + "/cancellation", REASON);
        close(cast, cast.sari());
        finalise(cast.sari(), 2, "VERY_GOOD");
        awaitStatus(annual(cast.sari()), "DELIVERED");
        assertThat(registry.savesOf(nip(cast.sari()))).hasSize(1);
    }

    @Test
    void what_waits_for_the_closing_can_be_released_by_hand_with_a_reason() {
        var cast = knownSchool();
        finalise(cast.sari(), 1, "GOOD");
        var waiting = awaitStatus(annual(cast.sari()), "NOT_RELEASED");
        var path = DELIVERIES + "/" + annual(cast.sari());
        assertThat(asOperator().post(path + "/release", REASON).status()).isEqualTo(428);
        assertThat(asOperator()
                        .ifMatch(waiting)
                        .post(path + "/release", "{\"reason\":\" \"}")
                        .status())
                .isEqualTo(400);
        var key = UUID.randomUUID().toString();
        var released = asOperator().ifMatch(waiting).idempotencyKey(key).post(path + "/release", REASON);
        assertThat(released.status()).isEqualTo(200);
        var attempt = released.body().path("attempts").path(0);
        assertThat(attempt.path("outcome").asString()).isEqualTo("RELEASED");
        assertThat(attempt.path("excerpt").asString()).isEqualTo("left the service");
        assertThat(asOperator()
                        .ifMatch(waiting)
                        .idempotencyKey(key)
                        .post(path + "/release", REASON)
                        .status())
                .as("done once")
                .isEqualTo(200);
        var delivered = awaitStatus(annual(cast.sari()), "DELIVERED");
        assertThat(registry.savesOf(nip(cast.sari()))).hasSize(1);
        var refused = asOperator().ifMatch(delivered).post(path + "/release", REASON);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("wrong-state");
        assertThat(refused.body().path("command").asString()).isEqualTo("release");
    }

    @Test
    void many_can_be_released_at_once_but_not_without_a_reason() {
        var cast = knownSchool();
        finalise(cast.sari(), 1, "GOOD");
        finalise(cast.ratna(), 1, "GOOD");
        awaitStatus(annual(cast.sari()), "NOT_RELEASED");
        awaitStatus(annual(cast.ratna()), "NOT_RELEASED");
        var filter = Map.of("npsn", cast.npsn(), "status", "NOT_RELEASED");
        assertThat(asOperator()
                        .post(BULK, Map.of("command", "RELEASE", "filter", filter))
                        .body()
                        .path("errors")
                        .path(0)
                        .path("pointer")
                        .asString())
                .isEqualTo("/reason");
        var released =
                asOperator().post(BULK, Map.of("command", "RELEASE", "filter", filter, "reason", "school is merged"));
        assertThat(awaitCompleted(released).path("changed").asInt()).isEqualTo(2);
        awaitStatus(annual(cast.sari()), "DELIVERED");
        awaitStatus(annual(cast.ratna()), "DELIVERED");
    }

    @Test
    void of_two_results_of_a_year_the_second_is_shown_to_everybody_and_replaces_the_first_on_command() {
        var cast = knownSchool();
        close(cast, cast.sari());
        finalise(cast.sari(), 1, "GOOD");
        var first = awaitStatus(annual(cast.sari()), "DELIVERED");
        finaliseSecond(cast.sari(), 1, "VERY_GOOD");
        var second = awaitStatus(besides(cast.sari()), "PARKED");
        finalise(cast.sari(), 1, "GOOD");
        finaliseSecond(cast.sari(), 1, "VERY_GOOD");
        var path = DELIVERIES + "/" + besides(cast.sari());
        var remedy = as(cast.sari().account()).get(path).body();
        assertThat(remedy.path("remedy").path("cause").asString()).isEqualTo("SECOND_RESULT_OF_YEAR");
        assertThat(remedy.path("remedy").path("actor").asString()).isEqualTo("OFFICE");
        assertThat(remedy.path("details").path(0).asString()).isEqualTo(annual(cast.sari()));
        await().atMost(SOON)
                .until(() -> Events.about("kinerja.sync.events", cast.sari().employeeId())
                                .size()
                        == 2);
        assertThat(Events.about("kinerja.sync.events", cast.sari().employeeId()).getLast())
                .satisfies(event -> {
                    ContractFiles.assertValid(event.type(), event.value());
                    assertThat(event.data().path("cause").asString()).isEqualTo("SECOND_RESULT_OF_YEAR");
                    assertThat(event.data().path("assessmentId").asString())
                            .isEqualTo(cast.sari().employeeId() + ":2026-2");
                });
        assertThat(asOperator().ifMatch(second).post(path + "/retry").code()).isEqualTo("second-result-of-year");
        assertThat(asOperator().ifMatch(second).post(path + "/release", REASON).code())
                .isEqualTo("second-result-of-year");
        assertThat(asOperator()
                        .ifMatch(first)
                        .post(DELIVERIES + "/" + annual(cast.sari()) + "/replacement", REASON)
                        .code())
                .isEqualTo("wrong-state");
        assertThat(asOperator()
                        .header("If-Match", "\"99\"")
                        .post(path + "/replacement", REASON)
                        .status())
                .as("stale, and so the first keeps its place")
                .isEqualTo(412);
        assertThat(delivery(annual(cast.sari())).body().path("status").asString())
                .isEqualTo("DELIVERED");

        var key = UUID.randomUUID().toString();
        var office = as("office@dinas.belajar.id", "office");
        assertThat(office.ifMatch(second)
                        .idempotencyKey(key)
                        .post(path + "/replacement", REASON)
                        .status())
                .isEqualTo(200);
        assertThat(office.ifMatch(second)
                        .idempotencyKey(key)
                        .post(path + "/replacement", REASON)
                        .status())
                .as("done once")
                .isEqualTo(200);
        awaitStatus(besides(cast.sari()), "DELIVERED");
        assertThat(registry.savesOf(nip(cast.sari())))
                .extracting(saved -> saved.predicate().name())
                .containsExactly("GOOD", "VERY_GOOD");
        var replaced = delivery(annual(cast.sari())).body();
        assertThat(replaced.path("remedy").path("cause").asString()).isEqualTo("SECOND_RESULT_OF_YEAR");
        assertThat(replaced.path("confirmedSequence").isNull()).isTrue();
        assertThat(replaced.path("attempts")
                        .valueStream()
                        .toList()
                        .getLast()
                        .path("excerpt")
                        .asString())
                .isEqualTo("left the service");
        assertThat(asOperator()
                        .get("/api/v1/audit?target=deliveries/" + besides(cast.sari()))
                        .body()
                        .path("items"))
                .as("who did it")
                .isNotEmpty();
    }

    @Test
    void one_command_reaches_all_that_are_meant() {
        var cast = parkedSchool();
        var elsewhere = parkedSchool();
        registry.know(nip(cast.sari()), cast.sari().name());
        registry.know(nip(cast.ratna()), cast.ratna().name());
        var key = UUID.randomUUID().toString();
        var body = Map.of("command", "RETRY", "filter", Map.of("npsn", cast.npsn(), "trouble", "IDENTITY_MISMATCH"));
        var accepted = asOperator().idempotencyKey(key).post(BULK, body);
        assertThat(accepted.status()).isEqualTo(202);
        var again = asOperator().idempotencyKey(key).post(BULK, body);
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.body().path("bulkId"))
                .as("done once")
                .isEqualTo(accepted.body().path("bulkId"));
        var another = asOperator()
                .idempotencyKey(key)
                .post(BULK, Map.of("command", "RETRY", "filter", Map.of("npsn", elsewhere.npsn())));
        assertThat(another.status()).as("the same key for something else").isEqualTo(422);
        assertThat(another.code()).isEqualTo("idempotency-key-reused");

        var done = awaitCompleted(accepted);
        assertThat(done.path("changed").asInt()).isGreaterThanOrEqualTo(1);
        awaitStatus(annual(cast.sari()), "DELIVERED");
        awaitStatus(annual(cast.ratna()), "DELIVERED");
        assertThat(delivery(annual(elsewhere.sari())).body().path("status").asString())
                .isEqualTo("PARKED");

        var cancelling = asOperator()
                .post(
                        BULK,
                        Map.of(
                                "command",
                                "CANCEL",
                                "filter",
                                Map.of("npsn", elsewhere.npsn(), "lane", "siasn"),
                                "reason",
                                "school is closed"));
        assertThat(awaitCompleted(cancelling).path("changed").asInt()).isEqualTo(2);
        awaitStatus(annual(elsewhere.ratna()), "CANCELLED");
    }

    private JsonNode awaitCompleted(Answer accepted) {
        var location = Objects.requireNonNull(accepted.headers().get("location"), "where the job is");
        await().atMost(SOON)
                .until(() -> asOperator()
                        .get(location)
                        .body()
                        .path("status")
                        .asString()
                        .equals("COMPLETED"));
        return asOperator().get(location).body();
    }

    @Test
    void a_command_for_everything_or_without_a_reason_is_refused() {
        var nothingSaid = asOperator().post(BULK, "{\"command\":\"CANCEL\",\"filter\":{\"lane\":null}}");
        assertThat(nothingSaid.status()).isEqualTo(422);
        assertThat(nothingSaid
                        .body()
                        .path("errors")
                        .valueStream()
                        .map(error -> error.path("pointer").asString()))
                .containsExactly("/filter", "/reason");
        assertThat(asOperator()
                        .post(BULK, "{\"command\":\"RETRY\",\"filter\":{\"lane\":\"nowhere\"}}")
                        .status())
                .isEqualTo(422);
        assertThat(asOperator()
                        .post(BULK, "{\"command\":\"RETRY\",\"filter\":{\"trouble\":\"NONSENSE\"}}")
                        .status())
                .isEqualTo(400);
        assertThat(asOperator().get(BULK + "/nothing").status()).isEqualTo(404);
    }

    @Test
    void what_stands_still_is_shown_by_what_stands_in_the_way() {
        var cast = parkedSchool();
        var office = as("office@dinas.belajar.id", "office");
        // What was counted is answered for a while.
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            var group = group(office, "IDENTITY_MISMATCH");
            assertThat(group.path("number").asInt()).isGreaterThanOrEqualTo(2);
            assertThat(group.path("schools").asInt()).isGreaterThanOrEqualTo(1);
            assertThat(group.path("remedy").path("actor").asString()).isEqualTo("SCHOOL_OPERATOR");
            assertThat(group.path("remedy").path("nextStep").asString()).contains("Verval PTK");
            assertThat(Instant.parse(group.path("oldestSince").asString())).isBefore(Instant.now());
            assertThat(group.path("sample").size()).isBetween(1, 5);
        });
        assertThat(delivery(annual(cast.sari())).body().path("status").asString())
                .isEqualTo("PARKED");
    }

    private static JsonNode group(Api api, String cause) {
        return api.get(DELIVERIES + "/groups")
                .body()
                .path("items")
                .valueStream()
                .filter(group -> group.path("remedy").path("cause").asString().equals(cause))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no group of " + cause));
    }

    @Test
    void the_backlog_says_how_much_waits_and_how_fast_it_goes() {
        var cast = parkedSchool();
        var elsewhere = knownSchool();
        close(elsewhere, elsewhere.sari(), elsewhere.ratna());
        finalise(elsewhere.sari(), 1, "GOOD");
        finalise(elsewhere.ratna(), 1, "GOOD");
        awaitStatus(annual(elsewhere.sari()), "DELIVERED");
        awaitStatus(annual(elsewhere.ratna()), "DELIVERED");
        var office = as("office@dinas.belajar.id", "office");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            var backlog = office.get("/api/v1/backlog").body();
            assertThat(Instant.parse(backlog.path("asOf").asString())).isBefore(Instant.now());
            var lane = backlog.path("lanes").path(0);
            assertThat(lane.path("laneId").asString()).isEqualTo("siasn");
            assertThat(lane.path("permittedCallsPerSecond").asDouble()).isEqualTo(0.5);
            assertThat(lane.path("rate").path("perSecond").asDouble()).isPositive();
            assertThat(lane.path("rate").path("settled").asInt()).isGreaterThanOrEqualTo(2);
            var parked = lane.path("statuses")
                    .valueStream()
                    .filter(status -> status.path("status").asString().equals("PARKED"))
                    .findFirst()
                    .orElseThrow();
            int ages = 0;
            for (var age : List.of("under1Hour", "under1Day", "under7Days", "over7Days")) {
                ages += parked.path(age).asInt();
            }
            assertThat(parked.path("number").asInt()).isGreaterThanOrEqualTo(2).isEqualTo(ages);
            assertThat(Instant.parse(parked.path("oldest").asString()))
                    .isBeforeOrEqualTo(Instant.parse("2026-12-10T03:00:00Z"));
        });
        assertThat(delivery(annual(cast.sari())).body().path("status").asString())
                .isEqualTo("PARKED");
    }

    @Test
    void only_operator_and_office_command_and_only_the_operator_the_lanes() {
        var cast = knownSchool();
        record Endpoint(String method, String path, String body, boolean office) {}
        var id = DELIVERIES + "/ANNUAL:nobody:2026";
        var lane = "/api/v1/lanes/nowhere";
        var endpoints = List.of(
                new Endpoint("GET", "/api/v1/backlog", "", true),
                new Endpoint("GET", DELIVERIES + "/groups", "", true),
                new Endpoint("GET", "/api/v1/audit", "", true),
                new Endpoint("GET", BULK + "/nothing", "", true),
                new Endpoint("POST", BULK, "{\"command\":\"RETRY\",\"filter\":{}}", true),
                new Endpoint("POST", id + "/retry", "", true),
                new Endpoint("POST", id + "/cancellation", REASON, true),
                new Endpoint("POST", id + "/release", REASON, true),
                new Endpoint("POST", id + "/replacement", REASON, true),
                new Endpoint("GET", "/api/v1/lanes", "", false),
                new Endpoint("GET", lane, "", false),
                new Endpoint("POST", lane + "/release", "", false),
                new Endpoint("POST", lane + "/pause", REASON, false),
                new Endpoint("POST", lane + "/resume", "", false),
                new Endpoint("PUT", lane + "/limits", "{}", false),
                new Endpoint("DELETE", lane + "/limits", "", false),
                new Endpoint("PUT", lane + "/sso-token", "{\"token\":\"x\"}", false),
                new Endpoint("GET", "/api/v1/operations/bkn-sync/dead-letters", "", false),
                new Endpoint("POST", "/api/v1/operations/bkn-sync/dead-letters/x/redrive", "", false));
        for (var endpoint : endpoints) {
            assertThat(status(withoutToken(), endpoint.method(), endpoint.path(), endpoint.body()))
                    .as("nobody: " + endpoint)
                    .isEqualTo(401);
            for (var who : List.of(
                    as("somebody@guru.sd.belajar.id"),
                    as("reader@dinas.belajar.id", "subscriber"),
                    as(cast.sari().account()),
                    as(cast.ratna().account()))) {
                assertThat(status(who, endpoint.method(), endpoint.path(), endpoint.body()))
                        .as("not allowed: " + endpoint)
                        .isEqualTo(403);
            }
            var office = as("office@dinas.belajar.id", "office");
            assertThat(status(office, endpoint.method(), endpoint.path(), endpoint.body()) == 403)
                    .as("office: " + endpoint)
                    .isEqualTo(!endpoint.office());
            assertThat(status(asOperator(), endpoint.method(), endpoint.path(), endpoint.body()))
                    .as("operator: " + endpoint)
                    .isIn(200, 404, 422);
        }
    }

    private static int status(Api api, String method, String path, String body) {
        return api.header("If-Match", "*")
                .send(method, path, body.isEmpty() ? null : body, "application/json")
                .status();
    }
}
