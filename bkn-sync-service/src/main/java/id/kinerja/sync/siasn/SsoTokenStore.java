package id.kinerja.sync.siasn;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the SSO token that a person supplied (mode {@code manual}) or the refresh token that BKN renews (mode
 * {@code refresh}).
 *
 * <p>Define a bean of this type to keep it across restarts and instances; the default keeps it in memory, starting from
 * the configuration.
 */
public interface SsoTokenStore {

    @Nullable
    String current();

    void replace(String token);
}
