package id.kinerja.planning.roster;

import com.mongodb.client.model.Filters;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.CommandGuard.Receipt;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.regulation.Regulation;
import id.kinerja.kit.regulation.Regulations;
import id.kinerja.kit.security.Actor;
import id.kinerja.kit.web.Creating;
import id.kinerja.kit.web.Page;
import id.kinerja.kit.web.Problems;
import id.kinerja.kit.web.RefusedException;
import id.kinerja.kit.web.Replies;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The roster: files in, one's own place in it out; and the regulation packs, which everybody may read. */
@RestController
@RequestMapping("/api/v1")
class RosterController {

    /** A file of 100,000 people is about 25 MB. */
    private static final int MAX_FILE = 48 * 1024 * 1024;

    /**
     * @param imported rows applied so far
     * @param warningCount how much was odd in the file and may yet be right; null if accepted before that was kept
     * @param passedOver of these, rows that changed nothing because they name people who have left
     * @param failing how often the rows after these were tried in vain, and why; null while all is well
     */
    record ImportView(
            String id,
            RosterFile.Kind kind,
            String status,
            int rows,
            @Nullable Integer warningCount,
            int imported,
            int passedOver,
            RosterImport.@Nullable Failing failing) {
        static ImportView of(Stored<RosterImport> stored) {
            var job = stored.state();
            return new ImportView(
                    job.importId(),
                    job.kind(),
                    job.status().name(),
                    job.rows(),
                    job.warnings(),
                    job.imported(),
                    job.passedOver() == null ? 0 : job.passedOver(),
                    job.failing());
        }
    }

    record Me(String account, List<String> roles, @Nullable Object employee) {}

    private final AggregateStore<RosterImport> imports;
    private final StoredRoster roster;
    private final RosterImportJob job;
    private final Regulations regulations;
    private final Problems problems;
    private final RosterCalendar calendar;

    RosterController(
            AggregateStore<RosterImport> imports,
            StoredRoster roster,
            RosterImportJob job,
            Regulations regulations,
            Problems problems,
            RosterCalendar calendar) {
        this.imports = imports;
        this.roster = roster;
        this.job = job;
        this.regulations = regulations;
        this.problems = problems;
        this.calendar = calendar;
    }

    /**
     * Takes a roster file. The whole file is checked before the first row is written; its faults come back together, up
     * to a thousand of them with line, column and message, and the number of all.
     *
     * @param dryRun checks only: 200 with the number of rows, or 422 with the faults; in both the warnings (what is odd
     *     and may yet be right) and as what encoding and with which separator the file was read. To {@code Accept:
     *     text/csv} all of them are answered, however many, with the same statuses
     */
    @PostMapping(path = "/roster-imports", consumes = "text/csv")
    @PreAuthorize("hasAnyRole('OPERATOR', 'OFFICE')")
    ResponseEntity<Object> importFile(
            @RequestParam RosterFile.Kind kind,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @Creating CommandGuard guard,
            HttpServletRequest request,
            @AuthenticationPrincipal Actor actor)
            throws IOException {
        try (var received = ReceivedFile.of(request.getInputStream(), MAX_FILE)) {
            if (dryRun && asksForTable(request)) {
                return table(kind, received);
            }
            var file = RosterFile.check(kind, received::open, roster, calendar.days());
            if (!file.faults().none()) {
                return ResponseEntity.unprocessableContent()
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                        .body(faulty(file));
            }
            if (dryRun) {
                return ResponseEntity.ok(checked(kind, file));
            }
            var id = guard.newId();
            var receipt = guard.receipt();
            // Files are not buffered before they get here, so the receipt does not know yet what was sent.
            var once = receipt == null
                    ? guard
                    : new CommandGuard(null, new Receipt(receipt.key(), kind + ":" + received.digest()));
            var accepted =
                    job.accept(id, once, kind, file::forEachRow, file.warnings().count(), actor.account());
            var reply = Replies.accepted(accepted, URI.create("/api/v1/roster-imports/" + id), ImportView::of);
            return ResponseEntity.accepted()
                    .headers(reply.getHeaders())
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(reply.getBody());
        }
    }

    /** Only who names it is given a table: what takes anything is given JSON. */
    private static boolean asksForTable(HttpServletRequest request) {
        var accepted = request.getHeader(HttpHeaders.ACCEPT);
        return accepted != null && accepted.toLowerCase(Locale.ROOT).contains("text/csv");
    }

    private ResponseEntity<Object> table(RosterFile.Kind kind, ReceivedFile received) throws IOException {
        try (var table = new FindingsTable(problems)) {
            var file = RosterFile.check(
                    kind,
                    received::open,
                    roster,
                    calendar.days(),
                    table.of(FindingsTable.Severity.FAULT),
                    table.of(FindingsTable.Severity.WARNING));
            return ResponseEntity.status(file.faults().none() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT)
                    .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                    .body(new InputStreamResource(table.read()));
        }
    }

    /** How far an import is: rows applied of rows in the file. */
    @GetMapping("/roster-imports/{id}")
    @PreAuthorize("hasAnyRole('OPERATOR', 'OFFICE')")
    ResponseEntity<Object> importState(@PathVariable String id) {
        return Replies.found(imports.find(id), ImportView::of);
    }

    /**
     * Imports that are in this state, in the order of their ids.
     *
     * @param status RUNNING (also: waiting for those accepted before), COMPLETED, FAILED, CANCELLED
     */
    @GetMapping("/roster-imports")
    @PreAuthorize("hasAnyRole('OPERATOR', 'OFFICE')")
    Page<ImportView> imports(
            @RequestParam RosterImport.Status status,
            @RequestParam @Nullable String cursor,
            @RequestParam @Nullable Integer limit) {
        return Page.read(
                cursor,
                limit,
                (after, size) -> imports.list(Filters.eq("state.status", status.name()), after, size),
                Stored::id,
                ImportView::of);
    }

    /**
     * Gives up an import that is RUNNING; rows that are applied stay so, and the next import begins. An import that does
     * not get past some rows fails by itself after five attempts.
     */
    @PostMapping("/roster-imports/{id}/cancellation")
    @PreAuthorize("hasAnyRole('OPERATOR', 'OFFICE')")
    ResponseEntity<Object> cancel(@PathVariable String id, CommandGuard guard) {
        return Replies.changed(job.cancel(id, guard), ImportView::of);
    }

    @GetMapping("/me")
    @PreAuthorize("isAuthenticated()")
    Me me(@AuthenticationPrincipal Actor actor) {
        var roles = actor.grants().stream()
                .map(grant -> grant.name().toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
        return new Me(actor.account(), roles, actor.employee());
    }

    @GetMapping("/regulations/{id}")
    @PreAuthorize("isAuthenticated()")
    Regulation regulation(@PathVariable String id) {
        return regulations.find(id).orElseThrow(() -> new RefusedException(Refusal.absent("no-such-resource")));
    }

    private Map<String, Object> checked(RosterFile.Kind kind, RosterFile file) {
        var report = new LinkedHashMap<String, Object>();
        report.put("kind", kind);
        report.put("rows", file.rows());
        report.put("faults", 0);
        report.putAll(aside(file));
        return report;
    }

    private ProblemDetail faulty(RosterFile file) {
        var problem = problems.of(Refusal.invalid("roster-file-invalid"));
        problem.setProperty("faultCount", file.faults().count());
        problem.setProperty("errors", shown(file.faults()));
        problem.setProperty("errorsNotShown", file.faults().notKept());
        aside(file).forEach(problem::setProperty);
        return problem;
    }

    /** What does not decide whether a file is imported: what is odd in it, and how it was saved. */
    private Map<String, Object> aside(RosterFile file) {
        var aside = new LinkedHashMap<String, Object>();
        aside.put("warningCount", file.warnings().count());
        aside.put("warnings", shown(file.warnings()));
        aside.put("warningsNotShown", file.warnings().notKept());
        var text = file.text();
        if (text != null) {
            aside.put("encoding", text.charset().name());
            aside.put("separator", String.valueOf(text.separator()));
        }
        return aside;
    }

    private List<Map<String, Object>> shown(Findings findings) {
        return findings.first().stream().map(this::shown).toList();
    }

    private Map<String, Object> shown(Findings.Finding finding) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("line", finding.line());
        shown.put("column", finding.column());
        shown.put("code", finding.code());
        shown.put(
                "message", problems.faultMessage(finding.code(), finding.args().toArray()));
        return shown;
    }
}
