package id.kinerja.sync.delivery;

import id.kinerja.sync.registry.AnnualResult;
import id.kinerja.sync.registry.Appraiser;
import id.kinerja.sync.registry.PerformancePredicate;
import id.kinerja.sync.registry.PeriodicKind;
import id.kinerja.sync.registry.PeriodicResult;
import id.kinerja.sync.registry.Rating;
import id.kinerja.sync.registry.RegistryPersonId;
import id.kinerja.sync.registry.SharedObservation.ObservedBehaviour;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a delivery is to put at e-Kinerja: exactly one of the four. People are named by employee id only. */
record Values(
        @Nullable Annual annual,
        @Nullable Periodic periodic,
        @Nullable Plan plan,
        @Nullable Observation observation) {

    record Annual(
            int year, Rating workResult, Rating workBehaviour, PerformancePredicate predicate, String appraiserId) {

        /** As it is to stand in the registry. */
        AnnualResult result(RegistryPersonId person, Appraiser appraiser) {
            return new AnnualResult(person, Year.of(year), workResult, workBehaviour, predicate, appraiser);
        }
    }

    /**
     * @param first first day of the first month
     * @param last last day of the last month
     */
    record Periodic(
            PeriodicKind kind,
            LocalDate first,
            LocalDate last,
            Rating workResult,
            Rating workBehaviour,
            PerformancePredicate predicate,
            String appraiserId) {

        /** As BKN books it. */
        Year year() {
            return Year.of(last.getYear());
        }

        String naturalKey(String employeeId) {
            return "%s:%s:%s:%s".formatted(employeeId, kind, YearMonth.from(first), YearMonth.from(last));
        }

        PeriodicResult result(RegistryPersonId person, Appraiser appraiser, @Nullable String post) {
            return new PeriodicResult(
                    person,
                    kind,
                    YearMonth.from(first),
                    YearMonth.from(last),
                    workResult,
                    workBehaviour,
                    predicate,
                    appraiser,
                    post);
        }
    }

    /**
     * @param approvalMode {@code DECIDED} or {@code AUTOMATIC}; it and {@code approverCapacity} are shown here and not sent
     * @param approverCapacity null, as {@code approvalMode}, where planning has not said so
     */
    record Plan(
            int year,
            String indicatorCode,
            List<String> targetBehaviourCodes,
            @Nullable String approvalMode,
            @Nullable String approverCapacity) {
        Plan {
            targetBehaviourCodes = List.copyOf(targetBehaviourCodes);
        }
    }

    record Observation(
            String planId,
            LocalDate observedOn,
            String indicatorCode,
            List<ObservedBehaviour> behaviours,
            List<String> nextStepCodes) {
        Observation {
            behaviours = List.copyOf(behaviours);
            nextStepCodes = List.copyOf(nextStepCodes);
        }
    }

    Values {
        if (Stream.of(annual, periodic, plan, observation)
                        .filter(Objects::nonNull)
                        .count()
                != 1) {
            throw new IllegalArgumentException("A delivery is of exactly one kind");
        }
    }

    static Values of(Annual annual) {
        return new Values(annual, null, null, null);
    }

    static Values of(Periodic periodic) {
        return new Values(null, periodic, null, null);
    }

    static Values of(Plan plan) {
        return new Values(null, null, plan, null);
    }

    static Values of(Observation observation) {
        return new Values(null, null, null, observation);
    }

    DeliveryKind kind() {
        if (annual != null) {
            return DeliveryKind.ANNUAL;
        }
        if (periodic != null) {
            return DeliveryKind.PERIODIC;
        }
        return plan != null ? DeliveryKind.PLAN : DeliveryKind.OBSERVATION;
    }

    Periodic requirePeriodic() {
        return Objects.requireNonNull(periodic, "a periodic result");
    }

    Annual requireAnnual() {
        return Objects.requireNonNull(annual, "an annual result");
    }
}
