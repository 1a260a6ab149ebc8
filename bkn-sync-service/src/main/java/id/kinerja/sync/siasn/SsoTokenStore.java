package id.kinerja.sync.siasn;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the SSO token that a person supplied (mode {@code manual}) or the refresh token that BKN renews (mode
 * {@code refresh}).
 *
 * <p>It starts from the configuration. With {@code kinerja.bkn.token-key} it is kept in the database, encrypted, for all
 * instances; without, in memory.
 */
public interface SsoTokenStore {

    @Nullable
    String current();

    void replace(String token);

    /** Whether all instances see it, and see it still after a restart. */
    default boolean isShared() {
        return false;
    }
}
