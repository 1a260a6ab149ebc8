package id.kinerja.stack.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Gateway, issuer and simulator in one, agreeing to everything: shows what a client sends. A token is the account
 * itself, an employee id is the account's local part.
 */
final class FakePlatform implements AutoCloseable {

    record Request(String method, String path, String account, String ifMatch, String idempotencyKey, String body) {
        String line() {
            return "%s %s by %s".formatted(method, path, account);
        }
    }

    private final HttpServer server;
    private final List<Request> commands = Collections.synchronizedList(new ArrayList<>());
    private final Queue<Integer> failures = new ConcurrentLinkedQueue<>();
    private Supplier<Map<String, Object>> ledger = Map::of;
    private boolean closed;

    FakePlatform() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<Request> commands() {
        return List.copyOf(commands);
    }

    /** The next commands fail with these statuses, after they were noted; 0 closes the connection without an answer. */
    void failNext(Integer... statuses) {
        failures.addAll(List.of(statuses));
    }

    void ledger(Supplier<Map<String, Object>> supplier) {
        ledger = supplier;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().toString();
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (path.equals("/dev/token")) {
            var account = URLDecoder.decode(body.substring("account=".length()), StandardCharsets.UTF_8);
            reply(exchange, 200, Map.of("access_token", account, "expires_in", 3600));
        } else if (path.equals("/simulator/ledger")) {
            reply(exchange, 200, ledger.get());
        } else if (exchange.getRequestMethod().equals("GET")) {
            reply(exchange, 200, read(path, account(exchange)));
        } else {
            command(exchange, path, body);
        }
    }

    private void command(HttpExchange exchange, String path, String body) throws IOException {
        var headers = exchange.getRequestHeaders();
        commands.add(new Request(
                exchange.getRequestMethod(),
                path.replaceFirst("^/api/v1", ""),
                account(exchange),
                String.valueOf(headers.getFirst("If-Match")),
                String.valueOf(headers.getFirst("Idempotency-Key")),
                body));
        var failure = failures.poll();
        if (failure == null) {
            closed |= path.endsWith("/closing");
            reply(exchange, 201, Map.of("id", "1"));
        } else if (failure == 0) {
            exchange.close();
        } else {
            exchange.getResponseHeaders().add("Retry-After", "0");
            reply(exchange, failure, Map.of("code", "some-code"));
        }
    }

    private Map<String, Object> read(String path, String account) {
        if (path.endsWith("/me")) {
            return Map.of("employee", Map.of("employeeId", account.substring(0, account.indexOf('@'))));
        }
        if (path.contains("/school-periods/")) {
            return Map.of("ready", List.of("a", "b", "c"), "notReady", List.of(), "status", closed ? "CLOSED" : "OPEN");
        }
        return Map.of("status", "COMPLETED", "delivery", Map.of("status", "DELIVERED"));
    }

    private static String account(HttpExchange exchange) {
        return String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))
                .replace("Bearer ", "");
    }

    private static void reply(HttpExchange exchange, int status, Map<String, Object> body) throws IOException {
        var bytes = Json.MAPPER.writeValueAsBytes(body);
        exchange.getResponseHeaders().add("ETag", "\"7\"");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
