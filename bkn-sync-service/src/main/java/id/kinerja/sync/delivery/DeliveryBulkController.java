package id.kinerja.sync.delivery;

import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.model.Refusal.Fault;
import id.kinerja.kit.security.Actor;
import id.kinerja.kit.web.Creating;
import id.kinerja.kit.web.RefusedException;
import id.kinerja.kit.web.Replies;
import id.kinerja.sync.lane.Lane;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Commands for many deliveries at once. */
@RestController
@RequestMapping("/api/v1/deliveries/bulk")
class DeliveryBulkController {

    /**
     * @param filter says at least one thing
     * @param reason for colleagues, up to 200 characters, no data of persons; required unless the command is {@code RETRY}
     */
    record BulkRequest(
            @NotNull DeliveryBulk.Command command,
            DeliveryBulk.@NotNull Filter filter,
            @Nullable @Size(max = 200) String reason) {}

    /**
     * @param changed deliveries that accepted the command so far
     * @param refused how many refused it so far, by code, e.g. {@code wrong-state}, {@code outcome-unknown},
     *     {@code no-longer-meant}
     * @param finishedAt null while it is carried out
     */
    record BulkView(
            String bulkId,
            DeliveryBulk.Command command,
            DeliveryBulk.Filter filter,
            @Nullable String reason,
            DeliveryBulk.Status status,
            int changed,
            Map<String, Integer> refused,
            String requestedBy,
            Instant acceptedAt,
            @Nullable Instant finishedAt) {
        static BulkView of(Stored<DeliveryBulk> stored) {
            var bulk = stored.state();
            return new BulkView(
                    bulk.bulkId(),
                    bulk.command(),
                    bulk.filter(),
                    bulk.reason(),
                    bulk.status(),
                    bulk.changed(),
                    bulk.refused(),
                    bulk.requestedBy(),
                    bulk.acceptedAt(),
                    bulk.finishedAt());
        }
    }

    private final AggregateStore<DeliveryBulk> bulks;
    private final DeliveryBulkJob job;

    DeliveryBulkController(AggregateStore<DeliveryBulk> bulks, DeliveryBulkJob job) {
        this.bulks = bulks;
        this.job = job;
    }

    /**
     * Accepts a command for all deliveries that are meant (202); it is carried out afterwards, also through a restart.
     * What comes to be meant while it is carried out may or may not be reached.
     */
    @PostMapping
    @PreAuthorize("hasAnyRole('OPERATOR', 'OFFICE')")
    ResponseEntity<Object> accept(
            @Valid @RequestBody BulkRequest request,
            @Creating CommandGuard guard,
            @AuthenticationPrincipal Actor actor) {
        var faults = new ArrayList<Fault>();
        if (request.filter().saysNothing()) {
            faults.add(Fault.at("/filter", "required"));
        }
        if (request.filter().lane() != null
                && !Lane.ALL.contains(request.filter().lane())) {
            faults.add(Fault.at("/filter/lane", "not-acceptable"));
        }
        boolean reasoned = request.reason() != null && !request.reason().isBlank();
        if (request.command() != DeliveryBulk.Command.RETRY && !reasoned) {
            faults.add(Fault.at("/reason", "required"));
        }
        if (!faults.isEmpty()) {
            throw new RefusedException(Refusal.invalid("invalid-request", faults));
        }
        var id = guard.newId();
        var accepted = job.accept(id, guard, request.command(), request.filter(), request.reason(), actor.account());
        return Replies.accepted(accepted, URI.create("/api/v1/deliveries/bulk/" + id), BulkView::of);
    }

    /** How far it is. */
    @GetMapping("/{id}")
    @PreAuthorize("hasAnyRole('OPERATOR', 'OFFICE')")
    ResponseEntity<Object> progress(@PathVariable String id) {
        return Replies.found(bulks.find(id), BulkView::of);
    }
}
