package id.kinerja.planning.plan;

import com.mongodb.client.model.Filters;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.regulation.Regulation.Section;
import id.kinerja.kit.security.Actor;
import id.kinerja.kit.web.Page;
import id.kinerja.kit.web.RefusedException;
import id.kinerja.kit.web.Replies;
import id.kinerja.planning.plan.TeamRecommendation.Advice;
import id.kinerja.planning.plan.TeamRecommendation.Outcome;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the appraiser's team recommends on a plan. */
@RestController
@RequestMapping("/api/v1/plans/{id}/recommendations")
class TeamRecommendationController {

    /**
     * @param sections what it is about, at most ten; may be absent
     * @param text at most 2000 characters; may be absent
     */
    record NewRecommendation(
            @NotNull Advice advice,
            @Nullable @Size(max = 10) List<@NotNull Section> sections,
            @Nullable @Size(max = 2000) String text) {}

    /**
     * @param version of the recommendation, as in its ETag
     * @param contentVersion which submission it is about, from 1
     * @param by employee id of the member
     * @param outcome FOLLOWED or NOT_FOLLOWED once the submission is decided, PENDING until then
     */
    record RecommendationView(
            String planId,
            long version,
            long contentVersion,
            String by,
            @Nullable Advice advice,
            List<Section> sections,
            @Nullable String text,
            @Nullable Instant givenAt,
            Outcome outcome) {

        static RecommendationView of(Stored<TeamRecommendation> stored, Plan plan) {
            var given = stored.state();
            return new RecommendationView(
                    given.planId(),
                    stored.version(),
                    given.contentVersion(),
                    given.by(),
                    given.advice(),
                    given.sections(),
                    given.text(),
                    given.givenAt(),
                    given.outcome(plan));
        }
    }

    private final AggregateStore<TeamRecommendation> recommendations;
    private final AggregateStore<Plan> plans;
    private final PlanAccess access;
    private final Clock clock;

    TeamRecommendationController(
            AggregateStore<TeamRecommendation> recommendations,
            AggregateStore<Plan> plans,
            PlanAccess access,
            Clock clock) {
        this.recommendations = recommendations;
        this.plans = plans;
        this.access = access;
        this.clock = clock;
    }

    /**
     * Recommends on the present submission, in place of what the same member said of it before; the first time with
     * {@code If-Match: "0"}. Only the appraiser's team may, not on plans of their own. 409 {@code wrong-state} unless the
     * plan waits for the appraiser.
     */
    @PutMapping("/mine")
    @PreAuthorize("hasRole('EMPLOYEE')")
    ResponseEntity<Object> recommend(
            @PathVariable String id,
            @Valid @RequestBody NewRecommendation request,
            CommandGuard guard,
            @AuthenticationPrincipal Actor actor) {
        var self = actor.employeeId().orElseThrow();
        var plan = visible(id, actor);
        if (!access.advises(self, plan)) {
            throw new RefusedException(Refusal.forbidden("not-allowed"));
        }
        if (plan.status() != PlanStatus.SUBMITTED) {
            throw new RefusedException(Refusal.wrongState(plan.status(), "recommend"));
        }
        var sections = Objects.requireNonNullElse(request.sections(), List.<Section>of()).stream()
                .distinct()
                .sorted()
                .toList();
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return Replies.changed(
                recommendations.changeOrCreate(
                        TeamRecommendation.idOf(plan, self),
                        guard,
                        TeamRecommendation.notYet(plan, self),
                        before -> Decision.accept(before.saying(request.advice(), sections, request.text(), now))),
                stored -> RecommendationView.of(stored, plan));
    }

    /**
     * The first submission's first. The appraiser, the team and the office see all of them; the owner of the plan sees
     * those on a submission that is decided.
     */
    @GetMapping
    @PreAuthorize("hasAnyRole('EMPLOYEE', 'OFFICE')")
    Page<RecommendationView> recommendations(
            @PathVariable String id,
            @RequestParam @Nullable String cursor,
            @RequestParam @Nullable Integer limit,
            @AuthenticationPrincipal Actor actor) {
        var plan = visible(id, actor);
        var filter = actor.isEmployee(plan.employeeId()) && plan.status() == PlanStatus.SUBMITTED
                ? Filters.and(ofPlan(plan), Filters.lt("state.contentVersion", plan.contentVersion()))
                : ofPlan(plan);
        return Page.read(
                cursor,
                limit,
                (after, size) -> recommendations.list(filter, after, size),
                Stored::id,
                stored -> RecommendationView.of(stored, plan));
    }

    private static Bson ofPlan(Plan plan) {
        return Filters.eq("state.planId", plan.planId());
    }

    private Plan visible(String id, Actor actor) {
        return plans.find(id)
                .map(Stored::state)
                .filter(plan -> access.maySee(actor, plan))
                .orElseThrow(() -> new RefusedException(Refusal.absent("no-such-resource")));
    }
}
