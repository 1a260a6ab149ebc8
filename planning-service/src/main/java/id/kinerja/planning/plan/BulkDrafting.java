package id.kinerja.planning.plan;

import id.kinerja.kit.aggregate.LeasedJobs;
import id.kinerja.kit.directory.Role;
import id.kinerja.planning.plan.Plan.Content;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Drafts for everybody of a school or region, asked for at once. Who they are was written down when it was accepted
 * ({@link BulkDraftingPeople}); a plan that is there already is not touched.
 *
 * @param requestedBy employee id, of the office account
 * @param roles for whom; empty: for everybody who works there
 * @param dryRun everything is found out and no plan is written
 * @param total for how many people
 * @param acceptedAt jobs are carried out in this order
 * @param leaseUntil until when the worker that has it is believed to live
 */
record BulkDrafting(
        String bulkDraftingId,
        Status status,
        String requestedBy,
        String periodId,
        Scope scope,
        Source source,
        List<Role> roles,
        boolean dryRun,
        int total,
        Tally tally,
        Instant acceptedAt,
        @Nullable Instant completedAt,
        @Nullable Instant leaseUntil)
        implements LeasedJobs.Job<BulkDrafting> {

    enum Status {
        RUNNING,
        COMPLETED
    }

    /** One school, or all schools of a regency. */
    record Scope(@Nullable String npsn, @Nullable String regency) {}

    enum Kind {
        /** From the person's own plan of an earlier period. */
        LAST_PERIOD,
        /** The same for everybody. */
        TEMPLATE,
        EMPTY
    }

    /** @param template what everybody begins with; empty unless the kind is TEMPLATE */
    record Source(Kind kind, Content template) {}

    /** What became of one person. */
    enum Outcome {
        PENDING,
        CREATED,
        /** There was a plan already. */
        EXISTING,
        SKIPPED
    }

    /**
     * @param trimmed how many of the created begin without something that is not allowed in them
     * @param skipped how many, by code
     */
    record Tally(int created, int existing, int trimmed, Map<String, Integer> skipped) {

        static final Tally NONE = new Tally(0, 0, 0, Map.of());

        Tally {
            skipped = Map.copyOf(skipped);
        }

        int allSkipped() {
            return skipped.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    BulkDrafting {
        roles = List.copyOf(roles);
    }

    static BulkDrafting accepted(
            String id,
            String by,
            String periodId,
            Scope scope,
            Source source,
            List<Role> roles,
            boolean dryRun,
            int total,
            Instant now) {
        return new BulkDrafting(
                id, Status.RUNNING, by, periodId, scope, source, roles, dryRun, total, Tally.NONE, now, null, null);
    }

    int pending() {
        return total - tally.created() - tally.existing() - tally.allSkipped();
    }

    BulkDrafting counted(Tally counted, Instant leasedUntil) {
        return with(status, counted, completedAt, leasedUntil);
    }

    BulkDrafting completed(Instant now) {
        return with(Status.COMPLETED, tally, now, null);
    }

    @Override
    public BulkDrafting leased(Instant until) {
        return with(status, tally, completedAt, until);
    }

    private BulkDrafting with(
            Status newStatus, Tally newTally, @Nullable Instant newCompletedAt, @Nullable Instant newLeaseUntil) {
        return new BulkDrafting(
                bulkDraftingId,
                newStatus,
                requestedBy,
                periodId,
                scope,
                source,
                roles,
                dryRun,
                total,
                newTally,
                acceptedAt,
                newCompletedAt,
                newLeaseUntil);
    }
}
