package id.kinerja.sync.audit;

import id.kinerja.kit.web.Page;
import id.kinerja.sync.audit.AuditTrail.Entry;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The trail of commands, for operator and office. */
@RestController
@RequestMapping("/api/v1/audit")
class AuditController {

    private final AuditTrail trail;

    AuditController(AuditTrail trail) {
        this.trail = trail;
    }

    /**
     * The latest first.
     *
     * @param target only commands to this target, e.g. {@code lanes/siasn} or {@code deliveries/ANNUAL:…:2026}
     */
    @GetMapping
    @PreAuthorize("hasAnyRole('OPERATOR', 'OFFICE')")
    Page<Entry> entries(
            @RequestParam @Nullable String target,
            @RequestParam @Nullable String cursor,
            @RequestParam @Nullable Integer limit) {
        return Page.read(cursor, limit, (before, size) -> trail.list(target, before, size), Entry::id, entry -> entry);
    }
}
