package id.kinerja.planning.recommendation;

import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.model.Refusal.Fault;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A school's education report (Rapor Pendidikan) of one year, as somebody has entered it. It tells nobody anything: what
 * it suggests is worked out when somebody asks.
 *
 * @param reportId {@code <npsn>:<year>}
 * @param importedBy account of whoever entered it last
 */
record EducationReport(String reportId, String npsn, int year, List<Row> rows, String importedBy, Instant importedAt) {

    /**
     * One indicator of the report.
     *
     * @param code {@code D.1.2}
     * @param score 0 to 100; null where the report prints none
     * @param change of the score against the year before, -100 to 100; null where the report prints none
     */
    record Row(
            String code,
            Attainment attainment,
            @Nullable BigDecimal score,
            @Nullable BigDecimal change) {}

    EducationReport {
        rows = List.copyOf(rows);
    }

    static String idOf(String npsn, int year) {
        return npsn + ":" + year;
    }

    static String npsnOf(String reportId) {
        return reportId.replaceFirst(":.*", "");
    }

    static Decision<EducationReport> of(String npsn, int year, List<Row> rows, String by, Instant at) {
        var seen = new HashSet<String>();
        var faults = new ArrayList<Fault>();
        for (int i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            if (!seen.add(row.code())) {
                faults.add(Fault.at("/rows/%d/code".formatted(i), "named-twice", row.code()));
            }
            if (row.score() != null && !row.attainment().tells()) {
                faults.add(Fault.at("/rows/%d/score".formatted(i), "score-without-attainment"));
            }
        }
        return faults.isEmpty()
                ? Decision.accept(new EducationReport(idOf(npsn, year), npsn, year, rows, by, at))
                : Decision.refuse(Refusal.invalid("education-report-invalid", faults));
    }

    /** Entered anew as a whole. */
    Decision<EducationReport> replaced(List<Row> other, String by, Instant at) {
        return of(npsn, year, other, by, at);
    }
}
