package id.kinerja.sync.siasn;

import static id.kinerja.sync.siasn.StubBkn.SSO;
import static id.kinerja.sync.siasn.StubBkn.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import id.kinerja.kit.testing.Infrastructure;
import id.kinerja.sync.registry.OperatorToken.Objection;
import id.kinerja.sync.siasn.BknProperties.RefusedConnection;
import id.kinerja.sync.siasn.BknProperties.SsoMode;
import id.kinerja.sync.siasn.StubBkn.Request;
import id.kinerja.sync.siasn.TokenSource.Grant;
import io.micrometer.observation.ObservationRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Over the real driver. */
class StoredSsoTokenTest {

    private static final Secret KEY = new Secret(Base64.getEncoder().encodeToString(new byte[32]));
    private static final Secret OTHER_KEY =
            new Secret(Base64.getEncoder().encodeToString("another key of thirty-two bytes!".getBytes()));

    private final MongoClient client;
    private final MongoTemplate mongo;

    StoredSsoTokenTest() {
        var uri = Infrastructure.newDatabase();
        client = MongoClients.create(uri);
        mongo = new MongoTemplate(client, uri.replaceAll("^.*/([^?]*).*$", "$1"));
    }

    @AfterEach
    void close() {
        client.close();
    }

    private StoredSsoToken store(Secret key, @Nullable String configured) {
        return new StoredSsoToken(
                mongo, new TokenCipher(key), "sso-refresh", configured == null ? null : new Secret(configured));
    }

    @Test
    void what_one_instance_was_given_all_others_use_and_a_restart_as_well() {
        assertThat(store(KEY, "first").current()).as("as configured").isEqualTo("first");
        store(KEY, "first").replace("second");
        assertThat(store(KEY, "first").current()).isEqualTo("second");
        store(KEY, "first").replace("third");
        assertThat(store(KEY, "first").current()).isEqualTo("third");
        assertThat(store(KEY, null).current()).as("another beginning").isNull();
    }

    @Test
    void another_configured_token_begins_anew() {
        store(KEY, "first").replace("second");
        assertThat(store(KEY, "configured anew").current()).isEqualTo("configured anew");
        store(KEY, "configured anew").replace("its successor");
        assertThat(store(KEY, "configured anew").current()).isEqualTo("its successor");
    }

    @Test
    void nothing_of_it_can_be_read_in_the_database() {
        store(KEY, "the-configured-token").replace("the-secret-token");
        var kept = mongo.getCollection("ssoTokens").find().first();
        assertThat(kept).isNotNull();
        assertThat(new String(kept.get("token", Binary.class).getData(), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("secret");
        assertThat(kept.toJson()).doesNotContain("the-secret-token", "the-configured-token");
        store(KEY, "the-configured-token").replace("the-secret-token");
        assertThat(mongo.getCollection("ssoTokens").find().first())
                .as("not even that it is the same")
                .isNotEqualTo(kept);
    }

    @Test
    void what_was_encrypted_with_another_key_or_changed_since_is_not_used() {
        store(KEY, null).replace("second");
        assertThat(store(OTHER_KEY, null).current()).isNull();
        var cipher = new TokenCipher(KEY);
        byte[] kept = cipher.encrypt("token", "here");
        assertThat(cipher.decrypt(kept, "here")).isEqualTo("token");
        assertThat(cipher.decrypt(kept, "there")).isNull();
        kept[kept.length - 1] ^= 1;
        assertThat(cipher.decrypt(kept, "here")).isNull();
        assertThat(cipher.decrypt(new byte[3], "here")).isNull();
    }

    @Test
    void a_key_that_is_none_is_named_at_start_and_not_shown() {
        for (var wrong : new String[] {"", "short", "c2hvcnQ=", "not base64 at all!"}) {
            assertThatThrownBy(() -> new TokenCipher(new Secret(wrong)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("kinerja.bkn.token-key must be 32 bytes in Base64")
                    .hasNoCause();
        }
    }

    @Test
    void a_rotated_refresh_token_is_used_after_a_restart() {
        try (var bkn = new StubBkn();
                var http = new BknHttp(
                        Duration.ofSeconds(5),
                        1 << 20,
                        null,
                        null,
                        RefusedConnection.UNAVAILABLE,
                        ObservationRegistry.NOOP)) {
            bkn.on(
                    SSO,
                    json(200, "{\"access_token\":\"sso-1\",\"expires_in\":600,\"refresh_token\":\"refresh-2\"}"),
                    json(200, "{\"access_token\":\"sso-2\",\"expires_in\":600,\"refresh_token\":\"refresh-3\"}"));
            for (int start = 0; start < 2; start++) {
                var source = new OAuthTokenSource(
                        new OAuthGrant.Refresh(bkn.url(SSO), "a-client", store(KEY, "refresh-1")),
                        http,
                        new ReplyClassifier(Duration.ofSeconds(30)),
                        Duration.ofSeconds(5),
                        Clock.systemUTC());
                assertThat(source.token(Deadline.after(Duration.ofSeconds(10)))).isInstanceOf(Grant.Granted.class);
            }
            assertThat(bkn.requests(SSO))
                    .extracting(Request::body)
                    .satisfiesExactly(
                            first -> assertThat(first).contains("refresh_token=refresh-1"),
                            second -> assertThat(second).contains("refresh_token=refresh-2"));
            assertThat(store(KEY, "refresh-1").current()).isEqualTo("refresh-3");
        }
    }

    @Test
    void a_token_is_taken_only_where_it_is_asked_for_kept_and_alive() {
        var clock = Clock.systemUTC();
        var kept = store(KEY, null);
        assertThat(new SuppliedToken(SsoMode.PASSWORD, kept, clock).objection("t"))
                .isEqualTo(Objection.NOT_ASKED_FOR);
        assertThat(new SuppliedToken(SsoMode.MANUAL, new InMemorySsoTokenStore(null), clock).objection("t"))
                .isEqualTo(Objection.NOT_KEPT);
        var manual = new SuppliedToken(SsoMode.MANUAL, kept, clock);
        long now = clock.instant().getEpochSecond();
        assertThat(manual.objection(TokenTest.jwt("{\"exp\":" + (now - 1) + "}")))
                .isEqualTo(Objection.EXPIRED);
        assertThat(manual.objection(TokenTest.jwt("{\"exp\":" + (now + 100) + "}")))
                .isNull();
        assertThat(manual.objection("opaque")).isNull();
        manual.take("opaque");
        assertThat(store(KEY, null).current()).isEqualTo("opaque");
    }
}
