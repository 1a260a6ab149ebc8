package id.kinerja.kit.aggregate;

/**
 * A state as it was read or written.
 *
 * @param version grows by one with every accepted command; it is the resource's ETag
 * @param sequence number of events the aggregate has emitted so far, which is the {@code ce_sequence} of the newest one
 */
public record Stored<S>(String id, long version, long sequence, S state) {

    static final long UNWRITTEN = 0;

    /** What is there before anybody has written it, see {@link AggregateStore#changeOrCreate}. */
    public static <S> Stored<S> unwritten(String id, S state) {
        return new Stored<>(id, UNWRITTEN, 0, state);
    }
}
