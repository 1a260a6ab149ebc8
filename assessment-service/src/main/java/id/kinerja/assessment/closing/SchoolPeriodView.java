package id.kinerja.assessment.closing;

import id.kinerja.assessment.closing.Readiness.Left;
import id.kinerja.assessment.closing.Readiness.NotReady;
import id.kinerja.assessment.closing.SchoolPeriod.Included;
import id.kinerja.assessment.closing.SchoolPeriod.LeftOut;
import id.kinerja.assessment.rating.Predicate;
import id.kinerja.kit.aggregate.Stored;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A school's period as the API shows it.
 *
 * @param version 0 until it is closed; it does not change with who is ready
 * @param ready whose result is final by now
 * @param notReady who is not ready by now, what is missing and who must act
 * @param left who has left without a result; closing leaves them out by itself
 * @param closedBy employee id, or {@code OFFICE}; it and {@code closedAt} are null while the period is open
 * @param counts results by predicate; it, {@code included} and {@code leftOut} are empty while the period is open
 */
record SchoolPeriodView(
        String id,
        long version,
        SchoolPeriodStatus status,
        String npsn,
        String periodId,
        String regulation,
        int year,
        List<Ready> ready,
        List<NotReady> notReady,
        List<Left> left,
        @Nullable Instant closedAt,
        @Nullable String closedBy,
        Map<Predicate, Integer> counts,
        List<Included> included,
        List<LeftOut> leftOut) {

    /** Somebody whose result is final; which result it is, is shown with the assessment only. */
    record Ready(String employeeId, @Nullable String name, String assessmentId) {}

    static SchoolPeriodView of(Stored<SchoolPeriod> stored, Readiness people) {
        var period = stored.state();
        var closing = period.closing();
        return new SchoolPeriodView(
                period.id(),
                stored.version(),
                period.status(),
                period.npsn(),
                period.periodId(),
                period.regulation(),
                period.year(),
                people.ready().stream()
                        .map(person -> new Ready(person.employeeId(), person.name(), person.assessmentId()))
                        .toList(),
                people.notReady(),
                people.left(),
                closing == null ? null : closing.closedAt(),
                closing == null ? null : closing.closedBy(),
                closing == null ? Map.of() : closing.counts(),
                closing == null ? List.of() : closing.included(),
                closing == null ? List.of() : closing.leftOut());
    }
}
