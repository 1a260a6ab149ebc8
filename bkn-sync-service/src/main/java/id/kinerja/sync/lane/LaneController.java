package id.kinerja.sync.lane;

import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.security.Actor;
import id.kinerja.kit.web.Page;
import id.kinerja.kit.web.RefusedException;
import id.kinerja.kit.web.Replies;
import id.kinerja.sync.remedy.Remedies;
import id.kinerja.sync.remedy.Remedies.Remedy;
import id.kinerja.sync.remedy.Trouble;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The lanes, for operators. */
@RestController
@RequestMapping("/api/v1/lanes")
class LaneController {

    /**
     * A lane as the API shows it.
     *
     * @param statusText the status in words
     * @param heldUntil when the lease of the instance that sends runs out; null while none sends
     * @param pausedUntil null unless the lane is paused
     * @param blockedSince null unless the lane is blocked
     * @param remedy what stands in the way and who must act; null while the lane is open
     * @param httpStatus status, code and excerpt are of the reply that blocked the lane
     */
    record LaneView(
            String laneId,
            long version,
            Lane.Status status,
            String statusText,
            @Nullable Instant heldUntil,
            @Nullable Instant pausedUntil,
            @Nullable Instant blockedSince,
            @Nullable Remedy remedy,
            @Nullable Integer httpStatus,
            @Nullable String code,
            @Nullable String excerpt,
            List<Lane.Release> releases) {}

    private static final Clock REAL_TIME = Clock.systemUTC();

    private final Lanes lanes;
    private final LaneBell bell;
    private final Remedies remedies;

    LaneController(Lanes lanes, LaneBell bell, Remedies remedies) {
        this.lanes = lanes;
        this.bell = bell;
        this.remedies = remedies;
    }

    @GetMapping
    @PreAuthorize("hasRole('OPERATOR')")
    Page<LaneView> lanes() {
        return new Page<>(Lane.ALL.stream().map(lanes::find).map(this::view).toList(), null);
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasRole('OPERATOR')")
    ResponseEntity<Object> lane(@PathVariable String id) {
        var lane = lanes.find(known(id));
        return Replies.found(Optional.of(stored(lane)), stored -> view(stored.state()));
    }

    /** What stood in the way is repaired: the block or the pause ends, and refused credentials are tried again. */
    @PostMapping("/{id}/release")
    @PreAuthorize("hasRole('OPERATOR')")
    ResponseEntity<Object> release(@PathVariable String id, CommandGuard guard, @AuthenticationPrincipal Actor actor) {
        var result = lanes.release(known(id), guard.expectedVersion(), actor.account(), REAL_TIME.instant());
        bell.ring();
        return Replies.changed(result, stored -> view(stored.state()));
    }

    private static String known(String id) {
        if (!Lane.ALL.contains(id)) {
            throw new RefusedException(Refusal.absent("no-such-resource"));
        }
        return id;
    }

    private static Stored<Lane> stored(Lane lane) {
        return new Stored<>(lane.laneId(), lane.revision(), 0, lane);
    }

    private LaneView view(Lane lane) {
        var now = REAL_TIME.instant();
        var status = lane.status(now);
        var obstacle = lane.obstacle(now);
        var block = lane.block();
        var pause = lane.pause();
        return new LaneView(
                lane.laneId(),
                lane.revision(),
                status,
                remedies.text("lane", status),
                lane.heldUntil(),
                status == Lane.Status.PAUSED && pause != null ? pause.until() : null,
                block == null ? null : block.since(),
                obstacle == null ? null : remedies.of(Trouble.of(obstacle)),
                block == null ? null : block.diagnosis().status(),
                block == null ? null : block.diagnosis().code(),
                block == null ? null : block.diagnosis().excerpt(),
                lane.history());
    }
}
