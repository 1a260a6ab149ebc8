package id.kinerja.kit.aggregate;

import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Who relays a document's events and until when nobody else may. */
record Claim(@Nullable Instant until, @Nullable String by) {

    static Claim of(Document document) {
        Date until = document.getDate("relayAfter");
        return new Claim(until == null ? null : until.toInstant(), document.getString("relayBy"));
    }

    boolean none() {
        return until == null;
    }

    boolean liveForAnother(String instance, Instant now) {
        return until != null && now.isBefore(until) && !instance.equals(by);
    }
}
