package id.kinerja.sync.siasn;

import id.kinerja.sync.siasn.Verdict.Identity;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is sent to a token endpoint to obtain a token. */
sealed interface OAuthGrant {

    Identity identity();

    URI url();

    /** The form to send, or null where there is nothing to ask with. */
    @Nullable
    Map<String, String> form();

    /** The {@code Authorization} header of the request; null for public clients. */
    default @Nullable String authorization() {
        return null;
    }

    /** Takes the refresh token that came with the access token. */
    default void renewed(String refreshToken) {}

    /** The gateway's token, for this application. */
    record ClientCredentials(URI url, String key, Secret secret) implements OAuthGrant {

        @Override
        public Identity identity() {
            return Identity.APIM;
        }

        @Override
        public Map<String, String> form() {
            return Map.of("grant_type", "client_credentials");
        }

        @Override
        public String authorization() {
            byte[] pair = (key + ":" + secret.value()).getBytes(StandardCharsets.UTF_8);
            return "Basic " + Base64.getEncoder().encodeToString(pair);
        }
    }

    /** The operator's SSO token, by password. */
    record Password(URI url, String clientId, String username, Secret password) implements OAuthGrant {

        @Override
        public Identity identity() {
            return Identity.SSO;
        }

        @Override
        public Map<String, String> form() {
            return Map.of(
                    "grant_type",
                    "password",
                    "client_id",
                    clientId,
                    "username",
                    username,
                    "password",
                    password.value());
        }
    }

    /** The operator's SSO token, by a refresh token that each reply may replace; not seen in public use [U]. */
    record Refresh(URI url, String clientId, SsoTokenStore store) implements OAuthGrant {

        @Override
        public Identity identity() {
            return Identity.SSO;
        }

        @Override
        public @Nullable Map<String, String> form() {
            String refreshToken = store.current();
            return refreshToken == null
                    ? null
                    : Map.of(
                            "grant_type", "refresh_token",
                            "client_id", clientId,
                            "refresh_token", refreshToken);
        }

        @Override
        public void renewed(String refreshToken) {
            if (!Objects.equals(store.current(), refreshToken)) {
                store.replace(refreshToken);
            }
        }
    }
}
