package id.kinerja.sync.registry;

import org.jspecify.annotations.Nullable;

/**
 * What an operator needs to see of a failed call; free of tokens, numbers of persons and record contents.
 *
 * @param status the answer's status code; null when there was no answer
 * @param code the gateway's fault code, or our own word for what happened
 * @param excerpt the answer's message, shortened and with digits hidden
 */
public record Diagnosis(@Nullable Integer status, String code, String excerpt) {

    /** A failure on our side of the wire. */
    public static Diagnosis local(String code, String excerpt) {
        return new Diagnosis(null, code, excerpt);
    }
}
