package id.kinerja.observation.coaching;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What this service needs to know of an agreed plan; its fields are those it reads from {@code PlanAgreed}.
 *
 * @param regulation the pack under whose rules the plan was drafted; null where it was agreed before this service kept it
 * @param regulationVersion its version; null in events from before agreements told it
 * @param targetBehaviourCodes what the cycle can be about: the behaviours that were agreed, not all of the indicator
 * @param approvalMode how the plan was approved, {@code DECIDED} or {@code AUTOMATIC}; null, as {@code approverCapacity},
 *     in events from before agreements told it
 * @param approverCapacity in what capacity, {@code APPRAISER} or {@code SUBSTITUTE} for example
 */
record AgreedPlan(
        String planId,
        String employeeId,
        @Nullable String npsn,
        String periodId,
        @Nullable String regulation,
        @Nullable Integer regulationVersion,
        String indicatorCode,
        List<String> targetBehaviourCodes,
        @Nullable String approvalMode,
        @Nullable String approverCapacity) {

    AgreedPlan {
        Objects.requireNonNull(planId, "planId");
        Objects.requireNonNull(employeeId, "employeeId");
        Objects.requireNonNull(periodId, "periodId");
        Objects.requireNonNull(indicatorCode, "indicatorCode");
        targetBehaviourCodes = List.copyOf(targetBehaviourCodes);
    }
}
