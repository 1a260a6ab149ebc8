package id.kinerja.simulator.call;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call as it came in.
 *
 * @param variables the route's path variables
 * @param body the raw body; empty for multipart, whose parts are read from the request
 * @param nip whom the call is about, where the path or the body tells; used to aim faults, never logged
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Call(
        Operation operation,
        HttpServletRequest request,
        Map<String, String> variables,
        byte[] body,
        @Nullable String nip) {

    public String variable(String name) {
        return variables.getOrDefault(name, "");
    }

    /** The token of a header like {@code Authorization: Bearer x}; the scheme word's case is not significant [E]. */
    public @Nullable String bearer(String header) {
        String value = request.getHeader(header);
        if (value == null || !value.regionMatches(true, 0, "bearer ", 0, 7)) {
            return null;
        }
        String token = value.substring(7).strip();
        return token.isEmpty() ? null : token;
    }
}
