package id.kinerja.planning.plan;

import id.kinerja.kit.directory.Role;
import id.kinerja.planning.plan.Plan.Content;
import java.util.ArrayList;
import java.util.List;

/**
 * What of a plan goes along to another school or role: what somebody wants to practise, learn and how they behave is theirs.
 * Duties were given by the former school, and what was aligned was aligned to its principal: they are left behind, as are
 * a principal's planned results, which stay with the post. Nothing here was found in a rule (I).
 *
 * @param leftBehind pointers to the sections that had something that is not in the content any more
 */
record Taken(Content content, List<String> leftBehind) {

    /** @param rules of the new role */
    static Taken from(Content content, Role formerRole, PlanRules rules) {
        boolean sameRole = rules.role() == formerRole;
        var practice = sameRole ? content.practice() : null;
        var activities = content.activityCodes().stream()
                .filter(code -> rules.inActivities(List.of(code)).isEmpty())
                .toList();
        var taken = new Content(practice, activities, List.of(), content.coreValues(), List.of(), List.of(), List.of());
        var left = new ArrayList<String>();
        if (content.practice() != null && practice == null) {
            left.add("/practice");
        }
        if (activities.size() < content.activityCodes().size()) {
            left.add("/activityCodes");
        }
        if (!content.dutyCodes().isEmpty()) {
            left.add("/dutyCodes");
        }
        if (!content.supportedResults().isEmpty()) {
            left.add("/supportedResults");
        }
        if (!content.plannedResults().isEmpty()) {
            left.add("/plannedResults");
        }
        return new Taken(taken, left);
    }
}
