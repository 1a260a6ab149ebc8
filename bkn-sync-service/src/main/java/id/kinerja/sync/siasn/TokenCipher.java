package id.kinerja.sync.siasn;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Encrypts what is kept of BKN's tokens: AES-256 in GCM, each time with a nonce of its own. */
final class TokenCipher {

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;
    private final SecureRandom random = new SecureRandom();

    /** @param key 32 bytes in Base64 */
    TokenCipher(Secret key) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(key.value().strip());
        } catch (IllegalArgumentException notBase64) {
            // The cause would quote the key.
            bytes = new byte[0];
        }
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException("kinerja.bkn.token-key must be 32 bytes in Base64");
        }
        this.key = new SecretKeySpec(bytes, "AES");
    }

    /** @param place where it is kept; it can be read from there only */
    byte[] encrypt(String token, String place) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, place).doFinal(token.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(nonce.length + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is part of every Java", e);
        }
    }

    /** Null if it was not encrypted with this key for this place, or was changed since. */
    @Nullable
    String decrypt(byte[] kept, String place) {
        if (kept.length <= NONCE_BYTES) {
            return null;
        }
        byte[] nonce = java.util.Arrays.copyOf(kept, NONCE_BYTES);
        try {
            byte[] token =
                    cipher(Cipher.DECRYPT_MODE, nonce, place).doFinal(kept, NONCE_BYTES, kept.length - NONCE_BYTES);
            return new String(token, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException otherKey) {
            return null;
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String place) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** Tells whether two tokens are the same, and nothing else about them. */
    String fingerprint(String token) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return Base64.getEncoder().encodeToString(mac.doFinal(token.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC is part of every Java", e);
        }
    }
}
