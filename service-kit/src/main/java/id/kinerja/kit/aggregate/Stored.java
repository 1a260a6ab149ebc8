package id.kinerja.kit.aggregate;

/**
 * A state as it was read or written.
 *
 * @param version grows by one with every accepted command; it is the resource's ETag
 * @param sequence number of events the aggregate has emitted so far, which is the {@code ce_sequence} of the newest one
 */
public record Stored<S>(String id, long version, long sequence, S state) {}
