package id.kinerja.sync.siasn;

import id.kinerja.sync.registry.OperatorToken;
import id.kinerja.sync.siasn.BknProperties.SsoMode;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The SSO token of mode {@code manual}, or a fresh refresh token of mode {@code refresh}, put where it is kept. */
final class SuppliedToken implements OperatorToken {

    private final SsoMode mode;
    private final SsoTokenStore store;
    private final InstantSource clock;

    SuppliedToken(SsoMode mode, SsoTokenStore store, InstantSource clock) {
        this.mode = mode;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public @Nullable Objection objection(String token) {
        if (mode == SsoMode.PASSWORD) {
            return Objection.NOT_ASKED_FOR;
        }
        if (!store.isShared()) {
            return Objection.NOT_KEPT;
        }
        var expiresAt = Token.expiryClaim(token);
        return expiresAt != null && !expiresAt.isAfter(clock.instant()) ? Objection.EXPIRED : null;
    }

    @Override
    public void take(String token) {
        store.replace(token);
    }
}
