package id.kinerja.planning.plan;

import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.directory.DirectoryEntry;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.directory.School;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.model.Refusal.Fault;
import id.kinerja.kit.regulation.Regulation;
import id.kinerja.kit.regulation.Regulation.Section;
import id.kinerja.kit.regulation.Regulations;
import id.kinerja.kit.security.Actor;
import id.kinerja.kit.web.Creating;
import id.kinerja.kit.web.Page;
import id.kinerja.kit.web.Problems;
import id.kinerja.kit.web.RefusedException;
import id.kinerja.kit.web.Replies;
import id.kinerja.planning.plan.BulkDrafting.Kind;
import id.kinerja.planning.plan.BulkDrafting.Outcome;
import id.kinerja.planning.plan.BulkDrafting.Scope;
import id.kinerja.planning.plan.BulkDrafting.Source;
import id.kinerja.planning.plan.BulkDraftingPeople.Person;
import id.kinerja.planning.plan.Plan.Content;
import id.kinerja.planning.plan.Plan.CoreValueChoice;
import id.kinerja.planning.plan.Plan.Practice;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Drafts for many people at once: a principal for the teachers of the own school, the office for a school or a regency.
 * They stay the drafts of their owners, who go on from there; who asked sees what became of each person.
 */
@RestController
@RequestMapping("/api/v1/bulk-drafts")
class BulkDraftingController {

    /** Schools whose people are read at once. */
    private static final int SCHOOLS_AT_ONCE = 100;

    /**
     * @param roles TEACHER, PRINCIPAL, each once; without it, a principal asks for teachers and the office for everybody
     * @param dryRun finds out the same and writes no plan
     */
    record NewBulkDrafting(
            @NotBlank @Size(max = 20) String periodId,
            @NotNull @Valid NewScope scope,
            @NotNull @Valid NewSource from,
            @Nullable @Size(min = 1, max = 2) List<@NotNull Role> roles,
            @NotNull Boolean dryRun) {}

    /** Exactly one of both. */
    record NewScope(
            @Nullable @Size(max = 8) String npsn,
            @Nullable @Size(max = 200) String regency) {}

    /**
     * @param kind LAST_PERIOD: from the person's own latest plan that was approved, of a period that had ended before this
     *     one begins; TEMPLATE; EMPTY
     * @param template with TEMPLATE only, and then it is required
     */
    record NewSource(@NotNull Kind kind, @Nullable @Valid Template template) {}

    /** What everybody begins with, as far as it is allowed in the own plan; each part may be left away. */
    record Template(
            @Nullable @Valid TemplatePractice practice,
            @Nullable @Size(max = 50) List<@NotBlank @Size(max = 40) String> activityCodes,
            @Nullable @Size(max = 50) List<@NotBlank @Size(max = 40) String> dutyCodes,
            @Nullable @Size(max = 20) List<@Valid @NotNull TemplateValue> coreValues) {

        Content content() {
            return new Content(
                    practice == null ? null : new Practice(practice.indicatorCode(), practice.targetBehaviourCodes()),
                    orNone(activityCodes),
                    orNone(dutyCodes),
                    orNone(coreValues).stream()
                            .map(value -> new CoreValueChoice(value.code(), value.behaviourCodes()))
                            .toList(),
                    List.of(),
                    List.of(),
                    List.of());
        }

        private static <T> List<T> orNone(@Nullable List<T> some) {
            return Objects.requireNonNullElse(some, List.of());
        }
    }

    record TemplatePractice(
            @NotBlank @Size(max = 20) String indicatorCode,
            @NotEmpty @Size(max = 10) List<@NotBlank @Size(max = 20) String> targetBehaviourCodes) {}

    record TemplateValue(
            @NotBlank @Size(max = 40) String code,
            @NotNull @Size(max = 20) List<@NotBlank @Size(max = 40) String> behaviourCodes) {}

    /**
     * @param status RUNNING or COMPLETED
     * @param total people; created, existing, skipped and pending together
     * @param created drafts written, or in a dry run: that would be written
     * @param existing had a plan already, which was not touched
     * @param trimmed how many of the created begin without something that is not allowed in them
     * @param skippedByCode nothing-last-period, no-plan-for-role, no-longer-at-school, unexpected
     */
    record BulkDraftingView(
            String bulkDraftingId,
            BulkDrafting.Status status,
            String periodId,
            Scope scope,
            Kind from,
            List<Role> roles,
            boolean dryRun,
            int total,
            int created,
            int existing,
            int trimmed,
            int skipped,
            int pending,
            List<SkippedView> skippedByCode,
            Instant acceptedAt,
            @Nullable Instant completedAt) {}

    record SkippedView(String code, String message, int count) {}

    /**
     * @param planId the plan, whether it is there or not
     * @param outcome PENDING, CREATED, EXISTING, SKIPPED
     * @param code why skipped, with its message; else both null
     * @param fromPeriodId whose plan the draft begins with; null unless one was looked for and found
     * @param leftOut what is not allowed in this plan and was not taken
     */
    record PersonView(
            String employeeId,
            String npsn,
            String planId,
            Outcome outcome,
            @Nullable String code,
            @Nullable String message,
            @Nullable String fromPeriodId,
            List<LeftOutView> leftOut) {}

    record LeftOutView(Section section, String entry, String code, String message) {}

    private final AggregateStore<BulkDrafting> bulkDraftings;
    private final BulkDraftingPeople people;
    private final PlanAccess access;
    private final Directory directory;
    private final Regulations regulations;
    private final Problems problems;
    private final Clock clock;

    BulkDraftingController(
            AggregateStore<BulkDrafting> bulkDraftings,
            BulkDraftingPeople people,
            PlanAccess access,
            Directory directory,
            Regulations regulations,
            Problems problems,
            Clock clock) {
        this.bulkDraftings = bulkDraftings;
        this.people = people;
        this.access = access;
        this.directory = directory;
        this.regulations = regulations;
        this.problems = problems;
        this.clock = clock;
    }

    /**
     * 202: accepted, to be looked up at {@code Location}. Each draft is made as by {@code POST /plans} and filled as by its
     * owner: what the rules do not allow in somebody's plan is left out there and told. 403 for another school than one's
     * own. 422 {@code invalid-request}: unknown-period, unknown-school, unknown-regency, school-or-regency, required,
     * template-not-asked-for, and the faults of a template that no plan of this pack could hold.
     */
    @PostMapping
    @PreAuthorize("hasAnyRole('EMPLOYEE', 'OFFICE')")
    ResponseEntity<Object> accept(
            @Valid @RequestBody NewBulkDrafting request,
            @Creating CommandGuard guard,
            @AuthenticationPrincipal Actor actor) {
        var scope = new Scope(request.scope().npsn(), request.scope().regency());
        var roles = rolesFor(request, scope, actor);
        var pack = regulations.ofPeriod(request.periodId());
        var schools = schoolsOf(scope);
        var faults = new ArrayList<Fault>();
        if (pack.isEmpty()) {
            faults.add(Fault.at("/periodId", "unknown-period", request.periodId()));
        }
        faults.addAll(inScope(scope, schools));
        faults.addAll(inRoles(roles));
        faults.addAll(inSource(request.from(), pack));
        if (!faults.isEmpty()) {
            throw new RefusedException(Refusal.invalid("invalid-request", faults));
        }
        var template = Optional.ofNullable(request.from().template())
                .map(Template::content)
                .orElse(Content.EMPTY);
        var source = new Source(request.from().kind(), template);
        var id = guard.newId();
        var result = bulkDraftings.create(id, guard, () -> {
            var total = written(id, schools, roles);
            return Decision.accept(BulkDrafting.accepted(
                    id, by(actor), request.periodId(), scope, source, roles, request.dryRun(), total, clock.instant()));
        });
        return Replies.accepted(result, URI.create("/api/v1/bulk-drafts/" + id), this::view);
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAnyRole('EMPLOYEE', 'OFFICE')")
    ResponseEntity<Object> state(@PathVariable String id, @AuthenticationPrincipal Actor actor) {
        return Replies.found(asked(id, actor), this::view);
    }

    /**
     * What became of each person, in the order of their ids.
     *
     * @param outcome only people of whom this became
     */
    @GetMapping("/{id}/people")
    @PreAuthorize("hasAnyRole('EMPLOYEE', 'OFFICE')")
    Page<PersonView> people(
            @PathVariable String id,
            @RequestParam @Nullable Outcome outcome,
            @RequestParam @Nullable String cursor,
            @RequestParam @Nullable Integer limit,
            @AuthenticationPrincipal Actor actor) {
        var job = asked(id, actor).orElseThrow(() -> new RefusedException(Refusal.absent("no-such-resource")));
        var periodId = job.state().periodId();
        return Page.read(
                cursor,
                limit,
                (after, size) -> people.list(id, outcome, after, size),
                Person::employeeId,
                person -> view(person, periodId));
    }

    private Optional<Stored<BulkDrafting>> asked(String id, Actor actor) {
        return bulkDraftings.find(id).filter(job -> job.state().requestedBy().equals(by(actor)));
    }

    private static String by(Actor actor) {
        return actor.employeeId().orElse(actor.account());
    }

    /** Empty for everybody. */
    private List<Role> rolesFor(NewBulkDrafting request, Scope scope, Actor actor) {
        var asked = request.roles();
        if (actor.has(Actor.Grant.OFFICE)) {
            return Objects.requireNonNullElse(asked, List.of());
        }
        var roles = Objects.requireNonNullElse(asked, List.of(Role.TEACHER));
        if (!roles.equals(List.of(Role.TEACHER)) || !access.leadsSchool(by(actor), scope.npsn())) {
            throw new RefusedException(Refusal.forbidden("not-allowed"));
        }
        return roles;
    }

    private List<String> schoolsOf(Scope scope) {
        if (scope.npsn() != null) {
            return directory.school(scope.npsn()).map(School::npsn).stream().toList();
        }
        return scope.regency() == null
                ? List.of()
                : directory.schoolsOf(scope.regency()).stream()
                        .map(School::npsn)
                        .toList();
    }

    private static List<Fault> inScope(Scope scope, List<String> schools) {
        if ((scope.npsn() == null) == (scope.regency() == null)) {
            return List.of(Fault.at("/scope", "school-or-regency"));
        }
        if (!schools.isEmpty()) {
            return List.of();
        }
        return scope.npsn() == null
                ? List.of(Fault.at("/scope/regency", "unknown-regency", String.valueOf(scope.regency())))
                : List.of(Fault.at("/scope/npsn", "unknown-school"));
    }

    private static List<Fault> inRoles(List<Role> roles) {
        var faults = new ArrayList<Fault>();
        for (int i = 0; i < roles.size(); i++) {
            if (roles.get(i) != Role.TEACHER && roles.get(i) != Role.PRINCIPAL) {
                faults.add(Fault.at("/roles/" + i, "not-one-of", "TEACHER, PRINCIPAL"));
            } else if (roles.indexOf(roles.get(i)) < i) {
                faults.add(Fault.at("/roles/" + i, "named-twice", roles.get(i)));
            }
        }
        return faults;
    }

    private static List<Fault> inSource(NewSource from, Optional<Regulation> pack) {
        var template = from.template();
        if (from.kind() != Kind.TEMPLATE) {
            return template == null ? List.of() : List.of(Fault.at("/from/template", "template-not-asked-for"));
        }
        if (template == null) {
            return List.of(Fault.at("/from/template", "required"));
        }
        return pack.map(known -> inTemplate(template.content(), known)).orElse(List.of());
    }

    /** What is in no plan of the pack is a slip of whoever asked; what is in some is looked at person by person. */
    private static List<Fault> inTemplate(Content template, Regulation pack) {
        var faults = new ArrayList<Fault>();
        var practice = template.practice();
        if (practice != null) {
            var indicator = pack.indicator(practice.indicatorCode()).orElse(null);
            if (indicator == null) {
                faults.add(Fault.at(
                        "/from/template/practice/indicatorCode",
                        "unknown-indicator",
                        practice.indicatorCode(),
                        pack.id()));
            } else {
                faults.addAll(inList(
                        "/from/template/practice/targetBehaviourCodes",
                        practice.targetBehaviourCodes(),
                        code -> indicator.behaviours().stream()
                                .anyMatch(one -> one.code().equals(code)),
                        "unknown-behaviour",
                        indicator.code()));
            }
        }
        faults.addAll(inList(
                "/from/template/activityCodes",
                template.activityCodes(),
                code -> pack.development().activity(code).isPresent(),
                "unknown-activity",
                pack.id()));
        faults.addAll(inList(
                "/from/template/dutyCodes",
                template.dutyCodes(),
                code -> pack.additionalDuties().duty(code).isPresent(),
                "unknown-duty",
                pack.id()));
        faults.addAll(new PlanRules(pack, Role.TEACHER, null)
                .inCoreValues(template.coreValues()).stream()
                        .map(fault -> fault.below("/from/template"))
                        .toList());
        return faults;
    }

    private static List<Fault> inList(
            String list, List<String> entries, Predicate<String> known, String code, String within) {
        var seen = new HashSet<String>();
        var faults = new ArrayList<Fault>();
        for (int i = 0; i < entries.size(); i++) {
            var entry = entries.get(i);
            if (!known.test(entry)) {
                faults.add(Fault.at(list + "/" + i, code, entry, within));
            } else if (!seen.add(entry)) {
                faults.add(Fault.at(list + "/" + i, "named-twice", entry));
            }
        }
        return faults;
    }

    /** @return how many people were written down */
    private int written(String id, List<String> schools, List<Role> roles) {
        int total = 0;
        for (int i = 0; i < schools.size(); i += SCHOOLS_AT_ONCE) {
            List<DirectoryEntry> meant =
                    directory.ofSchools(schools.subList(i, Math.min(schools.size(), i + SCHOOLS_AT_ONCE))).stream()
                            .filter(person -> roles.isEmpty() || roles.contains(person.role()))
                            .toList();
            people.waiting(id, meant);
            total += meant.size();
        }
        return total;
    }

    private BulkDraftingView view(Stored<BulkDrafting> stored) {
        var job = stored.state();
        var tally = job.tally();
        return new BulkDraftingView(
                job.bulkDraftingId(),
                job.status(),
                job.periodId(),
                job.scope(),
                job.source().kind(),
                job.roles(),
                job.dryRun(),
                job.total(),
                tally.created(),
                tally.existing(),
                tally.trimmed(),
                tally.allSkipped(),
                job.pending(),
                tally.skipped().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> new SkippedView(entry.getKey(), message(entry.getKey()), entry.getValue()))
                        .toList(),
                job.acceptedAt(),
                job.completedAt());
    }

    private PersonView view(Person person, String periodId) {
        return new PersonView(
                person.employeeId(),
                person.npsn(),
                Plan.idOf(person.employeeId(), periodId),
                person.outcome(),
                person.code(),
                person.code() == null ? null : message(person.code()),
                person.fromPeriod(),
                person.leftOut().stream()
                        .map(left -> new LeftOutView(
                                left.section(),
                                left.entry(),
                                left.code(),
                                problems.faultMessage(left.code(), left.args().toArray())))
                        .toList());
    }

    private String message(String code) {
        return String.valueOf(problems.of(HttpStatus.CONFLICT, code).getTitle());
    }
}
