package id.kinerja.stack.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.text.ParseException;
import java.util.UUID;

/** The RSA key that signs tokens. */
final class SigningKey {

    private static final int BITS = 2048;

    private SigningKey() {}

    static RSAKey generate() {
        try {
            return new RSAKeyGenerator(BITS)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyID(UUID.randomUUID().toString())
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The key kept in this folder, made at the first call: tokens stay valid when the issuer restarts. */
    static RSAKey keptIn(Path dataDir) {
        Path file = dataDir.resolve("signing-key.json");
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(dataDir);
                // Temporary files are readable by their owner only, and a half-written key is never found.
                Path draft = Files.createTempFile(dataDir, "signing-key", null);
                Files.writeString(draft, generate().toJSONString());
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return RSAKey.parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep the signing key in " + dataDir, e);
        } catch (ParseException e) {
            throw new IllegalStateException("Not a signing key, delete it for a new one: " + file, e);
        }
    }
}
