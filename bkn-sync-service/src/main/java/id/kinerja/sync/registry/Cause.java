package id.kinerja.sync.registry;

/** Why the registry could not be used; stable codes for stored deliveries, metrics and people. */
public enum Cause {
    /** Too many calls; all calls wait. */
    THROTTLED,
    /** The registry's gateway rests after a failure behind it; all calls wait, tokens stay good. */
    SUSPENDED,
    /** No complete answer within the deadline. */
    TIMEOUT,
    /** Not reachable, or answering with a server error. */
    UNAVAILABLE,
    /** An answer that is not what the service speaks: a web page, half a document, a surprise. */
    BAD_BODY,
    /** The gateway does not accept our application's credentials. */
    GATEWAY_AUTH,
    /** Single sign-on does not accept our operator's credentials or token. */
    SSO_AUTH,
    /** Operator and application belong to different institutions. */
    SSO_MISMATCH,
    /** We are kept out: address not whitelisted, subscription inactive, service blocked. */
    ACCESS_REFUSED,
    /** Our own settings are wrong: address, path, missing credentials. */
    CONFIGURATION,
    /** Our own circuit breaker spares the registry for a while. */
    CIRCUIT_OPEN,
    /** Our own limits on calls in flight or per time left no room in time. */
    NO_TURN
}
