package id.kinerja.assessment.rating;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.contracts.ContractFiles;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.model.Decision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/** The assessment behind the golden examples, in each of its states. */
final class GoldenAssessment {

    static final JsonMapper JSON = new JsonMapper();
    static final String PRINCIPAL = "8b7e2c94-13d6-4f0a-b5c2-3e9a7d604f02";
    static final String NOTE = "Murid kini lebih berani bertanya.";
    static final Instant RATED_AT = Instant.parse("2026-12-09T03:00:00Z");
    static final Instant FINALIZED_AT = Instant.parse("2026-12-10T03:00:00Z");
    static final PredicateMatrix MATRIX = matrix();
    static final AgreedPlan PLAN =
            JSON.readValue(ContractFiles.golden(AgreedPlans.PLAN_AGREED).dataJson(), AgreedPlan.class);

    static final AgreedPlan PLAN_ELSEWHERE = new AgreedPlan(
            PLAN.planId() + ".2",
            PLAN.employeeId(),
            "20306578",
            Role.PRINCIPAL,
            PLAN.employmentStatus(),
            PLAN.periodId(),
            PLAN.regulation(),
            PLAN.regulationVersion(),
            PLAN.approvalMode(),
            PLAN.approverCapacity(),
            LocalDate.of(2026, 8, 1),
            5);

    private GoldenAssessment() {}

    static Assessment in(AssessmentStatus status) {
        return switch (status) {
            case OPEN -> Assessment.open(PLAN, 2026);
            case RATED -> accepted(rate(in(AssessmentStatus.OPEN))).state();
            case FINAL -> accepted(makeFinal(in(AssessmentStatus.RATED))).state();
        };
    }

    static Decision<Assessment> rate(Assessment assessment) {
        return assessment.rate(Rating.MEETS_EXPECTATION, Rating.ABOVE_EXPECTATION, NOTE, MATRIX, PRINCIPAL, RATED_AT);
    }

    static Decision<Assessment> makeFinal(Assessment assessment) {
        return assessment.makeFinal(PRINCIPAL, FINALIZED_AT);
    }

    static Decision.Accepted<Assessment> accepted(Decision<Assessment> decision) {
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
        return (Decision.Accepted<Assessment>) decision;
    }

    private static PredicateMatrix matrix() {
        try (var content = GoldenAssessment.class.getResourceAsStream("/predicate-matrix.yaml")) {
            return RatingConfiguration.read(Objects.requireNonNull(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
