package id.kinerja.kit.telemetry;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A failure as a log may have it: its kinds and places, without its words. Messages of exceptions quote what was being
 * worked on, which may be somebody's name or number.
 */
public final class Unworded extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String kind;

    private Unworded(Throwable failure, Set<Throwable> seen) {
        super(null, cause(failure.getCause(), seen), false, true);
        kind = failure.getClass().getName();
        setStackTrace(failure.getStackTrace());
    }

    public static Unworded of(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        seen.add(failure);
        return new Unworded(failure, seen);
    }

    private static @Nullable Unworded cause(@Nullable Throwable cause, Set<Throwable> seen) {
        return cause == null || !seen.add(cause) ? null : new Unworded(cause, seen);
    }

    /** The kind of the failure itself, as stack traces print it. */
    @Override
    public String toString() {
        return kind;
    }
}
