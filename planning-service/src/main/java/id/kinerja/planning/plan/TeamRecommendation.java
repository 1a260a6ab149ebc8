package id.kinerja.planning.plan;

import id.kinerja.kit.regulation.Regulation.Section;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one member of the appraiser's team recommends on one submission of a plan. It is kept apart from the plan and
 * changes nothing in it: the appraiser decides.
 *
 * @param contentVersion the submission that the member has read
 * @param by employee id of the member
 * @param sections what it is about; may be empty
 * @param text in the member's words, which stay in this service
 */
record TeamRecommendation(
        String planId,
        long contentVersion,
        String by,
        @Nullable Advice advice,
        List<Section> sections,
        @Nullable String text,
        @Nullable Instant givenAt) {

    enum Advice {
        APPROVE,
        RETURN
    }

    /** How it compares with what the appraiser decided. */
    enum Outcome {
        /** Nobody has decided yet. */
        PENDING,
        FOLLOWED,
        NOT_FOLLOWED
    }

    TeamRecommendation {
        sections = List.copyOf(sections);
    }

    /** In the order of the submissions. */
    static String idOf(Plan plan, String memberId) {
        return "%s:%04d:%s".formatted(plan.planId(), plan.contentVersion(), memberId);
    }

    static TeamRecommendation notYet(Plan plan, String memberId) {
        return new TeamRecommendation(plan.planId(), plan.contentVersion(), memberId, null, List.of(), null, null);
    }

    TeamRecommendation saying(Advice advised, List<Section> about, @Nullable String words, Instant now) {
        return new TeamRecommendation(planId, contentVersion, by, advised, about, words, now);
    }

    Outcome outcome(Plan plan) {
        return plan.decisionOn(contentVersion)
                .map(decided -> (decided == PlanStatus.RETURNED) == (advice == Advice.RETURN)
                        ? Outcome.FOLLOWED
                        : Outcome.NOT_FOLLOWED)
                .orElse(Outcome.PENDING);
    }
}
