package id.kinerja.planning.roster;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import id.kinerja.kit.aggregate.StartupIndexes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiPredicate;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/**
 * The rows of accepted files, in chunks beside their imports until they are applied. Two requests may ask for the same
 * import at the same time with different files, so what each of them writes has a name of its own, and the import says
 * whose it takes.
 */
@Component
class ImportChunks {

    private static final int ROWS = 200;

    private final MongoCollection<Document> chunks;

    ImportChunks(MongoTemplate mongo, StartupIndexes indexes) {
        this.chunks = mongo.getCollection("rosterImportChunks");
        indexes.declare(chunks, Indexes.ascending("storedAt"), new IndexOptions());
    }

    /**
     * A file in chunks.
     *
     * @param file a name that no other has
     */
    record Written(String file, int rows, int chunks) {}

    Writer writer(String importId, Instant now) {
        return new Writer(importId, now);
    }

    final class Writer {

        private final String file = UUID.randomUUID().toString();
        private final String importId;
        private final Instant now;
        private final List<Document> part = new ArrayList<>(ROWS);
        private int rows;
        private int count;

        private Writer(String importId, Instant now) {
            this.importId = importId;
            this.now = now;
        }

        void add(Map<String, String> row) {
            part.add(new Document(row));
            rows++;
            if (part.size() == ROWS) {
                flush();
            }
        }

        private void flush() {
            if (!part.isEmpty()) {
                chunks.insertOne(new Document("_id", idOf(file, count++))
                        .append("importId", importId)
                        .append("file", file)
                        .append("storedAt", Date.from(now))
                        .append("rows", List.copyOf(part)));
                part.clear();
            }
        }

        Written written() {
            flush();
            return new Written(file, rows, count);
        }
    }

    Optional<List<RosterRow>> find(Written written, int chunk) {
        return Optional.ofNullable(chunks.find(Filters.eq("_id", idOf(written.file(), chunk)))
                        .first())
                .map(found -> found.getList("rows", Document.class).stream()
                        .map(ImportChunks::row)
                        .toList());
    }

    void clear(Written written) {
        for (int chunk = 0; chunk < written.chunks(); chunk++) {
            chunks.deleteOne(Filters.eq("_id", idOf(written.file(), chunk)));
        }
    }

    /**
     * Removes what a process left that died while it took a file in, or just after a file was given up.
     *
     * @param needed whether the import with the first of these ids still needs the file with the second
     * @return how many were removed
     */
    int clearOlderThan(Instant time, BiPredicate<String, String> needed) {
        var asked = new HashMap<String, Boolean>();
        var left = chunks.find(Filters.lt("storedAt", Date.from(time)))
                .projection(Projections.include("importId", "file"))
                .into(new ArrayList<>());
        int removed = 0;
        for (var chunk : left) {
            var importId = chunk.getString("importId");
            if (!asked.computeIfAbsent(chunk.get("file", importId), file -> needed.test(importId, file))) {
                chunks.deleteOne(Filters.eq("_id", chunk.getString("_id")));
                removed++;
            }
        }
        return removed;
    }

    private static RosterRow row(Document document) {
        var columns = new HashMap<String, String>();
        document.forEach((column, value) -> columns.put(column, String.valueOf(value)));
        return new RosterRow(columns);
    }

    private static String idOf(String file, int chunk) {
        return file + ":" + chunk;
    }
}
