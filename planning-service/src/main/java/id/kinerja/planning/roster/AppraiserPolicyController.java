package id.kinerja.planning.roster;

import com.mongodb.client.model.Filters;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.CommandResult;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.model.Refusal.Fault;
import id.kinerja.kit.security.Actor;
import id.kinerja.kit.web.RefusedException;
import id.kinerja.kit.web.Replies;
import id.kinerja.planning.roster.AppraiserPolicy.Change;
import id.kinerja.planning.roster.AppraiserPolicy.Way;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Who decides where the appraiser's post is vacant or held for the time being: the education office chooses, for everybody
 * ({@code default}), for a regency ({@code regency:Kab. Wonosobo}) or for a school ({@code school:20306577}).
 */
@RestController
@RequestMapping("/api/v1/appraiser-policies/{scope}")
class AppraiserPolicyController {

    /**
     * @param whenVacant nobody is named, or who is named has left: NEXT_SUPERIOR, SUBSTITUTE, WAIT or AUTOMATIC
     * @param whenActing the post is held for the time being (Plt.): the same, or ACTING_DECIDES
     * @param substituteId employee id; needed for SUBSTITUTE
     */
    record NewPolicy(
            @NotNull Way whenVacant,
            @NotNull Way whenActing,
            @Nullable @Size(max = 60) String substituteId) {}

    /**
     * @param version 0 as long as nobody has chosen for this scope; what is shown is then what holds there anyway
     * @param changes who chose what and when, the first choice first
     */
    record PolicyView(
            String scope,
            long version,
            Way whenVacant,
            Way whenActing,
            @Nullable String substituteId,
            List<Change> changes) {

        static PolicyView of(Stored<AppraiserPolicy> stored) {
            var policy = stored.state();
            return new PolicyView(
                    policy.scope(),
                    stored.version(),
                    policy.whenVacant(),
                    policy.whenActing(),
                    policy.substituteId(),
                    policy.changes());
        }
    }

    private final AggregateStore<AppraiserPolicy> policies;
    private final AggregateStore<School> schools;
    private final AggregateStore<Employee> employees;
    private final AppraiserReviewJob reviews;
    private final Clock clock;

    AppraiserPolicyController(
            AggregateStore<AppraiserPolicy> policies,
            AggregateStore<School> schools,
            AggregateStore<Employee> employees,
            AppraiserReviewJob reviews,
            Clock clock) {
        this.policies = policies;
        this.schools = schools;
        this.employees = employees;
        this.reviews = reviews;
        this.clock = clock;
    }

    /** 404 for a regency or school that the roster does not know. */
    @GetMapping
    @PreAuthorize("hasRole('OFFICE')")
    ResponseEntity<Object> policy(@PathVariable String scope) {
        return Replies.found(find(scope), PolicyView::of);
    }

    /**
     * The first time with {@code If-Match: "0"}. Everybody concerned is found within the minute, and the plans that wait go
     * to whoever decides now; what was submitted before AUTOMATIC was chosen is not approved by it. 422
     * {@code invalid-request}: required, nobody-is-acting, unknown-substitute.
     */
    @PutMapping
    @PreAuthorize("hasRole('OFFICE')")
    ResponseEntity<Object> choose(
            @PathVariable String scope,
            @Valid @RequestBody NewPolicy request,
            CommandGuard guard,
            @AuthenticationPrincipal Actor actor) {
        var before = find(scope).orElseThrow(() -> new RefusedException(Refusal.absent("no-such-resource")));
        var substitute = request.substituteId();
        if (substitute != null && employees.find(substitute).isEmpty()) {
            throw new RefusedException(
                    Refusal.invalid("invalid-request", Fault.at("/substituteId", "unknown-substitute")));
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var result = policies.changeOrCreate(
                scope,
                guard,
                before.state(),
                policy -> policy.choose(request.whenVacant(), request.whenActing(), substitute, actor.account(), now));
        if (result instanceof CommandResult.Changed<AppraiserPolicy>(var after, boolean _)) {
            reviews.askFor("policy:" + scope + ":" + after.version());
        }
        return Replies.changed(result, PolicyView::of);
    }

    private Optional<Stored<AppraiserPolicy>> find(String scope) {
        return AppraiserPolicy.isScope(scope) ? policies.find(scope).or(() -> unwritten(scope)) : Optional.empty();
    }

    /** What holds for a scope of which nobody has spoken: what was chosen for the next wider one. */
    private Optional<Stored<AppraiserPolicy>> unwritten(String scope) {
        if (scope.equals(AppraiserPolicy.DEFAULT)) {
            return Optional.of(Stored.unwritten(scope, AppraiserPolicy.unchosen()));
        }
        var school = scope.startsWith(AppraiserPolicy.OF_SCHOOL)
                ? schools.find(scope.substring(AppraiserPolicy.OF_SCHOOL.length()))
                : anySchoolOf(scope.substring(AppraiserPolicy.OF_REGENCY.length()));
        return school.map(known -> AppraiserPolicies.in(policies)
                        .at(known.state().npsn(), known.state().regency())
                        .asOf(scope))
                .map(policy -> Stored.unwritten(scope, policy));
    }

    private Optional<Stored<School>> anySchoolOf(String regency) {
        return schools.list(Filters.eq("state.regency", regency), null, 1).stream()
                .findFirst();
    }
}
