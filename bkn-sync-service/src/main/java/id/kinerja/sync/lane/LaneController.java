package id.kinerja.sync.lane;

import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.CommandResult;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.model.Refusal.Fault;
import id.kinerja.kit.security.Actor;
import id.kinerja.kit.web.Page;
import id.kinerja.kit.web.RefusedException;
import id.kinerja.kit.web.Replies;
import id.kinerja.sync.registry.CallLimits;
import id.kinerja.sync.registry.OperatorToken;
import id.kinerja.sync.remedy.Remedies;
import id.kinerja.sync.remedy.Remedies.Remedy;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
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
     * @param pausedUntil when BKN's pause ends; null unless it stands, whatever the status
     * @param operatorPause the operator's pause; null unless it stands, whatever the status
     * @param opensAt when the lane opens by itself; null if it is open, or if only a command opens it
     * @param blockedSince null unless the lane is blocked
     * @param limits the limits in force; all lanes share them, because they lead through BKN's one gateway
     * @param pauses in force where BKN names no time, shared as well
     * @param limitsSet what of both an operator has set; null stands for the configuration. On the lane siasn only
     * @param remedy what stands in the way and who must act; null while the lane is open
     * @param httpStatus status, code and excerpt are of the reply that blocked the lane
     * @param history the latest 20 commands of operators, oldest first
     */
    record LaneView(
            String laneId,
            long version,
            Lane.Status status,
            String statusText,
            @Nullable Instant heldUntil,
            @Nullable Instant pausedUntil,
            Lane.@Nullable OperatorPause operatorPause,
            @Nullable Instant opensAt,
            @Nullable Instant blockedSince,
            @Nullable Remedy remedy,
            @Nullable Integer httpStatus,
            @Nullable String code,
            @Nullable String excerpt,
            CallLimits limits,
            Pauses pauses,
            Lane.Limits limitsSet,
            List<Lane.Act> history) {}

    /**
     * @param until when sending goes on by itself, in the future; null or absent: not before it is resumed
     * @param reason for colleagues, 1 to 200 characters; no data of persons
     */
    record PauseRequest(
            @Nullable Instant until,
            @NotBlank @Size(max = 200) String reason) {}

    /** @param token as BKN's single sign-on gave it: 1 to 8192 visible characters. It is never shown again */
    record SsoTokenRequest(@Nullable String token) {

        @Override
        public String toString() {
            return "SsoTokenRequest[•••]";
        }
    }

    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7E]{1,8192}");
    private static final Clock REAL_TIME = Clock.systemUTC();
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Lanes lanes;
    private final LaneLimits limits;
    private final LaneBell bell;
    private final Remedies remedies;
    private final LaneProperties properties;
    private final OperatorToken operatorToken;

    LaneController(
            Lanes lanes,
            LaneLimits limits,
            LaneBell bell,
            Remedies remedies,
            LaneProperties properties,
            OperatorToken operatorToken) {
        this.lanes = lanes;
        this.operatorToken = operatorToken;
        this.limits = limits;
        this.properties = properties;
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

    /**
     * What BKN put in the way is repaired: the block or BKN's pause ends, and refused credentials are tried again. An
     * operator's pause stays.
     */
    @PostMapping("/{id}/release")
    @PreAuthorize("hasRole('OPERATOR')")
    ResponseEntity<Object> release(@PathVariable String id, CommandGuard guard, @AuthenticationPrincipal Actor actor) {
        var result = lanes.release(known(id), guard.expectedVersion(), actor.account(), REAL_TIME.instant());
        return commanded(result);
    }

    /** Nothing is sent on this lane until a time or until it is resumed; what is under way ends. */
    @PostMapping("/{id}/pause")
    @PreAuthorize("hasRole('OPERATOR')")
    ResponseEntity<Object> pause(
            @PathVariable String id,
            @Valid @RequestBody PauseRequest request,
            CommandGuard guard,
            @AuthenticationPrincipal Actor actor) {
        var now = REAL_TIME.instant();
        if (request.until() != null && !request.until().isAfter(now)) {
            throw new RefusedException(Refusal.invalid("invalid-request", Fault.at("/until", "not-acceptable")));
        }
        var result = lanes.pauseByOperator(
                known(id), guard.expectedVersion(), actor.account(), request.until(), request.reason(), now);
        return commanded(result);
    }

    /** The operator's pause ends. What BKN put in the way stays: a time that BKN named is lifted by release only. */
    @PostMapping("/{id}/resume")
    @PreAuthorize("hasRole('OPERATOR')")
    ResponseEntity<Object> resume(@PathVariable String id, CommandGuard guard, @AuthenticationPrincipal Actor actor) {
        var result = lanes.resume(known(id), guard.expectedVersion(), actor.account(), REAL_TIME.instant());
        return commanded(result);
    }

    /**
     * Sets limits, for all lanes and whichever instance sends; it heeds them within seconds. Fields that are absent stay.
     * Refused with {@code limits-exceed-lease} if a call could wait so long for its turn that another instance would
     * already be sending: {@code callsInFlight} times {@code callSpacing} must fit into {@code KINERJA_LANE_LEASE}.
     */
    @PutMapping("/{id}/limits")
    @PreAuthorize("hasRole('OPERATOR')")
    ResponseEntity<Object> setLimits(
            @PathVariable String id,
            @RequestBody Lane.Limits request,
            CommandGuard guard,
            @AuthenticationPrincipal Actor actor) {
        var faults = faults(request);
        if (!faults.isEmpty()) {
            throw new RefusedException(Refusal.invalid("invalid-request", faults));
        }
        var lane = lanes.find(gateway(id));
        var wanted = lane.limits().with(request).over(limits.configured());
        if (!limits.fit(wanted)) {
            throw new RefusedException(Refusal.invalid("limits-exceed-lease")
                    .with("longestTurn", limits.longestTurn(wanted).toString()));
        }
        // What was checked is what is written: another change meanwhile makes this one stale.
        var expected = guard.expectedVersion() == null ? Long.valueOf(lane.revision()) : guard.expectedVersion();
        var result = lanes.setLimits(id, expected, actor.account(), request, REAL_TIME.instant());
        return commanded(result);
    }

    /** The limits are those of the configuration again. */
    @DeleteMapping("/{id}/limits")
    @PreAuthorize("hasRole('OPERATOR')")
    ResponseEntity<Object> clearLimits(
            @PathVariable String id, CommandGuard guard, @AuthenticationPrincipal Actor actor) {
        var result = lanes.clearLimits(gateway(id), guard.expectedVersion(), actor.account(), REAL_TIME.instant());
        return commanded(result);
    }

    /**
     * Takes a new SSO token (mode {@code manual}) or refresh token (mode {@code refresh}) for all instances; it is written
     * only, and used from the next call on. If the lane is blocked, release it afterwards. Refused with {@code
     * sso-token-not-asked-for} where tokens are fetched by password, {@code sso-token-not-kept} without {@code
     * KINERJA_BKN_TOKEN_KEY}, {@code sso-token-expired} if its time is over.
     */
    @PutMapping("/{id}/sso-token")
    @PreAuthorize("hasRole('OPERATOR')")
    ResponseEntity<Object> supplyToken(
            @PathVariable String id,
            @RequestBody SsoTokenRequest request,
            CommandGuard guard,
            @AuthenticationPrincipal Actor actor) {
        if (!known(id).equals(Lane.SIASN)) {
            throw new RefusedException(Refusal.absent("no-such-resource"));
        }
        var token = request.token();
        if (token == null || !TOKEN.matcher(token).matches()) {
            throw new RefusedException(Refusal.invalid("invalid-request", Fault.at("/token", "not-acceptable")));
        }
        var objection = operatorToken.objection(token);
        if (objection != null) {
            throw new RefusedException(
                    switch (objection) {
                        case NOT_ASKED_FOR -> Refusal.conflict("sso-token-not-asked-for");
                        case NOT_KEPT -> Refusal.conflict("sso-token-not-kept");
                        case EXPIRED -> Refusal.invalid("sso-token-expired");
                    });
        }
        var result = lanes.tokenSupplied(id, guard.expectedVersion(), actor.account(), REAL_TIME.instant());
        if (result instanceof CommandResult.Changed) {
            operatorToken.take(token);
        }
        return commanded(result);
    }

    private ResponseEntity<Object> commanded(CommandResult<Lane> result) {
        bell.ring();
        return Replies.changed(result, stored -> view(stored.state()));
    }

    private static List<Fault> faults(Lane.Limits limits) {
        var faults = new ArrayList<Fault>();
        if (outside(limits.callSpacing(), Duration.ZERO)) {
            faults.add(Fault.at("/callSpacing", "out-of-range", Duration.ZERO, LONGEST));
        }
        if (limits.callsInFlight() != null && (limits.callsInFlight() < 1 || limits.callsInFlight() > 8)) {
            faults.add(Fault.at("/callsInFlight", "out-of-range", 1, 8));
        }
        if (limits.failureRate() != null && (limits.failureRate() < 1 || limits.failureRate() > 100)) {
            faults.add(Fault.at("/failureRate", "out-of-range", 1, 100));
        }
        if (limits.breakerWindow() != null && (limits.breakerWindow() < 1 || limits.breakerWindow() > 1000)) {
            faults.add(Fault.at("/breakerWindow", "out-of-range", 1, 1000));
        }
        if (limits.breakerMinimumCalls() != null
                && (limits.breakerMinimumCalls() < 1 || limits.breakerMinimumCalls() > 1000)) {
            faults.add(Fault.at("/breakerMinimumCalls", "out-of-range", 1, 1000));
        }
        var second = Duration.ofSeconds(1);
        Map<String, @Nullable Duration> durations = new LinkedHashMap<>();
        durations.put("/openFor", limits.openFor());
        durations.put("/callDeadline", limits.callDeadline());
        durations.put("/suspensionPause", limits.suspensionPause());
        durations.put("/pause", limits.pause());
        durations.put("/longestPause", limits.longestPause());
        durations.forEach((pointer, duration) -> {
            if (outside(duration, second)) {
                faults.add(Fault.at(pointer, "out-of-range", second, LONGEST));
            }
        });
        return faults;
    }

    private static boolean outside(@Nullable Duration duration, Duration least) {
        return duration != null && (duration.compareTo(least) < 0 || duration.compareTo(LONGEST) > 0);
    }

    /** All lanes lead through one gateway, whose limits are kept with the first of them. */
    private static String gateway(String id) {
        if (!known(id).equals(Lane.SIASN)) {
            throw new RefusedException(Refusal.conflict("limits-shared").with("lane", Lane.SIASN));
        }
        return id;
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
        var trouble = lane.trouble(now);
        var block = lane.block();
        var pause = lane.pause(now);
        var gateway = lanes.find(Lane.SIASN).limits();
        return new LaneView(
                lane.laneId(),
                lane.revision(),
                status,
                remedies.text("lane", status),
                lane.heldUntil(),
                pause == null ? null : pause.until(),
                lane.operatorPause(now),
                status == Lane.Status.OPEN ? null : lane.opensAt(now),
                block == null ? null : block.since(),
                trouble == null ? null : remedies.of(trouble),
                block == null ? null : block.diagnosis().status(),
                block == null ? null : block.diagnosis().code(),
                block == null ? null : block.diagnosis().excerpt(),
                gateway.over(limits.configured()),
                gateway.over(properties.pauses()),
                lane.limits(),
                lane.history());
    }
}
