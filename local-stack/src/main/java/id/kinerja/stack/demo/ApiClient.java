package id.kinerja.stack.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Calls the public API as a careful client does: every command carries an {@code Idempotency-Key} and is repeated with
 * the same key while the platform cannot be reached or answers 429 or 5xx, until the patience is used up.
 */
public final class ApiClient {

    /** A 2xx answer. */
    public record Reply(int status, JsonNode body, @Nullable String etag) {}

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration CALL_LIMIT = Duration.ofSeconds(20);

    private final URI base;
    private final Tokens tokens;
    private final Duration patience;
    private final Listener listener;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /**
     * @param base the gateway, or one service
     * @param patience how long a request is repeated before it fails
     */
    public ApiClient(URI base, Tokens tokens, Duration patience) {
        this(base, tokens, patience, (method, path, took) -> {});
    }

    /** @param listener is told of every request that was answered with 2xx, how long that one took */
    public ApiClient(URI base, Tokens tokens, Duration patience, Listener listener) {
        this.base = base;
        this.tokens = tokens;
        this.patience = patience;
        this.listener = listener;
    }

    /** Is told how long requests took. */
    public interface Listener {
        void answered(String method, String path, Duration took);
    }

    /** Reads a resource, given by its path below {@code /api/v1}. */
    public Reply get(String account, String path) {
        return send(account, "GET", path, request -> request.GET());
    }

    /** Creates something. */
    public Reply post(String account, String path, Object body) {
        return command(account, "POST", path, null, "application/json", Json.MAPPER.writeValueAsString(body));
    }

    /** Uploads a file. */
    public Reply upload(String account, String path, String contentType, String content) {
        return command(account, "POST", path, null, contentType, content);
    }

    /** Reads a resource for its version and sends a command against exactly that version. */
    public Reply change(String account, String method, String resource, String command, Object body) {
        var etag = get(account, resource).etag();
        if (etag == null) {
            throw new IllegalStateException("GET %s has no ETag".formatted(resource));
        }
        return change(account, method, resource, etag, command, body);
    }

    /** Sends a command against a version that is known already. */
    public Reply change(String account, String method, String resource, String etag, String command, Object body) {
        return command(
                account, method, resource + command, etag, "application/json", Json.MAPPER.writeValueAsString(body));
    }

    private Reply command(
            String account, String method, String path, @Nullable String etag, String contentType, String content) {
        var key = UUID.randomUUID().toString();
        return send(account, method, path, request -> {
            if (etag != null) {
                request.header("If-Match", etag);
            }
            request.header("Idempotency-Key", key)
                    .header("Content-Type", contentType)
                    .method(method, BodyPublishers.ofString(content));
        });
    }

    private interface Filling {
        void into(HttpRequest.Builder request);
    }

    private Reply send(String account, String method, String path, Filling filling) {
        var deadline = System.nanoTime() + patience.toNanos();
        var pause = FIRST_PAUSE;
        var renewed = false;
        while (true) {
            String trouble;
            var atLeast = Duration.ZERO;
            try {
                var request = HttpRequest.newBuilder(base.resolve("/api/v1" + path))
                        .timeout(CALL_LIMIT)
                        .header("Accept", "application/json, application/problem+json")
                        .header("Accept-Language", "en")
                        .header("Authorization", "Bearer " + tokens.of(account));
                filling.into(request);
                var sent = System.nanoTime();
                var reply = client.send(request.build(), BodyHandlers.ofString());
                var status = reply.statusCode();
                if (status / 100 == 2) {
                    listener.answered(method, path, Duration.ofNanos(System.nanoTime() - sent));
                    return new Reply(
                            status,
                            parse(reply.body()),
                            reply.headers().firstValue("ETag").orElse(null));
                }
                if (status == 401 && !renewed) {
                    renewed = true;
                    tokens.forget(account);
                } else if (status / 100 == 4 && status != 408 && status != 429) {
                    throw new ApiRefusal("%s %s by %s".formatted(method, path, account), status, parse(reply.body()));
                }
                trouble = "status %d: %s".formatted(status, reply.body());
                atLeast = retryAfter(reply);
            } catch (IOException e) {
                trouble = e.toString();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted", e);
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("%s %s by %s did not succeed within %d s; last: %s"
                        .formatted(method, path, account, patience.toSeconds(), trouble));
            }
            Awaiting.pause(pause.compareTo(atLeast) > 0 ? pause : atLeast);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    private static Duration retryAfter(HttpResponse<?> reply) {
        return reply.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,4}"))
                .map(value -> Duration.ofSeconds(Math.min(30, Long.parseLong(value))))
                .orElse(Duration.ZERO);
    }

    private static JsonNode parse(String body) {
        try {
            return Json.MAPPER.readTree(body);
        } catch (JacksonException e) {
            return Json.MAPPER.createObjectNode().put("notJson", body);
        }
    }
}
