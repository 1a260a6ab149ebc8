package id.kinerja.sync.delivery;

import com.mongodb.MongoException;
import com.mongodb.client.model.Filters;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.CommandGuard.Receipt;
import id.kinerja.kit.aggregate.CommandResult;
import id.kinerja.kit.aggregate.LeasedJobs;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.model.Decision;
import id.kinerja.sync.lane.LaneBell;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Carries out accepted bulk commands, chunk by chunk; after a crash any instance goes on where the lease ran out. */
class DeliveryBulkJob {

    private static final Logger log = LoggerFactory.getLogger(DeliveryBulkJob.class);

    private static final int CHUNK = 200;

    private final AggregateStore<DeliveryBulk> bulks;
    private final AggregateStore<Delivery> deliveries;
    private final LaneBell bell;
    private final Clock clock;
    private final LeasedJobs<DeliveryBulk> jobs;

    DeliveryBulkJob(
            AggregateStore<DeliveryBulk> bulks, AggregateStore<Delivery> deliveries, LaneBell bell, Clock clock) {
        this.bulks = bulks;
        this.deliveries = deliveries;
        this.bell = bell;
        this.clock = clock;
        this.jobs = new LeasedJobs<>(bulks, clock);
    }

    /** Stores the intent; nothing else is done before it is answered. */
    CommandResult<DeliveryBulk> accept(
            String id,
            CommandGuard guard,
            DeliveryBulk.Command command,
            DeliveryBulk.Filter filter,
            @Nullable String reason,
            String by) {
        return bulks.create(
                id, guard, () -> Decision.accept(DeliveryBulk.of(id, command, filter, reason, by, clock.instant())));
    }

    @Scheduled(fixedDelayString = "${kinerja.delivery.bulk-poll-interval:1s}")
    void work() {
        try {
            jobs.workOff(DeliveryBulk.Status.RUNNING, this::completed);
        } catch (MongoException e) {
            log.warn("bulk commands wait for the database: {}", e.getClass().getName());
        }
    }

    /** @return null if another instance has taken over */
    private @Nullable Stored<DeliveryBulk> completed(Stored<DeliveryBulk> leased) {
        @Nullable Stored<DeliveryBulk> job = leased;
        while (job != null && job.state().status() == DeliveryBulk.Status.RUNNING) {
            var state = job.state();
            if (!state.inHand().isEmpty()) {
                job = jobs.changed(job, applied(state));
                continue;
            }
            var next = deliveries.list(meant(state), state.cursor(), CHUNK).stream()
                    .map(Stored::id)
                    .toList();
            job = jobs.changed(
                    job, next.isEmpty() ? state.completed(clock.instant()) : state.takenUp(next, jobs.leaseEnd()));
        }
        if (job == null) {
            return null;
        }
        log.info("bulk command {} changed {} deliveries", job.id(), job.state().changed());
        return job;
    }

    private DeliveryBulk applied(DeliveryBulk bulk) {
        int changed = 0;
        var refused = new HashMap<String, Integer>();
        // Each delivery keeps the receipt: done again after a crash, it says that it has accepted.
        var once = new CommandGuard(null, new Receipt("bulk:" + bulk.bulkId(), bulk.bulkId()));
        for (var id : bulk.inHand()) {
            switch (deliveries.change(id, once, delivery -> bulk.apply(delivery, clock.instant()))) {
                case CommandResult.Changed<Delivery> _ -> changed++;
                case CommandResult.Refused<Delivery>(var refusal) -> refused.merge(refusal.code(), 1, Integer::sum);
                case CommandResult.Stale<Delivery> _, CommandResult.Absent<Delivery> _ ->
                    throw new IllegalStateException("deliveries are never removed, and no version was named");
            }
        }
        bell.ring();
        return bulk.applied(changed, refused, jobs.leaseEnd());
    }

    private static Bson meant(DeliveryBulk bulk) {
        var filter = bulk.filter();
        var all = new ArrayList<Bson>(List.of(Filters.in(
                "state.status", bulk.statuses().stream().map(Enum::name).toList())));
        if (filter.trouble() != null) {
            all.add(Filters.eq("state.obstruction.trouble", filter.trouble().name()));
        }
        if (filter.npsn() != null) {
            all.add(Filters.eq("state.npsn", filter.npsn()));
        }
        if (filter.lane() != null) {
            all.add(Filters.eq("state.lane", filter.lane()));
        }
        return Filters.and(all);
    }
}
