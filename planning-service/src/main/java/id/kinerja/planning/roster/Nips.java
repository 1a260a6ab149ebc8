package id.kinerja.planning.roster;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/**
 * Who was last given which NIP: one document per number, so that two people with the same are noticed without looking at
 * everybody. It is a hint to look at that person and never the number itself, which is the employee's.
 */
@Component
class Nips {

    private final MongoCollection<Document> nips;

    Nips(MongoTemplate mongo) {
        this.nips = mongo.getCollection("rosterNips");
    }

    /** By NIP the employee id of whoever was last given it. */
    Map<String, String> holders(Collection<String> numbers) {
        var holders = new HashMap<String, String>();
        if (!numbers.isEmpty()) {
            for (var document : nips.find(Filters.in("_id", numbers))) {
                holders.put(document.getString("_id"), document.getString("employeeId"));
            }
        }
        return holders;
    }

    /**
     * Writes only what is new or different, so that a file imported again costs one query a chunk.
     *
     * @param holders employee id by NIP
     */
    void give(Map<String, String> holders) {
        var present = holders(holders.keySet());
        var unknown = new ArrayList<Document>();
        var changes = new ArrayList<UpdateOneModel<Document>>();
        holders.forEach((nip, employeeId) -> {
            var holder = present.get(nip);
            if (holder == null) {
                unknown.add(new Document("_id", nip).append("employeeId", employeeId));
            } else if (!holder.equals(employeeId)) {
                changes.add(given(nip, employeeId));
            }
        });
        if (!unknown.isEmpty()) {
            try {
                nips.insertMany(unknown, new InsertManyOptions().ordered(false));
            } catch (MongoBulkWriteException e) {
                if (e.getWriteConcernError() != null) {
                    throw e;
                }
                for (var error : e.getWriteErrors()) {
                    if (error.getCode() != 11000) {
                        throw e;
                    }
                    // Given to somebody since it was looked for; the last to be given it has it.
                    var nip = unknown.get(error.getIndex()).getString("_id");
                    changes.add(given(nip, Objects.requireNonNull(holders.get(nip))));
                }
            }
        }
        if (!changes.isEmpty()) {
            nips.bulkWrite(changes, new BulkWriteOptions().ordered(false));
        }
    }

    private static UpdateOneModel<Document> given(String nip, String employeeId) {
        return new UpdateOneModel<>(is(nip), Updates.set("employeeId", employeeId), new UpdateOptions().upsert(true));
    }

    /** Somebody no longer has a number, unless it has been given to somebody else since. */
    void takeBack(String nip, String employeeId) {
        nips.deleteOne(Filters.and(is(nip), Filters.eq("employeeId", employeeId)));
    }

    private static Bson is(String nip) {
        return Filters.eq("_id", nip);
    }
}
