package id.kinerja.simulator.token;

import id.kinerja.simulator.SimulatorProperties;
import id.kinerja.simulator.call.Json;
import id.kinerja.simulator.scenario.CurrentSettings;
import id.kinerja.simulator.scenario.SimulatorClock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Issues and checks the tokens of both services. */
@Component
public class Tokens {

    private static final String USE = "simulator_use";
    private static final String GENERATION = "simulator_generation";

    /** Whether an SSO token opens the door of this institution's consumer. */
    public enum SsoCheck {
        VALID,
        INVALID,
        OTHER_INSTITUTION
    }

    private enum Use {
        APIM,
        SSO,
        SSO_REFRESH
    }

    private final Jwt jwt;
    private final SimulatorProperties properties;
    private final CurrentSettings settings;
    private final SimulatorClock clock;
    private final AtomicInteger generation = new AtomicInteger();
    private final AtomicLong apimIssued = new AtomicLong();
    private final AtomicLong ssoIssued = new AtomicLong();

    public Tokens(SimulatorProperties properties, CurrentSettings settings, SimulatorClock clock) {
        this.jwt = new Jwt(properties.consumerSecret());
        this.properties = properties;
        this.settings = settings;
        this.clock = clock;
    }

    /** A token of the gateway, with the claims of WSO2's application tokens [E]. */
    public String issueApim(int seconds) {
        apimIssued.incrementAndGet();
        ObjectNode claims = claims(Use.APIM, seconds);
        claims.put("iss", "https://localhost:9443/oauth2/token");
        claims.put("sub", properties.consumerKey());
        claims.put("aut", "APPLICATION");
        claims.put("aud", properties.consumerKey());
        claims.put("azp", properties.consumerKey());
        claims.put("scope", "default");
        return jwt.sign(claims);
    }

    /** A token of the single sign-on; {@code azp} is the client of an institution [E]. */
    public String issueSso(String clientId, int seconds) {
        ssoIssued.incrementAndGet();
        ObjectNode claims = claims(Use.SSO, seconds);
        claims.put("iss", "https://simulator/auth/realms/public-siasn");
        claims.put("typ", "Bearer");
        claims.put("azp", clientId);
        claims.put("preferred_username", properties.ssoUsername());
        claims.set(
                "realm_access",
                Json.MAPPER.valueToTree(Map.of(
                        "roles", List.of("role:manajemen-ws:developer", "role:siasn-instansi:peremajaan:operator"))));
        return jwt.sign(claims);
    }

    String issueRefresh(String clientId, int seconds) {
        ObjectNode claims = claims(Use.SSO_REFRESH, seconds);
        claims.put("typ", "Refresh");
        claims.put("azp", clientId);
        return jwt.sign(claims);
    }

    public boolean apimValid(String token) {
        return valid(token, Use.APIM).isPresent();
    }

    /** [E] the mismatch itself; [I] that it is decided by the token's client. */
    public SsoCheck checkSso(String token) {
        return valid(token, Use.SSO)
                .map(claims ->
                        properties.ssoClientId().equals(claims.path("azp").asString(""))
                                ? SsoCheck.VALID
                                : SsoCheck.OTHER_INSTITUTION)
                .orElse(SsoCheck.INVALID);
    }

    /** The client of a valid refresh token. */
    Optional<String> refreshClient(@Nullable String token) {
        return token == null
                ? Optional.empty()
                : valid(token, Use.SSO_REFRESH).map(claims -> claims.path("azp").asString(""));
    }

    /** Makes every token issued so far invalid, as after a key change at BKN. */
    public void revokeAll() {
        generation.incrementAndGet();
    }

    public long apimIssued() {
        return apimIssued.get();
    }

    public long ssoIssued() {
        return ssoIssued.get();
    }

    public void resetCounts() {
        apimIssued.set(0);
        ssoIssued.set(0);
    }

    /** The lifetimes in force, seconds. */
    public int apimSeconds() {
        return settings.get().apimTokenSeconds();
    }

    public int ssoSeconds() {
        return settings.get().ssoTokenSeconds();
    }

    private ObjectNode claims(Use use, int seconds) {
        Instant now = clock.instant();
        return Json.object(
                "exp",
                now.plusSeconds(seconds).getEpochSecond(),
                "iat",
                now.getEpochSecond(),
                "jti",
                UUID.randomUUID().toString(),
                USE,
                use.name(),
                GENERATION,
                generation.get());
    }

    private Optional<JsonNode> valid(String token, Use use) {
        return jwt.read(token)
                .filter(claims -> use.name().equals(claims.path(USE).asString("")))
                .filter(claims -> claims.path(GENERATION).asInt(0) >= generation.get())
                .filter(claims ->
                        clock.instant().getEpochSecond() < claims.path("exp").asLong(0));
    }
}
