package id.kinerja.planning.roster;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/**
 * Which employee id an account has. The id is random, given once, and the only thing that links an account to the rest
 * of the platform.
 */
@Component
class Accounts {

    private final MongoCollection<Document> accounts;

    Accounts(MongoTemplate mongo) {
        this.accounts = mongo.getCollection("rosterAccounts");
    }

    Optional<String> find(String account) {
        return Optional.ofNullable(findAll(List.of(account)).get(account));
    }

    /** The employee ids of those accounts that have one. */
    Map<String, String> findAll(Collection<String> some) {
        var ids = new HashMap<String, String>();
        for (var document : accounts.find(Filters.in("_id", some))) {
            ids.put(document.getString("_id"), document.getString("employeeId"));
        }
        return ids;
    }

    /** The employee ids of accounts, given now to those that have none; of two who ask at once both get the same. */
    Map<String, String> employeeIdsOf(Set<String> some) {
        var ids = some.isEmpty() ? Map.<String, String>of() : findAll(some);
        var without = some.stream().filter(account -> !ids.containsKey(account)).toList();
        if (without.isEmpty()) {
            return ids;
        }
        try {
            // Insertions in one message; as upserts they would be looked for one by one.
            accounts.insertMany(
                    without.stream()
                            .map(account -> new Document("_id", account)
                                    .append("employeeId", UUID.randomUUID().toString()))
                            .toList(),
                    new InsertManyOptions().ordered(false));
        } catch (MongoBulkWriteException e) {
            if (e.getWriteConcernError() != null
                    || e.getWriteErrors().stream().anyMatch(error -> error.getCode() != 11000)) {
                throw e;
            }
        }
        return findAll(some);
    }
}
