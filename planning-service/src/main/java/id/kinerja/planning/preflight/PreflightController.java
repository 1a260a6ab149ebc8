package id.kinerja.planning.preflight;

import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.directory.School;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.model.Refusal.Fault;
import id.kinerja.kit.regulation.Regulations;
import id.kinerja.kit.security.Actor;
import id.kinerja.kit.web.Creating;
import id.kinerja.kit.web.Page;
import id.kinerja.kit.web.RefusedException;
import id.kinerja.kit.web.Replies;
import id.kinerja.planning.preflight.FindingViews.CountView;
import id.kinerja.planning.preflight.FindingViews.FindingView;
import id.kinerja.planning.preflight.PreflightReports.Report;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/** What would go wrong in a whole regency in a period; who asked sees it school by school. */
@RestController
@RequestMapping("/api/v1/preflights")
class PreflightController {

    /** @param regency as the roster writes it */
    record NewPreflight(
            @NotBlank @Size(max = 20) String periodId,
            @NotBlank @Size(max = 200) String regency) {}

    /**
     * @param status RUNNING or COMPLETED
     * @param schools how many there are; checked and pending together
     * @param clean at how many of the checked nothing was found
     * @param findings how many in all
     * @param counts how often each defect was found
     */
    record PreflightView(
            String preflightId,
            Preflight.Status status,
            String periodId,
            String regency,
            int schools,
            int checked,
            int pending,
            int clean,
            int findings,
            List<CountView> counts,
            Instant acceptedAt,
            @Nullable Instant completedAt) {}

    record ReportView(String npsn, List<CountView> counts, List<FindingView> findings) {}

    private final AggregateStore<Preflight> preflights;
    private final PreflightReports reports;
    private final FindingViews views;
    private final Directory directory;
    private final Regulations regulations;
    private final Clock clock;

    PreflightController(
            AggregateStore<Preflight> preflights,
            PreflightReports reports,
            FindingViews views,
            Directory directory,
            Regulations regulations,
            Clock clock) {
        this.preflights = preflights;
        this.reports = reports;
        this.views = views;
        this.directory = directory;
        this.regulations = regulations;
        this.clock = clock;
    }

    /**
     * 202: accepted, to be looked up at {@code Location}. 422 {@code invalid-request}: unknown-period, unknown-regency.
     */
    @PostMapping
    @PreAuthorize("hasAnyRole('OFFICE', 'OPERATOR')")
    ResponseEntity<Object> accept(
            @Valid @RequestBody NewPreflight request,
            @Creating CommandGuard guard,
            @AuthenticationPrincipal Actor actor) {
        var schools = directory.schoolsOf(request.regency()).stream()
                .map(School::npsn)
                .toList();
        var faults = new ArrayList<Fault>();
        if (regulations.ofPeriod(request.periodId()).isEmpty()) {
            faults.add(Fault.at("/periodId", "unknown-period", request.periodId()));
        }
        if (schools.isEmpty()) {
            faults.add(Fault.at("/regency", "unknown-regency", request.regency()));
        }
        if (!faults.isEmpty()) {
            throw new RefusedException(Refusal.invalid("invalid-request", faults));
        }
        var id = guard.newId();
        var result = preflights.create(
                id,
                guard,
                () -> Decision.accept(Preflight.accepted(
                        id, by(actor), request.periodId(), request.regency(), schools, clock.instant())));
        return Replies.accepted(result, URI.create("/api/v1/preflights/" + id), this::view);
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAnyRole('OFFICE', 'OPERATOR')")
    ResponseEntity<Object> state(@PathVariable String id, @AuthenticationPrincipal Actor actor) {
        return Replies.found(asked(id, actor), this::view);
    }

    /**
     * What was found at each school that is checked, in the order of their NPSN.
     *
     * @param code only schools at which this was found
     */
    @GetMapping("/{id}/schools")
    @PreAuthorize("hasAnyRole('OFFICE', 'OPERATOR')")
    Page<ReportView> schools(
            @PathVariable String id,
            @RequestParam @Nullable Defect code,
            @RequestParam @Nullable String cursor,
            @RequestParam @Nullable Integer limit,
            @AuthenticationPrincipal Actor actor) {
        if (asked(id, actor).isEmpty()) {
            throw new RefusedException(Refusal.absent("no-such-resource"));
        }
        return Page.read(
                cursor,
                limit,
                (after, size) -> reports.list(id, code, after, size),
                Report::npsn,
                report -> new ReportView(
                        report.npsn(), views.countsOf(report.findings()), views.of(report.findings(), Map.of())));
    }

    private Optional<Stored<Preflight>> asked(String id, Actor actor) {
        return preflights.find(id).filter(job -> job.state().requestedBy().equals(by(actor)));
    }

    private static String by(Actor actor) {
        return actor.employeeId().orElse(actor.account());
    }

    private PreflightView view(Stored<Preflight> stored) {
        var job = stored.state();
        return new PreflightView(
                job.preflightId(),
                job.status(),
                job.periodId(),
                job.regency(),
                job.schools().size(),
                job.checked(),
                job.unchecked().size(),
                job.clean(),
                job.totals().values().stream().mapToInt(Integer::intValue).sum(),
                views.counts(job.totals()),
                job.acceptedAt(),
                job.completedAt());
    }
}
