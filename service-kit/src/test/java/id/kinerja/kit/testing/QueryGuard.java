package id.kinerja.kit.testing;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * Watches every command a service sends to MongoDB: a filter must be covered by {@code _id} or by an index that was
 * created, and nothing may be used that only some MongoDB-compatible servers understand.
 */
final class QueryGuard implements CommandListener {

    /** Where the filter of a command is: the field itself, or the field within each element of an array. */
    private static final Map<String, String> FILTERS =
            Map.of("find", "filter", "count", "query", "findAndModify", "query");

    private static final Map<String, String> STATEMENTS = Map.of("update", "updates", "delete", "deletes");
    private static final Set<String> NOT_EVERYWHERE = Set.of(
            "$where",
            "$text",
            "$near",
            "$nearSphere",
            "$geoWithin",
            "$geoIntersects",
            "$jsonSchema",
            "$expr",
            "$setWindowFields",
            "$unionWith",
            "$lookup",
            "$merge",
            "$out",
            "$function");
    private static final Set<String> TRANSACTIONAL = Set.of("commitTransaction", "abortTransaction");

    private final Map<String, List<List<String>>> indexes = new ConcurrentHashMap<>();
    private static final Set<String> READS = Set.of("find", "getMore", "aggregate", "count", "distinct");

    private final Set<String> violations = ConcurrentHashMap.newKeySet();
    private final Queue<Queue<String>> recordings = new ConcurrentLinkedQueue<>();

    @Override
    public void commandStarted(CommandStartedEvent event) {
        var command = event.getCommand();
        var name = event.getCommandName();
        if (name.equals("createIndexes")) {
            command.getArray("indexes")
                    .forEach(index -> indexes.computeIfAbsent(
                                    command.getString(name).getValue(), collection -> new ArrayList<>())
                            .add(List.copyOf(
                                    index.asDocument().getDocument("key").keySet())));
            return;
        }
        if (READS.contains(name)) {
            var collection = command.getString(name.equals("getMore") ? "collection" : name, new BsonString(""));
            var read = name + " " + collection.getValue() + " " + command.getDocument("filter", new BsonDocument());
            recordings.forEach(recording -> recording.add(read));
        }
        operators(command).stream()
                .filter(NOT_EVERYWHERE::contains)
                .forEach(operator -> violations.add(name + " uses " + operator));
        if (TRANSACTIONAL.contains(name) || command.containsKey("autocommit")) {
            violations.add(name + " is part of a transaction");
        }
        if (FILTERS.containsKey(name)) {
            check(name, command, command.getDocument(FILTERS.get(name), new BsonDocument()));
        } else if (STATEMENTS.containsKey(name)) {
            // Long lists travel beside the command and are not shown here.
            command.getArray(STATEMENTS.get(name), new BsonArray())
                    .forEach(statement ->
                            check(name, command, statement.asDocument().getDocument("q")));
        }
    }

    private void check(String name, BsonDocument command, BsonDocument filter) {
        if (!(command.get(name) instanceof BsonString collection)) {
            return;
        }
        var fields = fields(filter);
        boolean covered = fields.isEmpty() && name.equals("find") && sortsById(command)
                || fields.contains("_id")
                || indexes.getOrDefault(collection.getValue(), List.of()).stream()
                        .anyMatch(index -> fields.contains(index.getFirst()));
        if (!covered) {
            violations.add("%s on %s filters by %s, which no index covers"
                    .formatted(name, collection.getValue(), new TreeSet<>(fields)));
        }
    }

    private static boolean sortsById(BsonDocument command) {
        return command.getDocument("sort", new BsonDocument()).containsKey("_id");
    }

    private static Set<String> fields(BsonDocument filter) {
        var fields = new HashSet<String>();
        filter.forEach((field, condition) -> {
            if (field.equals("$and")) {
                condition.asArray().forEach(part -> fields.addAll(fields(part.asDocument())));
            } else if (!field.startsWith("$")) {
                fields.add(field);
            }
        });
        return fields;
    }

    private static Set<String> operators(BsonValue value) {
        var operators = new HashSet<String>();
        switch (value) {
            case BsonDocument document ->
                document.forEach((field, inner) -> {
                    if (field.startsWith("$")) {
                        operators.add(field);
                    }
                    operators.addAll(operators(inner));
                });
            case BsonArray array -> array.forEach(inner -> operators.addAll(operators(inner)));
            default -> {}
        }
        return operators;
    }

    /** What is read meanwhile, by whomever: as {@code find collection {filter}}. */
    List<String> reads(Runnable meanwhile) {
        var recording = new ConcurrentLinkedQueue<String>();
        recordings.add(recording);
        try {
            meanwhile.run();
        } finally {
            recordings.remove(recording);
        }
        return List.copyOf(recording);
    }

    Set<String> violations() {
        return new TreeSet<>(violations);
    }
}
