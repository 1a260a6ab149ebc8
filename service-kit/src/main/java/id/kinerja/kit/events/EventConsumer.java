package id.kinerja.kit.events;

import com.mongodb.MongoException;
import id.kinerja.kit.telemetry.Unworded;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.messaging.Message;

/**
 * The function behind every service's one consumer binding. Infrastructure failures leave here as exceptions, so that the
 * container retries without end and offsets stay; what can never succeed is put aside as a dead letter.
 */
final class EventConsumer implements Consumer<Message<byte[]>> {

    private static final Logger log = LoggerFactory.getLogger(EventConsumer.class);

    /**
     * Server codes of a write that fails because of what is written: BadValue, FailedToParse, TypeMismatch,
     * DollarPrefixedFieldName, EmptyFieldName, DottedFieldName, DocumentValidationFailure, BSONObjectTooLarge.
     */
    private static final Set<Integer> REFUSED_FOR_EVER = Set.of(2, 9, 14, 52, 56, 57, 121, 10334);

    private final EventRouter router;
    private final DeadLetters deadLetters;
    private final MeterRegistry meters;

    /** @param topics whose counters are there from the start: an alarm finds a 0 then, and not nothing */
    EventConsumer(EventRouter router, DeadLetters deadLetters, MeterRegistry meters, Collection<String> topics) {
        this.router = router;
        this.deadLetters = deadLetters;
        this.meters = meters;
        topics.forEach(topic -> {
            retried(topic);
            dead(topic);
        });
    }

    @Override
    public void accept(Message<byte[]> message) {
        var received = RawHeaderMapper.received(message);
        try {
            router.route(received);
        } catch (RuntimeException e) {
            if (isInfrastructure(e)) {
                retried(received.topic()).increment();
                log.warn(
                        "{} waits for the infrastructure: {}",
                        received.position(),
                        e.getClass().getName());
                throw e;
            }
            log.error(
                    "{} is put aside as a dead letter",
                    received.position(),
                    e instanceof UnprocessableEvent ? null : Unworded.of(e));
            deadLetters.add(received, e);
            dead(received.topic()).increment();
        }
    }

    private Counter retried(String topic) {
        return meters.counter("kinerja.events.retried", "topic", topic);
    }

    private Counter dead(String topic) {
        return meters.counter("kinerja.events.dead", "topic", topic);
    }

    /** A database that is away is waited for; one that refuses the value itself will refuse it for ever. */
    static boolean isInfrastructure(Throwable failure) {
        boolean storage = false;
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MongoException refused && REFUSED_FOR_EVER.contains(refused.getCode())) {
                return false;
            }
            storage |= cause instanceof MongoException || cause instanceof DataAccessException;
        }
        return storage;
    }
}
