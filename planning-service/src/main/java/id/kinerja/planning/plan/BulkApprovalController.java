package id.kinerja.planning.plan;

import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.model.Refusal.Fault;
import id.kinerja.kit.security.Actor;
import id.kinerja.kit.web.Creating;
import id.kinerja.kit.web.Problems;
import id.kinerja.kit.web.RefusedException;
import id.kinerja.kit.web.Replies;
import id.kinerja.planning.plan.BulkApproval.Item;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** An appraiser approves many plans at once; who asked sees what became of each. */
@RestController
@RequestMapping("/api/v1/bulk-approvals")
class BulkApprovalController {

    /** @param items 1 to 200, each plan once */
    record NewBulkApproval(@NotEmpty @Size(max = 200) List<@Valid @NotNull NewItem> items) {}

    /** @param etag of the plan as the appraiser has seen it, in quotes as it was received */
    record NewItem(
            @NotBlank @Size(max = 120) String planId,
            @NotNull @Pattern(regexp = "\"\\d{1,18}\"") String etag) {

        Item item() {
            return new Item(planId, Long.parseLong(etag.substring(1, etag.length() - 1)));
        }
    }

    /**
     * @param status RUNNING or COMPLETED
     * @param pending not decided yet
     */
    record BulkApprovalView(
            String bulkApprovalId,
            BulkApproval.Status status,
            int total,
            int approved,
            int failed,
            int pending,
            List<FailureView> failures,
            Instant acceptedAt,
            @Nullable Instant completedAt) {}

    /**
     * @param code that of the problem which the approval of this plan alone would have met: stale-version, wrong-state,
     *     plan-incomplete, not-allowed, no-such-resource, unexpected
     * @param message the same in the reader's language
     * @param etag of the plan as it was then, where it had changed since it was seen; else null
     */
    record FailureView(
            String planId,
            String code,
            String message,
            @Nullable String etag) {}

    private final AggregateStore<BulkApproval> bulkApprovals;
    private final Problems problems;
    private final Clock clock;

    BulkApprovalController(AggregateStore<BulkApproval> bulkApprovals, Problems problems, Clock clock) {
        this.bulkApprovals = bulkApprovals;
        this.problems = problems;
        this.clock = clock;
    }

    /**
     * 202: accepted, to be looked up at {@code Location}. Each plan is decided as by {@code POST /plans/{id}/approval}
     * with its own If-Match; a plan that is approved already is not approved again, whoever repeats what.
     */
    @PostMapping
    @PreAuthorize("hasRole('EMPLOYEE')")
    ResponseEntity<Object> accept(
            @Valid @RequestBody NewBulkApproval request,
            @Creating CommandGuard guard,
            @AuthenticationPrincipal Actor actor) {
        var by = actor.employeeId().orElseThrow();
        var faults = namedTwice(request.items());
        if (!faults.isEmpty()) {
            throw new RefusedException(Refusal.invalid("invalid-request", faults));
        }
        var items = request.items().stream().map(NewItem::item).toList();
        var id = guard.newId();
        var result = bulkApprovals.create(
                id, guard, () -> Decision.accept(BulkApproval.accepted(id, by, items, clock.instant())));
        return Replies.accepted(result, URI.create("/api/v1/bulk-approvals/" + id), this::view);
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasRole('EMPLOYEE')")
    ResponseEntity<Object> state(@PathVariable String id, @AuthenticationPrincipal Actor actor) {
        return Replies.found(
                bulkApprovals
                        .find(id)
                        .filter(job -> actor.isEmployee(job.state().requestedBy())),
                this::view);
    }

    private static List<Fault> namedTwice(List<NewItem> items) {
        var seen = new HashSet<String>();
        var faults = new ArrayList<Fault>();
        for (int i = 0; i < items.size(); i++) {
            var planId = items.get(i).planId();
            if (!seen.add(planId)) {
                faults.add(Fault.at("/items/" + i + "/planId", "named-twice", planId));
            }
        }
        return faults;
    }

    private BulkApprovalView view(Stored<BulkApproval> stored) {
        var job = stored.state();
        return new BulkApprovalView(
                job.bulkApprovalId(),
                job.status(),
                job.items().size(),
                job.approved(),
                job.failures().size(),
                job.undecided().size(),
                job.failures().stream().map(this::view).toList(),
                job.acceptedAt(),
                job.completedAt());
    }

    private FailureView view(BulkApproval.Failure failure) {
        var etag = failure.currentVersion() == null ? null : "\"" + failure.currentVersion() + "\"";
        Object[] args = etag == null ? new Object[0] : new Object[] {etag};
        var message = String.valueOf(
                problems.of(HttpStatus.CONFLICT, failure.code(), args).getTitle());
        return new FailureView(failure.planId(), failure.code(), message, etag);
    }
}
