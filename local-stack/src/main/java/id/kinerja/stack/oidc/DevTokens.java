package id.kinerja.stack.oidc;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A token without a password or a browser, for {@code ./kinerja token} and for tests. */
@RestController
class DevTokens {

    private static final long LONGEST_SECONDS = 86_400;

    private final Accounts accounts;
    private final JwtEncoder encoder;
    private final String issuer;

    DevTokens(Accounts accounts, JwtEncoder encoder, AuthorizationServerSettings settings) {
        this.accounts = accounts;
        this.encoder = encoder;
        this.issuer = Objects.requireNonNull(settings.getIssuer());
    }

    /**
     * Issues an access token.
     *
     * @param expiresIn seconds; negative for a token that has expired already
     */
    @PostMapping("/dev/token")
    ResponseEntity<Map<String, Object>> token(
            @RequestParam String account,
            @RequestParam(defaultValue = "kinerja") String audience,
            @RequestParam(name = "expires_in", defaultValue = "3600") long expiresIn) {
        String email = account.strip().toLowerCase(Locale.ROOT);
        if (!accounts.isAccepted(email)) {
            return refused("Not an account of belajar.id, nor a listed one: " + account);
        }
        if (Math.abs(expiresIn) > LONGEST_SECONDS) {
            return refused("expires_in is at most " + LONGEST_SECONDS);
        }
        Instant now = Instant.now();
        Instant expiresAt = now.plusSeconds(expiresIn);
        JwtClaimsSet.Builder claims = JwtClaimsSet.builder()
                .issuer(issuer)
                .subject(email)
                .audience(List.of(audience))
                .issuedAt(expiresIn > 0 ? now : expiresAt.minusSeconds(1))
                .expiresAt(expiresAt)
                .claim("email", email);
        if (!accounts.rolesOf(email).isEmpty()) {
            claims.claim("roles", accounts.rolesOf(email));
        }
        JwsHeader header = JwsHeader.with(SignatureAlgorithm.RS256).build();
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(Map.of(
                        "access_token",
                        encoder.encode(JwtEncoderParameters.from(header, claims.build()))
                                .getTokenValue(),
                        "token_type",
                        "Bearer",
                        "expires_in",
                        expiresIn));
    }

    private static ResponseEntity<Map<String, Object>> refused(String reason) {
        return ResponseEntity.badRequest().body(Map.of("error", "invalid_request", "error_description", reason));
    }
}
