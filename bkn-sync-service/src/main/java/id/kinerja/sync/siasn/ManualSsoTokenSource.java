package id.kinerja.sync.siasn;

import id.kinerja.sync.registry.Cause;
import id.kinerja.sync.registry.Diagnosis;
import id.kinerja.sync.registry.Obstacle.Blocked;
import id.kinerja.sync.siasn.TokenSource.Grant.Denied;
import id.kinerja.sync.siasn.TokenSource.Grant.Granted;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Uses the SSO token that a person supplied, until it expires or BKN refuses it.
 *
 * <p>The way most public clients have come to work [E]. There is nothing to renew it with, so it is used to its end,
 * without a margin; its remaining time is a metric to put an alarm on.
 */
final class ManualSsoTokenSource implements TokenSource {

    private final SsoTokenStore store;
    private final InstantSource clock;
    private volatile @Nullable String refused;

    ManualSsoTokenSource(SsoTokenStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Grant token(Deadline deadline) {
        String value = store.current();
        if (value == null || value.isBlank()) {
            return denied("no-token", "No SSO token was supplied yet");
        }
        if (value.equals(refused)) {
            return denied("token-refused", "BKN refused the supplied SSO token; supply a new one");
        }
        Token token = Token.of(value, null, clock.instant());
        if (token.expiresAt() != null && !clock.instant().isBefore(token.expiresAt())) {
            return denied("token-expired", "The supplied SSO token has expired; supply a new one");
        }
        return new Granted(token);
    }

    private static Denied denied(String code, String text) {
        return new Denied(new Blocked(Cause.SSO_AUTH, Diagnosis.local(code, text)));
    }

    @Override
    public void refused(Token token) {
        refused = token.value();
    }

    @Override
    public boolean renews() {
        return false;
    }

    @Override
    public void credentialsRepaired() {
        refused = null;
    }

    @Override
    public @Nullable Instant expiresAt() {
        String value = store.current();
        return value == null ? null : Token.expiryClaim(value);
    }
}
