package id.kinerja.sync.siasn;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** A web server on a free port that answers each path from a script and remembers what it was asked. */
final class StubBkn implements AutoCloseable {

    static final String APIM = "/oauth2/token";
    static final String SSO = "/sso/token";
    static final String INTAKE = "/intake";

    record Request(String method, String path, Map<String, String> headers, String body) {}

    /** Writes one reply. */
    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final Map<String, Deque<Answer>> script = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    StubBkn() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        on(APIM, token("apim-1", 3600), token("apim-2", 3600));
        on(SSO, token("sso-1", 43200), token("sso-2", 43200));
    }

    /** Answers a path with these in turn; the last one for ever. */
    void on(String path, Answer... answers) {
        script.put(path, new ArrayDeque<>(List.of(answers)));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        requests.add(new Request(
                exchange.getRequestMethod(),
                path,
                headers,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        Deque<Answer> answers = script.getOrDefault(path, new ArrayDeque<>(List.of(json(404, "{}"))));
        Answer answer;
        synchronized (answers) {
            answer = answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
        }
        try (exchange) {
            answer.to(exchange);
        }
    }

    List<Request> requests(String path) {
        return requests.stream().filter(request -> request.path().equals(path)).toList();
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    static Answer json(int status, String body) {
        return exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    static Answer token(String value, int seconds) {
        return json(
                200,
                "{\"access_token\":\"" + value + "\",\"token_type\":\"Bearer\",\"not-before-policy\":0,\"expires_in\":"
                        + seconds + "}");
    }

    /** Never says a word while the server lives. */
    Answer silence() {
        return _ -> await(Long.MAX_VALUE);
    }

    /** Starts well, then sends a byte now and then while the server lives. */
    Answer trickle() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                while (closing.getCount() > 0) {
                    body.write(' ');
                    body.flush();
                    await(5);
                }
            }
        };
    }

    /** Announces more than it sends, then hangs up. */
    static Answer brokenOff() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
        };
    }

    private void await(long milliseconds) {
        try {
            boolean _ = closing.await(milliseconds, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Settings that point here, with pairs of names and values that differ from the usual ones. */
    BknProperties properties(String... settings) {
        Map<String, Object> values = new HashMap<>(settings());
        for (int i = 0; i < settings.length; i += 2) {
            values.put("kinerja.bkn." + settings[i], settings[i + 1]);
        }
        return new Binder(new MapConfigurationPropertySource(values))
                .bind("kinerja.bkn", BknProperties.class)
                .get();
    }

    Map<String, Object> settings() {
        return Map.ofEntries(
                Map.entry("kinerja.bkn.api-base-url", url("/apisiasn/1.0").toString()),
                Map.entry("kinerja.bkn.apim-token-url", url(APIM).toString()),
                Map.entry("kinerja.bkn.sso-token-url", url(SSO).toString()),
                Map.entry("kinerja.bkn.consumer-key", "a-key"),
                Map.entry("kinerja.bkn.consumer-secret", "a-secret"),
                Map.entry("kinerja.bkn.sso-mode", "password"),
                Map.entry("kinerja.bkn.sso-client-id", "a-client"),
                Map.entry("kinerja.bkn.sso-username", "198001012005011001"),
                Map.entry("kinerja.bkn.sso-password", "a password & more"),
                Map.entry("kinerja.bkn.call-spacing", "1ms"));
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
