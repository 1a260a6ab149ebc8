package id.kinerja.sync.siasn;

import static id.kinerja.sync.siasn.StubBkn.APIM;
import static id.kinerja.sync.siasn.StubBkn.SSO;
import static id.kinerja.sync.siasn.StubBkn.json;
import static id.kinerja.sync.siasn.StubBkn.token;
import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.testing.MovableClock;
import id.kinerja.sync.registry.Cause;
import id.kinerja.sync.registry.Delivery;
import id.kinerja.sync.registry.Obstacle;
import id.kinerja.sync.registry.Obstacle.Blocked;
import id.kinerja.sync.registry.Obstacle.Deferred;
import id.kinerja.sync.siasn.BknProperties.RefusedConnection;
import id.kinerja.sync.siasn.StubBkn.Request;
import id.kinerja.sync.siasn.TokenSource.Grant;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenSourceTest {

    private final StubBkn bkn = new StubBkn();
    private final MovableClock clock = new MovableClock("2026-11-23T10:00:00Z");
    private final BknHttp http = new BknHttp(
            Duration.ofSeconds(5), 1 << 20, null, null, RefusedConnection.UNAVAILABLE, ObservationRegistry.NOOP);
    private final OAuthTokenSource apim =
            source(new OAuthGrant.ClientCredentials(bkn.url(APIM), "a-key", new Secret("a-secret")));
    private final OAuthTokenSource password = source(
            new OAuthGrant.Password(bkn.url(SSO), "a-client", "198001012005011001", new Secret("a password & more")));

    @AfterEach
    void close() {
        http.close();
        bkn.close();
    }

    @Test
    void the_application_asks_with_its_key_and_a_form() {
        assertThat(value(apim)).isEqualTo("apim-1");

        Request request = bkn.requests(APIM).getFirst();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.headers())
                .containsEntry("Authorization", "Basic YS1rZXk6YS1zZWNyZXQ=")
                .containsEntry("Content-Type", "application/x-www-form-urlencoded");
        assertThat(request.body()).isEqualTo("grant_type=client_credentials");
    }

    @Test
    void the_operator_asks_with_a_password_and_the_institutions_client() {
        assertThat(value(password)).isEqualTo("sso-1");

        Request request = bkn.requests(SSO).getFirst();
        assertThat(request.headers()).doesNotContainKey("Authorization");
        assertThat(request.body().split("&"))
                .containsExactlyInAnyOrder(
                        "grant_type=password",
                        "client_id=a-client",
                        "username=198001012005011001",
                        "password=a+password+%26+more");
    }

    @Test
    void a_token_is_kept_until_shortly_before_its_end() {
        bkn.on(APIM, token("short", 5), token("next", 5));

        assertThat(value(apim)).isEqualTo("short");
        clock.advance(Duration.ofMillis(3999));
        assertThat(value(apim)).isEqualTo("short");
        clock.advance(Duration.ofMillis(1));
        assertThat(value(apim)).isEqualTo("next");
    }

    @Test
    void however_many_wait_one_asks() throws Exception {
        int callers = 8;
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        bkn.on(APIM, exchange -> {
            asked.countDown();
            try {
                answer.await();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
            token("shared", 3600).to(exchange);
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> tokens = new ArrayList<>();
            Callable<String> ask = () -> value(apim);
            tokens.add(threads.submit(ask));
            asked.await();
            for (int i = 1; i < callers; i++) {
                tokens.add(threads.submit(ask));
            }
            answer.countDown();
            for (Future<String> token : tokens) {
                assertThat(token.get()).isEqualTo("shared");
            }
        }
        assertThat(bkn.requests(APIM)).hasSize(1);
    }

    @Test
    void who_waits_for_anothers_request_waits_no_longer_than_its_own_deadline() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        Answering silence = new Answering(bkn.silence(), asked);
        bkn.on(APIM, silence);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Grant> first = threads.submit(() -> apim.token(Deadline.after(Duration.ofSeconds(30))));
            asked.await();

            assertThat(obstacle(apim.token(Deadline.after(Duration.ofMillis(20)))))
                    .isInstanceOfSatisfying(Deferred.class, late -> {
                        assertThat(late.cause()).isEqualTo(Cause.TIMEOUT);
                        assertThat(late.delivery()).isEqualTo(Delivery.NOT_DELIVERED);
                    });
            first.cancel(true);
        }
    }

    private record Answering(StubBkn.Answer answer, CountDownLatch asked) implements StubBkn.Answer {

        @Override
        public void to(com.sun.net.httpserver.HttpExchange exchange) throws java.io.IOException {
            asked.countDown();
            answer.to(exchange);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "401, invalid_grant, Invalid user credentials",
        "400, invalid_grant, Account disabled",
        "400, unauthorized_client, Client not allowed for direct access grants",
        "401, invalid_client, Invalid client credentials"
    })
    void a_refused_password_is_never_tried_twice(int status, String error, String description) {
        bkn.on(
                SSO,
                json(status, "{\"error\":\"%s\",\"error_description\":\"%s\"}".formatted(error, description)),
                token("sso-ok", 3600));

        for (int i = 0; i < 3; i++) {
            assertThat(obstacle(ask(password))).isInstanceOfSatisfying(Blocked.class, blocked -> {
                assertThat(blocked.cause()).isEqualTo(Cause.SSO_AUTH);
                assertThat(blocked.diagnosis().code()).isEqualTo(error);
            });
        }
        assertThat(bkn.requests(SSO)).hasSize(1);

        password.credentialsRepaired();
        assertThat(value(password)).isEqualTo("sso-ok");
    }

    @Test
    void a_wrong_secret_blocks_the_application() {
        bkn.on(APIM, json(401, "{\"error\":\"invalid_client\"}"));

        assertThat(obstacle(ask(apim)))
                .isInstanceOfSatisfying(
                        Blocked.class, blocked -> assertThat(blocked.cause()).isEqualTo(Cause.GATEWAY_AUTH));
    }

    @Test
    void a_token_endpoint_in_trouble_is_asked_again_by_the_next_caller() {
        bkn.on(
                SSO,
                json(503, "<html><title>Pemeliharaan</title></html>"),
                json(500, "{\"error\":\"unknown_error\"}"),
                json(200, "{\"token_type\":\"Bearer\"}"),
                json(429, "{\"fault\":{\"code\":900802,\"message\":\"m\",\"description\":\"d\"}}"),
                token("sso-ok", 3600));

        assertThat(cause(ask(password))).isEqualTo(Cause.UNAVAILABLE);
        assertThat(cause(ask(password))).isEqualTo(Cause.UNAVAILABLE);
        assertThat(cause(ask(password))).isEqualTo(Cause.BAD_BODY);
        assertThat(cause(ask(password))).isEqualTo(Cause.THROTTLED);
        assertThat(value(password)).isEqualTo("sso-ok");
    }

    @Test
    void only_the_token_that_was_refused_is_dropped() {
        Token old = Token.of("older", Duration.ofHours(1), clock.instant());
        assertThat(value(apim)).isEqualTo("apim-1");

        apim.refused(old);
        assertThat(value(apim)).isEqualTo("apim-1");

        apim.refused(Token.of("apim-1", Duration.ofHours(1), clock.instant()));
        assertThat(value(apim)).isEqualTo("apim-2");
    }

    @Test
    void a_refresh_token_is_replaced_by_the_one_that_comes_back() {
        SsoTokenStore store = new InMemorySsoTokenStore(new Secret("refresh-1"));
        OAuthTokenSource refresh = source(new OAuthGrant.Refresh(bkn.url(SSO), "a-client", store));
        bkn.on(
                SSO,
                json(200, "{\"access_token\":\"sso-1\",\"expires_in\":10,\"refresh_token\":\"refresh-2\"}"),
                json(200, "{\"access_token\":\"sso-2\",\"expires_in\":10}"));

        assertThat(value(refresh)).isEqualTo("sso-1");
        assertThat(store.current()).isEqualTo("refresh-2");
        clock.advance(Duration.ofSeconds(8));
        assertThat(value(refresh)).isEqualTo("sso-2");

        assertThat(bkn.requests(SSO))
                .extracting(Request::body)
                .satisfiesExactly(
                        first -> assertThat(first).contains("grant_type=refresh_token", "refresh_token=refresh-1"),
                        second -> assertThat(second).contains("refresh_token=refresh-2"));
    }

    @Test
    void without_a_refresh_token_nothing_is_asked() {
        SsoTokenStore store = new InMemorySsoTokenStore(null);
        OAuthTokenSource refresh = source(new OAuthGrant.Refresh(bkn.url(SSO), "a-client", store));

        assertThat(cause(ask(refresh))).isEqualTo(Cause.SSO_AUTH);
        assertThat(bkn.requests(SSO)).isEmpty();
    }

    @Test
    void a_supplied_token_is_used_until_it_expires_or_is_refused() {
        SsoTokenStore store = new InMemorySsoTokenStore(null);
        ManualSsoTokenSource manual = new ManualSsoTokenSource(store, clock);
        assertThat(code(ask(manual))).isEqualTo("no-token");

        String supplied =
                TokenTest.jwt("{\"exp\":" + clock.instant().plusSeconds(100).getEpochSecond() + "}");
        store.replace(supplied);
        assertThat(value(manual)).isEqualTo(supplied);
        assertThat(manual.expiresAt()).isEqualTo(clock.instant().plusSeconds(100));

        clock.advance(Duration.ofSeconds(100));
        assertThat(code(ask(manual))).isEqualTo("token-expired");

        store.replace("opaque");
        assertThat(value(manual)).isEqualTo("opaque");
        manual.refused(Token.of("opaque", null, clock.instant()));
        assertThat(code(ask(manual))).isEqualTo("token-refused");

        store.replace("newer");
        assertThat(value(manual)).isEqualTo("newer");
    }

    private OAuthTokenSource source(OAuthGrant grant) {
        return new OAuthTokenSource(
                grant, http, new ReplyClassifier(Duration.ofSeconds(30)), Duration.ofSeconds(5), clock);
    }

    private static Grant ask(TokenSource source) {
        return source.token(Deadline.after(Duration.ofSeconds(10)));
    }

    private static String value(TokenSource source) {
        return switch (ask(source)) {
            case Grant.Granted(Token token) -> token.value();
            case Grant.Denied(Obstacle obstacle) -> throw new AssertionError("denied: " + obstacle);
        };
    }

    private static Obstacle obstacle(Grant grant) {
        return switch (grant) {
            case Grant.Granted granted -> throw new AssertionError("granted: " + granted);
            case Grant.Denied(Obstacle obstacle) -> obstacle;
        };
    }

    private static Cause cause(Grant grant) {
        return switch (obstacle(grant)) {
            case Deferred deferred -> deferred.cause();
            case Blocked blocked -> blocked.cause();
            case Obstacle.Rejected rejected -> throw new AssertionError("rejected: " + rejected);
        };
    }

    private static String code(Grant grant) {
        return obstacle(grant).diagnosis().code();
    }
}
