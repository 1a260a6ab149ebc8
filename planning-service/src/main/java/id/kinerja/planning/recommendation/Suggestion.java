package id.kinerja.planning.recommendation;

import id.kinerja.kit.directory.Role;
import id.kinerja.kit.regulation.Regulation;
import id.kinerja.kit.regulation.Regulation.Indicator;
import id.kinerja.kit.regulation.Regulation.ReportRow;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an education report suggests. How the ministry picks its recommendation was not found (NF), so this is a rule of
 * ours (I): <b>the weakest row first</b>. Among the rows that the pack names for the role the one with the lowest
 * attainment is taken; of equal ones that with the lowest score, then with the largest fall, then the first code. The
 * indicators of its component are suggested, in the order of the pack. It suggests and decides nothing.
 *
 * @param compared the rows it was worked out from, weakest first; empty if the report has none that tell anything
 * @param component from which the indicators are; null where it was not found which indicator belongs to which row
 * @param indicators empty if there was nothing to compare
 */
record Suggestion(
        List<EducationReport.Row> compared, @Nullable String component, List<Indicator> indicators) {

    private static final Comparator<EducationReport.Row> WEAKEST_FIRST = Comparator.comparing(
                    EducationReport.Row::attainment)
            .thenComparing(EducationReport.Row::score, Comparator.nullsLast(Comparator.<BigDecimal>naturalOrder()))
            .thenComparing(EducationReport.Row::change, Comparator.nullsLast(Comparator.<BigDecimal>naturalOrder()))
            .thenComparing(EducationReport.Row::code);

    Suggestion {
        compared = List.copyOf(compared);
        indicators = List.copyOf(indicators);
    }

    static Suggestion from(EducationReport report, Regulation rules, Role role) {
        var recommendation = rules.recommendation();
        List<ReportRow> rows = recommendation == null ? List.of() : recommendation.rowsFor(role);
        var compared = report.rows().stream()
                .filter(row -> row.attainment().tells())
                .filter(row -> rows.stream().anyMatch(known -> known.code().equals(row.code())))
                .sorted(WEAKEST_FIRST)
                .toList();
        if (compared.isEmpty()) {
            return new Suggestion(List.of(), null, List.of());
        }
        var component = rows.stream()
                .filter(row -> row.code().equals(compared.getFirst().code()))
                .findFirst()
                .orElseThrow()
                .component();
        return new Suggestion(
                compared,
                component,
                rules.indicators().stream()
                        .filter(indicator -> indicator.role() == role)
                        .filter(indicator -> component == null || Objects.equals(component, indicator.component()))
                        .toList());
    }
}
