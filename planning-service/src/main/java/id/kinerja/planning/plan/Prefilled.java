package id.kinerja.planning.plan;

import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Decision.Accepted;
import id.kinerja.kit.model.Decision.Refused;
import id.kinerja.kit.model.Refusal.Fault;
import id.kinerja.kit.regulation.Regulation.Section;
import id.kinerja.planning.plan.Plan.Content;
import id.kinerja.planning.plan.Plan.CoreValueChoice;
import id.kinerja.planning.plan.Plan.Practice;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A draft that begins with content from elsewhere. What the plan's regulation, role or school level does not allow is left
 * out and told; whatever is taken goes through the plan's own commands.
 */
record Prefilled(Plan plan, List<LeftOut> leftOut) {

    /**
     * What was not taken.
     *
     * @param entry its code
     * @param code why, as a fault of a plan: unknown-indicator, unknown-behaviour, unknown-activity, unknown-duty,
     *     duty-not-at-level, school-level-unknown, unknown-core-value, not-part-of-plan, result-of-other-period, required
     * @param args values for the message
     */
    record LeftOut(Section section, String entry, String code, List<String> args) {
        LeftOut {
            args = List.copyOf(args);
        }

        private static LeftOut of(Section section, String entry, Fault fault) {
            return new LeftOut(
                    section,
                    entry,
                    fault.code(),
                    fault.args().stream().map(String::valueOf).toList());
        }
    }

    Prefilled {
        leftOut = List.copyOf(leftOut);
    }

    /** Supported results name a plan of another period, so none of them is taken. */
    static Prefilled with(Content content, Plan draft, PlanRules rules) {
        var leftOut = new ArrayList<LeftOut>();
        var plan = draft;
        var practice = practice(content.practice(), rules, leftOut);
        if (practice != null) {
            plan = accepted(plan.choosePractice(practice, rules));
        }
        var activities = allowed(Section.DEVELOPMENT, content.activityCodes(), rules::inActivities, leftOut);
        plan = accepted(plan.chooseActivities(activities, rules));
        var duties = allowed(Section.ADDITIONAL_DUTIES, content.dutyCodes(), rules::inDuties, leftOut);
        plan = accepted(plan.chooseDuties(duties, rules));
        plan = accepted(plan.chooseCoreValues(coreValues(content.coreValues(), rules, leftOut), rules));
        for (var result : content.supportedResults()) {
            leftOut.add(new LeftOut(
                    Section.ALIGNMENT, result, "result-of-other-period", List.of(result, draft.periodId())));
        }
        return new Prefilled(planned(content, plan, leftOut), leftOut);
    }

    private static @Nullable Practice practice(@Nullable Practice chosen, PlanRules rules, List<LeftOut> leftOut) {
        if (chosen == null) {
            return null;
        }
        var behaviours = new ArrayList<String>();
        for (var behaviour : chosen.targetBehaviourCodes()) {
            var faults = rules.inPractice(new Practice(chosen.indicatorCode(), List.of(behaviour)));
            if (faults.isEmpty()) {
                behaviours.add(behaviour);
            } else if (faults.getFirst().pointer().equals("/indicatorCode")) {
                leftOut.add(LeftOut.of(Section.PRACTICE, chosen.indicatorCode(), faults.getFirst()));
                return null;
            } else {
                leftOut.add(LeftOut.of(Section.PRACTICE, behaviour, faults.getFirst()));
            }
        }
        var kept = new Practice(chosen.indicatorCode(), behaviours);
        // Without one of its behaviours an indicator is no practice.
        var faults = rules.inPractice(kept);
        if (!faults.isEmpty()) {
            leftOut.add(LeftOut.of(Section.PRACTICE, chosen.indicatorCode(), faults.getFirst()));
            return null;
        }
        return kept;
    }

    private static List<CoreValueChoice> coreValues(
            List<CoreValueChoice> choices, PlanRules rules, List<LeftOut> leftOut) {
        var kept = new ArrayList<CoreValueChoice>();
        for (var choice : choices) {
            var faults = rules.inCoreValues(List.of(new CoreValueChoice(choice.code(), List.of())));
            if (faults.isEmpty()) {
                var behaviours = allowed(
                        Section.WORK_BEHAVIOUR,
                        choice.behaviourCodes(),
                        codes -> rules.inCoreValues(List.of(new CoreValueChoice(choice.code(), codes))),
                        leftOut);
                kept.add(new CoreValueChoice(choice.code(), behaviours));
            } else {
                leftOut.add(LeftOut.of(Section.WORK_BEHAVIOUR, choice.code(), faults.getFirst()));
            }
        }
        return kept;
    }

    private static Plan planned(Content content, Plan plan, List<LeftOut> leftOut) {
        return switch (plan.planResults(content.plannedResults())) {
            case Accepted<Plan>(var planning, var _) -> planning;
            case Refused<Plan>(var refusal) -> {
                // Somebody who was a principal then and teaches now.
                content.plannedResults()
                        .forEach(result -> leftOut.add(LeftOut.of(
                                Section.ALIGNMENT,
                                result.code(),
                                refusal.faults().getFirst())));
                yield plan;
            }
        };
    }

    private static List<String> allowed(
            Section section, List<String> entries, Function<List<String>, List<Fault>> check, List<LeftOut> leftOut) {
        var kept = new ArrayList<String>();
        for (var entry : entries) {
            var faults = check.apply(List.of(entry));
            if (faults.isEmpty()) {
                kept.add(entry);
            } else {
                leftOut.add(LeftOut.of(section, entry, faults.getFirst()));
            }
        }
        return kept;
    }

    private static Plan accepted(Decision<Plan> decision) {
        return switch (decision) {
            case Accepted<Plan>(var plan, var _) -> plan;
            case Refused<Plan>(var refusal) ->
                throw new IllegalStateException("what was allowed is refused: " + refusal.faults());
        };
    }
}
