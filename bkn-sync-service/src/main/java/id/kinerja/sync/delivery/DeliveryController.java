package id.kinerja.sync.delivery;

import com.mongodb.client.model.Filters;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.security.Actor;
import id.kinerja.kit.security.Actor.Grant;
import id.kinerja.kit.web.Page;
import id.kinerja.kit.web.RefusedException;
import id.kinerja.kit.web.Replies;
import id.kinerja.sync.lane.Lane;
import id.kinerja.sync.lane.LaneBell;
import id.kinerja.sync.lane.Lanes;
import id.kinerja.sync.remedy.Remedies;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Deliveries: everybody sees their own, a principal those of the school, operator and office all. */
@RestController
@RequestMapping("/api/v1/deliveries")
class DeliveryController {

    enum View {
        MINE,
        SCHOOL,
        ALL
    }

    /** @param reason for colleagues, 1 to 200 characters; no data of persons */
    record Reason(@NotBlank @Size(max = 200) String reason) {}

    private static final Clock REAL_TIME = Clock.systemUTC();

    private final AggregateStore<Delivery> deliveries;
    private final Replacements replacements;
    private final Directory directory;
    private final Lanes lanes;
    private final LaneBell bell;
    private final Remedies remedies;

    DeliveryController(
            AggregateStore<Delivery> deliveries,
            Replacements replacements,
            Directory directory,
            Lanes lanes,
            LaneBell bell,
            Remedies remedies) {
        this.deliveries = deliveries;
        this.replacements = replacements;
        this.directory = directory;
        this.lanes = lanes;
        this.bell = bell;
        this.remedies = remedies;
    }

    /** @param view {@code mine} (default): one's own; {@code school}: of one's school; {@code all} */
    @GetMapping
    @PreAuthorize("hasAnyRole('EMPLOYEE', 'OPERATOR', 'OFFICE')")
    Page<DeliveryView> deliveries(
            @RequestParam(defaultValue = "MINE") View view,
            @RequestParam @Nullable DeliveryStatus status,
            @RequestParam @Nullable String cursor,
            @RequestParam @Nullable Integer limit,
            @AuthenticationPrincipal Actor actor) {
        var whose = whose(view, actor);
        Bson filter = status == null ? whose : Filters.and(whose, Filters.eq("state.status", status.name()));
        return Page.read(
                cursor, limit, (after, size) -> deliveries.list(filter, after, size), Stored::id, shownTo(actor));
    }

    private static Bson whose(View view, Actor actor) {
        var self = actor.employee();
        return switch (view) {
            case MINE -> {
                if (self == null) {
                    throw notAllowed();
                }
                yield Filters.eq("state.employeeId", self.employeeId());
            }
            case SCHOOL -> {
                if (self == null || !actor.is(Role.PRINCIPAL) || self.npsn() == null) {
                    throw notAllowed();
                }
                yield Filters.eq("state.npsn", self.npsn());
            }
            case ALL -> {
                if (!seesAll(actor)) {
                    throw notAllowed();
                }
                yield Filters.empty();
            }
        };
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAnyRole('EMPLOYEE', 'OPERATOR', 'OFFICE')")
    ResponseEntity<Object> delivery(@PathVariable String id, @AuthenticationPrincipal Actor actor) {
        return Replies.found(deliveries.find(id).filter(stored -> maySee(actor, stored.state())), shownTo(actor));
    }

    /** What stood in the way is repaired, or may be by now: try again at once. */
    @PostMapping("/{id}/retry")
    @PreAuthorize("hasAnyRole('OPERATOR', 'OFFICE')")
    ResponseEntity<Object> retry(@PathVariable String id, CommandGuard guard, @AuthenticationPrincipal Actor actor) {
        var result = deliveries.change(id, guard, delivery -> delivery.retry(REAL_TIME.instant()));
        bell.ring();
        return Replies.changed(result, shownTo(actor));
    }

    /**
     * This decision is not sent. Everybody concerned can see that; it can be asked for again, and a newer decision is sent
     * all the same. Refused while a save is under way, and with {@code outcome-unknown} while one may have arrived.
     */
    @PostMapping("/{id}/cancellation")
    @PreAuthorize("hasAnyRole('OPERATOR', 'OFFICE')")
    ResponseEntity<Object> cancel(
            @PathVariable String id,
            @Valid @RequestBody Reason request,
            CommandGuard guard,
            @AuthenticationPrincipal Actor actor) {
        var result = deliveries.change(id, guard, delivery -> delivery.cancel(request.reason(), REAL_TIME.instant()));
        return Replies.changed(result, shownTo(actor));
    }

    /**
     * It waits no longer: not for the closing of the period, not for its next try, not for a channel. Refused with {@code
     * held-by-regulation}, {@code later-result-named} where the closing names a later result, {@code outcome-unknown} while
     * a save may have arrived, and {@code second-result-of-year}.
     */
    @PostMapping("/{id}/release")
    @PreAuthorize("hasAnyRole('OPERATOR', 'OFFICE')")
    ResponseEntity<Object> release(
            @PathVariable String id,
            @Valid @RequestBody Reason request,
            CommandGuard guard,
            @AuthenticationPrincipal Actor actor) {
        var result =
                deliveries.change(id, guard, delivery -> delivery.releaseByHand(request.reason(), REAL_TIME.instant()));
        bell.ring();
        return Replies.changed(result, shownTo(actor));
    }

    /**
     * Of two results of one year this one is sent, and what e-Kinerja holds of the other is replaced; the other one is parked
     * then. Refused with {@code outcome-unknown} while a save of the other is under way or may have arrived, and with {@code
     * replacement-under-way} while another one takes the place. If it was interrupted, it is asked for again.
     */
    @PostMapping("/{id}/replacement")
    @PreAuthorize("hasAnyRole('OPERATOR', 'OFFICE')")
    ResponseEntity<Object> replace(
            @PathVariable String id,
            @Valid @RequestBody Reason request,
            CommandGuard guard,
            @AuthenticationPrincipal Actor actor) {
        var result = replacements.replace(id, guard, request.reason());
        bell.ring();
        return Replies.changed(result, shownTo(actor));
    }

    private Function<Stored<Delivery>, DeliveryView> shownTo(Actor actor) {
        Map<String, Lane> seen = new HashMap<>();
        var now = REAL_TIME.instant();
        return stored -> {
            var lane =
                    Objects.requireNonNull(seen.computeIfAbsent(stored.state().lane(), lanes::find));
            return DeliveryView.of(stored, lane.trouble(now), seesAll(actor), remedies);
        };
    }

    private static boolean seesAll(Actor actor) {
        return actor.has(Grant.OPERATOR) || actor.has(Grant.OFFICE);
    }

    private boolean maySee(Actor actor, Delivery delivery) {
        var self = actor.employee();
        return seesAll(actor)
                || actor.isEmployee(delivery.employeeId())
                || (self != null
                        && ((self.role() == Role.PRINCIPAL
                                        && self.npsn() != null
                                        && self.npsn().equals(delivery.npsn()))
                                || directory.appraises(self.employeeId(), delivery.employeeId())));
    }

    private static RefusedException notAllowed() {
        return new RefusedException(Refusal.forbidden("not-allowed"));
    }
}
