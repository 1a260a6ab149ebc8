package id.kinerja.sync.feed;

import java.time.Instant;
import org.bson.Document;

/**
 * A plan or an observation as it stands in the feed. The person is named by employee id only; the number is looked up when
 * the entry is read, so that it is the one the roster says now.
 *
 * @param id stable, the id of the delivery of the same thing
 * @param sequence number of the decision among those of its source
 * @param changedAt by the clock of the database, in milliseconds
 * @param content what is told, as it was written down
 */
record FeedEntry(String id, String employeeId, long sequence, Instant changedAt, Document content) {

    Position position() {
        return new Position(changedAt, id);
    }
}
