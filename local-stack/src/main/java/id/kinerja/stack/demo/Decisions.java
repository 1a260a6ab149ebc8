package id.kinerja.stack.demo;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** What people decided and the platform answered with 2xx: the measure for what e-Kinerja must hold. */
public final class Decisions {

    /** An approved and agreed plan. */
    public record Plan(
            Person person, String planId, String periodId, int year, String indicator, List<String> behaviours) {
        public Plan {
            behaviours = List.copyOf(behaviours);
        }
    }

    /** An observation that was shared with the person observed. */
    public record Observation(
            Person person,
            String cycleId,
            String planId,
            String periodId,
            LocalDate date,
            String indicator,
            Map<String, String> levels,
            List<String> nextSteps) {
        public Observation {
            levels = Map.copyOf(levels);
            nextSteps = List.copyOf(nextSteps);
        }
    }

    /** A final assessment. */
    public record Result(
            Person person, String assessmentId, int year, Rating workResult, Rating workBehaviour, Person assessor) {}

    private final SequencedMap<String, Plan> plans = new ConcurrentSkipListMap<>();
    private final SequencedMap<String, Observation> observations = new ConcurrentSkipListMap<>();
    private final SequencedMap<String, Result> results = new ConcurrentSkipListMap<>();

    public void add(Plan plan) {
        plans.put(plan.planId, plan);
    }

    public void add(Observation observation) {
        observations.put(observation.cycleId, observation);
    }

    public void add(Result result) {
        results.put(result.assessmentId, result);
    }

    public List<Plan> plans() {
        return List.copyOf(plans.values());
    }

    public List<Observation> observations() {
        return List.copyOf(observations.values());
    }

    public List<Result> results() {
        return List.copyOf(results.values());
    }
}
