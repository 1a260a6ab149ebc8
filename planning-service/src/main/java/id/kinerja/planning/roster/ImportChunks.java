package id.kinerja.planning.roster;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReplaceOptions;
import id.kinerja.kit.aggregate.StartupIndexes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/** The rows of accepted files, in chunks beside their imports until they are applied. */
@Component
class ImportChunks {

    private static final int ROWS = 200;

    private final MongoCollection<Document> chunks;

    ImportChunks(MongoTemplate mongo, StartupIndexes indexes) {
        this.chunks = mongo.getCollection("rosterImportChunks");
        indexes.declare(chunks, Indexes.ascending("storedAt"), new IndexOptions());
    }

    Writer writer(String importId, Instant now) {
        return new Writer(importId, now);
    }

    final class Writer {

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

        void flush() {
            if (!part.isEmpty()) {
                var id = idOf(importId, count++);
                chunks.replaceOne(
                        Filters.eq("_id", id),
                        new Document("_id", id)
                                .append("importId", importId)
                                .append("storedAt", Date.from(now))
                                .append("rows", List.copyOf(part)),
                        new ReplaceOptions().upsert(true));
                part.clear();
            }
        }

        int rows() {
            return rows;
        }

        /** Of chunks. */
        int count() {
            return count;
        }
    }

    Optional<List<RosterRow>> find(String importId, int chunk) {
        return Optional.ofNullable(
                        chunks.find(Filters.eq("_id", idOf(importId, chunk))).first())
                .map(found -> found.getList("rows", Document.class).stream()
                        .map(ImportChunks::row)
                        .toList());
    }

    void clear(String importId, int count) {
        for (int chunk = 0; chunk < count; chunk++) {
            chunks.deleteOne(Filters.eq("_id", idOf(importId, chunk)));
        }
    }

    /**
     * Removes what a process left that died while it took a file in, or just after a file was given up.
     *
     * @param needed whether the import with this id still needs its chunks
     * @return how many were removed
     */
    int clearOlderThan(Instant time, Predicate<String> needed) {
        var asked = new HashMap<String, Boolean>();
        var left = chunks.find(Filters.lt("storedAt", Date.from(time)))
                .projection(Projections.include("importId"))
                .into(new ArrayList<>());
        int removed = 0;
        for (var chunk : left) {
            if (!asked.computeIfAbsent(chunk.getString("importId"), needed::test)) {
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

    private static String idOf(String importId, int chunk) {
        return importId + ":" + chunk;
    }
}
