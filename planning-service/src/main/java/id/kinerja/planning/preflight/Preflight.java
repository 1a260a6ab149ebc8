package id.kinerja.planning.preflight;

import id.kinerja.kit.aggregate.LeasedJobs;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A check of all schools of a regency before a period, school by school. What is found at each is kept beside it
 * ({@link PreflightReports}).
 *
 * @param requestedBy employee id, or account of who is not in the roster
 * @param schools NPSN of the schools that there were when it was accepted, in their order
 * @param checked how many of them are checked, from the first one on
 * @param clean at how many of those nothing was found
 * @param totals how many findings, by defect
 * @param acceptedAt jobs are carried out in this order
 * @param leaseUntil until when the worker that has it is believed to live
 */
record Preflight(
        String preflightId,
        Status status,
        String requestedBy,
        String periodId,
        String regency,
        List<String> schools,
        int checked,
        int clean,
        Map<String, Integer> totals,
        Instant acceptedAt,
        @Nullable Instant completedAt,
        @Nullable Instant leaseUntil)
        implements LeasedJobs.Job<Preflight> {

    enum Status {
        RUNNING,
        COMPLETED
    }

    Preflight {
        schools = List.copyOf(schools);
        totals = Map.copyOf(totals);
    }

    static Preflight accepted(
            String id, String by, String periodId, String regency, List<String> schools, Instant now) {
        return new Preflight(id, Status.RUNNING, by, periodId, regency, schools, 0, 0, Map.of(), now, null, null);
    }

    List<String> unchecked() {
        return schools.subList(checked, schools.size());
    }

    /** The next so many schools are checked, and this was found at each. */
    Preflight found(List<List<Finding>> findings, Instant leasedUntil) {
        var all = new TreeMap<>(totals);
        findings.forEach(ofSchool ->
                ofSchool.forEach(finding -> all.merge(finding.defect().name(), 1, Integer::sum)));
        int cleanOnes = (int) findings.stream().filter(List::isEmpty).count();
        return with(status, checked + findings.size(), clean + cleanOnes, all, completedAt, leasedUntil);
    }

    Preflight completed(Instant now) {
        return with(Status.COMPLETED, checked, clean, totals, now, null);
    }

    @Override
    public Preflight leased(Instant until) {
        return with(status, checked, clean, totals, completedAt, until);
    }

    private Preflight with(
            Status newStatus,
            int newChecked,
            int newClean,
            Map<String, Integer> newTotals,
            @Nullable Instant newCompletedAt,
            @Nullable Instant newLeaseUntil) {
        return new Preflight(
                preflightId,
                newStatus,
                requestedBy,
                periodId,
                regency,
                schools,
                newChecked,
                newClean,
                newTotals,
                acceptedAt,
                newCompletedAt,
                newLeaseUntil);
    }
}
