package id.kinerja.sync.siasn;

import id.kinerja.sync.registry.Cause;
import id.kinerja.sync.registry.Delivery;
import id.kinerja.sync.registry.Diagnosis;
import id.kinerja.sync.registry.Obstacle;
import id.kinerja.sync.registry.Obstacle.Blocked;
import id.kinerja.sync.registry.Obstacle.Deferred;
import id.kinerja.sync.registry.Obstacle.Rejected;
import id.kinerja.sync.siasn.TokenSource.Grant.Denied;
import id.kinerja.sync.siasn.TokenSource.Grant.Granted;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Fetches tokens from a token endpoint, one request at a time however many callers wait, and keeps them.
 *
 * <p>Refused credentials are not sent a second time until an operator says that they are repaired: a token endpoint
 * answers a locked account like a wrong password, and trying on keeps it locked.
 */
final class OAuthTokenSource implements TokenSource {

    private static final Logger LOG = LoggerFactory.getLogger(OAuthTokenSource.class);
    private static final JsonMapper JSON = new JsonMapper();

    private final OAuthGrant grant;
    private final BknHttp http;
    private final ReplyClassifier classifier;
    private final Duration longestFetch;
    private final InstantSource clock;

    private final Object lock = new Object();
    private @Nullable Token current;
    private @Nullable Denied refusal;
    private @Nullable CompletableFuture<Grant> fetching;

    OAuthTokenSource(
            OAuthGrant grant, BknHttp http, ReplyClassifier classifier, Duration longestFetch, InstantSource clock) {
        this.grant = grant;
        this.http = http;
        this.classifier = classifier;
        this.longestFetch = longestFetch;
        this.clock = clock;
    }

    @Override
    public Grant token(Deadline deadline) {
        CompletableFuture<Grant> flight;
        boolean mine = false;
        synchronized (lock) {
            if (refusal != null) {
                return refusal;
            }
            if (current != null && current.isFresh(clock.instant())) {
                return new Granted(current);
            }
            if (fetching == null) {
                fetching = new CompletableFuture<>();
                mine = true;
            }
            flight = fetching;
        }
        return mine ? fetchFor(flight, deadline) : join(flight, deadline);
    }

    private Grant fetchFor(CompletableFuture<Grant> flight, Deadline deadline) {
        Grant outcome = deferred(Cause.UNAVAILABLE, "token-fetch-failed");
        try {
            outcome = fetch(deadline.orAfter(longestFetch));
            return outcome;
        } finally {
            synchronized (lock) {
                fetching = null;
                switch (outcome) {
                    case Granted(Token token) -> current = token;
                    case Denied denied when denied.obstacle() instanceof Blocked -> refusal = denied;
                    case Denied _ -> {
                        // Nothing to remember: the next caller asks again.
                    }
                }
            }
            flight.complete(outcome);
        }
    }

    private static Grant join(CompletableFuture<Grant> flight, Deadline deadline) {
        try {
            return flight.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException late) {
            return deferred(Cause.TIMEOUT, "token-deadline");
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return deferred(Cause.TIMEOUT, "interrupted");
        }
    }

    private Grant fetch(Deadline deadline) {
        Map<String, String> form = grant.form();
        if (form == null) {
            return new Denied(
                    new Blocked(grant.identity().cause(), Diagnosis.local("no-token", "No token was supplied yet")));
        }
        Map<String, String> headers = new HashMap<>(
                Map.of("Content-Type", "application/x-www-form-urlencoded", "Accept", "application/json"));
        String authorization = grant.authorization();
        if (authorization != null) {
            headers.put("Authorization", authorization);
        }
        // Counted from before the request, so that a slow reply does not lengthen the token's life.
        Instant askedAt = clock.instant();
        Exchange exchange = http.send(
                BknHttp.Call.post(grant.url(), grant.url().getPath(), headers, BodyPublishers.ofString(encoded(form))),
                deadline);
        Grant outcome = read(exchange, askedAt);
        if (outcome instanceof Denied(Obstacle obstacle) && obstacle instanceof Blocked blocked) {
            LOG.warn(
                    "BKN refused the {} credentials ({}); they are not sent again until an operator has repaired them",
                    grant.identity(),
                    blocked.diagnosis());
        }
        return outcome;
    }

    private Grant read(Exchange exchange, Instant askedAt) {
        JsonNode reply = exchange instanceof Exchange.Answered answered ? json(answered.body()) : null;
        if (reply != null && exchange instanceof Exchange.Answered(int status, var _, var _)) {
            String accessToken = reply.path("access_token").asString("");
            if (status / 100 == 2 && !accessToken.isBlank()) {
                String refreshToken = reply.path("refresh_token").asString("");
                if (!refreshToken.isBlank()) {
                    grant.renewed(refreshToken);
                }
                long seconds = reply.path("expires_in").asLong(0);
                return new Granted(Token.of(accessToken, seconds > 0 ? Duration.ofSeconds(seconds) : null, askedAt));
            }
            String error = reply.path("error").asString("");
            if (!error.isBlank() && status / 100 == 4 && status != 429) {
                String description = reply.path("error_description").asString("");
                return new Denied(
                        new Blocked(grant.identity().cause(), new Diagnosis(status, error, Redaction.of(description))));
            }
        }
        return new Denied(
                switch (classifier.classify(exchange, clock.instant())) {
                    case Verdict.Stopped(Obstacle obstacle) -> withoutDelivery(obstacle);
                    case Verdict.TokenRefused(var _, Diagnosis diagnosis, var _) ->
                        new Blocked(grant.identity().cause(), diagnosis);
                    case Verdict.Data _, Verdict.NoData _, Verdict.CodeZero _, Verdict.Saved _ ->
                        obstacle(Cause.BAD_BODY, "no-token-in-reply");
                });
    }

    /** A token request delivers nothing, whatever became of it. */
    private Obstacle withoutDelivery(Obstacle obstacle) {
        return switch (obstacle) {
            case Deferred deferred ->
                new Deferred(deferred.cause(), deferred.notBefore(), Delivery.NOT_DELIVERED, deferred.diagnosis());
            case Rejected rejected -> new Blocked(grant.identity().cause(), rejected.diagnosis());
            case Blocked blocked -> blocked;
        };
    }

    private static Denied deferred(Cause cause, String code) {
        return new Denied(obstacle(cause, code));
    }

    private static Deferred obstacle(Cause cause, String code) {
        return new Deferred(cause, null, Delivery.NOT_DELIVERED, Diagnosis.local(code, ""));
    }

    private static @Nullable JsonNode json(byte[] body) {
        try {
            JsonNode node = JSON.readTree(body);
            return node.isObject() ? node : null;
        } catch (JacksonException notJson) {
            return null;
        }
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    @Override
    public void refused(Token token) {
        synchronized (lock) {
            // Another caller may have renewed it meanwhile; that one stays.
            if (current != null && current.value().equals(token.value())) {
                current = null;
            }
        }
    }

    @Override
    public boolean renews() {
        return true;
    }

    @Override
    public void credentialsRepaired() {
        synchronized (lock) {
            refusal = null;
        }
    }

    @Override
    public @Nullable Instant expiresAt() {
        synchronized (lock) {
            return current == null ? null : current.expiresAt();
        }
    }
}
