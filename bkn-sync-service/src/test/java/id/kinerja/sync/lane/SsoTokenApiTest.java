package id.kinerja.sync.lane;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import id.kinerja.sync.SyncSuite;
import id.kinerja.sync.siasn.SsoTokenStore;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.test.context.TestPropertySource;

@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(
        properties = {
            "kinerja.bkn.sso-mode=manual",
            "kinerja.bkn.sso-token=the-configured-one",
            "kinerja.bkn.token-key=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
        })
class SsoTokenApiTest extends SyncSuite {

    private static final String LANE = "/api/v1/lanes/siasn";
    private static final String SSO_TOKEN = LANE + "/sso-token";

    @Autowired
    private SsoTokenStore store;

    @Autowired
    private MongoTemplate mongo;

    @Test
    void a_new_token_goes_in_is_used_from_then_on_and_is_never_shown(CapturedOutput output) {
        assertThat(store.current()).isEqualTo("the-configured-one");
        var token = "supplied-" + UUID.randomUUID();
        var lane = asOperator().get(LANE);
        var taken = asOperator().ifMatch(lane).put(SSO_TOKEN, "{\"token\":\"" + token + "\"}");
        assertThat(taken.status()).as(taken.body().toString()).isEqualTo(200);
        assertThat(store.current()).isEqualTo(token);

        var history = taken.body().path("history");
        var last = history.path(history.size() - 1);
        assertThat(last.path("command").asString()).isEqualTo("SUPPLY_TOKEN");
        assertThat(last.path("what").isNull()).isTrue();
        var audit = asOperator().get("/api/v1/audit?target=lanes/siasn&limit=1").body();
        assertThat(audit.path("items").path(0).path("action").asString()).isEqualTo("PUT /api/v1/lanes/{id}/sso-token");
        assertThat(audit.path("items").path(0).path("outcome").asString()).startsWith("200");
        assertThat(taken.body().toString() + asOperator().get(LANE).body() + audit)
                .doesNotContain(token);
        for (var kept : List.of("ssoTokens/sso-manual", "lanes/siasn")) {
            var place = kept.split("/");
            var document = mongo.getCollection(place[0])
                    .find(Filters.eq("_id", place[1]))
                    .first();
            assertThat(Objects.requireNonNull(document).toJson()).as(kept).doesNotContain(token);
        }
        assertThat(output.getAll()).doesNotContain(token);

        var stale = asOperator().ifMatch(lane).put(SSO_TOKEN, "{\"token\":\"another\"}");
        assertThat(stale.status()).isEqualTo(412);
        assertThat(store.current()).as("a refused command changes nothing").isEqualTo(token);
    }

    @Test
    void what_is_no_token_or_too_old_is_refused_without_being_repeated() {
        var operator = asOperator().header("If-Match", "*");
        for (var wrong :
                new String[] {"{}", "{\"token\":\"\"}", "{\"token\":\"two words\"}", "{\"token\":\"a\\nb\"}"}) {
            var answer = operator.put(SSO_TOKEN, wrong);
            assertThat(answer.status()).as(wrong).isEqualTo(422);
            assertThat(answer.body().path("errors").path(0).path("pointer").asString())
                    .isEqualTo("/token");
            assertThat(answer.body().toString()).doesNotContain("two words");
        }
        var expired = java.util.Base64.getUrlEncoder().withoutPadding().encodeToString("{\"exp\":1}".getBytes());
        assertThat(operator.put(SSO_TOKEN, "{\"token\":\"e30." + expired + ".c2ln\"}")
                        .code())
                .isEqualTo("sso-token-expired");
        assertThat(operator.put("/api/v1/lanes/plan-channel/sso-token", "{\"token\":\"x\"}")
                        .status())
                .isEqualTo(404);
        assertThat(asOperator().put(SSO_TOKEN, "{\"token\":\"x\"}").status()).isEqualTo(428);
    }
}
