package id.kinerja.kit.aggregate;

import id.kinerja.kit.model.Refusal;

/** What became of a command. */
public sealed interface CommandResult<S> {

    /**
     * The change is stored, and its events with it.
     *
     * @param replayed true if an earlier request with the same idempotency key had done it already
     */
    record Changed<S>(Stored<S> after, boolean replayed) implements CommandResult<S> {}

    record Refused<S>(Refusal refusal) implements CommandResult<S> {}

    /** {@code If-Match} named another version than the current one. */
    record Stale<S>(long currentVersion) implements CommandResult<S> {}

    record Absent<S>() implements CommandResult<S> {}
}
