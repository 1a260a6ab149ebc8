package id.kinerja.planning.roster;

import com.mongodb.MongoException;
import com.mongodb.client.model.Filters;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.LeasedJobs;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Refusal;
import id.kinerja.planning.roster.AppraiserReview.Status;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Finds out who decides on whom after something has changed: a policy, a roster, or merely the day, since people leave on
 * dates that are known before. Everybody is looked at, in pages, because one person's leaving may concern people several
 * steps below. After a crash any instance goes on where the lease ran out.
 */
@Component
class AppraiserReviewJob {

    private static final Logger log = LoggerFactory.getLogger(AppraiserReviewJob.class);

    private static final String REGULAR = "regular";

    private final AggregateStore<AppraiserReview> reviews;
    private final AggregateStore<Employee> employees;
    private final Deciders deciders;
    private final Clock clock;
    private final LeasedJobs<AppraiserReview> jobs;

    AppraiserReviewJob(
            AggregateStore<AppraiserReview> reviews,
            AggregateStore<Employee> employees,
            Deciders deciders,
            Clock clock) {
        this.reviews = reviews;
        this.employees = employees;
        this.deciders = deciders;
        this.clock = clock;
        this.jobs = new LeasedJobs<>(reviews, clock);
    }

    /** People between two writes of the job. */
    int page() {
        return 500;
    }

    /**
     * Asks for a review, to be called once the change is stored.
     *
     * @param cause what has changed; asked for again it is one review
     */
    void askFor(String cause) {
        reviews.create(
                cause, CommandGuard.none(), () -> Decision.accept(AppraiserReview.askedFor(cause, clock.instant())));
    }

    /**
     * At the start and every ten minutes: people leave on a date, and a crash may come between a change and the review of
     * it.
     */
    @Scheduled(fixedDelayString = "${kinerja.appraiser-reviews.interval:10m}")
    void askRegularly() {
        attempt(() -> reviews.changeOrCreate(
                REGULAR,
                CommandGuard.none(),
                AppraiserReview.askedFor(REGULAR, clock.instant()).completed(clock.instant()),
                before -> before.status() == Status.RUNNING
                        ? Decision.refuse(Refusal.wrongState(before.status(), "ask"))
                        : Decision.accept(AppraiserReview.askedFor(REGULAR, clock.instant()))));
    }

    @Scheduled(fixedDelayString = "${kinerja.appraiser-reviews.poll-interval:1s}")
    void work() {
        attempt(() -> jobs.workOff(Status.RUNNING, this::completed));
    }

    private static void attempt(Runnable step) {
        try {
            step.run();
        } catch (MongoException | DataAccessException e) {
            log.warn(
                    "reviews of appraisers wait for the database: {}",
                    e.getClass().getName());
        }
    }

    /** @return null if another instance has taken over */
    private @Nullable Stored<AppraiserReview> completed(Stored<AppraiserReview> leased) {
        var job = leased.state().answers() == null ? begun(leased) : leased;
        while (job != null) {
            var page = employees.list(Filters.empty(), job.state().after(), page());
            if (page.isEmpty()) {
                break;
            }
            int changed = review(page.stream().map(Stored::state).toList());
            job = jobs.changed(job, job.state().seen(page.getLast().id(), changed, jobs.leaseEnd()));
        }
        if (job == null) {
            return null;
        }
        Objects.requireNonNull(job.state().answers()).forEach(this::answered);
        if (job.state().changed() > 0) {
            log.info("somebody else decides on {} people", job.state().changed());
        }
        return jobs.changed(job, job.state().completed(clock.instant()));
    }

    /** What waits before the first look is answered by this one: many changes in a row need no review each. */
    private @Nullable Stored<AppraiserReview> begun(Stored<AppraiserReview> leased) {
        var others = reviews.list(Filters.eq("state.status", Status.RUNNING.name()), null, 1000).stream()
                .map(Stored::id)
                .filter(id -> !id.equals(leased.id()))
                .toList();
        return jobs.changed(leased, leased.state().begun(others, jobs.leaseEnd()));
    }

    private void answered(String reviewId) {
        reviews.change(reviewId, CommandGuard.none(), other -> Decision.accept(other.completed(clock.instant())));
    }

    private int review(List<Employee> people) {
        var decided = deciders.of(people);
        var changed = new AtomicInteger();
        RosterImportJob.inParallel(
                people.stream()
                        .filter(person -> !decidingOn(person, decided).equals(person.deciding()))
                        .toList(),
                person -> {
                    employees.change(
                            person.employeeId(),
                            CommandGuard.none(),
                            // Who was assigned anew meanwhile was given who decides with it.
                            current -> current.equals(person)
                                    ? current.nowDecidedBy(decidingOn(person, decided))
                                    : Decision.refuse(Refusal.conflict("wrong-state")));
                    changed.incrementAndGet();
                });
        return changed.get();
    }

    private static Deciding decidingOn(Employee person, Map<String, Deciding> decided) {
        return Objects.requireNonNull(decided.get(person.employeeId()));
    }
}
