package id.kinerja.sync.siasn;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.sync.registry.Cause;
import id.kinerja.sync.registry.Delivery;
import id.kinerja.sync.siasn.BknProperties.RefusedConnection;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BknHttpTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(150);

    private final StubBkn bkn = new StubBkn();
    private final BknHttp http = new BknHttp(
            Duration.ofSeconds(5), 1000, null, null, RefusedConnection.UNAVAILABLE, ObservationRegistry.NOOP);

    @AfterEach
    void close() {
        http.close();
        bkn.close();
    }

    @Test
    void a_trickling_reply_ends_at_the_deadline() {
        bkn.on("/x", bkn.trickle());

        Instant start = Instant.now();
        assertThat(get(bkn.url("/x"), SHORT))
                .isEqualTo(new Exchange.Unanswered(Cause.TIMEOUT, Delivery.UNKNOWN, "deadline"));
        assertThat(Duration.between(start, Instant.now())).isBetween(SHORT, Duration.ofSeconds(5));
    }

    @Test
    void silence_ends_at_the_deadline() {
        bkn.on("/x", bkn.silence());

        assertThat(get(bkn.url("/x"), SHORT))
                .isEqualTo(new Exchange.Unanswered(Cause.TIMEOUT, Delivery.UNKNOWN, "deadline"));
    }

    @Test
    void a_reply_beyond_the_limit_is_not_read() {
        bkn.on("/x", StubBkn.json(200, "x".repeat(1000)), StubBkn.json(200, "x".repeat(1001)));

        assertThat(get(bkn.url("/x"), LONG)).isInstanceOf(Exchange.Answered.class);
        assertThat(get(bkn.url("/x"), LONG))
                .isEqualTo(new Exchange.Unanswered(Cause.BAD_BODY, Delivery.UNKNOWN, "reply-too-large"));
    }

    @Test
    void an_endless_reply_ends_at_the_limit() {
        bkn.on("/x", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] junk = new byte[4096];
            while (true) {
                exchange.getResponseBody().write(junk);
            }
        });

        assertThat(get(bkn.url("/x"), LONG))
                .isEqualTo(new Exchange.Unanswered(Cause.BAD_BODY, Delivery.UNKNOWN, "reply-too-large"));
    }

    @Test
    void nobody_listening_means_not_delivered() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        assertThat(get(URI.create("http://127.0.0.1:" + port + "/x"), LONG))
                .isEqualTo(new Exchange.Unanswered(Cause.UNAVAILABLE, Delivery.NOT_DELIVERED, "no-connection"));
    }

    @Test
    void what_a_refused_connection_means_is_a_setting() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (var other = with(null, RefusedConnection.ACCESS_REFUSED)) {
            assertThat(other.send(
                            BknHttp.Call.get(URI.create("http://127.0.0.1:" + port + "/x"), "/x", Map.of()),
                            Deadline.after(LONG)))
                    .isEqualTo(new Exchange.Unanswered(Cause.ACCESS_REFUSED, Delivery.NOT_DELIVERED, "no-connection"));
        }
    }

    @Test
    void with_a_proxy_everything_goes_through_it() {
        bkn.on("/apisiasn/1.0/x", StubBkn.json(200, "{}"));
        try (var proxied = with(bkn.url(""), RefusedConnection.UNAVAILABLE)) {
            var url = URI.create("http://apimws.bkn.invalid:8243/apisiasn/1.0/x");
            assertThat(proxied.send(BknHttp.Call.get(url, "/x", Map.of()), Deadline.after(LONG)))
                    .isInstanceOfSatisfying(
                            Exchange.Answered.class,
                            reply -> assertThat(reply.status()).isEqualTo(200));
        }
        assertThat(bkn.requests("/apisiasn/1.0/x"))
                .singleElement()
                .satisfies(request -> assertThat(request.headers()).containsEntry("Host", "apimws.bkn.invalid:8243"));
    }

    private static BknHttp with(@Nullable URI proxy, RefusedConnection refused) {
        return new BknHttp(Duration.ofSeconds(5), 1000, null, proxy, refused, ObservationRegistry.NOOP);
    }

    @Test
    void a_connection_lost_after_sending_leaves_the_outcome_open() throws Exception {
        bkn.on("/x", StubBkn.brokenOff());
        assertThat(get(bkn.url("/x"), LONG))
                .isEqualTo(new Exchange.Unanswered(Cause.UNAVAILABLE, Delivery.UNKNOWN, "connection-lost"));

        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Integer> reset = CompletableFuture.supplyAsync(() -> {
                try (Socket caller = server.accept()) {
                    caller.setSoLinger(true, 0);
                    return caller.getInputStream().read();
                } catch (IOException unexpected) {
                    throw new java.io.UncheckedIOException(unexpected);
                }
            });
            assertThat(post(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/x"), LONG))
                    .isEqualTo(new Exchange.Unanswered(Cause.UNAVAILABLE, Delivery.UNKNOWN, "connection-lost"));
            assertThat(reset).succeedsWithin(LONG);
        }
    }

    @Test
    void a_redirect_is_not_followed() {
        bkn.on("/x", exchange -> {
            exchange.getResponseHeaders().set("Location", bkn.url("/elsewhere").toString());
            exchange.sendResponseHeaders(302, -1);
        });

        assertThat(get(bkn.url("/x"), LONG))
                .isInstanceOfSatisfying(
                        Exchange.Answered.class,
                        reply -> assertThat(reply.status()).isEqualTo(302));
        assertThat(bkn.requests("/elsewhere")).isEmpty();
    }

    @Test
    void an_interrupted_caller_stops_waiting() throws Exception {
        bkn.on("/x", bkn.silence());
        CompletableFuture<Exchange> outcome = new CompletableFuture<>();
        Thread caller = Thread.ofVirtual().start(() -> outcome.complete(get(bkn.url("/x"), LONG)));

        caller.interrupt();

        assertThat(outcome)
                .succeedsWithin(Duration.ofSeconds(5))
                .isEqualTo(new Exchange.Unanswered(Cause.TIMEOUT, Delivery.UNKNOWN, "interrupted"));
    }

    private Exchange get(URI url, Duration deadline) {
        return http.send(BknHttp.Call.get(url, "/x", Map.of()), Deadline.after(deadline));
    }

    private Exchange post(URI url, Duration deadline) {
        return http.send(
                BknHttp.Call.post(
                        url, "/x", Map.of(), java.net.http.HttpRequest.BodyPublishers.ofString("{\"tahun\":2026}")),
                Deadline.after(deadline));
    }
}
