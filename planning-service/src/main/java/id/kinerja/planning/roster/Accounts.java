package id.kinerja.planning.roster;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.util.Optional;
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
        return Optional.ofNullable(accounts.find(Filters.eq("_id", account)).first())
                .map(document -> document.getString("employeeId"));
    }

    /** The employee id of an account, given now if it has none; of two who ask at once both get the same. */
    String employeeIdOf(String account) {
        return find(account).orElseGet(() -> {
            try {
                accounts.updateOne(
                        Filters.eq("_id", account),
                        Updates.setOnInsert("employeeId", UUID.randomUUID().toString()),
                        new UpdateOptions().upsert(true));
            } catch (MongoWriteException e) {
                if (e.getError().getCode() != 11000) {
                    throw e;
                }
            }
            return find(account).orElseThrow();
        });
    }
}
