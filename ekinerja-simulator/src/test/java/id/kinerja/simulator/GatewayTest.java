package id.kinerja.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.simulator.SimulatorClient.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@DisplayName("S7 throttling, S8 suspension, S13 access, S15 absent routes: what the gateway itself answers")
class GatewayTest extends SimulatorTest {

    private static final String SITI = DATA_UTAMA + Cast.SITI;

    @Test
    void callsBeyondTheWindowsQuotaAreThrottledUntilItEnds() {
        bkn.settings(Map.of("throttleCalls", 2, "throttleWindowSeconds", 60));
        bkn.get(SITI);
        bkn.get(SITI);

        Answer third = bkn.get(SITI);

        assertThat(third.status()).isEqualTo(429);
        JsonNode fault = third.json().path("fault");
        assertThat(fault.path("code").isIntegralNumber()).isTrue();
        assertThat(fault.path("code").asInt()).isEqualTo(900803);
        assertThat(fault.path("nextAccessTime").asString())
                .matches("[0-9]{4}-[A-Z][a-z]{2}-[0-9]{2} [0-9:]{8}\\+0000 UTC");
        assertThat(bkn.state().path("throttledCalls").asInt()).isEqualTo(1);
        bkn.advance(60);
        assertThat(bkn.get(SITI).status()).isEqualTo(200);
    }

    @Test
    void throttlingHasAFlatAMaskedAndAnXmlForm() {
        bkn.settings(Map.of("throttleCalls", 1, "throttleCode", "900802", "throttleEncoding", "FLAT"));
        bkn.get(SITI);

        assertThat(bkn.get(SITI).json().path("code").asString()).isEqualTo("900802");
        bkn.settings(Map.of("throttleEncoding", "MASKED"));
        assertThat(bkn.get(SITI).body())
                .isEqualTo("{\"code\":\"900802\",\"type\":\"Status report\",\"message\":\"Runtime Error\","
                        + "\"description\":\"Message throttled out\"}");
        bkn.settings(Map.of("throttleEncoding", "XML"));
        Answer xml = bkn.get(SITI);
        assertThat(xml.header("Content-Type")).startsWith("application/xml");
        assertThat(xml.body())
                .startsWith("<am:fault xmlns:am=\"http://wso2.org/apimanager\"><am:code>900802</am:code>");
    }

    @Test
    void aThrottlingFaultNamesTheNextAccess() {
        bkn.fault(Map.of(
                "kind", "GATEWAY", "code", "900804", "encoding", "WRAPPED", "nextAccessSeconds", 30, "times", 1));

        assertThat(bkn.get(SITI).json().path("fault").path("nextAccessTime").asString())
                .isNotEmpty();
        assertThat(bkn.get(SITI).status()).isEqualTo(200);
    }

    @Test
    void oneBackendFailureSuspendsTheEndpointForEveryoneFor30Seconds() {
        bkn.fault(Map.of("kind", "GATEWAY", "code", "101503", "times", 1));

        Answer failed = bkn.post(SAVE, Cast.annual(2026, 2, 2, 2));
        Answer suspended = bkn.get(DATA_UTAMA + Cast.BUDI);

        assertThat(failed.status()).isEqualTo(503);
        assertThat(failed.json().path("code").asString()).isEqualTo("101503");
        assertThat(bkn.ledger().path("annual").size()).isZero();
        assertThat(suspended.json().path("code").asString()).isEqualTo("303001");
        assertThat(suspended.json().path("message").asString()).isEqualTo("Runtime Error");
        assertThat(suspended.json().path("description").asString()).contains("SUSPENDED");
        bkn.advance(29);
        assertThat(bkn.get(SITI).body()).contains("303001");
        bkn.advance(1);
        assertThat(bkn.get(SITI).status()).isEqualTo(200);
    }

    @Test
    void aLostAnswerOfTheBackendComesAfterTheRowWasStored() {
        bkn.settings(Map.of("suspensionSeconds", 0));
        bkn.fault(Map.of("kind", "GATEWAY", "code", "101504", "times", 1));

        Answer reply = bkn.post(SAVE, Cast.annual(2026, 2, 2, 2));

        assertThat(reply.status()).isEqualTo(504);
        assertThat(bkn.ledger().path("annual").path(0).path("saves").asInt()).isEqualTo(1);
        assertThat(bkn.newestCall().path("stored").asBoolean()).isTrue();
        assertThat(bkn.newestCall().path("outcome").asString()).isEqualTo("GATEWAY 101504");
        assertThat(bkn.get(SITI).status()).isEqualTo(200);
    }

    @Test
    void aClosedBackendConnectionCanAlsoComeBeforeStoring() {
        bkn.fault(Map.of("kind", "GATEWAY", "code", "101505", "point", "BEFORE", "times", 1));

        bkn.post(SAVE, Cast.annual(2026, 2, 2, 2));

        assertThat(bkn.ledger().path("annual").size()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "700700,503",
        "900900,401",
        "900906,404",
        "900907,403",
        "900908,403",
        "900909,403",
        "900910,403",
        "900805,403",
        "900800,429",
        "900801,429",
        "900806,429",
        "900807,429",
        "101500,500",
        "101508,504",
        "303001,503"
    })
    void everyCodeCanBeOrdered(String code, int status) {
        bkn.fault(Map.of("kind", "GATEWAY", "code", code, "times", 1));

        Answer reply = bkn.get(SITI);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.json().path("code").asString()).isEqualTo(code);
    }

    @Test
    void anOlderGatewaySpeaksXmlAboutCredentials() {
        bkn.settings(Map.of("gatewayEncoding", "XML"));

        assertThat(anonymous().get(SITI).body())
                .startsWith("<ams:fault xmlns:ams=\"http://wso2.org/apimanager/security\"><ams:code>900902</ams:code>");
    }

    @Test
    void aCallerThatIsNotWhitelistedMeetsAPageOfTheLoadBalancer() {
        bkn.fault(Map.of("kind", "NOT_WHITELISTED", "operations", List.of("APIM_TOKEN", "DATA_UTAMA")));

        assertThat(bkn.get(SITI).status()).isEqualTo(403);
        assertThat(bkn.apimToken().header("Content-Type")).startsWith("text/html");
    }

    @ParameterizedTest
    @CsvSource({
        "POST,/rencanaskp/save",
        "GET,/pns/rencana-skp/199003142015042001",
        "POST,/skp22/delete",
        "GET,/skp22/save",
        "DELETE,/skp22/save"
    })
    void thereIsNoPlanEndpointNorAnythingElseUnknown(String method, String path) {
        Answer reply = bkn.send(bkn.api(SimulatorClient.API + path)
                .method(method, java.net.http.HttpRequest.BodyPublishers.noBody())
                .build());

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.body())
                .isEqualTo("{\"code\":\"404\",\"type\":\"Status report\",\"message\":\"Not Found\","
                        + "\"description\":\"The requested resource is not available.\"}");
        assertThat(bkn.newestCall().toString()).doesNotContain(Cast.SITI);
    }
}
