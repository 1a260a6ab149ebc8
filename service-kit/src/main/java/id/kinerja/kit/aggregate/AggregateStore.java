package id.kinerja.kit.aggregate;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Decision.Accepted;
import id.kinerja.kit.model.Decision.Refused;
import id.kinerja.kit.model.DomainEvent;
import id.kinerja.kit.model.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.convert.MongoConverter;

/**
 * The one write path of the platform. A command reads one document, asks the model for a decision and writes the new
 * state, its events and its receipt in <em>one</em> conditional write of the same document:
 *
 * <pre>{_id, version, sequence, state: {…}, outbox: [event…], relayAfter, relayBy, receipts: […]}</pre>
 *
 * <p>Documents are never saved or replaced whole: a stale save would bring published events back or erase waiting ones.
 * What is read into the model is {@code state} only.
 */
public final class AggregateStore<S> {

    private static final int RECEIPTS_KEPT = 16;
    private static final Duration RECEIPTS_VALID = Duration.ofHours(24);
    /** Version conflicts of commands without If-Match are decided again; this many in a row mean a fault. */
    private static final int MAX_CONFLICTS = 64;

    private static final int DUPLICATE_KEY = 11000;

    private static final String ALREADY_EXISTS = "already-exists";

    private static final Bson WITHOUT_OUTBOX = Projections.exclude("outbox");

    private final AggregateType<S> type;
    private final MongoCollection<Document> collection;
    private final MongoConverter converter;
    private final OutboxRelay relay;
    private final EventWriter events;
    private final Clock clock;

    AggregateStore(
            AggregateType<S> type,
            MongoCollection<Document> collection,
            MongoConverter converter,
            OutboxRelay relay,
            EventWriter events,
            Clock clock) {
        this.type = type;
        this.collection = collection;
        this.converter = converter;
        this.relay = relay;
        this.events = events;
        this.clock = clock;
    }

    public Optional<Stored<S>> find(String id) {
        return Optional.ofNullable(collection
                        .find(Filters.eq("_id", id))
                        .projection(WITHOUT_OUTBOX)
                        .first())
                .map(this::stored);
    }

    /**
     * Lists aggregates in the order of their ids.
     *
     * @param filter on {@code state.*} fields that an index of the type covers
     * @param afterId the last id of the previous page, or null for the first page
     */
    public List<Stored<S>> list(Bson filter, @Nullable String afterId, int limit) {
        var page = afterId == null ? filter : Filters.and(filter, Filters.gt("_id", afterId));
        return collection
                .find(page)
                .projection(WITHOUT_OUTBOX)
                .sort(Sorts.ascending("_id"))
                .limit(limit)
                .map(this::stored)
                .into(new ArrayList<>());
    }

    /**
     * Creates the aggregate with this id, which is its natural key wherever there is one.
     *
     * @return refused with {@code already-exists} if another request has created it
     */
    public CommandResult<S> create(String id, CommandGuard guard, Supplier<Decision<S>> decide) {
        var receipt = guard.receipt();
        if (receipt != null) {
            var existing = read(id);
            if (existing != null) {
                return replayOr(existing, receipt, alreadyExists(id));
            }
        }
        return switch (decide.get()) {
            case Refused<S>(var refusal) -> new CommandResult.Refused<>(refusal);
            case Accepted<S>(var state, var happened) -> {
                var now = clock.instant();
                var outbox = events.write(type, 0, happened, now);
                var document = created(id, state, outbox, now);
                if (receipt != null) {
                    document.append("receipts", List.of(receiptDocument(receipt, 1L, now)));
                }
                try {
                    collection.insertOne(document);
                } catch (MongoWriteException e) {
                    if (e.getError().getCode() != DUPLICATE_KEY) {
                        throw e;
                    }
                    var winner = read(id);
                    yield winner == null
                            ? new CommandResult.Refused<>(alreadyExists(id))
                            : replayOr(winner, receipt, alreadyExists(id));
                }
                tellOf(id, outbox, now);
                yield new CommandResult.Changed<>(new Stored<>(id, 1L, outbox.size(), state), false);
            }
        };
    }

    /**
     * Creates many aggregates, each as {@link #create} does, with one message to the database.
     *
     * @param decided what was decided of each, by its id
     * @return the ids of those that another request has created: of these nothing was written
     */
    public Set<String> createAll(Map<String, Accepted<S>> decided) {
        var now = clock.instant();
        var outboxes = new LinkedHashMap<String, List<OutboxEntry>>();
        var documents = new ArrayList<Document>();
        decided.forEach((id, decision) -> {
            var outbox = events.write(type, 0, decision.events(), now);
            outboxes.put(id, outbox);
            documents.add(created(id, decision.state(), outbox, now));
        });
        var existing = insert(documents);
        outboxes.keySet().removeAll(existing);
        outboxes.forEach((id, outbox) -> tellOf(id, outbox, now));
        return existing;
    }

    private Set<String> insert(List<Document> documents) {
        if (documents.isEmpty()) {
            return Set.of();
        }
        try {
            collection.insertMany(documents, new InsertManyOptions().ordered(false));
            return Set.of();
        } catch (MongoBulkWriteException e) {
            // What was inserted nevertheless is told by the sweep.
            if (e.getWriteConcernError() != null
                    || e.getWriteErrors().stream().anyMatch(error -> error.getCode() != DUPLICATE_KEY)) {
                throw e;
            }
            return e.getWriteErrors().stream()
                    .map(error -> documents.get(error.getIndex()).getString("_id"))
                    .collect(Collectors.toSet());
        }
    }

    private Document created(String id, S state, List<OutboxEntry> outbox, Instant now) {
        var document = new Document("_id", id)
                .append("version", 1L)
                .append("sequence", (long) outbox.size())
                .append("state", toDocument(state));
        if (!outbox.isEmpty()) {
            document.append("outbox", documents(outbox))
                    .append("relayAfter", Date.from(relay.claimFrom(now)))
                    .append("relayBy", relay.instance());
        }
        return document;
    }

    private void tellOf(String id, List<OutboxEntry> outbox, Instant now) {
        if (!outbox.isEmpty()) {
            relay.saved(type, id, 1L, outbox, relay.claimFrom(now));
        }
    }

    /** Decides on the current state and stores what was decided. */
    public CommandResult<S> change(String id, CommandGuard guard, Function<S, Decision<S>> decide) {
        return change(id, guard, state -> true, decide);
    }

    /**
     * As {@link #change(String, CommandGuard, Function)}, on behalf of somebody who may not see every aggregate: one that
     * is not visible is absent, whatever the guard says of its version.
     */
    public CommandResult<S> change(
            String id, CommandGuard guard, Predicate<S> visible, Function<S, Decision<S>> decide) {
        for (int conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++) {
            var document = read(id);
            if (document == null) {
                return new CommandResult.Absent<>();
            }
            var current = stored(document);
            if (!visible.test(current.state())) {
                return new CommandResult.Absent<>();
            }
            var receipt = guard.receipt();
            if (receipt != null) {
                var earlier = receiptOf(document, receipt);
                if (earlier != null) {
                    return replay(earlier, receipt, current);
                }
            }
            if (guard.expectedVersion() != null && guard.expectedVersion() != current.version()) {
                return new CommandResult.Stale<>(current.version());
            }
            switch (decide.apply(current.state())) {
                case Refused<S>(var refusal) -> {
                    return new CommandResult.Refused<>(refusal);
                }
                case Accepted<S>(var state, var happened) -> {
                    var after = write(document, current, state, happened, receipt);
                    if (after != null) {
                        return new CommandResult.Changed<>(after, false);
                    }
                }
            }
        }
        throw new IllegalStateException(type.collection() + " is changed by too many at the same time");
    }

    /**
     * As {@link #change(String, CommandGuard, Function)}, for what is there before anybody has written it: at version 0,
     * and so under {@code If-Match: "0"}. The first command that is accepted writes it.
     *
     * @param unwritten what it is like until then
     */
    public CommandResult<S> changeOrCreate(
            String id, CommandGuard guard, S unwritten, Function<S, Decision<S>> decide) {
        if (read(id) == null) {
            var expected = guard.expectedVersion();
            if (expected != null && expected != Stored.UNWRITTEN) {
                return new CommandResult.Stale<>(Stored.UNWRITTEN);
            }
            var created = create(id, guard, () -> decide.apply(unwritten));
            if (!(created instanceof CommandResult.Refused<S>(var refusal)
                    && refusal.code().equals(ALREADY_EXISTS))) {
                return created;
            }
            // Another command wrote it meanwhile: from here on this one is like any that comes later.
        }
        return change(id, guard, decide);
    }

    private @Nullable Stored<S> write(
            Document document,
            Stored<S> current,
            S state,
            List<DomainEvent> happened,
            CommandGuard.@Nullable Receipt receipt) {
        var now = clock.instant();
        var outbox = events.write(type, current.sequence(), happened, now);
        var version = current.version() + 1;
        var updates = new ArrayList<Bson>();
        updates.add(Updates.set("state", toDocument(state)));
        updates.add(Updates.inc("version", 1L));
        var claim = Claim.of(document);
        if (!outbox.isEmpty()) {
            updates.add(Updates.inc("sequence", (long) outbox.size()));
            updates.add(Updates.pushEach("outbox", documents(outbox)));
            // Always set, so that an entry can never stand without its pending mark, even if the entries seen when
            // the document was read have been relayed and cleared since.
            boolean foreign = claim.liveForAnother(relay.instance(), now);
            updates.add(Updates.set(
                    "relayAfter", Date.from(foreign ? claim.atLeast(relay.claimFrom(now)) : relay.claimFrom(now))));
            if (!foreign) {
                updates.add(Updates.set("relayBy", relay.instance()));
            }
        }
        if (receipt != null) {
            updates.add(Updates.pushEach(
                    "receipts",
                    List.of(receiptDocument(receipt, version, now)),
                    new com.mongodb.client.model.PushOptions().slice(-RECEIPTS_KEPT)));
        }
        var result = collection.updateOne(
                Filters.and(Filters.eq("_id", current.id()), Filters.eq("version", current.version())),
                Updates.combine(updates));
        if (result.getMatchedCount() == 0) {
            return null;
        }
        if (!outbox.isEmpty()) {
            if (claim.none()) {
                relay.saved(type, current.id(), version, outbox, relay.claimFrom(now));
            } else if (!claim.liveForAnother(relay.instance(), now)) {
                relay.savedOnTop(type, current.id());
            }
            // Otherwise another instance is publishing this document: when its removal misses the version it looks
            // again and finds these entries; if it died, the sweep does.
        }
        return new Stored<>(current.id(), version, current.sequence() + outbox.size(), state);
    }

    private @Nullable Document read(String id) {
        return collection.find(Filters.eq("_id", id)).projection(WITHOUT_OUTBOX).first();
    }

    private CommandResult<S> replayOr(Document document, CommandGuard.@Nullable Receipt receipt, Refusal otherwise) {
        var earlier = receipt == null ? null : receiptOf(document, receipt);
        return earlier == null || receipt == null
                ? new CommandResult.Refused<>(otherwise)
                : replay(earlier, receipt, stored(document));
    }

    private CommandResult<S> replay(Document earlier, CommandGuard.Receipt receipt, Stored<S> current) {
        return receipt.requestHash().equals(earlier.getString("request"))
                ? new CommandResult.Changed<>(current, true)
                : new CommandResult.Refused<>(Refusal.invalid("idempotency-key-reused"));
    }

    private @Nullable Document receiptOf(Document document, CommandGuard.Receipt receipt) {
        var oldest = clock.instant().minus(RECEIPTS_VALID);
        for (var candidate : document.getList("receipts", Document.class, List.of())) {
            if (receipt.key().equals(candidate.getString("key"))
                    && candidate.getDate("time").toInstant().isAfter(oldest)) {
                return candidate;
            }
        }
        return null;
    }

    private static Document receiptDocument(CommandGuard.Receipt receipt, long version, Instant now) {
        return new Document("key", receipt.key())
                .append("request", receipt.requestHash())
                .append("version", version)
                .append("time", Date.from(now));
    }

    private static Refusal alreadyExists(String id) {
        return Refusal.conflict(ALREADY_EXISTS).with("id", id);
    }

    private static List<Document> documents(List<OutboxEntry> entries) {
        return entries.stream().map(OutboxEntry::toDocument).toList();
    }

    private Stored<S> stored(Document document) {
        return new Stored<>(
                document.getString("_id"),
                document.get("version", Number.class).longValue(),
                document.get("sequence", Number.class).longValue(),
                converter.read(type.stateType(), document.get("state", Document.class)));
    }

    private Document toDocument(S state) {
        var document = new Document();
        converter.write(state, document);
        return document;
    }
}
