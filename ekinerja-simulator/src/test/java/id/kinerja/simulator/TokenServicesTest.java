package id.kinerja.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.simulator.SimulatorClient.Answer;
import id.kinerja.simulator.call.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DisplayName("S1: the two token endpoints")
class TokenServicesTest extends SimulatorTest {

    private static final String NIP = "198001012005011001";

    @Test
    void clientCredentialsWithBasicGiveASelfContainedApimToken() {
        JsonNode reply = bkn.apimToken().json();

        assertThat(reply.path("token_type").asString()).isEqualTo("Bearer");
        assertThat(reply.path("scope").asString()).isEqualTo("default");
        assertThat(reply.path("expires_in").asInt()).isEqualTo(3600);
        JsonNode claims = claims(reply.path("access_token").asString());
        assertThat(claims.path("aut").asString()).isEqualTo("APPLICATION");
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(3600);
    }

    @Test
    void aJsonBodyWorksToo() {
        Answer reply = bkn.send(bkn.request("/oauth2/token")
                .header("Authorization", SimulatorClient.BASIC)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"grant_type\":\"client_credentials\"}"))
                .build());

        assertThat(reply.status()).isEqualTo(200);
    }

    @Test
    void aWrongSecretIs401InvalidClient() {
        Answer reply = bkn.send(bkn.form("/oauth2/token", Map.of("grant_type", "client_credentials"))
                .header("Authorization", SimulatorClient.basic("sim-key", "guess"))
                .build());

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.json().path("error").asString()).isEqualTo("invalid_client");
    }

    @Test
    void anotherGrantIs400() {
        Answer reply = bkn.send(bkn.form("/oauth2/token", Map.of("grant_type", "password"))
                .header("Authorization", SimulatorClient.BASIC)
                .build());

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("error").asString()).isEqualTo("unsupported_grant_type");
    }

    @Test
    void thePasswordGrantGivesKeycloaksReply() {
        JsonNode reply = bkn.ssoToken("sim-client", NIP, "sim-password").json();

        assertThat(reply.propertyNames())
                .containsExactly(
                        "access_token",
                        "expires_in",
                        "refresh_expires_in",
                        "refresh_token",
                        "token_type",
                        "not-before-policy",
                        "session_state",
                        "scope");
        JsonNode claims = claims(reply.path("access_token").asString());
        assertThat(claims.path("azp").asString()).isEqualTo("sim-client");
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(43200);
    }

    @Test
    void aBadPasswordIsInvalidGrantAndIsCounted() {
        Answer reply = bkn.ssoToken("sim-client", NIP, "guess");

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.json().path("error").asString()).isEqualTo("invalid_grant");
        assertThat(reply.json().path("error_description").asString()).isEqualTo("Invalid user credentials");
        assertThat(bkn.state().path("tokensIssued").path("badPasswords").asInt())
                .isEqualTo(1);
    }

    @Test
    void aLockedAccountRefusesEvenTheRightPasswordUntilTheLockEnds() {
        bkn.settings(Map.of("lockAfterBadPasswords", 2, "lockSeconds", 60));
        bkn.ssoToken("sim-client", NIP, "guess");
        bkn.ssoToken("sim-client", NIP, "guess");

        assertThat(bkn.ssoToken("sim-client", NIP, "sim-password").body()).contains("Invalid user credentials");
        bkn.advance(61);
        assertThat(bkn.ssoToken("sim-client", NIP, "sim-password").status()).isEqualTo(200);
    }

    @Test
    void anUnknownClientIs401() {
        assertThat(bkn.ssoToken("nobody", NIP, "sim-password")
                        .json()
                        .path("error")
                        .asString())
                .isEqualTo("invalid_client");
    }

    @Test
    void thePasswordGrantCanBeSwitchedOff() {
        bkn.settings(Map.of("passwordGrant", false));

        Answer reply = bkn.ssoToken("sim-client", NIP, "sim-password");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("error").asString()).isEqualTo("unauthorized_client");
    }

    @Test
    void theRefreshGrantWorksUntilTheRefreshTokenExpires() {
        String refresh = bkn.ssoToken("sim-client", NIP, "sim-password")
                .json()
                .path("refresh_token")
                .asString();
        Map<String, String> form =
                Map.of("client_id", "sim-client", "grant_type", "refresh_token", "refresh_token", refresh);

        assertThat(bkn.send(bkn.form(SimulatorClient.SSO_PATH, form).build()).status())
                .isEqualTo(200);
        bkn.advance(86_401);
        assertThat(bkn.send(bkn.form(SimulatorClient.SSO_PATH, form).build()).body())
                .contains("Token is not active");
    }

    @Test
    void lifetimesAreConfigurable() {
        bkn.settings(Map.of("apimTokenSeconds", 5, "ssoTokenSeconds", 20));
        bkn.signedIn();

        assertThat(bkn.get(DATA_UTAMA + Cast.SITI).status()).isEqualTo(200);
        bkn.advance(6);
        assertThat(bkn.get(DATA_UTAMA + Cast.SITI).json().path("code").asString())
                .isEqualTo("900901");
    }

    @Test
    void aTokenEndpointCanFailByOrder() {
        bkn.fault(Map.of("kind", "TOKEN_ERROR", "operations", new String[] {"APIM_TOKEN"}, "code", "invalid_client"));

        assertThat(bkn.apimToken().status()).isEqualTo(401);
        assertThat(bkn.ssoToken("sim-client", NIP, "sim-password").status()).isEqualTo(200);
    }

    private static JsonNode claims(String token) {
        byte[] json = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
        return Json.MAPPER.readTree(new String(json, StandardCharsets.UTF_8));
    }
}
