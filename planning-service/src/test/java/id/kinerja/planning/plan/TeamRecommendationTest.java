package id.kinerja.planning.plan;

import static id.kinerja.planning.plan.GoldenPlan.in;
import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.directory.AppraiserCapacity;
import id.kinerja.planning.plan.Plan.Kept;
import id.kinerja.planning.plan.TeamRecommendation.Advice;
import id.kinerja.planning.plan.TeamRecommendation.Outcome;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TeamRecommendationTest {

    private static final String MEMBER = "1d90b7e5-6c24-48fa-9b7d-52e8c3f0a604";

    @ParameterizedTest(name = "{0} where the plan became {1}: {2}")
    @CsvSource({
        "APPROVE, SUBMITTED,                  PENDING",
        "RETURN,  SUBMITTED,                  PENDING",
        "APPROVE, SUBMITTED RETURNED,         NOT_FOLLOWED",
        "RETURN,  SUBMITTED RETURNED,         FOLLOWED",
        "APPROVE, SUBMITTED APPROVED,         FOLLOWED",
        "RETURN,  SUBMITTED APPROVED,         NOT_FOLLOWED",
        "APPROVE, SUBMITTED AGREED,           FOLLOWED",
        "RETURN,  SUBMITTED AGREED,           NOT_FOLLOWED",
        "APPROVE, SUBMITTED AGREED REOPENED,  FOLLOWED",
        "RETURN,  SUBMITTED AGREED REOPENED,  NOT_FOLLOWED"
    })
    void the_decision_shows_whether_it_followed(Advice advice, String became, Outcome outcome) {
        var plan = in(PlanStatus.SUBMITTED);
        var given = TeamRecommendation.notYet(plan, MEMBER).saying(advice, List.of(), null, GoldenPlan.SUBMITTED_AT);

        assertThat(given.outcome(having(plan, 1, became))).isEqualTo(outcome);
        assertThat(given.outcome(having(plan, 2, became)))
                .as("what became of another submission says nothing of this one")
                .isEqualTo(Outcome.PENDING);
    }

    private static Plan having(Plan plan, long submission, String became) {
        return Arrays.stream(became.split(" "))
                .map(PlanStatus::valueOf)
                .reduce(plan, (one, status) -> one.keeping(kept(status, submission)), (one, other) -> other);
    }

    private static Kept kept(PlanStatus status, long submission) {
        return new Kept(
                status,
                GoldenPlan.APPROVED_AT,
                GoldenPlan.PRINCIPAL,
                AppraiserCapacity.APPRAISER,
                submission,
                null,
                null,
                "20306577",
                "SD NEGERI 3 KWADUNGAN",
                "SD",
                "2025",
                2,
                List.of(),
                null);
    }
}
