package id.kinerja.sync.identity;

import id.kinerja.kit.directory.Role;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.security.Actor;
import id.kinerja.kit.security.Actor.Grant;
import id.kinerja.kit.web.Page;
import id.kinerja.kit.web.RefusedException;
import id.kinerja.sync.remedy.Remedies;
import id.kinerja.sync.remedy.Remedies.Remedy;
import id.kinerja.sync.remedy.Trouble;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * In whom roster and e-Kinerja disagree, known since the plan was approved: months before a result would fail on it. Who
 * is in order is not listed.
 */
@RestController
@RequestMapping("/api/v1/identity-findings")
class IdentityFindingController {

    enum View {
        MINE,
        SCHOOL,
        ALL
    }

    /**
     * @param remedy what is wrong, who must repair it and how; does a result wait for it
     * @param details codes of what differs: {@code NIP}, {@code NAME}, {@code BIRTH_DATE}, {@code POST}, {@code UNIT}
     */
    record FindingView(
            String employeeId, @Nullable String npsn, Remedy remedy, List<String> details, Instant foundAt) {}

    private final StoredIdentities identities;
    private final Remedies remedies;

    IdentityFindingController(StoredIdentities identities, Remedies remedies) {
        this.identities = identities;
        this.remedies = remedies;
    }

    /**
     * @param view {@code mine} (default): one's own; {@code school}: of the school one leads; {@code all}: operator and
     *     office, of one school if it is named
     * @param cause of one kind only; not with {@code mine}
     */
    @GetMapping
    @PreAuthorize("hasAnyRole('EMPLOYEE', 'OPERATOR', 'OFFICE')")
    Page<FindingView> findings(
            @RequestParam(defaultValue = "MINE") View view,
            @RequestParam @Nullable String npsn,
            @RequestParam @Nullable Trouble cause,
            @RequestParam @Nullable String cursor,
            @RequestParam @Nullable Integer limit,
            @AuthenticationPrincipal Actor actor) {
        var self = actor.employee();
        return switch (view) {
            case MINE -> {
                if (self == null) {
                    throw notAllowed();
                }
                yield page(cursor, limit, (after, size) -> identities.findingsOf(self.employeeId()));
            }
            case SCHOOL -> {
                var led = self == null || !actor.is(Role.PRINCIPAL) ? null : self.npsn();
                if (led == null) {
                    throw notAllowed();
                }
                yield page(cursor, limit, (after, size) -> identities.findings(led, cause, after, size));
            }
            case ALL -> {
                if (!actor.has(Grant.OPERATOR) && !actor.has(Grant.OFFICE)) {
                    throw notAllowed();
                }
                yield page(cursor, limit, (after, size) -> identities.findings(npsn, cause, after, size));
            }
        };
    }

    private Page<FindingView> page(
            @Nullable String cursor,
            @Nullable Integer limit,
            BiFunction<@Nullable String, Integer, List<IdentityFinding>> fetch) {
        return Page.read(cursor, limit, fetch, IdentityFinding::employeeId, this::view);
    }

    private FindingView view(IdentityFinding finding) {
        return new FindingView(
                finding.employeeId(), finding.npsn(), remedies.of(finding.trouble()), finding.details(), finding.at());
    }

    private static RefusedException notAllowed() {
        return new RefusedException(Refusal.forbidden("not-allowed"));
    }
}
