package id.kinerja.sync.siasn;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Keeps the SSO token as long as the process lives. */
final class InMemorySsoTokenStore implements SsoTokenStore {

    private final AtomicReference<@Nullable String> token;

    InMemorySsoTokenStore(@Nullable Secret initial) {
        token = new AtomicReference<>(initial == null ? null : initial.value());
    }

    @Override
    public @Nullable String current() {
        return token.get();
    }

    @Override
    public void replace(String replacement) {
        token.set(replacement);
    }
}
