package id.kinerja.simulator.token;

import id.kinerja.simulator.SimulatorProperties;
import id.kinerja.simulator.call.Call;
import id.kinerja.simulator.call.Json;
import id.kinerja.simulator.call.Reply;
import id.kinerja.simulator.scenario.CurrentSettings;
import id.kinerja.simulator.scenario.Settings;
import id.kinerja.simulator.scenario.SimulatorClock;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/** S1: the two token endpoints, {@code bkn-contract.md} sections 1, 6.2 and 6.3. */
@Component
public class TokenServices {

    private final SimulatorProperties properties;
    private final CurrentSettings settings;
    private final SimulatorClock clock;
    private final Tokens tokens;
    private int badPasswords;
    private long badPasswordsInAll;
    private Instant lockedUntil = Instant.EPOCH;

    TokenServices(SimulatorProperties properties, CurrentSettings settings, SimulatorClock clock, Tokens tokens) {
        this.properties = properties;
        this.settings = settings;
        this.clock = clock;
        this.tokens = tokens;
    }

    /** [E] HTTP Basic with client credentials; wrong Basic 401, wrong grant 400. */
    public Reply apim(Call call) {
        String expected = Base64.getEncoder()
                .encodeToString((properties.consumerKey() + ":" + properties.consumerSecret())
                        .getBytes(StandardCharsets.UTF_8));
        String given = call.request().getHeader("Authorization");
        if (given == null
                || !given.regionMatches(true, 0, "Basic ", 0, 6)
                || !given.substring(6).strip().equals(expected)) {
            return oauthError(401, "invalid_client", "Client Authentication failed.");
        }
        if (!"client_credentials".equals(form(call).get("grant_type"))) {
            return oauthError(400, "unsupported_grant_type", "Unsupported grant_type value");
        }
        int seconds = tokens.apimSeconds();
        return Reply.ok(Json.object(
                "access_token",
                tokens.issueApim(seconds),
                "scope",
                "default",
                "token_type",
                "Bearer",
                "expires_in",
                seconds));
    }

    /** [E] Keycloak's password grant for a public client; the refresh grant is [U], no public client uses it. */
    public Reply sso(Call call) {
        Map<String, String> form = form(call);
        String clientId = form.getOrDefault("client_id", "");
        if (!clientId.equals(properties.ssoClientId()) && !clientId.equals(properties.foreignSsoClientId())) {
            return oauthError(401, "invalid_client", "Invalid client or Invalid client credentials");
        }
        return switch (form.getOrDefault("grant_type", "")) {
            case "password" -> password(clientId, form);
            case "refresh_token" ->
                tokens.refreshClient(form.get("refresh_token"))
                        .filter(clientId::equals)
                        .map(this::ssoTokens)
                        .orElseGet(() -> oauthError(400, "invalid_grant", "Token is not active"));
            case "" -> oauthError(400, "invalid_request", "Missing form parameter: grant_type");
            default -> oauthError(400, "unsupported_grant_type", "Unsupported grant_type");
        };
    }

    /** Bad passwords since the last reset: a careful client has very few. */
    public synchronized long badPasswords() {
        return badPasswordsInAll;
    }

    public synchronized void reset() {
        badPasswords = 0;
        badPasswordsInAll = 0;
        lockedUntil = Instant.EPOCH;
    }

    private synchronized Reply password(String clientId, Map<String, String> form) {
        Settings now = settings.get();
        if (!now.passwordGrant()) {
            // [I] the likely answer if BKN switches direct grants off.
            return oauthError(400, "unauthorized_client", "Client not allowed for direct access grants");
        }
        boolean locked = clock.instant().isBefore(lockedUntil);
        boolean right = properties.ssoUsername().equals(form.get("username"))
                && properties.ssoPassword().equals(form.get("password"));
        if (!locked && right) {
            badPasswords = 0;
            return ssoTokens(clientId);
        }
        if (!right) {
            badPasswords++;
            badPasswordsInAll++;
            if (now.lockAfterBadPasswords() > 0 && badPasswords >= now.lockAfterBadPasswords()) {
                lockedUntil = clock.instant().plusSeconds(now.lockSeconds());
                badPasswords = 0;
            }
        }
        // [I] A locked account looks exactly like a bad password.
        return oauthError(401, "invalid_grant", "Invalid user credentials");
    }

    private Reply ssoTokens(String clientId) {
        int seconds = tokens.ssoSeconds();
        int refresh = settings.get().ssoRefreshSeconds();
        return Reply.ok(Json.object(
                "access_token",
                tokens.issueSso(clientId, seconds),
                "expires_in",
                seconds,
                "refresh_expires_in",
                refresh,
                "refresh_token",
                tokens.issueRefresh(clientId, refresh),
                "token_type",
                "Bearer",
                "not-before-policy",
                0,
                "session_state",
                UUID.randomUUID().toString(),
                "scope",
                "email profile"));
    }

    /** An OAuth error body [E]. */
    public static Reply oauthError(int status, String error, String description) {
        return Reply.json(status, error, Json.object("error", error, "error_description", description));
    }

    /** The form, or [E] the JSON body that some clients send instead and get away with. */
    private static Map<String, String> form(Call call) {
        Map<String, String> fields = new HashMap<>();
        String body = new String(call.body(), StandardCharsets.UTF_8);
        if (body.startsWith("{")) {
            try {
                Json.MAPPER
                        .readTree(body)
                        .properties()
                        .forEach(field ->
                                fields.put(field.getKey(), field.getValue().asString("")));
            } catch (JacksonException e) {
                return Map.of();
            }
            return fields;
        }
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static String decoded(String part) {
        try {
            return URLDecoder.decode(part, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
