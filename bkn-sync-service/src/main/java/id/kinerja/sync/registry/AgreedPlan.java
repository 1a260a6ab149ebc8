package id.kinerja.sync.registry;

import java.time.Year;
import java.util.List;

/** A plan on which appraiser and employee agreed; codes are those of the regulation's catalogue. */
public record AgreedPlan(
        String planId,
        Nip employee,
        String periodId,
        Year year,
        String indicatorCode,
        List<String> targetBehaviourCodes) {

    public AgreedPlan {
        targetBehaviourCodes = List.copyOf(targetBehaviourCodes);
    }
}
