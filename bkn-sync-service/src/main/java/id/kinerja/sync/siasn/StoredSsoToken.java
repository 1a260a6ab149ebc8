package id.kinerja.sync.siasn;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoTemplate;

/**
 * Keeps the SSO token for all instances and through restarts, encrypted. Where SSO gives out a new refresh token with
 * each use and takes none twice, only this keeps the way to BKN open.
 *
 * <p>It begins with the configured token, and begins anew when another one is configured.
 */
final class StoredSsoToken implements SsoTokenStore {

    private static final Logger log = LoggerFactory.getLogger(StoredSsoToken.class);

    private final MongoCollection<Document> collection;
    private final TokenCipher cipher;
    private final String place;
    private final @Nullable String configured;
    private final AtomicBoolean complained = new AtomicBoolean();

    /** @param kind what the token is for: one of another kind is another token */
    StoredSsoToken(MongoTemplate mongo, TokenCipher cipher, String kind, @Nullable Secret configured) {
        this.collection = mongo.getCollection("ssoTokens");
        this.cipher = cipher;
        this.place = kind;
        this.configured = configured == null || configured.value().isBlank() ? null : configured.value();
    }

    @Override
    public @Nullable String current() {
        var kept = collection.find(Filters.eq("_id", place)).first();
        if (kept == null || !Objects.equals(kept.getString("after"), fingerprint())) {
            return configured;
        }
        var token = cipher.decrypt(kept.get("token", Binary.class).getData(), place);
        if (token == null && complained.compareAndSet(false, true)) {
            log.error("the stored SSO token cannot be read with kinerja.bkn.token-key: supply a new one");
        }
        return token == null ? configured : token;
    }

    @Override
    public void replace(String token) {
        collection.updateOne(
                Filters.eq("_id", place),
                Updates.combine(
                        Updates.set("token", new Binary(cipher.encrypt(token, place))),
                        Updates.set("after", fingerprint()),
                        Updates.currentDate("at")),
                new UpdateOptions().upsert(true));
        complained.set(false);
    }

    private @Nullable String fingerprint() {
        return configured == null ? null : cipher.fingerprint(configured);
    }

    @Override
    public boolean isShared() {
        return true;
    }
}
