package id.kinerja.kit.aggregate;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Publishes the events that wait in aggregates' documents.
 *
 * <p>Promise: every stored event reaches Kafka at least once, and the events of one aggregate in their order. A document
 * has one unacknowledged event at a time; documents are relayed in parallel. The instance that saved publishes at once
 * on an in-process signal; that is an optimisation. The guarantee is the sweep: any instance takes up documents whose
 * claim has passed, by moving {@code relayAfter} forward. A live claim of another instance is never taken over.
 */
public final class OutboxRelay implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

    private static final int SWEEP_BATCH = 200;
    private static final Bson OUTBOX = Projections.include("version", "outbox", "relayAfter", "relayBy");

    private final String instance = UUID.randomUUID().toString();
    private final EventPublisher publisher;
    private final OutboxProperties properties;
    private final OutboxMeters meters;
    private final Clock clock;
    private final List<Source> sources = new CopyOnWriteArrayList<>();
    private final Map<Key, Task> tasks = new ConcurrentHashMap<>();
    private final Semaphore slots;
    private @Nullable ExecutorService workers;
    private @Nullable Thread sweeper;
    private volatile boolean running;
    /** Set by a failed send, cleared by a successful one: while set, only probes are sent. */
    private volatile boolean brokerSuspect;
    /** Set when the broker was found to have gone or come back, so that the sweep does not wait its time. */
    private boolean lookAgain;

    OutboxRelay(EventPublisher publisher, OutboxProperties properties, OutboxMeters meters, Clock clock) {
        this.publisher = publisher;
        this.properties = properties;
        this.meters = meters;
        this.clock = clock;
        this.slots = new Semaphore(properties.parallelism());
    }

    private record Key(Source source, String id) {}

    /** A kind of aggregate together with its collection and the queue of its removals. */
    private record Source(AggregateType<?> type, MongoCollection<Document> collection, RemovalQueue removals) {}

    private record Pending(long version, List<OutboxEntry> entries, Instant claimedUntil) {}

    /** The work on one document; a signal that arrives meanwhile makes it look again. */
    private static final class Task {
        private @Nullable Pending known;
        private boolean again;

        Task(@Nullable Pending known) {
            this.known = known;
        }
    }

    void register(AggregateType<?> type, MongoCollection<Document> collection) {
        sources.add(new Source(type, collection, new RemovalQueue(collection)));
        meters.register(type.collection());
    }

    String instance() {
        return instance;
    }

    Instant claimFrom(Instant now) {
        // While the broker is away nobody will publish soon: what is saved is due as soon as it answers again.
        return brokerSuspect ? now : now.plus(properties.claim());
    }

    /** A document was saved whose outbox held nothing before: these entries are all there is to publish. */
    void saved(AggregateType<?> type, String id, long version, List<OutboxEntry> entries, Instant claimedUntil) {
        signal(type, id, new Pending(version, entries, claimedUntil));
    }

    /** A document was saved on top of entries that this instance is still publishing, or nobody is. */
    void savedOnTop(AggregateType<?> type, String id) {
        signal(type, id, null);
    }

    private void signal(AggregateType<?> type, String id, @Nullable Pending known) {
        if (!running || brokerSuspect) {
            return;
        }
        for (var source : sources) {
            if (source.type() == type) {
                submit(new Key(source, id), known);
            }
        }
    }

    private void submit(Key key, @Nullable Pending known) {
        tasks.compute(key, (k, task) -> {
            if (task == null) {
                var fresh = new Task(known);
                executor().execute(() -> work(k, fresh));
                return fresh;
            }
            task.again = true;
            return task;
        });
    }

    private ExecutorService executor() {
        var current = workers;
        if (current == null) {
            throw new IllegalStateException("the relay is not running");
        }
        return current;
    }

    private void work(Key key, Task task) {
        boolean inTime = true;
        try {
            slots.acquire();
            try {
                relay(key, task.known);
            } finally {
                slots.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            inTime = false;
        } catch (MongoException e) {
            log.warn(
                    "outbox of {} could not be read or cleared: {}",
                    key.source().type().collection(),
                    e.toString());
        } finally {
            boolean goOn = inTime && running && !brokerSuspect;
            tasks.computeIfPresent(key, (k, current) -> {
                if (goOn && current.again) {
                    var next = new Task(null);
                    executor().execute(() -> work(k, next));
                    return next;
                }
                return null;
            });
        }
    }

    private void relay(Key key, @Nullable Pending known) throws InterruptedException {
        var pending = known != null ? known : read(key);
        while (pending != null && running) {
            var acknowledged = new ArrayList<String>();
            for (var entry : pending.entries()) {
                if (!stillOurs(pending) || !publish(key, entry)) {
                    break;
                }
                acknowledged.add(entry.eventId());
            }
            boolean all = acknowledged.size() == pending.entries().size();
            if (all && key.source().removals().clear(key.id(), pending.version())) {
                return;
            }
            if (!acknowledged.isEmpty()) {
                key.source()
                        .collection()
                        .updateOne(
                                Filters.eq("_id", key.id()),
                                Updates.pull("outbox", new Document("eventId", new Document("$in", acknowledged))));
            }
            if (!all) {
                return;
            }
            pending = read(key);
        }
    }

    /** An instance whose claim may run out before the acknowledgement comes leaves the rest to the sweep. */
    private boolean stillOurs(Pending pending) {
        return clock.instant().plus(properties.deliveryTimeout()).isBefore(pending.claimedUntil());
    }

    private boolean publish(Key key, OutboxEntry entry) throws InterruptedException {
        try {
            publisher.publish(key.source().type(), key.id(), entry);
            suspect(false);
            meters.published(key.source().type().collection());
            return true;
        } catch (PublishingFailed e) {
            suspect(true);
            meters.failed(key.source().type().collection());
            log.warn("event {} of {} stays in the outbox: {}", entry.eventId(), entry.type(), e.getMessage());
            return false;
        }
    }

    /** What changes is acted on at once: the broker is probed from now on, or everything that waits is taken up. */
    private synchronized void suspect(boolean suspect) {
        if (brokerSuspect != suspect) {
            brokerSuspect = suspect;
            lookAgain = true;
            notifyAll();
        }
    }

    /** Reads what waits, if the claim on it is ours (or nobody's, when it was saved without one). */
    private @Nullable Pending read(Key key) {
        var document = key.source()
                .collection()
                .find(Filters.eq("_id", key.id()))
                .projection(OUTBOX)
                .first();
        if (document == null || document.get("relayAfter") == null) {
            return null;
        }
        return instance.equals(document.getString("relayBy")) ? pending(document) : null;
    }

    private static Pending pending(Document document) {
        return new Pending(
                document.get("version", Number.class).longValue(),
                document.getList("outbox", Document.class, List.of()).stream()
                        .map(OutboxEntry::from)
                        .toList(),
                document.getDate("relayAfter").toInstant());
    }

    @Override
    public void start() {
        workers = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("outbox-", 0).factory());
        running = true;
        sweeper = Thread.ofPlatform().daemon().name("outbox-sweep").start(this::sweepForEver);
    }

    private void sweepForEver() {
        while (running) {
            try {
                sweep();
            } catch (MongoException e) {
                log.warn("the outbox could not be swept: {}", e.toString());
            } catch (RuntimeException e) {
                log.error("the outbox could not be swept", e);
            }
            try {
                pause(
                        brokerSuspect
                                ? shorter(properties.probeInterval(), properties.sweepInterval())
                                : properties.sweepInterval());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private synchronized void pause(Duration duration) throws InterruptedException {
        long until = System.nanoTime() + duration.toNanos();
        for (long left = duration.toNanos(); running && !lookAgain && left > 0; left = until - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        lookAgain = false;
    }

    /** Takes up every document whose claim has passed; one at a time while the broker does not answer. */
    void sweep() {
        for (var source : sources) {
            if (brokerSuspect) {
                probe(source);
            }
            while (running && !brokerSuspect && takeUp(source, SWEEP_BATCH) == SWEEP_BATCH) {
                awaitRoom();
            }
            if (!brokerSuspect) {
                meters.measured(source.type().collection(), measure(source));
            }
        }
    }

    private void probe(Source source) {
        takeUp(source, 1);
        try {
            awaitIdle();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        meters.measured(source.type().collection(), measure(source));
    }

    private void awaitIdle() throws InterruptedException {
        slots.acquire(properties.parallelism());
        slots.release(properties.parallelism());
    }

    private void awaitRoom() {
        try {
            slots.acquire();
            slots.release();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int takeUp(Source source, int limit) {
        var now = clock.instant();
        var due = source.collection()
                .find(Filters.lte("relayAfter", Date.from(now)))
                .projection(OUTBOX)
                .sort(Sorts.ascending("relayAfter"))
                .limit(limit)
                .into(new ArrayList<>());
        if (due.isEmpty()) {
            return 0;
        }
        var until = now.plus(properties.claim());
        var claims = due.stream()
                .map(document -> new UpdateOneModel<Document>(
                        Filters.and(
                                Filters.eq("_id", document.get("_id")),
                                Filters.eq("relayAfter", document.get("relayAfter"))),
                        Updates.combine(Updates.set("relayAfter", Date.from(until)), Updates.set("relayBy", instance))))
                .toList();
        boolean allOurs = source.collection().bulkWrite(claims).getMatchedCount() == due.size();
        for (var document : due) {
            var key = new Key(source, document.getString("_id"));
            // When another sweep took some of them, the document itself tells which are ours.
            submit(
                    key,
                    allOurs
                            ? new Pending(
                                    pending(document).version(),
                                    pending(document).entries(),
                                    until)
                            : null);
        }
        return due.size();
    }

    private static OutboxMeters.Measurement measure(Source source) {
        long pending = 0;
        Instant oldest = null;
        for (var document : source.collection()
                .find(Filters.exists("relayAfter"))
                .projection(Projections.include("outbox.time"))
                .limit(OutboxMeters.MEASURED_AT_MOST)) {
            for (var entry : document.getList("outbox", Document.class, List.of())) {
                pending++;
                var time = entry.getDate("time").toInstant();
                oldest = oldest == null || time.isBefore(oldest) ? time : oldest;
            }
        }
        return new OutboxMeters.Measurement(pending, oldest);
    }

    @Override
    public void stop() {
        synchronized (this) {
            running = false;
            notifyAll();
        }
        var current = workers;
        if (current != null) {
            current.shutdown();
            try {
                if (!current.awaitTermination(properties.deliveryTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
                    current.shutdownNow();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Starts before the web server and the consumers and stops after them: they are what it relays for. */
    @Override
    public int getPhase() {
        return 0;
    }

    boolean brokerAnswers() {
        return !brokerSuspect;
    }
}
