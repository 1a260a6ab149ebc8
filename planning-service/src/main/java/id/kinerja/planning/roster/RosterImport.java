package id.kinerja.planning.roster;

import id.kinerja.kit.aggregate.LeasedJobs;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Refusal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A validated file on its way into the roster. The rows lie in chunks beside it; each chunk is applied by idempotent
 * steps, so whoever finds the job without a living worker goes on with the chunk it stopped at.
 *
 * @param file what the chunks are called by: each time a file is taken in its chunks have names of their own; null if
 *     accepted before that, and then they have the import's
 * @param rows rows in the file
 * @param warnings how much was odd in the file and may yet be right; null if accepted before that was kept
 * @param imported rows applied so far
 * @param passedOver of these, rows that changed nothing because they name people who have left; null for none
 * @param nextChunk first chunk that is not known to be applied
 * @param acceptedAt files are applied in this order, because a later one may correct an earlier one
 * @param leaseUntil until when the worker that has it is believed to live
 * @param failing why it does not get on; null while it does
 */
record RosterImport(
        String importId,
        RosterFile.Kind kind,
        Status status,
        @Nullable String file,
        int rows,
        @Nullable Integer warnings,
        int imported,
        @Nullable Integer passedOver,
        int chunks,
        int nextChunk,
        String requestedBy,
        Instant acceptedAt,
        @Nullable Instant leaseUntil,
        @Nullable Failing failing)
        implements LeasedJobs.Job<RosterImport> {

    /** So often the same rows may fail before the import has: a lease apart, two minutes in all. */
    static final int ATTEMPTS = 5;

    enum Status {
        RUNNING,
        COMPLETED,
        /** The same rows failed again and again for a cause that is not the database's; those after them are not applied. */
        FAILED,
        /** Given up by an operator. */
        CANCELLED
    }

    /**
     * @param attempts at the rows after those that are applied
     * @param cause name of the fault, for whoever looks into it
     */
    record Failing(int attempts, String cause) {}

    static RosterImport accepted(
            String importId,
            RosterFile.Kind kind,
            ImportChunks.Written written,
            int warnings,
            String requestedBy,
            Instant now) {
        return new RosterImport(
                importId,
                kind,
                Status.RUNNING,
                written.file(),
                written.rows(),
                warnings,
                0,
                null,
                written.chunks(),
                0,
                requestedBy,
                now,
                null,
                null);
    }

    ImportChunks.Written written() {
        return new ImportChunks.Written(file == null ? importId : file, rows, chunks);
    }

    @Override
    public RosterImport leased(Instant until) {
        return with(status, until, failing);
    }

    /** The next chunk is applied; once all are, the job still has to be {@link #completed}. */
    RosterImport applied(int rowsOfChunk, int passedOverOfChunk, Instant leasedUntil) {
        return new RosterImport(
                importId,
                kind,
                status,
                file,
                rows,
                warnings,
                imported + rowsOfChunk,
                (passedOver == null ? 0 : passedOver) + passedOverOfChunk,
                chunks,
                nextChunk + 1,
                requestedBy,
                acceptedAt,
                leasedUntil,
                null);
    }

    /** The next chunk was not applied; it is tried again when the lease is over, or never. */
    RosterImport failing(String cause, Instant leasedUntil) {
        int attempts = failing == null ? 1 : failing.attempts() + 1;
        var now = new Failing(attempts, cause);
        return attempts < ATTEMPTS ? with(status, leasedUntil, now) : with(Status.FAILED, null, now);
    }

    boolean allApplied() {
        return nextChunk == chunks;
    }

    /** Everything is applied and nothing of the file is left beside the job. */
    RosterImport completed() {
        return with(Status.COMPLETED, null, null);
    }

    /** Rows that are applied stay so; no others follow. */
    Decision<RosterImport> cancel() {
        return status == Status.RUNNING
                ? Decision.accept(with(Status.CANCELLED, null, failing))
                : Decision.refuse(Refusal.wrongState(status, "cancel"));
    }

    private RosterImport with(Status next, @Nullable Instant lease, @Nullable Failing why) {
        return new RosterImport(
                importId,
                kind,
                next,
                file,
                rows,
                warnings,
                imported,
                passedOver,
                chunks,
                nextChunk,
                requestedBy,
                acceptedAt,
                lease,
                why);
    }
}
