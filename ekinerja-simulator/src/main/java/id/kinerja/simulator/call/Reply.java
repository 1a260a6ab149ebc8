package id.kinerja.simulator.call;

import java.nio.charset.StandardCharsets;

/**
 * An answer before it goes out.
 *
 * @param outcome short word for the journal and the counters, never personal
 * @param stored whether a record was created or changed by this call
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Reply(int status, String contentType, byte[] body, String outcome, boolean stored) {

    public static final String JSON = "application/json; charset=UTF-8";
    public static final String HTML = "text/html; charset=UTF-8";

    public static Reply json(int status, String outcome, Object body) {
        return new Reply(status, JSON, Json.MAPPER.writeValueAsBytes(body), outcome, false);
    }

    public static Reply ok(Object body) {
        return json(200, "OK", body);
    }

    public static Reply text(int status, String contentType, String outcome, String body) {
        return new Reply(status, contentType, body.getBytes(StandardCharsets.UTF_8), outcome, false);
    }

    public Reply afterStoring() {
        return new Reply(status, contentType, body, outcome, true);
    }

    public boolean successful() {
        return status < 300;
    }
}
