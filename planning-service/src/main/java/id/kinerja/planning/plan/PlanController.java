package id.kinerja.planning.plan;

import com.mongodb.client.model.Filters;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.directory.DirectoryEntry;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.model.Refusal.Fault;
import id.kinerja.kit.regulation.Regulation;
import id.kinerja.kit.regulation.Regulations;
import id.kinerja.kit.security.Actor;
import id.kinerja.kit.web.Creating;
import id.kinerja.kit.web.Page;
import id.kinerja.kit.web.RefusedException;
import id.kinerja.kit.web.Replies;
import id.kinerja.planning.plan.Plan.ApprovalMode;
import id.kinerja.planning.plan.Plan.Practice;
import id.kinerja.planning.plan.Plan.ReturnReason;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
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
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Plans: the owner drafts and submits, the owner's appraiser returns, approves, reopens. */
@RestController
@RequestMapping("/api/v1/plans")
class PlanController {

    record NewPlan(@NotBlank @Size(max = 20) String periodId) {}

    record ChosenPractice(
            @NotBlank @Size(max = 20) String indicatorCode,
            @NotNull @Size(max = 10) List<@NotBlank @Size(max = 20) String> targetBehaviourCodes) {}

    record Alignment(@NotNull @Size(max = 20) List<@NotBlank @Size(max = 120) String> supportedResults) {}

    record Return(@NotEmpty @Size(max = 10) List<@Valid @NotNull Reason> reasons) {}

    record Reason(
            @NotNull Plan.Section section,
            @NotBlank @Size(max = 2000) String text) {}

    record Reopening(@NotBlank @Size(max = 2000) String reason) {}

    enum View {
        MINE,
        QUEUE
    }

    private final AggregateStore<Plan> plans;
    private final Directory directory;
    private final Regulations regulations;
    private final Clock clock;

    PlanController(AggregateStore<Plan> plans, Directory directory, Regulations regulations, Clock clock) {
        this.plans = plans;
        this.directory = directory;
        this.regulations = regulations;
        this.clock = clock;
    }

    @PostMapping
    @PreAuthorize("hasRole('EMPLOYEE')")
    ResponseEntity<Object> draft(
            @Valid @RequestBody NewPlan request, @Creating CommandGuard guard, @AuthenticationPrincipal Actor actor) {
        var employee = employee(actor);
        var rules = regulations
                .ofPeriod(request.periodId())
                .orElseThrow(() -> new RefusedException(Refusal.invalid(
                        "invalid-request", Fault.at("/periodId", "unknown-period", request.periodId()))));
        var id = Plan.idOf(employee.employeeId(), request.periodId());
        var result = plans.create(id, guard, () -> Plan.draft(employee, rules, request.periodId()));
        return Replies.created(result, URI.create("/api/v1/plans/" + id), PlanView::of);
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAnyRole('EMPLOYEE', 'OFFICE')")
    ResponseEntity<Object> plan(@PathVariable String id, @AuthenticationPrincipal Actor actor) {
        return Replies.found(plans.find(id).filter(plan -> maySee(actor, plan.state())), PlanView::of);
    }

    /** @param view {@code mine} (default): one's own plans; {@code queue}: plans of those one appraises */
    @GetMapping
    @PreAuthorize("hasRole('EMPLOYEE')")
    Page<PlanView> plans(
            @RequestParam(defaultValue = "MINE") View view,
            @RequestParam @Nullable PlanStatus status,
            @RequestParam @Nullable String cursor,
            @RequestParam @Nullable Integer limit,
            @AuthenticationPrincipal Actor actor) {
        var self = employee(actor).employeeId();
        Bson whose = view == View.MINE
                ? Filters.eq("state.employeeId", self)
                : Filters.in("state.employeeId", directory.appraisedBy(self));
        Bson filter = status == null ? whose : Filters.and(whose, Filters.eq("state.status", status.name()));
        return Page.read(cursor, limit, (after, size) -> plans.list(filter, after, size), Stored::id, PlanView::of);
    }

    @PutMapping("/{id}/practice")
    @PreAuthorize("hasRole('EMPLOYEE')")
    ResponseEntity<Object> choosePractice(
            @PathVariable String id,
            @Valid @RequestBody ChosenPractice request,
            CommandGuard guard,
            @AuthenticationPrincipal Actor actor) {
        var practice = new Practice(request.indicatorCode(), request.targetBehaviourCodes());
        return byOwner(id, guard, actor, plan -> plan.choosePractice(practice, rulesOf(plan)));
    }

    @PutMapping("/{id}/alignment")
    @PreAuthorize("hasRole('EMPLOYEE')")
    ResponseEntity<Object> align(
            @PathVariable String id,
            @Valid @RequestBody Alignment request,
            CommandGuard guard,
            @AuthenticationPrincipal Actor actor) {
        return byOwner(id, guard, actor, plan -> plan.alignTo(request.supportedResults()));
    }

    @PostMapping("/{id}/submission")
    @PreAuthorize("hasRole('EMPLOYEE')")
    ResponseEntity<Object> submit(@PathVariable String id, CommandGuard guard, @AuthenticationPrincipal Actor actor) {
        return byOwner(id, guard, actor, plan -> plan.submit(now()));
    }

    @PostMapping("/{id}/agreement")
    @PreAuthorize("hasRole('EMPLOYEE')")
    ResponseEntity<Object> agree(@PathVariable String id, CommandGuard guard, @AuthenticationPrincipal Actor actor) {
        return byOwner(id, guard, actor, plan -> plan.agree(now()));
    }

    @PostMapping("/{id}/return")
    @PreAuthorize("hasRole('EMPLOYEE')")
    ResponseEntity<Object> giveBack(
            @PathVariable String id,
            @Valid @RequestBody Return request,
            CommandGuard guard,
            @AuthenticationPrincipal Actor actor) {
        var reasons = request.reasons().stream()
                .map(reason -> new ReturnReason(reason.section(), reason.text()))
                .toList();
        return byAppraiser(id, guard, actor, (plan, by) -> plan.giveBack(reasons, by, now()));
    }

    @PostMapping("/{id}/approval")
    @PreAuthorize("hasRole('EMPLOYEE')")
    ResponseEntity<Object> approve(@PathVariable String id, CommandGuard guard, @AuthenticationPrincipal Actor actor) {
        return byAppraiser(
                id, guard, actor, (plan, by) -> plan.approve(by, ApprovalMode.DECIDED, rulesOf(plan), now()));
    }

    @PostMapping("/{id}/reopening")
    @PreAuthorize("hasRole('EMPLOYEE')")
    ResponseEntity<Object> reopen(
            @PathVariable String id,
            @Valid @RequestBody Reopening request,
            CommandGuard guard,
            @AuthenticationPrincipal Actor actor) {
        return byAppraiser(id, guard, actor, (plan, by) -> plan.reopen(request.reason(), by, now()));
    }

    private interface AppraiserCommand {
        Decision<Plan> decide(Plan plan, String appraiserId);
    }

    private ResponseEntity<Object> byOwner(
            String id, CommandGuard guard, Actor actor, Function<Plan, Decision<Plan>> command) {
        var self = employee(actor);
        return change(
                id,
                guard,
                actor,
                plan -> self.employeeId().equals(plan.employeeId())
                        ? command.apply(plan.noteAppraiser(self.appraiserId()))
                        : notAllowed());
    }

    private ResponseEntity<Object> byAppraiser(String id, CommandGuard guard, Actor actor, AppraiserCommand command) {
        var by = employee(actor).employeeId();
        return change(
                id,
                guard,
                actor,
                plan -> directory.appraises(by, plan.employeeId()) ? command.decide(plan, by) : notAllowed());
    }

    /** Who may not even see a plan is told what somebody is told who asks for a plan that does not exist. */
    private ResponseEntity<Object> change(
            String id, CommandGuard guard, Actor actor, Function<Plan, Decision<Plan>> command) {
        return Replies.changed(plans.change(id, guard, plan -> maySee(actor, plan), command), PlanView::of);
    }

    private static Decision<Plan> notAllowed() {
        return Decision.refuse(Refusal.forbidden("not-allowed"));
    }

    private boolean maySee(Actor actor, Plan plan) {
        return actor.isEmployee(plan.employeeId())
                || actor.has(Actor.Grant.OFFICE)
                || actor.employeeId()
                        .map(self -> directory.appraises(self, plan.employeeId()))
                        .orElse(false);
    }

    private Regulation rulesOf(Plan plan) {
        return regulations
                .find(plan.regulation())
                .orElseThrow(() -> new IllegalStateException("the pack " + plan.regulation() + " is gone"));
    }

    /** In milliseconds, as it is stored: what is answered and told at once equals what is read later. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static DirectoryEntry employee(Actor actor) {
        return Objects.requireNonNull(actor.employee(), "guarded by hasRole('EMPLOYEE')");
    }
}
