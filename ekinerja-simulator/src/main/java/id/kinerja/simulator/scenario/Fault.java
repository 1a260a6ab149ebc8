package id.kinerja.simulator.scenario;

import com.fasterxml.jackson.annotation.JsonInclude;
import id.kinerja.simulator.call.Operation;
import id.kinerja.simulator.scenario.Settings.Encoding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fault as a scenario orders it: which calls it hits, and what then happens. Everything but the kind is optional.
 *
 * @param operations calls it may hit; absent or empty = all but the token endpoints (TOKEN_ERROR: both of
 *     them)
 * @param nips people whose calls it hits; absent or empty = everybody
 * @param skip matching calls that pass before it starts
 * @param times matching calls it hits before it is used up; absent = no end
 * @param from start of its time window, {@code until} its end, both on the simulator's clock; {@code forSeconds} is
 *     an end counted from now
 * @param probability chance to hit a matching call, 0 to 1; absent = always
 * @param seed makes the chance repeatable
 * @param point BEFORE the call is processed, AFTER it (the record is kept, the answer is lost), or MIDWAY through the
 *     answer
 * @param code the WSO2 code of GATEWAY, or the OAuth error of TOKEN_ERROR
 * @param nextAccessSeconds for throttling: when the next call is allowed
 * @param delayMillis delay of LATENCY (up to {@code maxDelayMillis}, evenly spread), time of HANG, pause between bytes
 *     of TRICKLE
 * @param bytes size of an OVERSIZED body
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Fault(
        FaultKind kind,
        List<Operation> operations,
        List<String> nips,
        @Nullable Integer skip,
        @Nullable Integer times,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable Integer forSeconds,
        @Nullable Double probability,
        @Nullable Long seed,
        @Nullable Point point,
        @Nullable Integer status,
        @Nullable String code,
        @Nullable Encoding encoding,
        @Nullable String message,
        @Nullable String contentType,
        @Nullable String body,
        @Nullable Integer nextAccessSeconds,
        @Nullable Long delayMillis,
        @Nullable Long maxDelayMillis,
        @Nullable Long bytes) {

    public Fault {
        operations = operations == null ? List.of() : List.copyOf(operations);
        nips = nips == null ? List.of() : List.copyOf(nips);
    }

    /** Where in a call's life the fault strikes. */
    public enum Point {
        BEFORE,
        AFTER,
        MIDWAY
    }

    /** The point asked for, or the kind's usual one; losing the backend's answer (101504, 101505) comes after it. */
    public Point effectivePoint() {
        if (point != null) {
            return point;
        }
        return kind == FaultKind.GATEWAY && ("101504".equals(code) || "101505".equals(code))
                ? Point.AFTER
                : kind.defaultPoint();
    }

    public int statusOr(int usual) {
        return status == null ? usual : status;
    }

    public String messageOr(String usual) {
        return message == null ? usual : message;
    }

    /** The delay asked for, or the given one. */
    public Duration delayOr(Duration usual) {
        return delayMillis == null ? usual : Duration.ofMillis(delayMillis);
    }
}
