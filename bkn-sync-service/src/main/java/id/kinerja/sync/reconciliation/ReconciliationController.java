package id.kinerja.sync.reconciliation;

import static java.util.Comparator.comparingInt;

import com.mongodb.client.model.Filters;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.CommandResult;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.model.Refusal.Fault;
import id.kinerja.kit.security.Actor;
import id.kinerja.kit.web.Creating;
import id.kinerja.kit.web.Page;
import id.kinerja.kit.web.RefusedException;
import id.kinerja.kit.web.Replies;
import id.kinerja.sync.lane.LaneBell;
import id.kinerja.sync.remedy.Remedies;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Clock;
import org.bson.conversions.Bson;
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

/** Reconciliations: the office reads them, an operator opens and cancels them and has findings repaired. */
@RestController
@RequestMapping("/api/v1/reconciliations")
class ReconciliationController {

    private static final String PATH = "/api/v1/reconciliations/";

    /** Annual results in the form that BKN takes began with 2022. */
    private static final int FIRST_YEAR = 2022;

    private static final int RUNS_OF_A_YEAR = 1000;

    private static final Clock REAL_TIME = Clock.systemUTC();

    /**
     * What is to be compared.
     *
     * @param year of the results, 2022 to 2100
     * @param npsn one school; absent or null for all
     */
    record NewRun(
            @NotNull @Min(FIRST_YEAR) @Max(2100) Integer year,
            @Nullable String npsn) {}

    private final AggregateStore<Reconciliation> runs;
    private final AggregateStore<Finding> findings;
    private final Repairs repairs;
    private final Directory directory;
    private final ReconciliationProperties properties;
    private final LaneBell bell;
    private final Remedies remedies;

    ReconciliationController(
            AggregateStore<Reconciliation> runs,
            AggregateStore<Finding> findings,
            Repairs repairs,
            Directory directory,
            ReconciliationProperties properties,
            LaneBell bell,
            Remedies remedies) {
        this.runs = runs;
        this.findings = findings;
        this.repairs = repairs;
        this.directory = directory;
        this.properties = properties;
        this.bell = bell;
        this.remedies = remedies;
    }

    /** 409 {@code reconciliation-open} while another run of the year is open. */
    @PostMapping
    @PreAuthorize("hasRole('OPERATOR')")
    ResponseEntity<Object> open(
            @Valid @RequestBody NewRun request, @Creating CommandGuard guard, @AuthenticationPrincipal Actor actor) {
        var npsn = request.npsn();
        if (npsn != null && directory.school(npsn).isEmpty()) {
            throw new RefusedException(Refusal.invalid("invalid-request", Fault.at("/npsn", "unknown-school")));
        }
        var result = open(request.year(), npsn, guard, actor.account());
        bell.ring();
        var location =
                result instanceof CommandResult.Changed<Reconciliation>(var run, var replayed) ? PATH + run.id() : PATH;
        return Replies.created(result, URI.create(location), this::runView);
    }

    /** The id says which run of its year it is, so that of two who open one at the same time only one does. */
    private CommandResult<Reconciliation> open(int year, @Nullable String npsn, CommandGuard guard, String by) {
        var last = runs.list(Filters.eq("state.year", year), null, RUNS_OF_A_YEAR).stream()
                .max(comparingInt(run -> Reconciliation.numberOf(run.id())));
        if (last.isPresent()) {
            var open = Refusal.conflict("reconciliation-open")
                    .with("runId", last.get().id());
            var known =
                    guard.receipt() == null ? null : runs.create(last.get().id(), guard, () -> Decision.refuse(open));
            if (known != null && (known instanceof CommandResult.Changed || isReused(known))) {
                return known;
            }
            if (last.get().state().status().open()) {
                return new CommandResult.Refused<>(open);
            }
        }
        int number = last.map(run -> Reconciliation.numberOf(run.id())).orElse(0) + 1;
        var runId = Reconciliation.idOf(year, number);
        return runs.create(runId, guard, () -> Reconciliation.open(runId, year, npsn, by, REAL_TIME.instant()));
    }

    private static boolean isReused(CommandResult<Reconciliation> result) {
        return result instanceof CommandResult.Refused<Reconciliation>(var refusal)
                && refusal.code().equals("idempotency-key-reused");
    }

    /** @param year of one year only */
    @GetMapping
    @PreAuthorize("hasAnyRole('OPERATOR', 'OFFICE')")
    Page<RunView> runs(
            @RequestParam @Nullable Integer year,
            @RequestParam @Nullable String cursor,
            @RequestParam @Nullable Integer limit) {
        var filter = year == null ? Filters.empty() : Filters.eq("state.year", year);
        return Page.read(cursor, limit, (after, size) -> runs.list(filter, after, size), Stored::id, this::runView);
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAnyRole('OPERATOR', 'OFFICE')")
    ResponseEntity<Object> run(@PathVariable String id) {
        return Replies.found(runs.find(id), this::runView);
    }

    /** It ends where it is; what it found stays and can be repaired. */
    @PostMapping("/{id}/cancellation")
    @PreAuthorize("hasRole('OPERATOR')")
    ResponseEntity<Object> cancel(@PathVariable String id, CommandGuard guard, @AuthenticationPrincipal Actor actor) {
        var result = runs.change(id, guard, run -> run.cancel(actor.account(), REAL_TIME.instant()));
        bell.ring();
        return Replies.changed(result, this::runView);
    }

    /** @param verdict {@code class}: {@code DIFFERS}, {@code MISSING_THERE}, {@code UNKNOWN_HERE}, {@code NOT_COMPARED} */
    @GetMapping("/{id}/findings")
    @PreAuthorize("hasAnyRole('OPERATOR', 'OFFICE')")
    Page<FindingView> findings(
            @PathVariable String id,
            @RequestParam(name = "class", required = false) @Nullable Verdict verdict,
            @RequestParam @Nullable String cursor,
            @RequestParam @Nullable Integer limit) {
        if (runs.find(id).isEmpty()) {
            throw new RefusedException(Refusal.absent("no-such-resource"));
        }
        Bson ofRun = Filters.eq("state.runId", id);
        var filter = verdict == null ? ofRun : Filters.and(ofRun, Filters.eq("state.verdict", verdict.name()));
        return Page.read(
                cursor, limit, (after, size) -> findings.list(filter, after, size), Stored::id, this::findingView);
    }

    @GetMapping("/{id}/findings/{findingId}")
    @PreAuthorize("hasAnyRole('OPERATOR', 'OFFICE')")
    ResponseEntity<Object> finding(@PathVariable String id, @PathVariable String findingId) {
        return Replies.found(findings.find(findingId).filter(finding -> isOf(id, finding.state())), this::findingView);
    }

    /**
     * What was decided is sent again. What e-Kinerja holds is read once more before; a record that is not ours parks the
     * delivery instead of being replaced.
     *
     * <p>422 {@code not-repairable} for a class where there is nothing of ours to send; 409 {@code wrong-state} if it is
     * under way or done, or the delivery is not delivered any more, 409 {@code confirmed-since} if e-Kinerja has confirmed
     * it since it was compared.
     */
    @PostMapping("/{id}/findings/{findingId}/repair")
    @PreAuthorize("hasRole('OPERATOR')")
    ResponseEntity<Object> repair(
            @PathVariable String id,
            @PathVariable String findingId,
            CommandGuard guard,
            @AuthenticationPrincipal Actor actor) {
        var result = findings.change(
                findingId,
                guard,
                finding -> isOf(id, finding),
                finding -> finding.askRepair(actor.account(), repairs.standsAgainst(finding), REAL_TIME.instant()));
        return Replies.changed(carriedOut(result), this::findingView);
    }

    private CommandResult<Finding> carriedOut(CommandResult<Finding> asked) {
        if (!(asked instanceof CommandResult.Changed<Finding>(var finding, boolean replayed))) {
            return asked;
        }
        repairs.carryOut(finding.id());
        return findings.find(finding.id())
                .<CommandResult<Finding>>map(after -> new CommandResult.Changed<>(after, replayed))
                .orElse(asked);
    }

    private static boolean isOf(String runId, Finding finding) {
        return finding.runId().equals(runId);
    }

    private RunView runView(Stored<Reconciliation> run) {
        return RunView.of(run, properties, REAL_TIME.instant(), remedies);
    }

    private FindingView findingView(Stored<Finding> finding) {
        return FindingView.of(finding, remedies);
    }
}
