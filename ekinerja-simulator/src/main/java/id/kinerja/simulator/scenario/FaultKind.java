package id.kinerja.simulator.scenario;

import id.kinerja.simulator.scenario.Fault.Point;

/** What can go wrong with a call, with the evidence that it does at BKN ({@code bkn-contract.md} sections 2.7, 4, 6). */
public enum FaultKind {
    /** [I] S11: the call is slow, and otherwise normal. Adds to any other fault. */
    LATENCY(Point.BEFORE),
    /** [E] S9: no answer for longer than any client waits; AFTER the record is kept. */
    HANG(Point.AFTER),
    /** [E] S9: TCP reset. */
    RESET(Point.BEFORE),
    /** [E] S9: the connection is closed without an answer ("socket hang up"). */
    HANG_UP(Point.BEFORE),
    /** [I] S11: the body arrives a byte at a time, for as long as replies are held. */
    TRICKLE(Point.AFTER),
    /** [I] S10: a body of very many bytes. */
    OVERSIZED(Point.AFTER),
    /** [I] S10: JSON that ends in the middle. */
    TRUNCATED(Point.AFTER),
    /** [E] S10: HTTP 200 and nothing else. */
    EMPTY(Point.BEFORE),
    /** [E] S10: HTTP 200 and the single character 0. */
    ZERO(Point.BEFORE),
    /** [U] S10: a maintenance page, HTTP 200 unless a status is given; [E] for 504 from load balancers. */
    HTML(Point.BEFORE),
    /** [E] S10: {"Error":"true","Message":"..."}. */
    CAPITAL_ERROR(Point.BEFORE),
    /** [E] S10: {"success":false,"message":"..."}. */
    REFUSAL(Point.BEFORE),
    /** [E] 404 {"message":"Not Found"} of the service itself. */
    NOT_FOUND(Point.BEFORE),
    /** [I] S7, S8, S9, S13: any fault of the WSO2 gateway, by its code. 1015xx also suspends the endpoint. */
    GATEWAY(Point.BEFORE),
    /** [E] S2: invalid or expired jwt. */
    SSO_EXPIRED(Point.BEFORE),
    /** [E] S2: Token SSO mismatch. */
    SSO_MISMATCH(Point.BEFORE),
    /** [I] S1: an OAuth error at a token endpoint; code = unauthorized_client, invalid_grant, invalid_client ... */
    TOKEN_ERROR(Point.BEFORE),
    /** [U] S13: 403 with a page of the load balancer. For a refused connection use RESET. */
    NOT_WHITELISTED(Point.BEFORE),
    /** [U] Any status, content type and body, for what nobody has thought of yet. */
    CUSTOM(Point.BEFORE);

    private final Point defaultPoint;

    FaultKind(Point defaultPoint) {
        this.defaultPoint = defaultPoint;
    }

    Point defaultPoint() {
        return defaultPoint;
    }
}
