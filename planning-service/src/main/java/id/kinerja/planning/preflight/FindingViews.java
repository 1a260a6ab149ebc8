package id.kinerja.planning.preflight;

import id.kinerja.planning.preflight.Defect.Repairer;
import id.kinerja.planning.preflight.Defect.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Shows what was found in the reader's language. */
@Component
class FindingViews {

    /**
     * @param severity BLOCKING or WARNING
     * @param actor who must repair it: EMPLOYEE, APPRAISER, SCHOOL_OPERATOR, OFFICE, OPERATOR
     * @param actorName the same in words
     * @param employeeId of whom it is; null where it is the school's
     * @param name of that person, where the reader sees it elsewhere too; else null
     * @param others employee ids of whoever else is concerned
     * @param message the cause
     */
    record FindingView(
            Defect code,
            Severity severity,
            Repairer actor,
            String actorName,
            @Nullable String employeeId,
            @Nullable String name,
            List<String> others,
            String message,
            String nextStep) {}

    /** How often something was found. */
    record CountView(Defect code, Severity severity, Repairer actor, String actorName, String message, int count) {}

    private final MessageSource messages;

    FindingViews(MessageSource messages) {
        this.messages = messages;
    }

    /** @param names by employee id, as far as the reader may know them */
    List<FindingView> of(List<Finding> findings, Map<String, String> names) {
        return findings.stream()
                .map(finding -> {
                    var defect = finding.defect();
                    return new FindingView(
                            defect,
                            defect.severity(),
                            defect.repairer(),
                            text("actor." + defect.repairer()),
                            finding.employeeId(),
                            finding.employeeId() == null ? null : names.get(finding.employeeId()),
                            finding.others(),
                            text("preflight." + defect),
                            text("preflight." + defect + ".step"));
                })
                .toList();
    }

    List<CountView> countsOf(List<Finding> findings) {
        var counts = new TreeMap<String, Integer>();
        findings.forEach(finding -> counts.merge(finding.defect().name(), 1, Integer::sum));
        return counts(counts);
    }

    /** In the order of the defects. */
    List<CountView> counts(Map<String, Integer> byDefect) {
        return Arrays.stream(Defect.values())
                .filter(defect -> byDefect.containsKey(defect.name()))
                .map(defect -> new CountView(
                        defect,
                        defect.severity(),
                        defect.repairer(),
                        text("actor." + defect.repairer()),
                        text("preflight." + defect),
                        byDefect.getOrDefault(defect.name(), 0)))
                .toList();
    }

    private String text(String key) {
        return messages.getMessage(key, null, LocaleContextHolder.getLocale());
    }
}
