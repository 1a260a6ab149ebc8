package id.kinerja.planning.plan;

import id.kinerja.kit.aggregate.LeasedJobs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Many approvals that were asked for at once. Each plan is decided on its own, in the order asked for; what could not be
 * approved is listed and holds up nothing.
 *
 * @param requestedBy employee id of the appraiser, in whose name each plan is decided
 * @param approved how many are approved; with the failures, that many of the items are decided
 * @param acceptedAt jobs are carried out in this order
 * @param leaseUntil until when the worker that has it is believed to live
 */
record BulkApproval(
        String bulkApprovalId,
        Status status,
        String requestedBy,
        List<Item> items,
        int approved,
        List<Failure> failures,
        Instant acceptedAt,
        @Nullable Instant completedAt,
        @Nullable Instant leaseUntil)
        implements LeasedJobs.Job<BulkApproval> {

    /** @param version the version of the plan that the appraiser has seen */
    record Item(String planId, long version) {}

    /**
     * @param code that of the refusal, e.g. {@code wrong-state}
     * @param currentVersion where the plan has changed since the appraiser saw it
     */
    record Failure(String planId, String code, @Nullable Long currentVersion) {}

    enum Status {
        RUNNING,
        COMPLETED
    }

    BulkApproval {
        items = List.copyOf(items);
        failures = List.copyOf(failures);
    }

    static BulkApproval accepted(String id, String requestedBy, List<Item> items, Instant now) {
        return new BulkApproval(id, Status.RUNNING, requestedBy, items, 0, List.of(), now, null, null);
    }

    List<Item> undecided() {
        return items.subList(approved + failures.size(), items.size());
    }

    /** The next so many of the undecided are decided, all but these. */
    BulkApproval decided(int count, List<Failure> failed, Instant leasedUntil) {
        var all = new ArrayList<>(failures);
        all.addAll(failed);
        return new BulkApproval(
                bulkApprovalId,
                status,
                requestedBy,
                items,
                approved + count - failed.size(),
                all,
                acceptedAt,
                completedAt,
                leasedUntil);
    }

    BulkApproval completed(Instant now) {
        return new BulkApproval(
                bulkApprovalId, Status.COMPLETED, requestedBy, items, approved, failures, acceptedAt, now, null);
    }

    @Override
    public BulkApproval leased(Instant until) {
        return new BulkApproval(
                bulkApprovalId, status, requestedBy, items, approved, failures, acceptedAt, completedAt, until);
    }
}
