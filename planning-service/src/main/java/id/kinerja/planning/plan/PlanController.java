package id.kinerja.planning.plan;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.mongodb.client.model.Filters;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.directory.DirectoryEntry;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.model.Refusal.Fault;
import id.kinerja.kit.regulation.Regulation.Section;
import id.kinerja.kit.regulation.Regulations;
import id.kinerja.kit.security.Actor;
import id.kinerja.kit.web.Creating;
import id.kinerja.kit.web.Page;
import id.kinerja.kit.web.RefusedException;
import id.kinerja.kit.web.Replies;
import id.kinerja.planning.deadline.Deadlines;
import id.kinerja.planning.plan.Plan.ApprovalMode;
import id.kinerja.planning.plan.Plan.CoreValueChoice;
import id.kinerja.planning.plan.Plan.Decider;
import id.kinerja.planning.plan.Plan.LeaderExpectation;
import id.kinerja.planning.plan.Plan.PlannedResult;
import id.kinerja.planning.plan.Plan.Practice;
import id.kinerja.planning.plan.Plan.ResultRole;
import id.kinerja.planning.plan.Plan.ReturnReason;
import id.kinerja.planning.team.WorkTeams;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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

    /** @param indicatorCode exactly one; a list is taken in order to say so */
    record ChosenPractice(
            @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @NotNull @Size(max = 20)
            List<@NotBlank @Size(max = 20) String> indicatorCode,

            @NotNull @Size(max = 10) List<@NotBlank @Size(max = 20) String> targetBehaviourCodes) {}

    record ChosenActivities(@NotNull @Size(max = 50) List<@NotBlank @Size(max = 40) String> activityCodes) {}

    record ChosenDuties(@NotNull @Size(max = 50) List<@NotBlank @Size(max = 40) String> dutyCodes) {}

    record WorkBehaviour(@NotNull @Size(max = 20) List<@Valid @NotNull ChosenValue> coreValues) {}

    record ChosenValue(
            @NotBlank @Size(max = 40) String code,
            @NotNull @Size(max = 20) List<@NotBlank @Size(max = 40) String> behaviourCodes) {}

    record Expectations(@NotNull @Size(max = 20) List<@Valid @NotNull Expectation> leaderExpectations) {}

    record Expectation(
            @NotBlank @Size(max = 40) String coreValue,
            @NotBlank @Size(max = 2000) String text) {}

    /** @param resultRoles peran hasil of some of the results, or of none */
    record SupportedResults(
            @NotNull @Size(max = 20) List<@NotBlank @Size(max = 120) String> supportedResults,
            @Nullable @Size(max = 20) List<@Valid @NotNull StatedRole> resultRoles) {}

    record StatedRole(
            @NotBlank @Size(max = 120) String result,
            @NotBlank @Size(max = 500) String text) {}

    record PlannedResults(@NotNull @Size(max = 30) List<@Valid @NotNull Planned> plannedResults) {}

    record Planned(
            @NotBlank @Pattern(regexp = "(?=.{1,20}$)[A-Z][A-Z0-9]*([-_][A-Z0-9]+)*")
            String code,

            @NotBlank @Size(max = 500) String text) {}

    record Return(@NotEmpty @Size(max = 10) List<@Valid @NotNull Reason> reasons) {}

    record Reason(
            @NotNull Section section,
            @NotBlank @Size(max = 2000) String text) {}

    record Reopening(@NotBlank @Size(max = 2000) String reason) {}

    enum View {
        MINE,
        QUEUE,
        TEAM
    }

    private final AggregateStore<Plan> plans;
    private final PlanAccess access;
    private final WorkTeams teams;
    private final PlanAppraisers appraisers;
    private final Regulations regulations;
    private final PlanViews views;
    private final PlanRecords records;
    private final Deadlines deadlines;
    private final Clock clock;

    PlanController(
            AggregateStore<Plan> plans,
            PlanAccess access,
            WorkTeams teams,
            PlanAppraisers appraisers,
            Regulations regulations,
            PlanViews views,
            PlanRecords records,
            Deadlines deadlines,
            Clock clock) {
        this.plans = plans;
        this.access = access;
        this.teams = teams;
        this.appraisers = appraisers;
        this.regulations = regulations;
        this.views = views;
        this.records = records;
        this.deadlines = deadlines;
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
        var result = appraisers.upToDate(
                plans.create(id, guard, () -> Plan.draft(employee, rules, request.periodId(), now())));
        return Replies.created(result, URI.create("/api/v1/plans/" + id), views::of);
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAnyRole('EMPLOYEE', 'OFFICE')")
    ResponseEntity<Object> plan(@PathVariable String id, @AuthenticationPrincipal Actor actor) {
        return Replies.found(plans.find(id).filter(plan -> maySee(actor, plan.state())), views::of);
    }

    /**
     * @param view {@code mine} (default): one's own plans; {@code queue}: plans of those one appraises; {@code team}:
     *     plans, from their submission on, of those whom the leader of one's work team appraises
     * @param periodId only plans of this period; likewise status, npsn (the school at drafting) and role
     */
    @GetMapping
    @PreAuthorize("hasRole('EMPLOYEE')")
    Page<PlanView> plans(
            @RequestParam(defaultValue = "MINE") View view,
            @RequestParam @Nullable PlanStatus status,
            @RequestParam @Nullable String periodId,
            @RequestParam @Nullable String npsn,
            @RequestParam @Nullable Role role,
            @RequestParam @Nullable String cursor,
            @RequestParam @Nullable Integer limit,
            @AuthenticationPrincipal Actor actor) {
        var self = employee(actor).employeeId();
        var filters = new ArrayList<Bson>();
        switch (view) {
            case MINE -> filters.add(Filters.eq("state.employeeId", self));
            case QUEUE -> filters.add(Filters.eq("state.appraiserId", self));
            case TEAM -> {
                filters.add(Filters.in("state.appraiserId", teams.leadersOf(self)));
                filters.add(Filters.gt("state.contentVersion", 0L));
                filters.add(Filters.ne("state.employeeId", self));
            }
        }
        narrow(filters, "state.status", status);
        narrow(filters, "state.periodId", periodId);
        narrow(filters, "state.npsn", npsn);
        narrow(filters, "state.role", role);
        var filter = Filters.and(filters);
        return Page.read(cursor, limit, (after, size) -> plans.list(filter, after, size), Stored::id, views.ofMany());
    }

    private static void narrow(List<Bson> filters, String field, @Nullable Object value) {
        if (value != null) {
            filters.add(Filters.eq(field, value.toString()));
        }
    }

    /**
     * Praktik kinerja: exactly one indicator with at least one of its target behaviours. 422 {@code plan-content-invalid}:
     * exactly-one-indicator, unknown-indicator, required, unknown-behaviour, named-twice.
     */
    @PutMapping("/{id}/practice")
    @PreAuthorize("hasRole('EMPLOYEE')")
    ResponseEntity<Object> choosePractice(
            @PathVariable String id,
            @Valid @RequestBody ChosenPractice request,
            CommandGuard guard,
            @AuthenticationPrincipal Actor actor) {
        var indicators = request.indicatorCode();
        return byOwner(
                id,
                guard,
                actor,
                plan -> indicators.size() == 1
                        ? plan.choosePractice(
                                new Practice(indicators.getFirst(), request.targetBehaviourCodes()),
                                views.rulesOf(plan))
                        : Decision.refuse(Refusal.invalid(
                                "plan-content-invalid", Fault.at("/indicatorCode", "exactly-one-indicator"))));
    }

    /**
     * Pengembangan kompetensi: codes of the pack's activities, each once; an empty list clears the section. Points are the
     * activities' own; too few are told in the summary. 422 {@code plan-content-invalid}: unknown-activity, named-twice,
     * not-part-of-plan.
     */
    @PutMapping("/{id}/development")
    @PreAuthorize("hasRole('EMPLOYEE')")
    ResponseEntity<Object> chooseActivities(
            @PathVariable String id,
            @Valid @RequestBody ChosenActivities request,
            CommandGuard guard,
            @AuthenticationPrincipal Actor actor) {
        return byOwner(id, guard, actor, plan -> plan.chooseActivities(request.activityCodes(), views.rulesOf(plan)));
    }

    /**
     * Tugas tambahan: codes of the pack's duties, each once; an empty list clears the section. 422
     * {@code plan-content-invalid}: unknown-duty, duty-not-at-level, school-level-unknown, named-twice, not-part-of-plan.
     */
    @PutMapping("/{id}/additional-duties")
    @PreAuthorize("hasRole('EMPLOYEE')")
    ResponseEntity<Object> chooseDuties(
            @PathVariable String id,
            @Valid @RequestBody ChosenDuties request,
            CommandGuard guard,
            @AuthenticationPrincipal Actor actor) {
        return byOwner(id, guard, actor, plan -> plan.chooseDuties(request.dutyCodes(), views.rulesOf(plan)));
    }

    /**
     * Perilaku kerja: core values with the guiding behaviours that the employee names. A draft may name some; a submission
     * needs all of them. 422 {@code plan-content-invalid}: unknown-core-value, unknown-behaviour, named-twice.
     */
    @PutMapping("/{id}/work-behaviour")
    @PreAuthorize("hasRole('EMPLOYEE')")
    ResponseEntity<Object> chooseCoreValues(
            @PathVariable String id,
            @Valid @RequestBody WorkBehaviour request,
            CommandGuard guard,
            @AuthenticationPrincipal Actor actor) {
        var choices = request.coreValues().stream()
                .map(value -> new CoreValueChoice(value.code(), value.behaviourCodes()))
                .toList();
        return byOwner(id, guard, actor, plan -> plan.chooseCoreValues(choices, views.rulesOf(plan)));
    }

    /**
     * Ekspektasi khusus pimpinan: by the appraiser, while the plan waits for approval. The audit trail and the event name
     * the core values, never the words. 422 {@code plan-content-invalid}: unknown-core-value, named-twice, not-part-of-plan.
     */
    @PutMapping("/{id}/leader-expectations")
    @PreAuthorize("hasRole('EMPLOYEE')")
    ResponseEntity<Object> expect(
            @PathVariable String id,
            @Valid @RequestBody Expectations request,
            CommandGuard guard,
            @AuthenticationPrincipal Actor actor) {
        var expectations = request.leaderExpectations().stream()
                .map(expectation -> new LeaderExpectation(expectation.coreValue(), expectation.text()))
                .toList();
        return byAppraiser(id, guard, actor, (plan, by) -> plan.expect(expectations, by, views.rulesOf(plan), now()));
    }

    /**
     * Matriks peran hasil: results of the plan of the own school's principal for the same period, as
     * {@code <planId>#<result>}, each once, with what the owner contributes to them; an empty list clears the section. A
     * result that the principal's draft does not name (yet) is shown as such in the school's matrix and not refused. 422
     * {@code plan-content-invalid}: not-a-result, named-twice, result-of-other-period, not-of-own-principal,
     * role-without-result, not-part-of-plan.
     */
    @PutMapping("/{id}/alignment")
    @PreAuthorize("hasRole('EMPLOYEE')")
    ResponseEntity<Object> align(
            @PathVariable String id,
            @Valid @RequestBody SupportedResults request,
            CommandGuard guard,
            @AuthenticationPrincipal Actor actor) {
        var roles = Objects.requireNonNullElse(request.resultRoles(), List.<StatedRole>of()).stream()
                .map(stated -> new ResultRole(stated.result(), stated.text()))
                .toList();
        return byOwner(
                id,
                guard,
                actor,
                plan -> plan.alignTo(
                        request.supportedResults(),
                        roles,
                        views.rulesOf(plan),
                        leader -> access.leadsSchool(leader, plan.npsn())));
    }

    /**
     * Rencana hasil kerja of a principal, each code once; an empty list leaves the chosen indicator as the plan's one
     * result. 422 {@code plan-content-invalid}: named-twice; not-part-of-plan for a teacher.
     */
    @PutMapping("/{id}/planned-results")
    @PreAuthorize("hasRole('EMPLOYEE')")
    ResponseEntity<Object> planResults(
            @PathVariable String id,
            @Valid @RequestBody PlannedResults request,
            CommandGuard guard,
            @AuthenticationPrincipal Actor actor) {
        var results = request.plannedResults().stream()
                .map(planned -> new PlannedResult(planned.code(), planned.text()))
                .toList();
        return byOwner(id, guard, actor, plan -> plan.planResults(results));
    }

    /**
     * Into the hands of whoever decides. Where the office's policy is AUTOMATIC the same command approves, and says so in
     * {@code approval.mode}. 422 {@code plan-incomplete} with everything that is missing, such as somebody who decides.
     *
     * <p>Whether it is late is decided at the first submission, in the school's time zone, with all extensions. Where the
     * regulation refuses late plans: 409 {@code deadline-passed} with {@code deadline}; the office can extend it.
     */
    @PostMapping("/{id}/submission")
    @PreAuthorize("hasRole('EMPLOYEE')")
    ResponseEntity<Object> submit(@PathVariable String id, CommandGuard guard, @AuthenticationPrincipal Actor actor) {
        return byOwner(id, guard, actor, plan -> {
            var rules = views.rulesOf(plan);
            var now = now();
            // When an addendum is due was not found, so it is never late.
            var deadline = plan.part() > 1
                    ? null
                    : deadlines
                            .ofSubmission(rules.pack(), plan.periodId(), plan.employeeId(), plan.npsn(), now)
                            .orElse(null);
            // Who decides is asked again, because what has changed a moment ago may not be noted yet.
            return appraisers.noted(plan).submit(rules, deadline, now);
        });
    }

    @PostMapping("/{id}/agreement")
    @PreAuthorize("hasRole('EMPLOYEE')")
    ResponseEntity<Object> agree(@PathVariable String id, CommandGuard guard, @AuthenticationPrincipal Actor actor) {
        return byOwner(id, guard, actor, plan -> plan.agree(views.rulesOf(plan), now()));
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
                id, guard, actor, (plan, by) -> plan.approve(by, ApprovalMode.DECIDED, views.rulesOf(plan), now()));
    }

    /** Back to the owner, who submits it again: 409 {@code owner-has-left} where nobody is there to do so. */
    @PostMapping("/{id}/reopening")
    @PreAuthorize("hasRole('EMPLOYEE')")
    ResponseEntity<Object> reopen(
            @PathVariable String id,
            @Valid @RequestBody Reopening request,
            CommandGuard guard,
            @AuthenticationPrincipal Actor actor) {
        return byAppraiser(
                id,
                guard,
                actor,
                (plan, by) -> plan.status().isApproved() && access.hasLostOwner(plan)
                        ? Decision.refuse(Refusal.conflict("owner-has-left"))
                        : plan.reopen(request.reason(), by, now()));
    }

    private interface AppraiserCommand {
        Decision<Plan> decide(Plan plan, Decider by);
    }

    private ResponseEntity<Object> byOwner(
            String id, CommandGuard guard, Actor actor, Function<Plan, Decision<Plan>> command) {
        return change(
                id,
                guard,
                actor,
                plan -> actor.isEmployee(plan.employeeId())
                        ? records.kept(plan, command.apply(plan), plan.employeeId(), now())
                        : notAllowed());
    }

    private ResponseEntity<Object> byAppraiser(String id, CommandGuard guard, Actor actor, AppraiserCommand command) {
        var self = employee(actor).employeeId();
        return change(
                id,
                guard,
                actor,
                plan -> access.decider(self, plan)
                        .map(by -> records.kept(plan, command.decide(plan, by), by, now()))
                        .orElseGet(PlanController::notAllowed));
    }

    /** Who may not even see a plan is told what somebody is told who asks for a plan that does not exist. */
    private ResponseEntity<Object> change(
            String id, CommandGuard guard, Actor actor, Function<Plan, Decision<Plan>> command) {
        return Replies.changed(plans.change(id, guard, plan -> maySee(actor, plan), command), views::of);
    }

    private static Decision<Plan> notAllowed() {
        return Decision.refuse(Refusal.forbidden("not-allowed"));
    }

    private boolean maySee(Actor actor, Plan plan) {
        return access.maySee(actor, plan);
    }

    /** In milliseconds, as it is stored: what is answered and told at once equals what is read later. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static DirectoryEntry employee(Actor actor) {
        return Objects.requireNonNull(actor.employee(), "guarded by hasRole('EMPLOYEE')");
    }
}
