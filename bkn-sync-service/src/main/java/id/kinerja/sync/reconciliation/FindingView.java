package id.kinerja.sync.reconciliation;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.sync.reconciliation.Finding.Difference;
import id.kinerja.sync.reconciliation.Finding.Repair;
import id.kinerja.sync.remedy.Remedies;
import id.kinerja.sync.remedy.Trouble;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A finding as the API shows it.
 *
 * @param text the class in words
 * @param cause why it could not be compared and who can do what about it; null if it was compared
 * @param details codes of what exactly
 * @param deliveryId of the delivery that sent our result; null where there is none
 * @param repairs who had it sent again, oldest first
 */
record FindingView(
        String findingId,
        long version,
        int year,
        String employeeId,
        @Nullable String npsn,
        @JsonProperty("class") Verdict verdict,
        String text,
        Finding.Status status,
        String statusText,
        List<Difference> differences,
        @Nullable WhyNot cause,
        List<String> details,
        @Nullable String deliveryId,
        @Nullable Instant confirmedAt,
        Instant comparedAt,
        List<Repair> repairs) {

    /** As a delivery's remedy, without when it goes on: that is the next run. */
    record WhyNot(Trouble cause, String what, Trouble.Role actor, String who, String nextStep) {}

    static FindingView of(Stored<Finding> stored, Remedies remedies) {
        var finding = stored.state();
        return new FindingView(
                finding.findingId(),
                stored.version(),
                finding.year(),
                finding.employeeId(),
                finding.npsn(),
                finding.verdict(),
                remedies.text("finding", finding.verdict()),
                finding.status(),
                remedies.text("finding.status", finding.status()),
                finding.differences(),
                finding.cause() == null ? null : whyNot(finding.cause(), remedies),
                finding.details(),
                finding.deliveryId(),
                finding.confirmedAt(),
                finding.comparedAt(),
                finding.repairs());
    }

    private static WhyNot whyNot(Trouble cause, Remedies remedies) {
        var remedy = remedies.of(cause);
        return new WhyNot(cause, remedy.what(), cause.role(), remedy.who(), remedy.nextStep());
    }
}
