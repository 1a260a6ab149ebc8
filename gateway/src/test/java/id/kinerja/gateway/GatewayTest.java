package id.kinerja.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import id.kinerja.stack.oidc.TestIssuer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The door seen from outside, with services behind it that only record what reaches them. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "kinerja.gateway.burst=20",
            "kinerja.gateway.requests-per-second=1",
            "logging.structured.format.console="
        })
class GatewayTest {

    private record Reached(
            String service, String method, String path, Map<String, List<String>> headers, String body) {}

    private static final TestIssuer ISSUER = TestIssuer.start();
    private static final List<Reached> REACHED = new CopyOnWriteArrayList<>();
    private static final List<HttpServer> SERVICES = new CopyOnWriteArrayList<>();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        registry.add("kinerja.security.issuer", ISSUER::issuer);
        registry.add("kinerja.security.jwks-uri", ISSUER::jwksUri);
        for (var service : List.of("planning", "observation", "assessment")) {
            registry.add("kinerja.gateway." + service + "-uri", () -> recorder(service));
        }
        registry.add("kinerja.gateway.bkn-sync-uri", GatewayTest::nobody);
    }

    private static String recorder(String service) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> answer(service, exchange));
            server.start();
            SERVICES.add(server);
            return "http://127.0.0.1:" + server.getAddress().getPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(String service, HttpExchange exchange) throws IOException {
        try (exchange) {
            REACHED.add(new Reached(
                    service,
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
            exchange.getResponseHeaders().add("ETag", "\"7\"");
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            var body = "{\"from\":\"%s\"}".formatted(service).getBytes(UTF_8);
            exchange.sendResponseHeaders(201, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** An address where nothing listens. */
    private static String nobody() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "http://127.0.0.1:" + socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void forget() {
        REACHED.clear();
    }

    @AfterAll
    static void stop() {
        SERVICES.forEach(server -> server.stop(0));
        ISSUER.close();
    }

    private HttpResponse<String> call(
            String method, String path, @Nullable String token, @Nullable String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Accept-Language", "en")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String token(String who) {
        return ISSUER.token(who + "@guru.sd.belajar.id");
    }

    static Stream<Arguments> resources() {
        return Stream.of(
                Arguments.of("/api/v1/plans", "planning"),
                Arguments.of("/api/v1/plans/a:2026/approval?x=1", "planning"),
                Arguments.of("/api/v1/me", "planning"),
                Arguments.of("/api/v1/bulk-approvals/a", "planning"),
                Arguments.of("/api/v1/work-teams/a", "planning"),
                Arguments.of("/api/v1/appraiser-policies/regency:Kab.%20Contoh", "planning"),
                Arguments.of("/api/v1/progress", "planning"),
                Arguments.of("/api/v1/deadlines", "planning"),
                Arguments.of("/api/v1/deadline-extensions/a", "planning"),
                Arguments.of("/api/v1/bulk-drafts/a/people", "planning"),
                Arguments.of("/api/v1/preflights/a/schools?code=NIP_SHARED", "planning"),
                Arguments.of("/api/v1/roster-imports?kind=schools", "planning"),
                Arguments.of("/api/v1/regulations/2025", "planning"),
                Arguments.of("/api/v1/schools/20306577/alignment?periodId=2026", "planning"),
                Arguments.of("/api/v1/employees/a/departure", "planning"),
                Arguments.of("/api/v1/operations/planning/dead-letters", "planning"),
                Arguments.of("/api/v1/coaching-cycles/a:2026:1", "observation"),
                Arguments.of("/api/v1/pending-observations?npsn=20306577&periodId=2026", "observation"),
                Arguments.of("/api/v1/assessments?view=mine", "assessment"),
                Arguments.of("/api/v1/school-periods/20306577:2026", "assessment"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("resources")
    void a_resource_is_answered_by_its_service(String path, String service) {
        var answer = call("GET", path, token("routes." + Math.abs(path.hashCode())), null);

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).contains(service);
        assertThat(REACHED)
                .singleElement()
                .satisfies(reached -> assertThat(reached.path()).isEqualTo(path));
    }

    @ParameterizedTest
    @CsvSource({
        "/openapi, application/json, bkn-sync-feed.yaml",
        "/openapi/planning.yaml, application/yaml, openapi: 3.1.0",
        "/openapi/observation.yaml, application/yaml, openapi: 3.1.0",
        "/openapi/assessment.yaml, application/yaml, openapi: 3.1.0",
        "/openapi/bkn-sync.yaml, application/yaml, openapi: 3.1.0",
        "/openapi/bkn-sync-feed.yaml, application/yaml, openapi: 3.1.0",
        "/docs, text/html, /docs/swagger-ui.js",
        "/docs/docs.css, text/css, header",
        "/docs/docs.js, text/javascript, /openapi",
        "/docs/swagger-ui.css, text/css, .swagger-ui",
        "/docs/swagger-ui.js, text/javascript, SwaggerUIBundle"
    })
    void the_documentation_is_for_everybody_and_fetches_nothing_from_elsewhere(
            String path, String type, String content) {
        var answer = call("GET", path, null, null);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith(type);
        assertThat(answer.body()).contains(content);
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "http");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("max-age=300, public");
        assertThat(REACHED).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/openapi/nothing.yaml", "/openapi/..%2Ftopics.yaml", "/docs/index.html", "/docs/a/b"})
    void nothing_else_is_documentation(String path) {
        assertThat(call("GET", path, null, null).statusCode()).isIn(400, 401, 404);
    }

    @Test
    void every_document_of_the_contracts_is_served() throws IOException {
        var documents = new PathMatchingResourcePatternResolver().getResources("classpath*:contracts/openapi/*.yaml");
        var index = call("GET", "/openapi", null, null).body();

        assertThat(documents).isNotEmpty();
        assertThat(documents).allSatisfy(document -> assertThat(index).contains("/openapi/" + document.getFilename()));
    }

    @Test
    void an_address_that_no_honest_client_sends_is_refused_at_the_door() {
        var answer = call("GET", "/api/v1/plans/%25", token("odd"), null);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.body()).contains("rejected-request").doesNotContain("timestamp");
        assertThat(REACHED).isEmpty();
    }

    @Test
    void what_the_caller_sends_and_the_service_answers_passes_unchanged_and_within_one_trace() {
        var answer = call(
                "POST",
                "/api/v1/plans",
                token("pass"),
                "{\"periodId\":\"2026\"}",
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                "key-12345678",
                "If-Match",
                "\"3\"",
                "traceparent",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

        assertThat(answer.headers().firstValue("ETag")).hasValue("\"7\"");
        assertThat(REACHED).singleElement().satisfies(reached -> {
            assertThat(reached.method()).isEqualTo("POST");
            assertThat(reached.body()).isEqualTo("{\"periodId\":\"2026\"}");
            assertThat(reached.headers().get("Idempotency-key")).containsExactly("key-12345678");
            assertThat(reached.headers().get("If-match")).containsExactly("\"3\"");
            assertThat(reached.headers().get("Authorization")).hasSize(1);
            assertThat(String.valueOf(reached.headers().get("Traceparent")))
                    .contains("4bf92f3577b34da6a3ce929d0e0e4736");
        });
    }

    @Test
    void nobody_comes_in_without_a_token_of_ours() {
        var account = "door@guru.sd.belajar.id";
        assertThat(call("GET", "/api/v1/plans", null, null).statusCode()).isEqualTo(401);
        assertThat(call("GET", "/api/v1/plans", "abc", null).body()).contains("urn:kinerja:problem:not-authenticated");
        for (var bad : List.of(
                ISSUER.tokenFor(account).audience("other").sign(),
                ISSUER.tokenFor(account).issuer("http://127.0.0.1:1").sign(),
                ISSUER.tokenFor(account).expired().sign(),
                ISSUER.tokenFor(account).signedByStranger().sign())) {
            assertThat(call("GET", "/api/v1/plans", bad, null).statusCode()).isEqualTo(401);
        }
        assertThat(REACHED).isEmpty();
    }

    @Test
    void what_is_not_a_route_does_not_exist() {
        var token = token("lost");
        assertThat(call("GET", "/api/v1/nowhere", token, null).statusCode()).isEqualTo(404);
        assertThat(call("GET", "/simulator/ledger", token, null).statusCode()).isEqualTo(404);
        assertThat(call("GET", "/actuator/env", token, null).statusCode()).isEqualTo(404);
        assertThat(call("GET", "/actuator/health/readiness", null, null).statusCode())
                .isEqualTo(200);
        assertThat(REACHED).isEmpty();
    }

    /** Nobody answers there in this test, which shows that they are routes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/deliveries/bulk/a",
                "/api/v1/deliveries/groups",
                "/api/v1/lanes/siasn/limits",
                "/api/v1/backlog",
                "/api/v1/audit?target=lanes/siasn",
                "/api/v1/operations/bkn-sync/dead-letters"
            })
    void what_operators_ask_of_bkn_sync_is_let_through(String path) {
        var answer = call("GET", path, token("routes." + Math.abs(path.hashCode())), null);

        assertThat(answer.statusCode()).isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/deliveries",
                "/api/v1/lanes/siasn",
                "/api/v1/reconciliations/2026-001/findings?class=DIFFERS",
                "/api/v1/feed/plans?limit=200"
            })
    void a_service_that_does_not_answer_is_a_503_that_says_what_to_do(String path) {
        var answer = call("GET", path, token("away"), null);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.body()).contains("service-unavailable", "Idempotency-Key");
    }

    @Test
    void a_request_that_is_too_large_stays_outside() {
        var answer =
                call("POST", "/api/v1/plans", token("large"), "x".repeat(300_000), "Content-Type", "application/json");

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(REACHED).isEmpty();
    }

    @Test
    void an_account_that_asks_too_much_waits_while_others_are_served() {
        var greedy = token("greedy");
        var statuses = IntStream.range(0, 30)
                .mapToObj(i -> call("GET", "/api/v1/plans", greedy, null).statusCode())
                .toList();

        assertThat(statuses).contains(201, 429);
        assertThat(call("GET", "/api/v1/plans", token("modest"), null).statusCode())
                .isEqualTo(201);
    }
}
