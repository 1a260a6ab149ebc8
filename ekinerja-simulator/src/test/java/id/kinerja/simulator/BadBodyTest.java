package id.kinerja.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kinerja.simulator.SimulatorClient.Answer;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

@DisplayName("S10: bodies that no client expects")
class BadBodyTest extends SimulatorTest {

    @ParameterizedTest
    @ValueSource(ints = {200, 503, 504})
    void anHtmlPageComesWithAnyStatus(int status) {
        Answer reply = faulty(Map.of("kind", "HTML", "status", status));

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).startsWith("text/html");
        assertThat(reply.body()).startsWith("<!DOCTYPE html>");
    }

    @Test
    void anEmptyAnswerIsA200() {
        Answer reply = faulty(Map.of("kind", "EMPTY"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEmpty();
    }

    @Test
    void aServiceThatIsDownAnswersZero() {
        assertThat(faulty(Map.of("kind", "ZERO")).body()).isEqualTo("0");
    }

    @Test
    void truncatedJsonComesAfterStoring() {
        Answer reply = faulty(Map.of("kind", "TRUNCATED"));

        assertThat(reply.status()).isEqualTo(200);
        assertThatThrownBy(reply::json).isInstanceOf(JacksonException.class);
        assertThat(bkn.ledger().path("annual").size()).isEqualTo(1);
    }

    @Test
    void theCapitalisedErrorForm() {
        assertThat(faulty(Map.of("kind", "CAPITAL_ERROR", "message", "Gagal")).body())
                .isEqualTo("{\"Error\":\"true\",\"Message\":\"Gagal\"}");
    }

    @Test
    void aBusinessRefusal() {
        assertThat(faulty(Map.of("kind", "REFUSAL", "message", "Periode tidak valid"))
                        .body())
                .isEqualTo("{\"success\":false,\"message\":\"Periode tidak valid\"}");
    }

    @Test
    void theServicesOwnNotFound() {
        Answer reply = faulty(Map.of("kind", "NOT_FOUND"));

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.body()).isEqualTo("{\"message\":\"Not Found\"}");
    }

    @Test
    void anSsoTokenCanExpireEarlyOrMismatchByOrder() {
        assertThat(faulty(Map.of("kind", "SSO_EXPIRED")).body()).isEqualTo("{\"message\":\"invalid or expired jwt\"}");
        assertThat(faulty(Map.of("kind", "SSO_MISMATCH")).body()).contains("Token SSO mismatch");
    }

    @Test
    void anXmlFault() {
        assertThat(faulty(Map.of("kind", "GATEWAY", "code", "303001", "encoding", "XML"))
                        .body())
                .contains("<am:code>303001</am:code>", "<am:type>Status report</am:type>");
    }

    @Test
    void aBodyOfManyMegabytes() {
        Answer reply = faulty(Map.of("kind", "OVERSIZED", "bytes", 3_000_000));

        assertThat(reply.body()).hasSizeGreaterThan(3_000_000);
        assertThat(reply.json().path("success").asBoolean()).isTrue();
    }

    @Test
    void anythingElseCanBeOrderedLiterally() {
        Answer reply = faulty(
                Map.of("kind", "CUSTOM", "status", 418, "contentType", "text/plain", "body", "teko", "times", 1));

        assertThat(reply.status()).isEqualTo(418);
        assertThat(reply.body()).isEqualTo("teko");
    }

    @Test
    void aBadBodyCanAlsoHideASaveThatWasStored() {
        faulty(Map.of("kind", "HTML", "point", "AFTER"));

        assertThat(bkn.ledger().path("annual").size()).isEqualTo(1);
    }

    private Answer faulty(Map<String, Object> fault) {
        bkn.control("DELETE", "/faults");
        bkn.fault(fault);
        return bkn.post(SAVE, Cast.annual(2026, 2, 2, 2));
    }
}
