package id.kinerja.stack.mongo;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import io.netty.channel.Channel;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import org.h2.mvstore.MVStore;

/** Answers commands over an H2 store, a change only once it is durable. */
final class WireBackend extends H2Backend {

    private static final Set<String> READS = Set.of(
            "buildinfo",
            "collstats",
            "connectionstatus",
            "count",
            "dbstats",
            "distinct",
            "endsessions",
            "find",
            "getcmdlineopts",
            "getmore",
            "hello",
            "hostinfo",
            "ismaster",
            "killcursors",
            "listcollections",
            "listdatabases",
            "listindexes",
            "ping",
            "serverstatus",
            "validate",
            "whatsmyuri");

    private final LongAdder examined;
    private final GroupCommit commits;
    private final ConcurrentMap<String, MongoDatabase> opened;

    WireBackend(MVStore store) {
        // Before super(), which opens the databases that are on disk already.
        opened = new ConcurrentHashMap<>();
        examined = new LongAdder();
        commits = new GroupCommit(store);
        super(store);
    }

    /** Each once: the plain server opens every database anew to list their names, which is what a health check asks for. */
    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        return opened.computeIfAbsent(
                name, absent -> new SnapshotDatabase(absent, getMvStore(), getCursorRegistry(), examined));
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
        return switch (command.toLowerCase(Locale.ROOT)) {
            case "hello" -> hello(channel, database, query);
            case "ismaster" -> super.handleCommand(channel, database, command, query);
            case String name
            when reads(name, query) -> commits.read(() -> super.handleCommand(channel, database, command, query));
            case "dropdatabase" ->
                commits.change(() -> {
                    var answer = super.handleCommand(channel, database, command, query);
                    opened.remove(database);
                    return answer;
                });
            case "update" -> {
                stampInMilliseconds(query);
                yield commits.change(() -> super.handleCommand(channel, database, command, query));
            }
            default -> commits.change(() -> super.handleCommand(channel, database, command, query));
        };
    }

    /**
     * Carries out {@code $currentDate} as MongoDB does, whose dates have milliseconds. The plain server would keep a finer
     * time than any client is ever shown, and what a client then says comes "after" that time would not.
     */
    private static void stampInMilliseconds(Document command) {
        if (!(command.get("updates") instanceof List<?> statements)) {
            return;
        }
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        for (Object statement : statements) {
            if (statement instanceof Document one
                    && one.get("u") instanceof Document update
                    && update.get("$currentDate") instanceof Document dates
                    && dates.values().stream().allMatch(Boolean.TRUE::equals)) {
                var set = update.get("$set") instanceof Document others ? others : new Document();
                dates.keySet().forEach(field -> set.put(field, now));
                update.put("$set", set);
                update.remove("$currentDate");
            }
        }
    }

    @Override
    public QueryResult handleQuery(MongoQuery query) {
        return commits.read(() -> super.handleQuery(query));
    }

    private static boolean reads(String command, Document query) {
        if (command.equals("aggregate")) {
            return query.get("pipeline") instanceof List<?> stages
                    && stages.stream()
                            .noneMatch(stage -> stage instanceof Document document
                                    && (document.containsKey("$out") || document.containsKey("$merge")));
        }
        return READS.contains(command);
    }

    private Document hello(Channel channel, String database, Document query) {
        Document answer = super.handleCommand(channel, database, "ismaster", query);
        answer.put("isWritablePrimary", true);
        answer.put("helloOk", true);
        return answer;
    }

    /** As MongoDB counts it in {@code metrics.queryExecutor.scannedObjects}: documents looked at to answer filters. */
    @Override
    public Document getServerStatus() {
        Document status = super.getServerStatus();
        if (status.get("metrics") instanceof Document metrics) {
            metrics.put("queryExecutor", new Document("scannedObjects", examined.sum()));
        }
        return status;
    }

    void compact() {
        commits.compact();
    }
}
