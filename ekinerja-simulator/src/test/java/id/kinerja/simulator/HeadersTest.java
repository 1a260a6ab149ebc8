package id.kinerja.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.simulator.SimulatorClient.Answer;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("S2: both headers are checked, each by its own layer")
class HeadersTest extends SimulatorTest {

    @Test
    void withoutAnApimTokenTheGatewayAnswers900902() {
        Answer reply = bkn.withTokens("", bkn.sso()).get(DATA_UTAMA + Cast.SITI);

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.json().path("code").asString()).isEqualTo("900902");
    }

    @Test
    void anExpiredApimTokenIs900901WithTheCodeAsText() {
        bkn.advance(3601);

        Answer reply = bkn.get(DATA_UTAMA + Cast.SITI);

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.json().path("code").isString()).isTrue();
        assertThat(reply.json().path("code").asString()).isEqualTo("900901");
        assertThat(reply.json().path("message").asString()).isEqualTo("Invalid Credentials");
    }

    @Test
    void anSsoTokenIsNoApimToken() {
        assertThat(bkn.withTokens(bkn.sso(), bkn.sso())
                        .get(DATA_UTAMA + Cast.SITI)
                        .body())
                .contains("900901");
    }

    @Test
    void withoutAnSsoTokenTheServiceAnswersMalformed() {
        Answer reply = bkn.withTokens(bkn.apim(), "").get(DATA_UTAMA + Cast.SITI);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).isEqualTo("{\"message\":\"missing or malformed jwt\"}");
    }

    @Test
    void anExpiredSsoTokenIsInvalidOrExpired() {
        bkn.advance(43_201);
        bkn.withTokens(bkn.apimToken().json().path("access_token").asString(), bkn.sso());

        Answer reply = bkn.get(DATA_UTAMA + Cast.SITI);

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.body()).isEqualTo("{\"message\":\"invalid or expired jwt\"}");
    }

    @Test
    void aTokenOfAnotherInstitutionIsAMismatch() {
        String foreign = bkn.ssoToken("sim-client-other", "198001012005011001", "sim-password")
                .json()
                .path("access_token")
                .asString();

        Answer reply = bkn.withTokens(bkn.apim(), foreign).get(DATA_UTAMA + Cast.SITI);

        assertThat(reply.json().path("data").asString()).isEqualTo("Token SSO mismatch");
    }

    @Test
    void aManualTokenFromTheControlPlaneIsAccepted() {
        String manual = bkn.control("POST", "/tokens", Map.of("kind", "SSO", "seconds", 60))
                .json()
                .path("token")
                .asString();

        assertThat(bkn.withTokens(bkn.apim(), manual)
                        .get(DATA_UTAMA + Cast.SITI)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void revokedTokensAreInvalid() {
        bkn.control("DELETE", "/tokens");

        assertThat(bkn.get(DATA_UTAMA + Cast.SITI).body()).contains("900901");
        assertThat(bkn.signedIn().get(DATA_UTAMA + Cast.SITI).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"bearer,Bearer", "BEARER,bearer", "Bearer,BEARER"})
    void theSchemeWordsCaseIsNotSignificant(String apimScheme, String ssoScheme) {
        Answer reply = bkn.send(bkn.request(DATA_UTAMA + Cast.SITI)
                .header("Authorization", apimScheme + " " + bkn.apim())
                .header("Auth", ssoScheme + " " + bkn.sso())
                .build());

        assertThat(reply.status()).isEqualTo(200);
    }
}
