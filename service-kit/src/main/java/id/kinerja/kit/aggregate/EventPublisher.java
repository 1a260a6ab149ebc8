package id.kinerja.kit.aggregate;

/** Hands one event to the broker and returns when the broker has acknowledged it. */
interface EventPublisher {

    void publish(AggregateType<?> type, String aggregateId, OutboxEntry entry)
            throws PublishingFailed, InterruptedException;
}
