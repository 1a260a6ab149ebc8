package id.kinerja.planning.recommendation;

import com.mongodb.client.model.Filters;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.model.Refusal.Fault;
import id.kinerja.kit.security.Actor;
import id.kinerja.kit.security.Actor.Grant;
import id.kinerja.kit.web.Creating;
import id.kinerja.kit.web.Page;
import id.kinerja.kit.web.RefusedException;
import id.kinerja.kit.web.Replies;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
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
 * Education reports of schools: entered by the principal, the office or an operator, read by everybody of the school.
 */
@RestController
@RequestMapping("/api/v1/education-reports")
class EducationReportController {

    /** @param npsn eight digits, of a school in the roster */
    record NewReport(
            @NotNull @Pattern(regexp = "\\d{8}") String npsn,
            @NotNull @Min(2015) @Max(2999) Integer year,
            @NotEmpty @Size(max = 200) List<@Valid @NotNull NewRow> rows) {}

    record NewRows(@NotEmpty @Size(max = 200) List<@Valid @NotNull NewRow> rows) {}

    /**
     * @param code as printed, {@code D.1.2}
     * @param attainment LOW (Kurang), MODERATE (Sedang), GOOD (Baik), NOT_AVAILABLE, NOT_APPLICABLE
     */
    record NewRow(
            @NotNull @Pattern(regexp = "[A-E](\\.\\d{1,2}){1,3}")
            String code,

            @NotNull Attainment attainment,
            @DecimalMin("0") @DecimalMax("100") @Nullable BigDecimal score,
            @DecimalMin("-100") @DecimalMax("100") @Nullable BigDecimal change) {

        EducationReport.Row row() {
            return new EducationReport.Row(code, attainment, score, change);
        }
    }

    record ReportView(
            String reportId, long version, String npsn, int year, List<EducationReport.Row> rows, Instant importedAt) {

        static ReportView of(Stored<EducationReport> stored) {
            var report = stored.state();
            return new ReportView(
                    report.reportId(),
                    stored.version(),
                    report.npsn(),
                    report.year(),
                    report.rows(),
                    report.importedAt());
        }
    }

    private final AggregateStore<EducationReport> reports;
    private final Directory directory;
    private final Clock clock;

    EducationReportController(AggregateStore<EducationReport> reports, Directory directory, Clock clock) {
        this.reports = reports;
        this.directory = directory;
        this.clock = clock;
    }

    /** A year that was entered before is 409; it is replaced with PUT. */
    @PostMapping
    @PreAuthorize("hasAnyRole('EMPLOYEE', 'OPERATOR', 'OFFICE')")
    ResponseEntity<Object> enter(
            @Valid @RequestBody NewReport request, @Creating CommandGuard guard, @AuthenticationPrincipal Actor actor) {
        if (!mayEnter(actor, request.npsn())) {
            throw new RefusedException(Refusal.forbidden("not-allowed"));
        }
        if (directory.school(request.npsn()).isEmpty()) {
            throw new RefusedException(Refusal.invalid("invalid-request", Fault.at("/npsn", "unknown-school")));
        }
        var id = EducationReport.idOf(request.npsn(), request.year());
        var rows = request.rows().stream().map(NewRow::row).toList();
        var result = reports.create(
                id,
                guard,
                () -> EducationReport.of(request.npsn(), request.year(), rows, actor.account(), clock.instant()));
        return Replies.created(result, URI.create("/api/v1/education-reports/" + id), ReportView::of);
    }

    @PutMapping("/{id}")
    @PreAuthorize("hasAnyRole('EMPLOYEE', 'OPERATOR', 'OFFICE')")
    ResponseEntity<Object> replace(
            @PathVariable String id,
            @Valid @RequestBody NewRows request,
            CommandGuard guard,
            @AuthenticationPrincipal Actor actor) {
        var rows = request.rows().stream().map(NewRow::row).toList();
        var npsn = EducationReport.npsnOf(id);
        if (maySee(actor, npsn) && !mayEnter(actor, npsn)) {
            throw new RefusedException(Refusal.forbidden("not-allowed"));
        }
        var result = reports.change(
                id,
                guard,
                report -> maySee(actor, npsn),
                report -> report.replaced(rows, actor.account(), clock.instant()));
        return Replies.changed(result, ReportView::of);
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAnyRole('EMPLOYEE', 'OPERATOR', 'OFFICE')")
    ResponseEntity<Object> report(@PathVariable String id, @AuthenticationPrincipal Actor actor) {
        return Replies.found(
                reports.find(id).filter(stored -> maySee(actor, stored.state().npsn())), ReportView::of);
    }

    /** @param npsn of one school */
    @GetMapping
    @PreAuthorize("hasAnyRole('EMPLOYEE', 'OPERATOR', 'OFFICE')")
    Page<ReportView> reports(
            @RequestParam String npsn,
            @RequestParam @Nullable String cursor,
            @RequestParam @Nullable Integer limit,
            @AuthenticationPrincipal Actor actor) {
        if (!maySee(actor, npsn)) {
            throw new RefusedException(Refusal.forbidden("not-allowed"));
        }
        return Page.read(
                cursor,
                limit,
                (after, size) -> reports.list(Filters.eq("state.npsn", npsn), after, size),
                Stored::id,
                ReportView::of);
    }

    private static boolean seesAll(Actor actor) {
        return actor.has(Grant.OPERATOR) || actor.has(Grant.OFFICE);
    }

    private static boolean maySee(Actor actor, String npsn) {
        var self = actor.employee();
        return seesAll(actor) || (self != null && npsn.equals(self.npsn()));
    }

    private static boolean mayEnter(Actor actor, String npsn) {
        return seesAll(actor) || (maySee(actor, npsn) && actor.is(Role.PRINCIPAL));
    }
}
