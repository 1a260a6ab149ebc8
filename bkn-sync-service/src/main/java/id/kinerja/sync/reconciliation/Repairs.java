package id.kinerja.sync.reconciliation;

import id.kinerja.kit.model.Refusal;
import id.kinerja.sync.delivery.AnnualResults;
import java.time.Clock;
import java.util.Optional;

/**
 * Carries out what was asked for in a finding. That it was asked for is stored first; a repair that is interrupted is
 * carried on by whoever holds the lane, and is done once.
 */
final class Repairs {

    private final Reconciliations reconciliations;
    private final AnnualResults results;
    private final Clock clock;

    Repairs(Reconciliations reconciliations, AnnualResults results, Clock clock) {
        this.reconciliations = reconciliations;
        this.results = results;
        this.clock = clock;
    }

    /** What stands against a repair now; empty if nothing does, or if the finding's class forbids it anyway. */
    Optional<Refusal> standsAgainst(Finding finding) {
        return finding.verdict().repairable()
                ? results.whyNotRepairable(finding.employeeId(), finding.year(), finding.contradicted())
                : Optional.empty();
    }

    void carryOut(String findingId) {
        reconciliations
                .finding(findingId)
                .filter(finding -> finding.status() == Finding.Status.REPAIR_ASKED)
                .ifPresent(this::carryOut);
    }

    private void carryOut(Finding finding) {
        var asked = finding.openRepair();
        var refusal = results.repair(finding.employeeId(), finding.year(), finding.contradicted(), asked.at())
                .map(Refusal::code)
                .orElse(null);
        reconciliations.changeFinding(
                finding.findingId(), current -> current.noteRepair(asked.at(), refusal, clock.instant()));
    }
}
