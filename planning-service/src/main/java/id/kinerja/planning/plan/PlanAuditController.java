package id.kinerja.planning.plan;

import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.security.Actor;
import id.kinerja.kit.web.Page;
import id.kinerja.kit.web.RefusedException;
import id.kinerja.planning.audit.PlanAuditTrail;
import id.kinerja.planning.audit.PlanAuditTrail.Entry;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who decided what on a plan, for whoever may see the plan: its owner, the appraiser, the office. */
@RestController
@RequestMapping("/api/v1/plans/{id}/audit")
class PlanAuditController {

    private final AggregateStore<Plan> plans;
    private final PlanAccess access;
    private final PlanAuditTrail trail;

    PlanAuditController(AggregateStore<Plan> plans, PlanAccess access, PlanAuditTrail trail) {
        this.plans = plans;
        this.access = access;
        this.trail = trail;
    }

    /** The first decision first. An entry appears shortly after the decision, when its event has come back. */
    @GetMapping
    @PreAuthorize("hasAnyRole('EMPLOYEE', 'OFFICE')")
    Page<Entry> entries(
            @PathVariable String id,
            @RequestParam @Nullable String cursor,
            @RequestParam @Nullable Integer limit,
            @AuthenticationPrincipal Actor actor) {
        if (plans.find(id).filter(plan -> access.maySee(actor, plan.state())).isEmpty()) {
            throw new RefusedException(Refusal.absent("no-such-resource"));
        }
        return Page.read(cursor, limit, (after, size) -> trail.list(id, after, size), Entry::id, entry -> entry);
    }
}
