package id.kinerja.stack.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tokens for service tests, good and bad ones, and the key set to check them against; runs inside the test. */
public final class TestIssuer implements AutoCloseable {

    private static final String AUDIENCE = "kinerja";

    private final RSAKey key = SigningKey.generate();
    private final HttpServer server;

    private TestIssuer(HttpServer server) {
        this.server = server;
        byte[] keys = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        server.createContext("/oauth2/jwks", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, keys.length);
            try (var body = exchange.getResponseBody()) {
                body.write(keys);
            }
        });
        server.start();
    }

    /** Starts an issuer with a new key on a free port. */
    public static TestIssuer start() {
        try {
            return new TestIssuer(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The {@code iss} of its tokens. */
    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Where its public key is found. */
    public String jwksUri() {
        return issuer() + "/oauth2/jwks";
    }

    /** A valid token for the next hour. */
    public String token(String account, String... roles) {
        return tokenFor(account).roles(roles).sign();
    }

    /** A token that is valid until told otherwise. */
    public Token tokenFor(String account) {
        return new Token(account);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** A token in the making. */
    public final class Token {

        private final JWTClaimsSet.Builder claims;
        private Instant expiresAt = Instant.now().plus(Duration.ofHours(1));
        private RSAKey signedBy = key;
        private JWSAlgorithm algorithm = JWSAlgorithm.RS256;

        private Token(String account) {
            claims = new JWTClaimsSet.Builder()
                    .issuer(TestIssuer.this.issuer())
                    .audience(AUDIENCE)
                    .subject(account)
                    .jwtID(UUID.randomUUID().toString())
                    .claim("email", account);
        }

        public Token roles(String... roles) {
            return claim("roles", roles.length == 0 ? null : List.of(roles));
        }

        public Token issuer(String issuer) {
            return claim("iss", issuer);
        }

        public Token audience(String... audience) {
            return claim("aud", List.of(audience));
        }

        /** Sets any claim; null leaves it out. */
        public Token claim(String name, @Nullable Object value) {
            claims.claim(name, value);
            return this;
        }

        /** Expired an hour ago, beyond every tolerance for clocks that differ. */
        public Token expired() {
            return expiresAt(Instant.now().minus(Duration.ofHours(1)));
        }

        public Token expiresAt(Instant instant) {
            expiresAt = instant;
            return this;
        }

        /** Signed with a key that nobody trusts, under the identifier of the trusted one. */
        public Token signedByStranger() {
            signedBy = new RSAKey.Builder(SigningKey.generate())
                    .keyID(key.getKeyID())
                    .build();
            return this;
        }

        /**
         * Signed with another algorithm than RS256. For HS256 and its kin the secret is the public key: the classic
         * way to fool a verifier that lets the token choose.
         */
        public Token algorithm(JWSAlgorithm other) {
            algorithm = other;
            return this;
        }

        /** The token without any signature ({@code alg: none}). */
        public String unsigned() {
            return new PlainJWT(claimsSet()).serialize();
        }

        /** The finished token, to be sent as {@code Authorization: Bearer …}. */
        public String sign() {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(algorithm).keyID(signedBy.getKeyID()).build(), claimsSet());
            try {
                token.sign(signer());
            } catch (JOSEException e) {
                throw new IllegalArgumentException(e);
            }
            return token.serialize();
        }

        private JWSSigner signer() throws JOSEException {
            return JWSAlgorithm.Family.HMAC_SHA.contains(algorithm)
                    ? new MACSigner(signedBy.toRSAPublicKey().getEncoded())
                    : new RSASSASigner(signedBy);
        }

        private JWTClaimsSet claimsSet() {
            return claims.issueTime(Date.from(expiresAt.minus(Duration.ofHours(1))))
                    .expirationTime(Date.from(expiresAt))
                    .build();
        }
    }
}
