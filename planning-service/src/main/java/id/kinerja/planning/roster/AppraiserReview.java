package id.kinerja.planning.roster;

import id.kinerja.kit.aggregate.LeasedJobs;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A look at everybody in the roster: who decides on them by what the roster and the policies say now. Every step is
 * repeatable, and people on whom the same person decides as before are not touched.
 *
 * @param after the last employee id that was looked at; null before the first
 * @param changed on how many people somebody else decides than before
 * @param answers other reviews, asked for before this one began, which it answers too; null before it has begun
 * @param leaseUntil until when the worker that has it is believed to live
 */
record AppraiserReview(
        String reviewId,
        Status status,
        @Nullable String after,
        int changed,
        @Nullable List<String> answers,
        Instant acceptedAt,
        @Nullable Instant completedAt,
        @Nullable Instant leaseUntil)
        implements LeasedJobs.Job<AppraiserReview> {

    enum Status {
        RUNNING,
        COMPLETED
    }

    static AppraiserReview askedFor(String id, Instant now) {
        return new AppraiserReview(id, Status.RUNNING, null, 0, null, now, null, null);
    }

    AppraiserReview begun(List<String> others, Instant leasedUntil) {
        return new AppraiserReview(
                reviewId, status, null, 0, List.copyOf(others), acceptedAt, completedAt, leasedUntil);
    }

    AppraiserReview seen(String lastId, int more, Instant leasedUntil) {
        return new AppraiserReview(
                reviewId, status, lastId, changed + more, answers, acceptedAt, completedAt, leasedUntil);
    }

    AppraiserReview completed(Instant now) {
        return new AppraiserReview(reviewId, Status.COMPLETED, after, changed, answers, acceptedAt, now, null);
    }

    @Override
    public AppraiserReview leased(Instant until) {
        return new AppraiserReview(reviewId, status, after, changed, answers, acceptedAt, completedAt, until);
    }
}
