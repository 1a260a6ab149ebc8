package id.kinerja.sync.siasn;

import id.kinerja.sync.registry.Cause;
import id.kinerja.sync.registry.Delivery;
import java.net.http.HttpHeaders;

/** What came back over the wire, before anyone says what it means. */
sealed interface Exchange {

    /** A complete reply. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Answered(int status, HttpHeaders headers, byte[] body) implements Exchange {}

    /** No complete reply. */
    record Unanswered(Cause cause, Delivery delivery, String code) implements Exchange {}
}
