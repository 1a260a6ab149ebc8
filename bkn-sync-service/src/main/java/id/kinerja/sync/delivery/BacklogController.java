package id.kinerja.sync.delivery;

import id.kinerja.kit.web.Page;
import id.kinerja.sync.delivery.DeliveryOverview.Age;
import id.kinerja.sync.delivery.DeliveryOverview.Backlog;
import id.kinerja.sync.delivery.DeliveryOverview.Counted;
import id.kinerja.sync.delivery.DeliveryOverview.Group;
import id.kinerja.sync.delivery.DeliveryOverview.Rate;
import id.kinerja.sync.lane.Lane;
import id.kinerja.sync.lane.LaneLimits;
import id.kinerja.sync.lane.Lanes;
import id.kinerja.sync.remedy.Remedies;
import id.kinerja.sync.remedy.Remedies.Remedy;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How much waits, why, and until when; for operator and office. */
@RestController
@RequestMapping("/api/v1")
class BacklogController {

    /** What is sent by itself, sooner or later. */
    private static final Set<DeliveryStatus> QUEUE =
            EnumSet.of(DeliveryStatus.PENDING, DeliveryStatus.SENDING, DeliveryStatus.WAITING);

    /** @param asOf when it was counted: up to ten seconds ago */
    record BacklogView(Instant asOf, List<LaneBacklog> lanes) {}

    /**
     * @param laneStatus as in {@code /lanes}
     * @param pending deliveries that are sent by themselves: PENDING, SENDING and WAITING
     * @param statuses one entry for each status in which there are deliveries; DELIVERED and NOT_REQUIRED are no backlog
     * @param rate as measured; null while fewer than two deliveries were settled in the last 15 minutes
     * @param permittedCallsPerSecond what the limits allow, in calls, of which a delivery takes one to four; null if they
     *     allow any number
     * @param drainedAt when nothing is pending any more if it goes on at this rate; null if that is unknown: nothing was
     *     measured, or only a command opens the lane
     */
    record LaneBacklog(
            String laneId,
            Lane.Status laneStatus,
            int pending,
            List<StatusCount> statuses,
            @Nullable Rate rate,
            @Nullable Double permittedCallsPerSecond,
            @Nullable Instant drainedAt) {}

    /**
     * @param oldest when the oldest was decided
     * @param under1Hour and the three that follow: by the time since it was decided
     */
    record StatusCount(
            DeliveryStatus status,
            String statusText,
            int number,
            Instant oldest,
            int under1Hour,
            int under1Day,
            int under7Days,
            int over7Days) {}

    /**
     * @param remedy what stands in the way, who must act and how
     * @param schools how many schools are concerned
     * @param oldestSince since when the first of them stands still
     * @param sample ids of up to five of them
     */
    record GroupView(Remedy remedy, int number, int schools, Instant oldestSince, List<String> sample) {}

    private final DeliveryOverview overview;
    private final Lanes lanes;
    private final LaneLimits limits;
    private final Remedies remedies;

    BacklogController(DeliveryOverview overview, Lanes lanes, LaneLimits limits, Remedies remedies) {
        this.overview = overview;
        this.lanes = lanes;
        this.limits = limits;
        this.remedies = remedies;
    }

    @GetMapping("/backlog")
    @PreAuthorize("hasAnyRole('OPERATOR', 'OFFICE')")
    BacklogView backlog() {
        var backlog = overview.backlog();
        var permitted = limits.callsPerSecond(lanes.find(Lane.SIASN));
        return new BacklogView(
                backlog.asOf(),
                Lane.ALL.stream()
                        .map(id -> view(lanes.find(id), backlog, permitted))
                        .toList());
    }

    private LaneBacklog view(Lane lane, Backlog backlog, @Nullable Double permitted) {
        var counts = backlog.counts().getOrDefault(lane.laneId(), List.of());
        int pending = counts.stream()
                .filter(counted -> QUEUE.contains(counted.status()))
                .mapToInt(Counted::number)
                .sum();
        var rate = backlog.rates().get(lane.laneId());
        return new LaneBacklog(
                lane.laneId(),
                lane.status(backlog.asOf()),
                pending,
                counts.stream().map(this::view).toList(),
                rate,
                permitted,
                drainedAt(lane, pending, rate, backlog.asOf()));
    }

    /** Never more than is known. */
    static @Nullable Instant drainedAt(Lane lane, int pending, @Nullable Rate rate, Instant now) {
        if (pending == 0) {
            return now;
        }
        var opens = lane.opensAt(now);
        return rate == null || opens == null
                ? null
                : opens.plus(Duration.ofMillis(Math.round(pending / rate.perSecond() * 1000)));
    }

    private StatusCount view(Counted counted) {
        return new StatusCount(
                counted.status(),
                remedies.text("delivery", counted.status()),
                counted.number(),
                counted.oldest(),
                counted.ages().getOrDefault(Age.UNDER_1_HOUR, 0),
                counted.ages().getOrDefault(Age.UNDER_1_DAY, 0),
                counted.ages().getOrDefault(Age.UNDER_7_DAYS, 0),
                counted.ages().getOrDefault(Age.OVER_7_DAYS, 0));
    }

    /** What stands still until somebody acts, by what stands in the way; the most frequent first. */
    @GetMapping("/deliveries/groups")
    @PreAuthorize("hasAnyRole('OPERATOR', 'OFFICE')")
    Page<GroupView> groups() {
        return new Page<>(overview.groups().stream().map(this::view).toList(), null);
    }

    private GroupView view(Group group) {
        return new GroupView(
                remedies.of(group.trouble()), group.number(), group.schools(), group.oldest(), group.sample());
    }
}
