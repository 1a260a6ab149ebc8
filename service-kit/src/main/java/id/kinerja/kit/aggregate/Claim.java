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

    /** A claim is prolonged and never shortened by what another instance saves. */
    Instant atLeast(Instant other) {
        return until != null && until.isAfter(other) ? until : other;
    }
}
