package id.kinerja.simulator.token;

import id.kinerja.simulator.call.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Self-contained tokens [E]. The real ones are RS256; clients cannot check the signature and must not care, so HS256
 * keeps the simulator free of keys.
 */
final class Jwt {

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final String HEADER =
            ENCODER.encodeToString("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));

    private final SecretKeySpec key;

    /** The key follows from configuration, so that tokens outlive a restart of the simulator as BKN's outlive ours. */
    Jwt(String secret) {
        this.key = new SecretKeySpec(("simulator:" + secret).getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    String sign(JsonNode claims) {
        String content = HEADER + "." + ENCODER.encodeToString(Json.MAPPER.writeValueAsBytes(claims));
        return content + "." + signature(content);
    }

    /** The claims, if this simulator signed them; expiry is the caller's question. */
    Optional<JsonNode> read(String token) {
        int last = token.lastIndexOf('.');
        int first = token.indexOf('.');
        if (first < 0 || first == last) {
            return Optional.empty();
        }
        byte[] given = token.substring(last + 1).getBytes(StandardCharsets.UTF_8);
        byte[] expected = signature(token.substring(0, last)).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(given, expected)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.MAPPER.readTree(Base64.getUrlDecoder().decode(token.substring(first + 1, last))));
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private String signature(String content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return ENCODER.encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
