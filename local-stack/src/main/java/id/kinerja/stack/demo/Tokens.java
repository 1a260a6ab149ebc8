package id.kinerja.stack.demo;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Access tokens of the development issuer, which gives one to whoever names an account; kept until they run out. */
public final class Tokens {

    private static final Duration MARGIN = Duration.ofSeconds(30);

    private final URI issuer;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();

    private record Token(String value, Instant until) {}

    public Tokens(URI issuer) {
        this.issuer = issuer;
    }

    /**
     * A token for the account.
     *
     * @throws IOException when the issuer does not answer, or with its reason when it refuses the account
     */
    public String of(String account) throws IOException, InterruptedException {
        var known = tokens.get(account);
        if (known != null && known.until.isAfter(Instant.now())) {
            return known.value;
        }
        var token = request(account);
        tokens.put(account, token);
        return token.value;
    }

    /** Makes the next {@link #of} ask for a new token. */
    void forget(String account) {
        tokens.remove(account);
    }

    private Token request(String account) throws IOException, InterruptedException {
        var form = "account=" + URLEncoder.encode(account, StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(issuer.resolve("/dev/token"))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        var reply = client.send(request, BodyHandlers.ofString());
        var body = Json.MAPPER.readTree(reply.body());
        if (reply.statusCode() != 200) {
            throw new IOException("The issuer gives no token for %s: %s"
                    .formatted(account, body.path("error_description").asString("status " + reply.statusCode())));
        }
        var lifetime = Duration.ofSeconds(body.path("expires_in").asLong(60));
        return new Token(
                body.path("access_token").asString(),
                Instant.now().plus(lifetime).minus(MARGIN));
    }
}
