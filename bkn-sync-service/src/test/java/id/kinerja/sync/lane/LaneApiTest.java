package id.kinerja.sync.lane;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.testing.Api.Answer;
import id.kinerja.sync.SyncSuite;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LaneApiTest extends SyncSuite {

    private static final String SIASN = "/api/v1/lanes/siasn";
    private static final String PAUSE = "{\"reason\":\"BKN asked by telephone\"}";

    private Answer lane() {
        return asOperator().get(SIASN);
    }

    @Test
    void a_pause_holds_everything_back_and_everybody_sees_why_until_it_is_resumed() {
        var paused = asOperator().header("If-Match", "*").post(SIASN + "/pause", PAUSE);
        assertThat(paused.status()).isEqualTo(200);
        assertThat(paused.body().path("status").asString()).isEqualTo("OPERATOR_PAUSED");
        assertThat(paused.body().path("operatorPause").path("reason").asString())
                .isEqualTo("BKN asked by telephone");
        assertThat(paused.body().path("opensAt").isNull()).isTrue();
        assertThat(paused.body().path("remedy").path("cause").asString()).isEqualTo("OPERATOR_PAUSE");

        var cast = knownSchool();
        close(cast, cast.sari());
        finalise(cast.sari(), 1, "GOOD");
        var waiting = awaitStatus(annual(cast.sari()), "PENDING").body();
        assertThat(waiting.path("remedy").path("cause").asString()).isEqualTo("OPERATOR_PAUSE");

        assertThat(asOperator().ifMatch(paused).post(SIASN + "/release").code())
                .as("BKN put nothing in the way")
                .isEqualTo("wrong-state");
        assertThat(asOperator().ifMatch(paused).post(SIASN + "/resume").status())
                .isEqualTo(200);
        awaitStatus(annual(cast.sari()), "DELIVERED");
        assertThat(asOperator().ifMatch(lane()).post(SIASN + "/resume").code()).isEqualTo("wrong-state");
        assertThat(lane().body().path("history").size()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void a_pause_has_a_reason_and_ends_in_the_future() {
        var operator = asOperator().header("If-Match", "*");
        assertThat(operator.post(SIASN + "/pause", "{}").status()).isEqualTo(400);
        var past = operator.post(SIASN + "/pause", "{\"reason\":\"x\",\"until\":\"2020-01-01T00:00:00Z\"}");
        assertThat(past.status()).isEqualTo(422);
        assertThat(past.body().path("errors").path(0).path("pointer").asString())
                .isEqualTo("/until");
        assertThat(asOperator().post(SIASN + "/pause", PAUSE).status()).isEqualTo(428);
        assertThat(operator.post("/api/v1/lanes/nowhere/pause", PAUSE).status()).isEqualTo(404);
    }

    @Test
    void limits_are_set_one_by_one_and_returned_to_the_configuration() {
        var configured = lane().body().path("limits");
        assertThat(configured.path("callsInFlight").asInt()).isEqualTo(2);
        assertThat(configured.path("callSpacing").asString()).isEqualTo("PT2S");

        var first = asOperator().ifMatch(lane()).put(SIASN + "/limits", "{\"callSpacing\":\"PT3S\"}");
        assertThat(first.status()).isEqualTo(200);
        var second = asOperator()
                .ifMatch(first)
                .put(SIASN + "/limits", "{\"callsInFlight\":4,\"failureRate\":80,\"openFor\":\"PT1M\"}");
        assertThat(second.status()).isEqualTo(200);
        var limits = second.body().path("limits");
        assertThat(limits.path("callSpacing").asString())
                .as("absent fields stay")
                .isEqualTo("PT3S");
        assertThat(limits.path("callsInFlight").asInt()).isEqualTo(4);
        assertThat(limits.path("openFor").asString()).isEqualTo("PT1M");
        assertThat(asOperator()
                        .get("/api/v1/lanes/plan-channel")
                        .body()
                        .path("limits")
                        .path("callsInFlight")
                        .asInt())
                .as("the lanes share them")
                .isEqualTo(4);
        var history = second.body().path("history");
        var last = history.path(history.size() - 1);
        assertThat(last.path("command").asString()).isEqualTo("SET_LIMITS");
        assertThat(last.path("what").asString()).isEqualTo("callsInFlight=4 failureRate=80 openFor=PT1M");
        assertThat(Instant.parse(last.path("at").asString())).isNotNull();

        var cleared = asOperator().ifMatch(second).send("DELETE", SIASN + "/limits", null, "application/json");
        assertThat(cleared.status()).isEqualTo(200);
        assertThat(cleared.body().path("limits")).isEqualTo(configured);
        assertThat(asOperator()
                        .ifMatch(first)
                        .put(SIASN + "/limits", "{\"callsInFlight\":1}")
                        .status())
                .isEqualTo(412);
    }

    @Test
    void deadlines_pauses_and_the_breakers_window_are_set_while_it_runs_as_well() {
        var set = asOperator().ifMatch(lane()).put(SIASN + "/limits", """
                {"breakerWindow": 20, "breakerMinimumCalls": 8, "callDeadline": "PT90S", "suspensionPause": "PT45S",
                 "pause": "PT1M", "longestPause": "PT30M"}""");
        assertThat(set.status()).as(set.body().toString()).isEqualTo(200);
        var limits = set.body().path("limits");
        assertThat(limits.path("breakerWindow").asInt()).isEqualTo(20);
        assertThat(limits.path("breakerMinimumCalls").asInt()).isEqualTo(8);
        assertThat(limits.path("callDeadline").asString()).isEqualTo("PT1M30S");
        assertThat(limits.path("suspensionPause").asString()).isEqualTo("PT45S");
        assertThat(set.body().path("pauses").path("first").asString()).isEqualTo("PT1M");
        assertThat(set.body().path("pauses").path("longest").asString()).isEqualTo("PT30M");
        assertThat(lane().body().path("limits")).as("kept").isEqualTo(limits);
        assertThat(asOperator()
                        .ifMatch(lane())
                        .send("DELETE", SIASN + "/limits", null, "application/json")
                        .body()
                        .path("pauses")
                        .path("first")
                        .asString())
                .isEqualTo("PT30S");
    }

    @Test
    void where_tokens_are_fetched_by_password_none_is_taken() {
        assertThat(asOperator()
                        .header("If-Match", "*")
                        .put(SIASN + "/sso-token", "{\"token\":\"x\"}")
                        .code())
                .isEqualTo("sso-token-not-asked-for");
    }

    @Test
    void limits_out_of_range_or_longer_than_the_lease_are_refused() {
        var operator = asOperator().header("If-Match", "*");
        var wrong = operator.put(
                SIASN + "/limits",
                "{\"callSpacing\":\"PT2H\",\"callsInFlight\":9,\"failureRate\":0,\"openFor\":\"PT0.5S\","
                        + "\"breakerWindow\":0,\"breakerMinimumCalls\":1001,\"callDeadline\":\"PT0S\",\"pause\":\"PT2H\"}");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body()
                        .path("errors")
                        .valueStream()
                        .map(error -> error.path("pointer").asString()))
                .containsExactly(
                        "/callSpacing",
                        "/callsInFlight",
                        "/failureRate",
                        "/breakerWindow",
                        "/breakerMinimumCalls",
                        "/openFor",
                        "/callDeadline",
                        "/pause");
        var tooLong = operator.put(SIASN + "/limits", "{\"callSpacing\":\"PT1M\"}");
        assertThat(tooLong.status()).isEqualTo(422);
        assertThat(tooLong.code()).isEqualTo("limits-exceed-lease");
        assertThat(tooLong.body().path("longestTurn").asString()).isEqualTo("PT2M5S");
        var shared = operator.put("/api/v1/lanes/plan-channel/limits", "{\"callsInFlight\":1}");
        assertThat(shared.status()).isEqualTo(409);
        assertThat(shared.body().path("lane").asString()).isEqualTo("siasn");
    }
}
