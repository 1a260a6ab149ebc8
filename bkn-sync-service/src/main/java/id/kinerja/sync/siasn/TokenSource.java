package id.kinerja.sync.siasn;

import id.kinerja.sync.registry.Obstacle;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where the tokens of one identity come from. */
interface TokenSource {

    /** A token, or why there is none. */
    sealed interface Grant {

        record Granted(Token token) implements Grant {}

        record Denied(Obstacle obstacle) implements Grant {}
    }

    /** Gives the current token, fetching one if need be within the deadline. */
    Grant token(Deadline deadline);

    /** Notes that BKN did not accept this token, so that it is not handed out again. */
    void refused(Token token);

    /** Whether another token can be had for one that BKN did not accept. */
    boolean renews();

    /** Forgets that credentials were refused. */
    void credentialsRepaired();

    /** When the token now held expires; null without one or where it does not say. */
    @Nullable
    Instant expiresAt();
}
