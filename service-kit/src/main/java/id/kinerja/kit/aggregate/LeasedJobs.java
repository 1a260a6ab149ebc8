package id.kinerja.kit.aggregate;

import com.mongodb.client.model.Filters;
import id.kinerja.kit.model.Decision;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Work across documents: accepted jobs, carried out one after the other in the order in which they were accepted, by
 * whichever instance holds the lease. After a crash any instance goes on where the lease ran out, so every step must be
 * repeatable. The collection needs an index on {@code state.status}.
 */
public final class LeasedJobs<S extends LeasedJobs.Job<S>> {

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final int AT_ONCE = 100;

    /** A job as it is stored. */
    public interface Job<S> {

        Instant acceptedAt();

        /** Until when the instance that has it is believed to live; null while none has. */
        @Nullable
        Instant leaseUntil();

        S leased(Instant until);
    }

    private final AggregateStore<S> jobs;
    private final Clock clock;

    public LeasedJobs(AggregateStore<S> jobs, Clock clock) {
        this.jobs = jobs;
        this.clock = clock;
    }

    /**
     * Carries out what waits; stops at a job that another instance has, since a later one may build on it.
     *
     * @param status the status of a job that is not completed
     * @param completion carries a leased job to its end; null if another instance has taken over
     */
    public void workOff(Enum<?> status, UnaryOperator<@Nullable Stored<S>> completion) {
        var waiting = jobs.list(Filters.eq("state.status", status.name()), null, AT_ONCE);
        waiting.sort(Comparator.comparing(job -> job.state().acceptedAt()));
        for (var job : waiting) {
            var leased = lease(job);
            if (leased == null || completion.apply(leased) == null) {
                return;
            }
        }
    }

    private @Nullable Stored<S> lease(Stored<S> job) {
        var until = job.state().leaseUntil();
        return until != null && clock.instant().isBefore(until)
                ? null
                : changed(job, job.state().leased(leaseEnd()));
    }

    /** When a lease that is taken or renewed now ends. */
    public Instant leaseEnd() {
        return clock.instant().plus(LEASE);
    }

    /** Writes only if nobody else has written since; null means that the job is somebody else's now. */
    public @Nullable Stored<S> changed(Stored<S> job, S next) {
        return jobs.change(job.id(), new CommandGuard(job.version(), null), state -> Decision.accept(next))
                        instanceof CommandResult.Changed<S>(var after, boolean _)
                ? after
                : null;
    }
}
