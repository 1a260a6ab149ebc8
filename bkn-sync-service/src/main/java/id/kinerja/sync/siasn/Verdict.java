package id.kinerja.sync.siasn;

import id.kinerja.sync.registry.Cause;
import id.kinerja.sync.registry.Diagnosis;
import id.kinerja.sync.registry.Obstacle;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a reply means, before the operation that asked gives it its name in the domain. */
sealed interface Verdict {

    /** {@code code} 1 with something in {@code data}. */
    record Data(JsonNode data) implements Verdict {}

    /** {@code code} 1 with nothing in {@code data}. */
    record NoData(Diagnosis diagnosis) implements Verdict {}

    /** {@code code} 0 without a list of errors: not found for a question, a refusal for a save. */
    record CodeZero(String text, Diagnosis diagnosis) implements Verdict {}

    /** {@code success} is true. */
    record Saved(@Nullable String recordId, String message) implements Verdict {}

    /**
     * One of the two tokens was not accepted; a newer one may be.
     *
     * @param named whether the reply names the token; a bare 401 of the service may be about the person instead
     */
    record TokenRefused(Identity identity, Diagnosis diagnosis, boolean named) implements Verdict {

        TokenRefused(Identity identity, Diagnosis diagnosis) {
            this(identity, diagnosis, true);
        }
    }

    /** The call failed, and not for want of a newer token. */
    record Stopped(Obstacle obstacle) implements Verdict {}

    /** The two identities behind every call. */
    enum Identity {
        APIM(Cause.GATEWAY_AUTH),
        SSO(Cause.SSO_AUTH);

        private final Cause cause;

        Identity(Cause cause) {
            this.cause = cause;
        }

        Cause cause() {
            return cause;
        }
    }
}
