package id.kinerja.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import id.kinerja.simulator.SimulatorClient.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("S9 transport faults and S11 latency")
class TransportFaultTest extends SimulatorTest {

    @ParameterizedTest
    @CsvSource({"BEFORE,0", "AFTER,1", "MIDWAY,1"})
    void aResetComesBeforeOrAfterStoring(String point, int stored) throws IOException {
        bkn.fault(Map.of("kind", "RESET", "point", point));

        try (Socket socket = bkn.raw("POST", SAVE, Cast.annual(2026, 2, 2, 2))) {
            assertThatThrownBy(() -> socket.getInputStream().readAllBytes())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }

        assertThat(bkn.ledger().path("annual").size()).isEqualTo(stored);
        assertThat(bkn.newestCall().path("status").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"BEFORE,0", "AFTER,1"})
    void aHangUpClosesWithoutAnAnswer(String point, int stored) throws IOException {
        bkn.fault(Map.of("kind", "HANG_UP", "point", point));

        try (Socket socket = bkn.raw("POST", SAVE, Cast.annual(2026, 2, 2, 2))) {
            assertThat(socket.getInputStream().readAllBytes()).isEmpty();
        }

        assertThat(bkn.ledger().path("annual").size()).isEqualTo(stored);
    }

    @Test
    void aHangUpMidwayLeavesHalfAMessage() throws IOException {
        bkn.fault(Map.of("kind", "HANG_UP", "point", "MIDWAY"));

        try (Socket socket = bkn.raw("GET", DATA_UTAMA + Cast.SITI, "")) {
            String half = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(half)
                    .startsWith("HTTP/1.1 200")
                    .contains("Content-Length")
                    .doesNotEndWith("}");
        }
    }

    @Test
    void aHeldReplyOutlastsTheClientWhileTheRecordIsKept() {
        bkn.fault(Map.of("kind", "HANG", "operations", List.of("ANNUAL_SAVE")));

        CompletableFuture<Answer> call = bkn.sendAsync(bkn.api(SAVE)
                .timeout(Duration.ofMillis(400))
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(
                        Cast.annual(2026, 2, 2, 2).toString()))
                .build());

        assertThatThrownBy(call::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(HttpTimeoutException.class);
        assertThat(bkn.ledger().path("annual").path(0).path("saves").asInt()).isEqualTo(1);
    }

    @Test
    void aHeldReplyIsDeliveredWhenReleased() {
        bkn.fault(Map.of("kind", "HANG", "operations", List.of("ANNUAL_SAVE")));
        CompletableFuture<Answer> call = bkn.sendAsync(bkn.postRequest(SAVE, Cast.annual(2026, 2, 2, 2)));
        await().until(() -> bkn.newestCall().path("outcome").asString("").equals("HANG"));

        assertThat(call).isNotDone();
        assertThat(bkn.state().path("calls").path("inFlight").asInt()).isEqualTo(1);
        bkn.control("POST", "/release");

        assertThat(call.join().json().path("success").asBoolean()).isTrue();
    }

    @Test
    void aHangBeforeProcessingStoresNothing() {
        bkn.fault(Map.of("kind", "HANG", "point", "BEFORE", "operations", List.of("ANNUAL_SAVE")));
        CompletableFuture<Answer> call = bkn.sendAsync(bkn.postRequest(SAVE, Cast.annual(2026, 2, 2, 2)));
        await().until(() -> bkn.newestCall().path("outcome").asString("").equals("HANG"));

        bkn.control("DELETE", "/faults");

        assertThatThrownBy(call::join).hasCauseInstanceOf(IOException.class);
        assertThat(bkn.ledger().path("annual").size()).isZero();
    }

    @Test
    void latencyDelaysACallThatIsThenProcessedLate() {
        bkn.fault(Map.of("kind", "LATENCY", "delayMillis", 60_000, "operations", List.of("ANNUAL_SAVE")));
        CompletableFuture<Answer> call = bkn.sendAsync(bkn.postRequest(SAVE, Cast.annual(2026, 2, 2, 2)));
        await().until(() -> bkn.newestCall().path("outcome").asString("").equals("IN_PROGRESS"));

        assertThat(bkn.ledger().path("annual").size()).isZero();
        bkn.control("POST", "/release");

        assertThat(call.join().status()).isEqualTo(200);
        assertThat(bkn.ledger().path("annual").size()).isEqualTo(1);
    }

    @Test
    void latencySpreadsBetweenItsBoundsAndAddsToOtherFaults() {
        bkn.fault(List.of(
                Map.of("kind", "LATENCY", "delayMillis", 20, "maxDelayMillis", 60, "seed", 5),
                Map.of("kind", "ZERO", "times", 1)));

        assertThat(bkn.get(DATA_UTAMA + Cast.SITI).body()).isEqualTo("0");
        assertThat(bkn.newestCall().path("millis").asLong()).isGreaterThanOrEqualTo(20);
        assertThat(bkn.get(DATA_UTAMA + Cast.SITI).status()).isEqualTo(200);
    }

    @Test
    void aTrickleGoesOnUntilItIsReleased() throws IOException {
        bkn.fault(Map.of("kind", "TRICKLE", "delayMillis", 5));
        HttpResponse<InputStream> reply = bkn.http()
                .sendAsync(bkn.api(DATA_UTAMA + Cast.SITI).build(), BodyHandlers.ofInputStream())
                .join();

        try (InputStream body = reply.body()) {
            assertThat(body.readNBytes(5)).containsOnly(' ');
            bkn.control("DELETE", "/faults");
            assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).contains(Cast.SITI_BKN);
        }
    }
}
