package id.kinerja.planning.plan;

import com.mongodb.MongoException;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.CommandGuard.Receipt;
import id.kinerja.kit.aggregate.CommandResult;
import id.kinerja.kit.aggregate.LeasedJobs;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.regulation.PackNotLoadedException;
import id.kinerja.planning.plan.BulkApproval.Failure;
import id.kinerja.planning.plan.BulkApproval.Item;
import id.kinerja.planning.plan.BulkApproval.Status;
import id.kinerja.planning.plan.Plan.ApprovalMode;
import id.kinerja.planning.plan.Plan.Decider;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Carries out bulk approvals, plan by plan. After a crash any instance goes on where the lease ran out; a plan that was
 * approved by then is recognised by its receipt.
 */
@Component
class BulkApprovalJob {

    private static final Logger log = LoggerFactory.getLogger(BulkApprovalJob.class);

    /** Plans between two writes of the job. */
    private static final int CHUNK = 20;

    private final AggregateStore<Plan> plans;
    private final PlanAccess access;
    private final PlanViews views;
    private final PlanRecords records;
    private final Clock clock;
    private final LeasedJobs<BulkApproval> jobs;

    BulkApprovalJob(
            AggregateStore<BulkApproval> bulkApprovals,
            AggregateStore<Plan> plans,
            PlanAccess access,
            PlanViews views,
            PlanRecords records,
            Clock clock) {
        this.plans = plans;
        this.access = access;
        this.views = views;
        this.records = records;
        this.clock = clock;
        this.jobs = new LeasedJobs<>(bulkApprovals, clock);
    }

    @Scheduled(fixedDelayString = "${kinerja.bulk-approvals.poll-interval:1s}")
    void work() {
        try {
            jobs.workOff(Status.RUNNING, this::completed);
        } catch (MongoException | DataAccessException e) {
            log.warn("bulk approvals wait for the database: {}", e.getClass().getName());
        }
    }

    /** @return null if another instance has taken over */
    private @Nullable Stored<BulkApproval> completed(Stored<BulkApproval> leased) {
        @Nullable Stored<BulkApproval> job = leased;
        while (job != null && !job.state().undecided().isEmpty()) {
            var undecided = job.state().undecided();
            var chunk = undecided.subList(0, Math.min(CHUNK, undecided.size()));
            var failures = new ArrayList<Failure>();
            for (var item : chunk) {
                approve(job.state(), item).ifPresent(failures::add);
            }
            job = jobs.changed(job, job.state().decided(chunk.size(), failures, jobs.leaseEnd()));
        }
        return job == null ? null : jobs.changed(job, job.state().completed(clock.instant()));
    }

    private Optional<Failure> approve(BulkApproval job, Item item) {
        var by = job.requestedBy();
        var once = new Receipt("bulk-approval:" + job.bulkApprovalId(), "approve:" + item.version());
        try {
            var result = plans.change(
                    item.planId(),
                    new CommandGuard(item.version(), once),
                    plan -> access.maySee(by, plan),
                    plan -> access.decider(by, plan)
                            .map(decider -> approve(plan, decider))
                            .orElseGet(() -> Decision.refuse(Refusal.forbidden("not-allowed"))));
            return switch (result) {
                case CommandResult.Changed<Plan> _ -> Optional.empty();
                case CommandResult.Refused<Plan>(var refusal) -> failed(item, refusal.code(), null);
                case CommandResult.Stale<Plan>(long current) -> failed(item, "stale-version", current);
                case CommandResult.Absent<Plan> _ -> failed(item, "no-such-resource", null);
            };
        } catch (MongoException | DataAccessException e) {
            throw e;
        } catch (PackNotLoadedException e) {
            log.error("bulk approval {}: {}", job.bulkApprovalId(), e.getMessage());
            return failed(item, "regulation-not-loaded", null);
        } catch (RuntimeException e) {
            // One plan that cannot be decided must not keep the others, and other people's, waiting for ever.
            log.error("a plan of bulk approval {} could not be decided", job.bulkApprovalId(), e);
            return failed(item, "unexpected", null);
        }
    }

    private Decision<Plan> approve(Plan plan, Decider by) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return records.kept(plan, plan.approve(by, ApprovalMode.DECIDED, views.rulesOf(plan), now), by, now);
    }

    private static Optional<Failure> failed(Item item, String code, @Nullable Long currentVersion) {
        return Optional.of(new Failure(item.planId(), code, currentVersion));
    }
}
