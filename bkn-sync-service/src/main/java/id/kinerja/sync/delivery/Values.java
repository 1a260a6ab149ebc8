package id.kinerja.sync.delivery;

import id.kinerja.sync.registry.AnnualResult;
import id.kinerja.sync.registry.Appraiser;
import id.kinerja.sync.registry.PerformancePredicate;
import id.kinerja.sync.registry.Rating;
import id.kinerja.sync.registry.RegistryPersonId;
import id.kinerja.sync.registry.SharedObservation.ObservedBehaviour;
import java.time.LocalDate;
import java.time.Year;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a delivery is to put at e-Kinerja: exactly one of the three. People are named by employee id only. */
record Values(
        @Nullable Annual annual,
        @Nullable Plan plan,
        @Nullable Observation observation) {

    record Annual(
            int year, Rating workResult, Rating workBehaviour, PerformancePredicate predicate, String appraiserId) {

        /** As it is to stand in the registry. */
        AnnualResult result(RegistryPersonId person, Appraiser appraiser) {
            return new AnnualResult(person, Year.of(year), workResult, workBehaviour, predicate, appraiser);
        }
    }

    record Plan(int year, String indicatorCode, List<String> targetBehaviourCodes) {
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
        if (Stream.of(annual, plan, observation).filter(Objects::nonNull).count() != 1) {
            throw new IllegalArgumentException("A delivery is of exactly one kind");
        }
    }

    static Values of(Annual annual) {
        return new Values(annual, null, null);
    }

    static Values of(Plan plan) {
        return new Values(null, plan, null);
    }

    static Values of(Observation observation) {
        return new Values(null, null, observation);
    }

    DeliveryKind kind() {
        return annual != null ? DeliveryKind.ANNUAL : plan != null ? DeliveryKind.PLAN : DeliveryKind.OBSERVATION;
    }

    Annual requireAnnual() {
        return Objects.requireNonNull(annual, "an annual result");
    }
}
