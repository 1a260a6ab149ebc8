package id.kinerja.observation.coaching;

import com.mongodb.client.model.Filters;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.directory.DirectoryEntry;
import id.kinerja.kit.directory.School;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.regulation.Regulation.Period;
import id.kinerja.kit.regulation.Regulations;
import id.kinerja.kit.security.Actor;
import id.kinerja.kit.web.Creating;
import id.kinerja.kit.web.Page;
import id.kinerja.kit.web.RefusedException;
import id.kinerja.kit.web.Replies;
import id.kinerja.observation.coaching.CoachingCycle.FollowUp;
import id.kinerja.observation.coaching.CoachingCycle.Level;
import id.kinerja.observation.coaching.CoachingCycle.Observation;
import id.kinerja.observation.coaching.CoachingCycle.ObservedBehaviour;
import id.kinerja.observation.coaching.CoachingCycle.Preparation;
import id.kinerja.observation.coaching.CoachingCycle.Reflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
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

/**
 * Coaching cycles: the person observed prepares, follows up and reflects; that person's appraiser observes and shares.
 * Nobody else sees a cycle, the education office included: what the two write is for each other.
 */
@RestController
@RequestMapping("/api/v1/coaching-cycles")
class CoachingCycleController {

    private static final int TEXT = 4000;

    record NewCycle(
            @NotBlank @Size(max = 120) String planId,
            @NotNull @Size(max = 10) List<@NotBlank @Size(max = 64) String> targetBehaviourCodes,
            @NotBlank @Size(max = TEXT) String learningEffort,
            @NotNull LocalDate scheduledOn) {}

    record NewSchedule(@NotNull LocalDate scheduledOn) {}

    record NewObservation(
            @NotNull LocalDate observedOn,
            @NotEmpty @Size(max = 10) List<@Valid @NotNull NewBehaviour> behaviours,
            @NotNull @Size(max = 20) List<@NotBlank @Size(max = 64) String> nextStepCodes) {}

    record NewBehaviour(
            @NotBlank @Size(max = 64) String code,
            @NotNull Level level,
            @Nullable @Size(max = TEXT) String note) {}

    record NewFollowUp(
            @NotBlank @Size(max = TEXT) String challenge,
            @NotBlank @Size(max = TEXT) String goal,
            @NotBlank @Size(max = TEXT) String effort,
            @NotBlank @Size(max = TEXT) String schedule,
            @Nullable @Size(max = TEXT) String support) {}

    record NewReflection(
            @NotBlank @Size(max = TEXT) String inspiration,
            @NotBlank @Size(max = TEXT) String change,
            @NotBlank @Size(max = TEXT) String challenges,
            @NotBlank @Size(max = TEXT) String plan) {}

    enum View {
        MINE,
        QUEUE
    }

    private final AggregateStore<CoachingCycle> cycles;
    private final AgreedPlans plans;
    private final Directory directory;
    private final Regulations regulations;
    private final Clock clock;

    CoachingCycleController(
            AggregateStore<CoachingCycle> cycles,
            AgreedPlans plans,
            Directory directory,
            Regulations regulations,
            Clock clock) {
        this.cycles = cycles;
        this.plans = plans;
        this.directory = directory;
        this.regulations = regulations;
        this.clock = clock;
    }

    @PostMapping
    @PreAuthorize("hasRole('EMPLOYEE')")
    ResponseEntity<Object> prepare(
            @Valid @RequestBody NewCycle request, @Creating CommandGuard guard, @AuthenticationPrincipal Actor actor) {
        var self = employee(actor);
        requireOwnPlan(self, request.planId());
        var id = CoachingCycle.idOf(request.planId());
        var preparation =
                new Preparation(request.targetBehaviourCodes(), request.learningEffort(), request.scheduledOn(), now());
        var result = cycles.create(id, guard, () -> prepare(self, request.planId(), preparation));
        return Replies.created(result, URI.create("/api/v1/coaching-cycles/" + id), shownTo(self));
    }

    /** A plan's id begins with its owner's, so that other people's plans need not be known here to be kept apart. */
    private void requireOwnPlan(DirectoryEntry self, String planId) {
        var owner = planId.substring(0, Math.max(0, planId.lastIndexOf(':')));
        if (!owner.equals(self.employeeId())) {
            throw new RefusedException(
                    directory.appraises(self.employeeId(), owner)
                            ? Refusal.forbidden("not-allowed")
                            : Refusal.absent("no-such-resource"));
        }
    }

    private Decision<CoachingCycle> prepare(DirectoryEntry self, String planId, Preparation preparation) {
        return plans.find(planId)
                .map(plan -> CoachingCycle.prepare(
                        plan,
                        period(plan.regulation(), plan.regulationVersion(), plan.periodId()),
                        self.appraiserId(),
                        preparation))
                .orElseGet(() -> Decision.refuse(Refusal.conflict("plan-not-agreed")));
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasRole('EMPLOYEE')")
    ResponseEntity<Object> cycle(@PathVariable String id, @AuthenticationPrincipal Actor actor) {
        var self = employee(actor);
        return Replies.found(cycles.find(id).filter(cycle -> maySee(self, cycle.state())), shownTo(self));
    }

    /** @param view {@code mine} (default): one's own cycles; {@code queue}: cycles one observes */
    @GetMapping
    @PreAuthorize("hasRole('EMPLOYEE')")
    Page<CoachingCycleView> cycles(
            @RequestParam(defaultValue = "mine") View view,
            @RequestParam @Nullable CycleStatus status,
            @RequestParam @Nullable String cursor,
            @RequestParam @Nullable Integer limit,
            @AuthenticationPrincipal Actor actor) {
        var self = employee(actor);
        Bson whose = view == View.MINE
                ? Filters.eq("state.employeeId", self.employeeId())
                : Filters.in("state.employeeId", directory.appraisedBy(self.employeeId()));
        Bson filter = status == null ? whose : Filters.and(whose, Filters.eq("state.status", status.name()));
        return Page.read(cursor, limit, (after, size) -> cycles.list(filter, after, size), Stored::id, shownTo(self));
    }

    @PutMapping("/{id}/schedule")
    @PreAuthorize("hasRole('EMPLOYEE')")
    ResponseEntity<Object> reschedule(
            @PathVariable String id,
            @Valid @RequestBody NewSchedule request,
            CommandGuard guard,
            @AuthenticationPrincipal Actor actor) {
        var appraiserId = employee(actor).appraiserId();
        return byOwner(id, guard, actor, cycle -> cycle.reschedule(request.scheduledOn(), period(cycle), appraiserId));
    }

    @PostMapping("/{id}/observation")
    @PreAuthorize("hasRole('EMPLOYEE')")
    ResponseEntity<Object> observe(
            @PathVariable String id,
            @Valid @RequestBody NewObservation request,
            CommandGuard guard,
            @AuthenticationPrincipal Actor actor) {
        var behaviours = request.behaviours().stream()
                .map(seen -> new ObservedBehaviour(seen.code(), seen.level(), seen.note()))
                .toList();
        return byObserver(
                id,
                guard,
                actor,
                (cycle, by) -> cycle.observe(
                        new Observation(request.observedOn(), behaviours, request.nextStepCodes(), by, now()),
                        period(cycle),
                        today(cycle.npsn())));
    }

    @PostMapping("/{id}/sharing")
    @PreAuthorize("hasRole('EMPLOYEE')")
    ResponseEntity<Object> share(@PathVariable String id, CommandGuard guard, @AuthenticationPrincipal Actor actor) {
        return byObserver(id, guard, actor, (cycle, by) -> cycle.share(now()));
    }

    @PostMapping("/{id}/follow-up")
    @PreAuthorize("hasRole('EMPLOYEE')")
    ResponseEntity<Object> agreeFollowUp(
            @PathVariable String id,
            @Valid @RequestBody NewFollowUp request,
            CommandGuard guard,
            @AuthenticationPrincipal Actor actor) {
        var followUp = new FollowUp(
                request.challenge(), request.goal(), request.effort(), request.schedule(), request.support(), now());
        return byOwner(id, guard, actor, cycle -> cycle.agreeFollowUp(followUp));
    }

    @PostMapping("/{id}/follow-up-completion")
    @PreAuthorize("hasRole('EMPLOYEE')")
    ResponseEntity<Object> completeFollowUp(
            @PathVariable String id, CommandGuard guard, @AuthenticationPrincipal Actor actor) {
        return byOwner(id, guard, actor, cycle -> cycle.completeFollowUp(now()));
    }

    @PostMapping("/{id}/reflection")
    @PreAuthorize("hasRole('EMPLOYEE')")
    ResponseEntity<Object> reflect(
            @PathVariable String id,
            @Valid @RequestBody NewReflection request,
            CommandGuard guard,
            @AuthenticationPrincipal Actor actor) {
        var reflection =
                new Reflection(request.inspiration(), request.change(), request.challenges(), request.plan(), now());
        return byOwner(id, guard, actor, cycle -> cycle.reflect(reflection));
    }

    private ResponseEntity<Object> byOwner(
            String id, CommandGuard guard, Actor actor, Function<CoachingCycle, Decision<CoachingCycle>> command) {
        return change(
                id, guard, actor, cycle -> actor.isEmployee(cycle.employeeId()) ? command.apply(cycle) : notAllowed());
    }

    private ResponseEntity<Object> byObserver(
            String id,
            CommandGuard guard,
            Actor actor,
            BiFunction<CoachingCycle, String, Decision<CoachingCycle>> command) {
        var by = employee(actor).employeeId();
        return change(
                id,
                guard,
                actor,
                cycle -> directory.appraises(by, cycle.employeeId()) ? command.apply(cycle, by) : notAllowed());
    }

    /** Who may not even see a cycle is told what somebody is told who asks for a cycle that does not exist. */
    private ResponseEntity<Object> change(
            String id, CommandGuard guard, Actor actor, Function<CoachingCycle, Decision<CoachingCycle>> command) {
        var self = employee(actor);
        return Replies.changed(cycles.change(id, guard, cycle -> maySee(self, cycle), command), shownTo(self));
    }

    private static Decision<CoachingCycle> notAllowed() {
        return Decision.refuse(Refusal.forbidden("not-allowed"));
    }

    /** Whoever observed goes on reading what came of it when the other has moved on to another appraiser. */
    private boolean maySee(DirectoryEntry self, CoachingCycle cycle) {
        return cycle.employeeId().equals(self.employeeId())
                || cycle.wasObservedBy(self.employeeId())
                || directory.appraises(self.employeeId(), cycle.employeeId());
    }

    private static Function<Stored<CoachingCycle>, CoachingCycleView> shownTo(DirectoryEntry self) {
        return stored -> CoachingCycleView.of(stored, self.employeeId());
    }

    private Period period(CoachingCycle cycle) {
        return period(cycle.regulation(), cycle.regulationVersion(), cycle.periodId());
    }

    /** By the rules the plan was drafted under; by the newest where planning has not told which those are. */
    private Period period(@Nullable String regulation, @Nullable Integer version, String periodId) {
        var pack = regulation == null || version == null
                ? regulations.ofPeriod(periodId)
                : Optional.of(regulations.require(regulation, version));
        return pack.flatMap(rules -> rules.period(periodId))
                .orElseThrow(() -> new IllegalStateException("no pack describes the period " + periodId));
    }

    /** In milliseconds, as it is stored: what is answered and told at once equals what is read later. */
    private Instant now() {
        return clock.instant();
    }

    /** A school not heard of yet is taken to be in the east, where the day begins first, rather than refused its today. */
    private LocalDate today(String npsn) {
        var zone = directory.school(npsn).map(School::timeZone).orElse(ZoneId.of("Asia/Jayapura"));
        return LocalDate.ofInstant(clock.instant(), zone);
    }

    private static DirectoryEntry employee(Actor actor) {
        return Objects.requireNonNull(actor.employee(), "guarded by hasRole('EMPLOYEE')");
    }
}
