package id.kinerja.assessment.rating;

import com.mongodb.client.model.Filters;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.Stored;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the rest of this service may know of assessments: how far they are, not how they were rated. */
public final class Standings {

    private final AggregateStore<Assessment> assessments;
    private final AgreedPlans plans;

    Standings(AggregateStore<Assessment> assessments, AgreedPlans plans) {
        this.assessments = assessments;
        this.plans = plans;
    }

    /**
     * Assessments of these people, and of everybody whose plan for the period was made at the school, in the order of
     * their ids.
     */
    public List<Standing> of(String npsn, String periodId, Collection<String> employeeIds) {
        var ids = employeeIds.stream()
                .map(employeeId -> Assessment.idOf(employeeId, periodId))
                .toList();
        var ofPeople = assessments.list(Filters.in("_id", ids), null, Integer.MAX_VALUE);
        var ofSchool = assessments.list(
                Filters.and(Filters.eq("state.npsn", npsn), Filters.eq("state.periodId", periodId)),
                null,
                Integer.MAX_VALUE);
        var found = new TreeMap<String, Stored<Assessment>>();
        Stream.concat(ofPeople.stream(), ofSchool.stream()).forEach(stored -> found.put(stored.id(), stored));
        var agreed = plans.agreedAmong(found.keySet());
        return found.values().stream()
                .map(stored -> standing(stored, agreed.contains(stored.id())))
                .toList();
    }

    private static Standing standing(Stored<Assessment> stored, boolean planAgreed) {
        var assessment = stored.state();
        var evaluation = assessment.status() == AssessmentStatus.FINAL ? assessment.evaluation() : null;
        return new Standing(
                stored.id(),
                assessment.employeeId(),
                assessment.status(),
                planAgreed,
                evaluation == null ? null : evaluation.predicate(),
                // Every event of an assessment is a result, so its newest event is its newest result.
                stored.sequence());
    }
}
