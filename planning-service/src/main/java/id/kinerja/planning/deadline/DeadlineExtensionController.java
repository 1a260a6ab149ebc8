package id.kinerja.planning.deadline;

import com.mongodb.client.model.Filters;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.directory.DirectoryEntry;
import id.kinerja.kit.directory.School;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.model.Refusal.Fault;
import id.kinerja.kit.regulation.Regulation.Period;
import id.kinerja.kit.regulation.Regulation.Stage;
import id.kinerja.kit.regulation.Regulation.StageName;
import id.kinerja.kit.regulation.Regulations;
import id.kinerja.kit.security.Actor;
import id.kinerja.kit.security.Actor.Grant;
import id.kinerja.kit.web.Creating;
import id.kinerja.kit.web.Page;
import id.kinerja.kit.web.RefusedException;
import id.kinerja.kit.web.Replies;
import id.kinerja.planning.deadline.DeadlineExtension.By;
import id.kinerja.planning.deadline.DeadlineExtension.Step;
import id.kinerja.planning.roster.SchoolLeaders;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
 * More time for a person, a school or a regency. The office grants and withdraws; whom it concerns can read it with its
 * whole history: the person and the person's appraiser, everybody of the school and whoever answers for it.
 */
@RestController
@RequestMapping("/api/v1/deadline-extensions")
class DeadlineExtensionController {

    /**
     * @param stage of the period's regulation pack
     * @param lastDay later than the present last day for everybody in the scope
     * @param validUntil from when on the extension does not hold any more; null: until it is withdrawn
     * @param reason why, for those concerned and whoever must answer for it; it stays in this service
     */
    record NewExtension(
            @NotBlank @Size(max = 20) String periodId,
            @NotNull StageName stage,
            @NotNull @Valid NewScope scope,
            @NotNull LocalDate lastDay,
            @Nullable Instant validUntil,
            @NotBlank @Size(max = 2000) String reason) {}

    /** Exactly one of them. */
    record NewScope(
            @Nullable @Size(max = 40) String employeeId,
            @Nullable @Size(max = 8) String npsn,
            @Nullable @Size(max = 200) String regency) {}

    record Withdrawal(@NotBlank @Size(max = 2000) String reason) {}

    /** @param status IN_FORCE, EXPIRED or WITHDRAWN */
    record ExtensionView(
            String extensionId,
            long version,
            DeadlineExtension.Status status,
            String periodId,
            StageName stage,
            Scope scope,
            LocalDate lastDay,
            @Nullable Instant validUntil,
            List<EntryView> history) {}

    /**
     * @param step GRANTED or WITHDRAWN
     * @param by employee id; null for an account of the office that is not in the roster
     * @param account of whoever did it; only the office sees it
     */
    record EntryView(
            Step step, @Nullable String by, @Nullable String account, Instant at, String reason) {}

    private final AggregateStore<DeadlineExtension> extensions;
    private final Deadlines deadlines;
    private final Directory directory;
    private final Regulations regulations;
    private final Clock clock;

    DeadlineExtensionController(
            AggregateStore<DeadlineExtension> extensions,
            Deadlines deadlines,
            Directory directory,
            Regulations regulations,
            Clock clock) {
        this.extensions = extensions;
        this.deadlines = deadlines;
        this.directory = directory;
        this.regulations = regulations;
        this.clock = clock;
    }

    /**
     * 422 {@code invalid-request}: unknown-period, unknown-stage, exactly-one-scope, unknown-employee, unknown-school,
     * unknown-regency, no-extension (not later than the present last day), out-of-range (more than a year after the period),
     * not-in-future.
     */
    @PostMapping
    @PreAuthorize("hasRole('OFFICE')")
    ResponseEntity<Object> grant(
            @Valid @RequestBody NewExtension request,
            @Creating CommandGuard guard,
            @AuthenticationPrincipal Actor actor) {
        var period = periodOf(request);
        var stage = stageOf(request, period);
        var scope = scopeOf(request.scope());
        var now = now();
        var id = guard.newId();
        var result = extensions.create(
                id,
                guard,
                () -> DeadlineExtension.grant(
                        id,
                        request.periodId(),
                        request.stage(),
                        scope,
                        request.lastDay(),
                        request.validUntil(),
                        request.reason(),
                        Window.of(stage, deadlines.concerning(request.periodId(), around(scope)), now)
                                .last(),
                        period.last().plusYears(1),
                        by(actor),
                        now));
        return Replies.created(result, URI.create("/api/v1/deadline-extensions/" + id), stored -> view(stored, actor));
    }

    /** An extension that has expired or was withdrawn before is 409 {@code wrong-state}. */
    @PostMapping("/{id}/withdrawal")
    @PreAuthorize("hasRole('OFFICE')")
    ResponseEntity<Object> withdraw(
            @PathVariable String id,
            @Valid @RequestBody Withdrawal request,
            CommandGuard guard,
            @AuthenticationPrincipal Actor actor) {
        return Replies.changed(
                extensions.change(id, guard, extension -> extension.withdraw(request.reason(), by(actor), now())),
                stored -> view(stored, actor));
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAnyRole('EMPLOYEE', 'OFFICE')")
    ResponseEntity<Object> extension(@PathVariable String id, @AuthenticationPrincipal Actor actor) {
        return Replies.found(
                extensions
                        .find(id)
                        .filter(stored -> maySee(actor, stored.state().scope())),
                stored -> view(stored, actor));
    }

    /**
     * @param npsn whatever concerns this school or somebody there, for whoever answers for it; without it the office sees
     *     all of the period, and an employee what concerns the own person, school and regency
     */
    @GetMapping
    @PreAuthorize("hasAnyRole('EMPLOYEE', 'OFFICE')")
    Page<ExtensionView> extensions(
            @RequestParam String periodId,
            @RequestParam @Nullable String npsn,
            @RequestParam @Nullable String cursor,
            @RequestParam @Nullable Integer limit,
            @AuthenticationPrincipal Actor actor) {
        var ofPeriod = Filters.eq("state.periodId", periodId);
        var filter = npsn == null && actor.has(Grant.OFFICE)
                ? ofPeriod
                : Filters.and(ofPeriod, Filters.in("state.concerns", visible(actor, npsn)));
        return Page.read(
                cursor,
                limit,
                (after, size) -> extensions.list(filter, after, size),
                Stored::id,
                stored -> view(stored, actor));
    }

    private Period periodOf(NewExtension request) {
        return regulations
                .ofPeriod(request.periodId())
                .flatMap(pack -> pack.period(request.periodId()))
                .orElseThrow(() -> invalid(Fault.at("/periodId", "unknown-period", request.periodId())));
    }

    private static Stage stageOf(NewExtension request, Period period) {
        return period.stage(request.stage())
                .orElseThrow(() -> invalid(
                        Fault.at("/stage", "unknown-stage", request.stage().name(), request.periodId())));
    }

    private Scope scopeOf(NewScope asked) {
        if (Stream.of(asked.employeeId(), asked.npsn(), asked.regency())
                        .filter(Objects::nonNull)
                        .count()
                != 1) {
            throw invalid(Fault.at("/scope", "exactly-one-scope"));
        }
        if (asked.employeeId() != null) {
            return directory
                    .byId(asked.employeeId())
                    .map(person -> Scope.ofEmployee(person.employeeId(), person.npsn()))
                    .orElseThrow(() -> invalid(Fault.at("/scope/employeeId", "unknown-employee")));
        }
        if (asked.npsn() != null) {
            return directory
                    .school(asked.npsn())
                    .map(school -> Scope.ofSchool(school.npsn()))
                    .orElseThrow(() -> invalid(Fault.at("/scope/npsn", "unknown-school")));
        }
        var regency = Objects.requireNonNull(asked.regency(), "one of them is there");
        if (directory.schoolsOf(regency).isEmpty()) {
            throw invalid(Fault.at("/scope/regency", "unknown-regency", regency));
        }
        return Scope.ofRegency(regency);
    }

    /** What holds for everybody in the scope already: that of the scope itself and of what is around it. */
    private List<String> around(Scope scope) {
        return scope.regency() != null ? List.of(scope.key()) : deadlines.keys(scope.employeeId(), scope.npsn());
    }

    private boolean maySee(Actor actor, Scope scope) {
        if (actor.has(Grant.OFFICE)) {
            return true;
        }
        var self = Objects.requireNonNull(actor.employee(), "guarded by hasAnyRole");
        return switch (scope.kind()) {
            case EMPLOYEE ->
                self.employeeId().equals(scope.employeeId())
                        || directory.appraises(self.employeeId(), Objects.requireNonNull(scope.employeeId()));
            case SCHOOL -> {
                var npsn = Objects.requireNonNull(scope.npsn());
                yield npsn.equals(self.npsn()) || SchoolLeaders.leads(self.employeeId(), directory.ofSchool(npsn));
            }
            case REGENCY -> Objects.requireNonNull(scope.regency()).equals(regencyOf(self));
        };
    }

    /** What somebody may ask for: of a school whatever concerns anybody there, or else only what concerns oneself. */
    private List<String> visible(Actor actor, @Nullable String npsn) {
        var self = actor.employee();
        if (npsn == null) {
            var own = Objects.requireNonNull(self, "guarded by hasAnyRole");
            return deadlines.keys(own.employeeId(), own.npsn());
        }
        var people = directory.ofSchool(npsn);
        if (actor.has(Grant.OFFICE) || self != null && SchoolLeaders.leads(self.employeeId(), people)) {
            var keys = new ArrayList<>(deadlines.keys(null, npsn));
            people.forEach(person -> keys.add(Scope.employee(person.employeeId())));
            return keys;
        }
        if (self == null || !npsn.equals(self.npsn())) {
            throw new RefusedException(Refusal.absent("no-such-resource"));
        }
        return deadlines.keys(self.employeeId(), npsn);
    }

    private @Nullable String regencyOf(DirectoryEntry person) {
        return Optional.ofNullable(person.npsn())
                .flatMap(directory::school)
                .map(School::regency)
                .orElse(null);
    }

    private ExtensionView view(Stored<DeadlineExtension> stored, Actor reader) {
        var extension = stored.state();
        boolean office = reader.has(Grant.OFFICE);
        return new ExtensionView(
                extension.extensionId(),
                stored.version(),
                extension.status(clock.instant()),
                extension.periodId(),
                extension.stage(),
                extension.scope(),
                extension.lastDay(),
                extension.validUntil(),
                extension.history().stream()
                        .map(entry -> new EntryView(
                                entry.step(),
                                entry.by().employeeId(),
                                office ? entry.by().account() : null,
                                entry.at(),
                                entry.reason()))
                        .toList());
    }

    private static By by(Actor actor) {
        return new By(actor.account(), actor.employeeId().orElse(null));
    }

    private static RefusedException invalid(Fault fault) {
        return new RefusedException(Refusal.invalid("invalid-request", fault));
    }

    /** In milliseconds, as it is stored. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
