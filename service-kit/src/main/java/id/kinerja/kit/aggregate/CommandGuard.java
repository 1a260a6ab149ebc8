package id.kinerja.kit.aggregate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The conditions under which a command may change an aggregate.
 *
 * @param expectedVersion from {@code If-Match}; null where the caller does not care (handlers of events)
 * @param receipt from {@code Idempotency-Key}; null where the caller sent none
 */
public record CommandGuard(
        @Nullable Long expectedVersion, @Nullable Receipt receipt) {

    /**
     * @param key account and idempotency key of the request
     * @param requestHash digest of method, path and body, so that a key used again for something else is noticed
     */
    public record Receipt(String key, String requestHash) {}

    public static CommandGuard none() {
        return new CommandGuard(null, null);
    }

    /**
     * An id for what has no natural key. A request that is sent again with its {@code Idempotency-Key} gets the same one
     * and so finds what the first has created; without a key it is random.
     */
    public String newId() {
        return receipt == null
                ? UUID.randomUUID().toString()
                : UUID.nameUUIDFromBytes(receipt.key().getBytes(UTF_8)).toString();
    }
}
