package id.kinerja.planning.roster;

import id.kinerja.kit.aggregate.LeasedJobs;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A validated file on its way into the roster. The rows lie in chunks beside it; each chunk is applied by idempotent
 * steps, so whoever finds the job without a living worker goes on with the chunk it stopped at.
 *
 * @param rows rows in the file
 * @param imported rows applied so far
 * @param passedOver of these, rows that changed nothing because they name people who have left; null for none
 * @param nextChunk first chunk that is not known to be applied
 * @param acceptedAt files are applied in this order, because a later one may correct an earlier one
 * @param leaseUntil until when the worker that has it is believed to live
 */
record RosterImport(
        String importId,
        RosterFile.Kind kind,
        Status status,
        int rows,
        int imported,
        @Nullable Integer passedOver,
        int chunks,
        int nextChunk,
        String requestedBy,
        Instant acceptedAt,
        @Nullable Instant leaseUntil)
        implements LeasedJobs.Job<RosterImport> {

    enum Status {
        RUNNING,
        COMPLETED
    }

    @Override
    public RosterImport leased(Instant until) {
        return new RosterImport(
                importId, kind, status, rows, imported, passedOver, chunks, nextChunk, requestedBy, acceptedAt, until);
    }

    /** The next chunk is applied; once all are, the job still has to be {@link #completed}. */
    RosterImport applied(int rowsOfChunk, int passedOverOfChunk, Instant leasedUntil) {
        return new RosterImport(
                importId,
                kind,
                status,
                rows,
                imported + rowsOfChunk,
                (passedOver == null ? 0 : passedOver) + passedOverOfChunk,
                chunks,
                nextChunk + 1,
                requestedBy,
                acceptedAt,
                leasedUntil);
    }

    boolean allApplied() {
        return nextChunk == chunks;
    }

    /** Everything is applied and nothing of the file is left beside the job. */
    RosterImport completed() {
        return new RosterImport(
                importId,
                kind,
                Status.COMPLETED,
                rows,
                imported,
                passedOver,
                chunks,
                nextChunk,
                requestedBy,
                acceptedAt,
                null);
    }
}
