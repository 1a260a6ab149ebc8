package id.kinerja.planning.preflight;

import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.directory.DirectoryEntry;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.model.Refusal.Fault;
import id.kinerja.kit.regulation.Regulations;
import id.kinerja.kit.security.Actor;
import id.kinerja.kit.security.Actor.Grant;
import id.kinerja.kit.web.RefusedException;
import id.kinerja.planning.preflight.FindingViews.CountView;
import id.kinerja.planning.preflight.FindingViews.FindingView;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What would go wrong at one school in a period: for its principal, whoever appraises the principal, the office and
 * operators. To everybody else the school has no such check (404).
 */
@RestController
@RequestMapping("/api/v1/schools/{npsn}/preflight")
class SchoolPreflightController {

    /**
     * @param counts how often each defect was found
     * @param findings the school's own first, then person by person
     */
    record SchoolPreflightView(
            String npsn, String periodId, Instant checkedAt, List<CountView> counts, List<FindingView> findings) {}

    private final SchoolChecks checks;
    private final FindingViews views;
    private final Directory directory;
    private final Regulations regulations;
    private final Clock clock;

    SchoolPreflightController(
            SchoolChecks checks, FindingViews views, Directory directory, Regulations regulations, Clock clock) {
        this.checks = checks;
        this.views = views;
        this.directory = directory;
        this.regulations = regulations;
        this.clock = clock;
    }

    /**
     * Checked now, from the roster as it is. A school that the roster does not know is checked as long as it has people.
     * 422 {@code invalid-request}: unknown-period.
     */
    @GetMapping
    @PreAuthorize("hasAnyRole('EMPLOYEE', 'OFFICE', 'OPERATOR')")
    SchoolPreflightView check(
            @PathVariable String npsn, @RequestParam String periodId, @AuthenticationPrincipal Actor actor) {
        var people = directory.ofSchool(npsn);
        boolean official = actor.has(Grant.OFFICE) || actor.has(Grant.OPERATOR);
        if (!official && !leads(actor, people)) {
            throw new RefusedException(Refusal.absent("no-such-resource"));
        }
        if (people.isEmpty() && directory.school(npsn).isEmpty()) {
            throw new RefusedException(Refusal.absent("no-such-resource"));
        }
        if (regulations.ofPeriod(periodId).isEmpty()) {
            throw new RefusedException(
                    Refusal.invalid("invalid-request", Fault.at("/periodId", "unknown-period", periodId)));
        }
        var findings = checks.of(List.of(npsn), periodId).getFirst().findings();
        return new SchoolPreflightView(
                npsn, periodId, clock.instant(), views.countsOf(findings), views.of(findings, namesFor(actor, people)));
    }

    private boolean leads(Actor actor, List<DirectoryEntry> people) {
        return people.stream()
                .filter(one -> one.role() == Role.PRINCIPAL && !directory.hasLeft(one))
                .anyMatch(one -> actor.isEmployee(one.employeeId()) || actor.isEmployee(one.appraiserId()));
    }

    /** An operator repairs by id and has no need of names. */
    private static Map<String, String> namesFor(Actor actor, List<DirectoryEntry> people) {
        var names = new HashMap<String, String>();
        if (actor.employee() != null || actor.has(Grant.OFFICE)) {
            people.forEach(one -> names.put(one.employeeId(), one.name()));
        }
        return names;
    }
}
