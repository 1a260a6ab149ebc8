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
import java.util.Locale;
import java.util.function.Function;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;

/** The lane documents. Every write is conditional on what it builds on, so that two instances cannot undo each other. */
public final class Lanes {

    private static final int COMMANDS_KEPT = 20;

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
        var taken = Updates.combine(
                Updates.set("holder", owner),
                Updates.set("heldUntil", Date.from(now.plus(lease))),
                Updates.currentDate("renewedAt"));
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
                Updates.combine(Updates.unset("holder"), Updates.unset("heldUntil"), Updates.unset("renewedAt")));
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
     * An operator says that what BKN put in the way is repaired. An operator's pause stays.
     *
     * @param expectedRevision from {@code If-Match}, or null for any
     */
    CommandResult<Lane> release(String laneId, @Nullable Long expectedRevision, String by, Instant now) {
        return command(laneId, expectedRevision, Lane.Command.RELEASE, by, now, lane -> {
            var obstacle = lane.obstacle(now);
            return obstacle == null
                    ? null
                    : new Effect(
                            obstacle.name(),
                            Updates.combine(
                                    Updates.unset("block"), Updates.unset("pause"), Updates.inc("releases", 1L)));
        });
    }

    /**
     * An operator wants nothing to be sent. It replaces the operator's pause that stands, if any, and touches nothing of
     * what BKN put in the way.
     *
     * @param until when it ends by itself, or null
     */
    CommandResult<Lane> pauseByOperator(
            String laneId,
            @Nullable Long expectedRevision,
            String by,
            @Nullable Instant until,
            String reason,
            Instant now) {
        var pause = new Document("by", by)
                .append("since", Date.from(now))
                .append("until", until == null ? null : Date.from(until))
                .append("reason", reason);
        return command(
                laneId,
                expectedRevision,
                Lane.Command.PAUSE,
                by,
                now,
                lane -> new Effect(reason, Updates.set("operatorPause", pause)));
    }

    /** The operator's pause ends; what BKN put in the way stays. */
    CommandResult<Lane> resume(String laneId, @Nullable Long expectedRevision, String by, Instant now) {
        return command(
                laneId,
                expectedRevision,
                Lane.Command.RESUME,
                by,
                now,
                lane -> lane.operatorPause(now) == null ? null : new Effect(null, Updates.unset("operatorPause")));
    }

    /** An operator supplies a new SSO token, which is kept elsewhere. What stands in the way stays until it is released. */
    CommandResult<Lane> tokenSupplied(String laneId, @Nullable Long expectedRevision, String by, Instant now) {
        return command(
                laneId,
                expectedRevision,
                Lane.Command.SUPPLY_TOKEN,
                by,
                now,
                lane -> new Effect(null, Updates.inc("releases", 1L)));
    }

    /** An operator sets limits; what {@code wanted} does not name stays as it is. */
    CommandResult<Lane> setLimits(
            String laneId, @Nullable Long expectedRevision, String by, Lane.Limits wanted, Instant now) {
        return command(laneId, expectedRevision, Lane.Command.SET_LIMITS, by, now, lane -> {
            var limits = lane.limits().with(wanted);
            return new Effect(
                    wanted.said(),
                    Updates.set(
                            "limits",
                            new Document("callSpacing", text(limits.callSpacing()))
                                    .append("callsInFlight", limits.callsInFlight())
                                    .append("failureRate", limits.failureRate())
                                    .append("openFor", text(limits.openFor()))
                                    .append("breakerWindow", limits.breakerWindow())
                                    .append("breakerMinimumCalls", limits.breakerMinimumCalls())
                                    .append("callDeadline", text(limits.callDeadline()))
                                    .append("suspensionPause", text(limits.suspensionPause()))
                                    .append("pause", text(limits.pause()))
                                    .append("longestPause", text(limits.longestPause()))));
        });
    }

    /** The limits are those of the configuration again. */
    CommandResult<Lane> clearLimits(String laneId, @Nullable Long expectedRevision, String by, Instant now) {
        return command(
                laneId,
                expectedRevision,
                Lane.Command.CLEAR_LIMITS,
                by,
                now,
                lane -> new Effect(null, Updates.unset("limits")));
    }

    private static @Nullable String text(@Nullable Duration duration) {
        return duration == null ? null : duration.toString();
    }

    /** @param what for the history */
    private record Effect(@Nullable String what, Bson update) {}

    /** @param effect what the command does to the lane as it is; null if it does not fit its state */
    private CommandResult<Lane> command(
            String laneId,
            @Nullable Long expectedRevision,
            Lane.Command command,
            String by,
            Instant now,
            Function<Lane, @Nullable Effect> effect) {
        var lane = find(laneId);
        if (expectedRevision != null && expectedRevision != lane.revision()) {
            return new CommandResult.Stale<>(lane.revision());
        }
        var wanted = effect.apply(lane);
        if (wanted == null) {
            return new CommandResult.Refused<>(
                    Refusal.wrongState(lane.status(now), command.name().toLowerCase(Locale.ROOT)));
        }
        var act = new Document("by", by)
                .append("at", Date.from(now))
                .append("command", command.name())
                .append("what", wanted.what());
        boolean done = change(
                Filters.and(Filters.eq("_id", laneId), Filters.eq("revision", lane.revision())),
                Updates.combine(
                        wanted.update(),
                        Updates.pushEach("history", List.of(act), new PushOptions().slice(-COMMANDS_KEPT))));
        var after = find(laneId);
        return done
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
        var operatorPause = document.get("operatorPause", Document.class);
        var block = document.get("block", Document.class);
        return new Lane(
                document.getString("_id"),
                number(document, "revision"),
                document.getString("holder"),
                instant(document, "heldUntil"),
                instant(document, "renewedAt"),
                pause == null
                        ? null
                        : new Lane.Pause(
                                Cause.valueOf(pause.getString("cause")),
                                pause.getDate("until").toInstant(),
                                (int) number(pause, "inARow")),
                operatorPause == null
                        ? null
                        : new Lane.OperatorPause(
                                operatorPause.getString("by"),
                                operatorPause.getDate("since").toInstant(),
                                instant(operatorPause, "until"),
                                operatorPause.getString("reason")),
                block == null
                        ? null
                        : new Lane.Block(
                                Cause.valueOf(block.getString("cause")),
                                block.getDate("since").toInstant(),
                                new Diagnosis(
                                        block.getInteger("status"),
                                        block.getString("code"),
                                        block.getString("excerpt"))),
                limits(document.get("limits", Document.class)),
                number(document, "releases"),
                document.getList("history", Document.class, List.of()).stream()
                        .map(act -> new Lane.Act(
                                act.getString("by"),
                                act.getDate("at").toInstant(),
                                // Releases were written down before there were other commands.
                                Lane.Command.valueOf(act.get("command", Lane.Command.RELEASE.name())),
                                act.containsKey("command") ? act.getString("what") : act.getString("from")))
                        .toList());
    }

    private static Lane.Limits limits(@Nullable Document limits) {
        return limits == null
                ? Lane.Limits.AS_CONFIGURED
                : new Lane.Limits(
                        duration(limits, "callSpacing"),
                        limits.getInteger("callsInFlight"),
                        limits.getInteger("failureRate"),
                        duration(limits, "openFor"),
                        limits.getInteger("breakerWindow"),
                        limits.getInteger("breakerMinimumCalls"),
                        duration(limits, "callDeadline"),
                        duration(limits, "suspensionPause"),
                        duration(limits, "pause"),
                        duration(limits, "longestPause"));
    }

    private static @Nullable Duration duration(Document document, String field) {
        var text = document.getString(field);
        return text == null ? null : Duration.parse(text);
    }

    private static @Nullable Instant instant(Document document, String field) {
        var date = document.getDate(field);
        return date == null ? null : date.toInstant();
    }

    private static long number(Document document, String field) {
        return document.get(field, Number.class).longValue();
    }
}
