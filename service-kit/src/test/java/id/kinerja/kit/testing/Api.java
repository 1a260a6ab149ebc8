package id.kinerja.kit.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import id.kinerja.kit.contracts.ApiDescription.Exchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A caller of the API. Immutable: {@code api.ifMatch(answer)} and {@code api.header(…)} give another caller.
 *
 * @param token null for a caller without one
 * @param watcher sees every request with its answer, before the test does
 */
public record Api(String baseUrl, @Nullable String token, Map<String, String> headers, Consumer<Exchange> watcher) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    public Api(String baseUrl, @Nullable String token) {
        this(baseUrl, token, Map.of("Accept-Language", "en"), exchange -> {});
    }

    /** An answer; {@code body} is a missing node where there is no JSON, {@code text} is what came in any case. */
    public record Answer(int status, JsonNode body, Map<String, String> headers, String text) {

        public String etag() {
            var etag = headers.get("etag");
            if (etag == null) {
                throw new AssertionError("no ETag in an answer with status " + status + ": " + body);
            }
            return etag;
        }

        /** The stable code of a problem. */
        public String code() {
            return body.path("code").asString();
        }
    }

    public Api header(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Api(baseUrl, token, Map.copyOf(more), watcher);
    }

    public Api watchedBy(Consumer<Exchange> other) {
        return new Api(baseUrl, token, headers, other);
    }

    public Api ifMatch(Answer seen) {
        return header("If-Match", seen.etag());
    }

    public Api idempotencyKey(String key) {
        return header("Idempotency-Key", key);
    }

    public Answer get(String path) {
        return send("GET", path, null, "application/json");
    }

    public Answer post(String path, Object body) {
        return send("POST", path, json(body), "application/json");
    }

    public Answer post(String path) {
        return send("POST", path, null, "application/json");
    }

    public Answer put(String path, Object body) {
        return send("PUT", path, json(body), "application/json");
    }

    public Answer postCsv(String path, String csv) {
        return send("POST", path, csv, "text/csv; charset=utf-8");
    }

    /** As a spreadsheet has saved it, and without a word on how. */
    public Answer postCsv(String path, byte[] csv) {
        return send("POST", path, new String(csv, ISO_8859_1), BodyPublishers.ofByteArray(csv), "text/csv");
    }

    private static String json(Object body) {
        return body instanceof String text ? text : JSON.writeValueAsString(body);
    }

    public Answer send(String method, String path, @Nullable String body, String contentType) {
        return send(
                method,
                path,
                body,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body),
                contentType);
    }

    private Answer send(
            String method, String path, @Nullable String body, BodyPublisher publisher, String contentType) {
        var request = HttpRequest.newBuilder(URI.create(baseUrl + path)).timeout(Duration.ofSeconds(60));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        headers.forEach(request::setHeader);
        if (body != null) {
            request.header("Content-Type", contentType);
        }
        request.method(method, publisher);
        try {
            var response = HTTP.send(request.build(), BodyHandlers.ofString());
            var flat = new LinkedHashMap<String, String>();
            response.headers()
                    .map()
                    .forEach((name, values) -> flat.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
            watcher.accept(new Exchange(
                    method, path.replaceAll("\\?.*", ""), body, response.statusCode(), flat, response.body()));
            var isJson = flat.getOrDefault("content-type", "").contains("json");
            return new Answer(
                    response.statusCode(),
                    isJson ? JSON.readTree(response.body()) : JSON.missingNode(),
                    flat,
                    response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
