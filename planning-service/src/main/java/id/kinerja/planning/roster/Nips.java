package id.kinerja.planning.roster;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
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

    /** @param holders employee id by NIP */
    void give(Map<String, String> holders) {
        if (!holders.isEmpty()) {
            nips.bulkWrite(
                    holders.entrySet().stream()
                            .map(holder -> new UpdateOneModel<Document>(
                                    is(holder.getKey()),
                                    Updates.set("employeeId", holder.getValue()),
                                    new UpdateOptions().upsert(true)))
                            .toList(),
                    new BulkWriteOptions().ordered(false));
        }
    }

    /** Somebody no longer has a number, unless it has been given to somebody else since. */
    void takeBack(String nip, String employeeId) {
        nips.deleteOne(Filters.and(is(nip), Filters.eq("employeeId", employeeId)));
    }

    private static Bson is(String nip) {
        return Filters.eq("_id", nip);
    }
}
