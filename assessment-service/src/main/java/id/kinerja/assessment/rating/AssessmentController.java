package id.kinerja.assessment.rating;

import com.mongodb.client.model.Filters;
import id.kinerja.assessment.delivery.Deliveries;
import id.kinerja.assessment.delivery.Delivery;
import id.kinerja.assessment.delivery.DeliveryTexts;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.directory.DirectoryEntry;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.security.Actor;
import id.kinerja.kit.web.Page;
import id.kinerja.kit.web.Replies;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
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

/** Assessments: the person's appraiser rates and makes final; the person sees the ratings once they are final. */
@RestController
@RequestMapping("/api/v1/assessments")
class AssessmentController {

    record Ratings(
            @NotNull Rating workResult,
            @NotNull Rating workBehaviour,
            @Nullable @Size(max = 2000) String note) {}

    enum View {
        MINE,
        QUEUE
    }

    private final AggregateStore<Assessment> assessments;
    private final AgreedPlans plans;
    private final Deliveries deliveries;
    private final DeliveryTexts texts;
    private final Directory directory;
    private final PredicateMatrix matrix;
    private final Clock clock;

    AssessmentController(
            AggregateStore<Assessment> assessments,
            AgreedPlans plans,
            Deliveries deliveries,
            DeliveryTexts texts,
            Directory directory,
            PredicateMatrix matrix,
            Clock clock) {
        this.assessments = assessments;
        this.plans = plans;
        this.deliveries = deliveries;
        this.texts = texts;
        this.directory = directory;
        this.matrix = matrix;
        this.clock = clock;
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAnyRole('EMPLOYEE', 'OFFICE')")
    ResponseEntity<Object> assessment(@PathVariable String id, @AuthenticationPrincipal Actor actor) {
        return Replies.found(
                assessments.find(id).filter(assessment -> maySee(actor, assessment.state())), seenBy(actor));
    }

    /** @param view {@code mine} (default): one's own assessments; {@code queue}: those of the people one appraises */
    @GetMapping
    @PreAuthorize("hasRole('EMPLOYEE')")
    Page<AssessmentView> assessments(
            @RequestParam(defaultValue = "MINE") View view,
            @RequestParam @Nullable AssessmentStatus status,
            @RequestParam @Nullable String cursor,
            @RequestParam @Nullable Integer limit,
            @AuthenticationPrincipal Actor actor) {
        var self = employee(actor).employeeId();
        // By the roster of now, not by who agreed the plan: who has the post has the work.
        var people = view == View.MINE ? List.of(self) : directory.appraisedBy(self);
        Bson whose = Filters.in("state.employeeId", people);
        Bson filter = status == null ? whose : Filters.and(whose, Filters.eq("state.status", status.name()));
        record Row(
                Stored<Assessment> stored,
                List<PlanPart> plans,
                @Nullable Delivery delivery) {}
        return Page.read(
                cursor,
                limit,
                (after, size) -> {
                    var found = assessments.list(filter, after, size);
                    var ids = found.stream().map(Stored::id).toList();
                    var planned = plans.partsOf(ids);
                    var news = deliveries.find(ids);
                    return found.stream()
                            .map(stored -> new Row(
                                    stored, planned.getOrDefault(stored.id(), List.of()), news.get(stored.id())))
                            .toList();
                },
                row -> row.stored().id(),
                row -> view(actor, row.stored(), row.plans(), row.delivery()));
    }

    @PutMapping("/{id}/ratings")
    @PreAuthorize("hasRole('EMPLOYEE')")
    ResponseEntity<Object> rate(
            @PathVariable String id,
            @Valid @RequestBody Ratings request,
            CommandGuard guard,
            @AuthenticationPrincipal Actor actor) {
        return byAppraiser(
                id,
                guard,
                actor,
                (assessment, by) -> assessment.rate(
                        request.workResult(), request.workBehaviour(), request.note(), matrix, by, clock.instant()));
    }

    @PostMapping("/{id}/finalization")
    @PreAuthorize("hasRole('EMPLOYEE')")
    ResponseEntity<Object> makeFinal(
            @PathVariable String id, CommandGuard guard, @AuthenticationPrincipal Actor actor) {
        return byAppraiser(id, guard, actor, (assessment, by) -> assessment.makeFinal(by, clock.instant()));
    }

    private interface AppraiserCommand {
        Decision<Assessment> decide(Assessment assessment, String appraiserId);
    }

    /** Who may not even see an assessment is told what somebody is told who asks for one that does not exist. */
    private ResponseEntity<Object> byAppraiser(String id, CommandGuard guard, Actor actor, AppraiserCommand command) {
        var by = employee(actor).employeeId();
        var result = assessments.change(
                id,
                guard,
                assessment -> maySee(actor, assessment),
                assessment -> directory.appraises(by, assessment.employeeId())
                        ? whileAgreed(assessment, command.decide(assessment, by))
                        : Decision.refuse(Refusal.forbidden("not-allowed")));
        return Replies.changed(result, seenBy(actor));
    }

    /** What the person is assessed on must stand while they are assessed. */
    private Decision<Assessment> whileAgreed(Assessment assessment, Decision<Assessment> decision) {
        return decision instanceof Decision.Accepted && !plans.isAgreed(assessment.assessmentId())
                ? Decision.refuse(Refusal.conflict("plan-reopened"))
                : decision;
    }

    private boolean maySee(Actor actor, Assessment assessment) {
        return actor.isEmployee(assessment.employeeId())
                || actor.has(Actor.Grant.OFFICE)
                || actor.employeeId()
                        .map(self -> directory.appraises(self, assessment.employeeId()))
                        .orElse(false);
    }

    private Function<Stored<Assessment>, AssessmentView> seenBy(Actor actor) {
        return stored -> view(
                actor,
                stored,
                plans.partsOf(List.of(stored.id())).getOrDefault(stored.id(), List.of()),
                deliveries.find(stored.id()).orElse(null));
    }

    private AssessmentView view(
            Actor actor, Stored<Assessment> stored, List<PlanPart> planned, @Nullable Delivery known) {
        var assessment = stored.state();
        boolean settled = assessment.status() == AssessmentStatus.FINAL;
        var delivery =
                known == null && settled && !assessment.employmentStatus().isCivilServant()
                        ? Delivery.NOT_REQUIRED
                        : known;
        return AssessmentView.of(
                stored,
                planned,
                settled || !actor.isEmployee(assessment.employeeId()),
                delivery == null ? null : texts.view(delivery));
    }

    private static DirectoryEntry employee(Actor actor) {
        return Objects.requireNonNull(actor.employee(), "guarded by hasRole('EMPLOYEE')");
    }
}
