package id.kinerja.sync.siasn;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An access token and when to stop using it.
 *
 * @param expiresAt null where neither the reply nor the token says so
 */
record Token(String value, @Nullable Instant expiresAt, Instant renewAt) {

    private static final Duration LONGEST_MARGIN = Duration.ofSeconds(60);
    /** For tokens that do not say: short, since asking again is cheap and a refused call is not. */
    private static final Duration UNSAID_LIFETIME = Duration.ofMinutes(5);

    private static final JsonMapper JSON = new JsonMapper();

    /** @param lifetime as the reply said; null leaves it to the token's own {@code exp} claim */
    static Token of(String value, @Nullable Duration lifetime, Instant askedAt) {
        Instant expiresAt = lifetime != null ? askedAt.plus(lifetime) : expiryClaim(value);
        Duration left = expiresAt != null ? Duration.between(askedAt, expiresAt) : UNSAID_LIFETIME;
        Duration fifth = left.dividedBy(5);
        Duration margin = fifth.compareTo(LONGEST_MARGIN) < 0 ? fifth : LONGEST_MARGIN;
        return new Token(value, expiresAt, askedAt.plus(left).minus(margin));
    }

    /** Reads {@code exp} without checking the signature: BKN checks it, we only want to know when it ends. */
    static @Nullable Instant expiryClaim(String jwt) {
        String[] parts = jwt.split("\\.", -1);
        if (parts.length != 3) {
            return null;
        }
        try {
            JsonNode exp =
                    JSON.readTree(Base64.getUrlDecoder().decode(parts[1])).path("exp");
            return exp.isNumber() ? Instant.ofEpochSecond(exp.asLong()) : null;
        } catch (IllegalArgumentException | JacksonException notAJwt) {
            return null;
        }
    }

    boolean isFresh(Instant now) {
        return now.isBefore(renewAt);
    }

    @Override
    public String toString() {
        return "Token[until " + expiresAt + "]";
    }
}
