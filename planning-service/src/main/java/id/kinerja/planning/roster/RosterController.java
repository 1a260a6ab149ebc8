package id.kinerja.planning.roster;

import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.CommandGuard.Receipt;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.regulation.Regulation;
import id.kinerja.kit.regulation.Regulations;
import id.kinerja.kit.security.Actor;
import id.kinerja.kit.web.Creating;
import id.kinerja.kit.web.Problems;
import id.kinerja.kit.web.RefusedException;
import id.kinerja.kit.web.Replies;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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

    private static final int FAULTS_SHOWN = 1000;

    /** @param imported rows applied so far */
    record ImportView(String id, RosterFile.Kind kind, String status, int rows, int imported) {
        static ImportView of(Stored<RosterImport> stored) {
            var job = stored.state();
            return new ImportView(job.importId(), job.kind(), job.status().name(), job.rows(), job.imported());
        }
    }

    record Me(String account, List<String> roles, @Nullable Object employee) {}

    private final AggregateStore<RosterImport> imports;
    private final AggregateStore<School> schools;
    private final RosterImportJob job;
    private final Accounts accounts;
    private final Regulations regulations;
    private final Problems problems;

    RosterController(
            AggregateStore<RosterImport> imports,
            AggregateStore<School> schools,
            RosterImportJob job,
            Accounts accounts,
            Regulations regulations,
            Problems problems) {
        this.imports = imports;
        this.schools = schools;
        this.job = job;
        this.accounts = accounts;
        this.regulations = regulations;
        this.problems = problems;
    }

    /**
     * Takes a roster file. The whole file is checked before the first row is written; all its faults come back together.
     *
     * @param dryRun checks only
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
        var content = request.getInputStream().readNBytes(MAX_FILE + 1);
        if (content.length > MAX_FILE) {
            throw new RefusedException(Refusal.tooLarge("file-too-large"));
        }
        var file = RosterFile.read(kind, content, roster());
        if (!file.faults().isEmpty()) {
            return ResponseEntity.unprocessableContent().body(faulty(file));
        }
        if (dryRun) {
            return ResponseEntity.ok(Map.of("kind", kind, "rows", file.rows().size(), "faults", 0));
        }
        var receipt = guard.receipt();
        var id = receipt == null
                ? UUID.randomUUID().toString()
                : UUID.nameUUIDFromBytes(receipt.key().getBytes(StandardCharsets.UTF_8))
                        .toString();
        // Files are not buffered before they get here, so the receipt does not know yet what was sent.
        var once = receipt == null
                ? guard
                : new CommandGuard(null, new Receipt(receipt.key(), kind + ":" + UUID.nameUUIDFromBytes(content)));
        var accepted = job.accept(id, once, kind, file.rows(), actor.account());
        var reply = Replies.created(accepted, URI.create("/api/v1/roster-imports/" + id), ImportView::of);
        return ResponseEntity.accepted().headers(reply.getHeaders()).body(reply.getBody());
    }

    @GetMapping("/roster-imports/{id}")
    @PreAuthorize("hasAnyRole('OPERATOR', 'OFFICE')")
    ResponseEntity<Object> importState(@PathVariable String id) {
        return Replies.found(imports.find(id), ImportView::of);
    }

    @GetMapping("/me")
    @PreAuthorize("isAuthenticated()")
    Me me(@AuthenticationPrincipal Actor actor) {
        var roles = actor.grants().stream()
                .map(grant -> grant.name().toLowerCase(java.util.Locale.ROOT))
                .sorted()
                .toList();
        return new Me(actor.account(), roles, actor.employee());
    }

    @GetMapping("/regulations/{id}")
    @PreAuthorize("isAuthenticated()")
    Regulation regulation(@PathVariable String id) {
        return regulations.find(id).orElseThrow(() -> new RefusedException(Refusal.absent("no-such-resource")));
    }

    private RosterFile.Roster roster() {
        var known = new LinkedHashMap<String, Boolean>();
        return new RosterFile.Roster() {
            @Override
            public boolean hasSchool(String npsn) {
                return known.computeIfAbsent(npsn, id -> schools.find(id).isPresent());
            }

            @Override
            public boolean hasAccount(String account) {
                return accounts.find(account).isPresent();
            }
        };
    }

    private ProblemDetail faulty(RosterFile file) {
        var problem = problems.of(Refusal.invalid("roster-file-invalid"));
        problem.setProperty("faultCount", file.faults().size());
        problem.setProperty(
                "errors",
                file.faults().stream().limit(FAULTS_SHOWN).map(this::fault).toList());
        return problem;
    }

    private Map<String, Object> fault(RosterFile.RowFault fault) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("line", fault.line());
        shown.put("column", fault.column());
        shown.put("code", fault.code());
        shown.put("message", problems.faultMessage(fault.code(), fault.args().toArray()));
        return shown;
    }
}
