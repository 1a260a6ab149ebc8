package id.kinerja.sync.lane;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.PushOptions;
import com.mongodb.client.model.Updates;
import id.kinerja.kit.aggregate.CommandResult;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.model.Refusal;
import id.kinerja.sync.registry.Cause;
import id.kinerja.sync.registry.Diagnosis;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;

/** The lane documents. Every write is conditional on what it builds on, so that two instances cannot undo each other. */
public final class Lanes {

    private static final int RELEASES_KEPT = 10;

    private final MongoCollection<Document> collection;

    public Lanes(MongoTemplate mongo) {
        this.collection = mongo.getCollection("lanes");
    }

    public Lane find(String laneId) {
        var document = collection.find(Filters.eq("_id", laneId)).first();
        return document == null ? lane(created(laneId)) : lane(document);
    }

    private Document created(String laneId) {
        var fresh = new Document("_id", laneId).append("revision", 1L).append("releases", 0L);
        try {
            collection.insertOne(fresh);
        } catch (MongoWriteException e) {
            if (e.getError().getCode() != 11000) {
                throw e;
            }
        }
        return fresh;
    }

    /**
     * Takes the lane, or keeps it if this owner has it already.
     *
     * @return false while another instance has it
     */
    boolean hold(String laneId, String owner, Instant now, Duration lease) {
        var free = Filters.and(
                Filters.eq("_id", laneId),
                Filters.or(
                        Filters.eq("holder", owner),
                        Filters.exists("holder", false),
                        Filters.lte("heldUntil", Date.from(now))));
        var taken = Updates.combine(Updates.set("holder", owner), Updates.set("heldUntil", Date.from(now.plus(lease))));
        if (collection.updateOne(free, taken).getMatchedCount() > 0) {
            return true;
        }
        find(laneId);
        return collection.updateOne(free, taken).getMatchedCount() > 0;
    }

    /** Gives the lane back, so that another instance need not wait for the lease to pass. */
    void resign(String laneId, String owner) {
        collection.updateOne(
                Filters.and(Filters.eq("_id", laneId), Filters.eq("holder", owner)),
                Updates.combine(Updates.unset("holder"), Updates.unset("heldUntil")));
    }

    /** Lengthens the pause of a lane; a longer one that stands already stays. */
    void pause(String laneId, Cause cause, Instant until) {
        change(
                Filters.and(
                        Filters.eq("_id", laneId),
                        Filters.or(Filters.exists("pause.until", false), Filters.lt("pause.until", Date.from(until)))),
                Updates.combine(
                        Updates.set("pause.cause", cause.name()),
                        Updates.set("pause.until", Date.from(until)),
                        Updates.inc("pause.inARow", 1)));
    }

    /** The target answered after a pause: the next pause is a short one again. */
    void recovered(String laneId, Instant now) {
        change(
                Filters.and(Filters.eq("_id", laneId), Filters.lte("pause.until", Date.from(now))),
                Updates.unset("pause"));
    }

    void block(String laneId, Lane.Block block) {
        var diagnosis = block.diagnosis();
        change(
                Filters.and(Filters.eq("_id", laneId), Filters.exists("block", false)),
                Updates.set(
                        "block",
                        new Document("cause", block.cause().name())
                                .append("since", Date.from(block.since()))
                                .append("status", diagnosis.status())
                                .append("code", diagnosis.code())
                                .append("excerpt", diagnosis.excerpt())));
    }

    /**
     * An operator says that what stood in the way is repaired.
     *
     * @param expectedRevision from {@code If-Match}, or null for any
     */
    CommandResult<Lane> release(String laneId, @Nullable Long expectedRevision, String by, Instant now) {
        var lane = find(laneId);
        if (expectedRevision != null && expectedRevision != lane.revision()) {
            return new CommandResult.Stale<>(lane.revision());
        }
        var obstacle = lane.obstacle(now);
        if (obstacle == null) {
            return new CommandResult.Refused<>(Refusal.wrongState(lane.status(now), "release"));
        }
        var release = new Document("by", by).append("at", Date.from(now)).append("from", obstacle.name());
        boolean released = change(
                Filters.and(Filters.eq("_id", laneId), Filters.eq("revision", lane.revision())),
                Updates.combine(
                        Updates.unset("block"),
                        Updates.unset("pause"),
                        Updates.inc("releases", 1L),
                        Updates.pushEach("history", List.of(release), new PushOptions().slice(-RELEASES_KEPT))));
        var after = find(laneId);
        return released
                ? new CommandResult.Changed<>(new Stored<>(laneId, after.revision(), 0, after), false)
                : new CommandResult.Stale<>(after.revision());
    }

    private boolean change(Bson filter, Bson update) {
        return collection
                        .updateOne(filter, Updates.combine(update, Updates.inc("revision", 1L)))
                        .getMatchedCount()
                > 0;
    }

    private static Lane lane(Document document) {
        var pause = document.get("pause", Document.class);
        var block = document.get("block", Document.class);
        return new Lane(
                document.getString("_id"),
                number(document, "revision"),
                document.getString("holder"),
                instant(document, "heldUntil"),
                pause == null
                        ? null
                        : new Lane.Pause(
                                Cause.valueOf(pause.getString("cause")),
                                pause.getDate("until").toInstant(),
                                (int) number(pause, "inARow")),
                block == null
                        ? null
                        : new Lane.Block(
                                Cause.valueOf(block.getString("cause")),
                                block.getDate("since").toInstant(),
                                new Diagnosis(
                                        block.getInteger("status"),
                                        block.getString("code"),
                                        block.getString("excerpt"))),
                number(document, "releases"),
                document.getList("history", Document.class, List.of()).stream()
                        .map(release -> new Lane.Release(
                                release.getString("by"), release.getDate("at").toInstant(), release.getString("from")))
                        .toList());
    }

    private static @Nullable Instant instant(Document document, String field) {
        var date = document.getDate(field);
        return date == null ? null : date.toInstant();
    }

    private static long number(Document document, String field) {
        return document.get(field, Number.class).longValue();
    }
}
