package id.kinerja.assessment.rating;

import static id.kinerja.assessment.rating.GoldenAssessment.JSON;
import static id.kinerja.assessment.rating.GoldenAssessment.PLAN;
import static id.kinerja.assessment.rating.GoldenAssessment.accepted;
import static id.kinerja.assessment.rating.GoldenAssessment.in;
import static id.kinerja.assessment.rating.GoldenAssessment.makeFinal;
import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.assessment.rating.AgreedPlans.ClosedPlan;
import id.kinerja.assessment.rating.AgreedPlans.ReopenedPlan;
import id.kinerja.assessment.rating.AssessmentEvent.AssessmentFinalized;
import id.kinerja.kit.contracts.ContractFiles;
import id.kinerja.kit.directory.Directory;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AssessmentContractTest {

    private static final String FINALIZED = "id.kinerja.assessment.AssessmentFinalized.v1";

    @Test
    void the_golden_assessment_tells_exactly_what_the_golden_example_says() {
        var event = accepted(makeFinal(in(AssessmentStatus.RATED))).events().getFirst();
        var told = JSON.writeValueAsString(event);

        ContractFiles.assertValid(FINALIZED, told);
        var golden = ContractFiles.golden(FINALIZED);
        assertThat(JSON.readTree(told)).isEqualTo(JSON.readTree(golden.dataJson()));
        assertThat(event.subject()).isEqualTo(golden.key());
        assertThat(RatingConfiguration.ASSESSMENTS.eventTypes())
                .containsExactly(Map.entry(AssessmentFinalized.class, FINALIZED));
        assertThat(golden.headers())
                .containsEntry(
                        "ce_source",
                        RatingConfiguration.ASSESSMENTS.sourcePrefix()
                                + in(AssessmentStatus.FINAL).assessmentId());
    }

    @Test
    void a_result_repeats_nothing_that_the_appraiser_wrote() {
        var event = accepted(makeFinal(in(AssessmentStatus.RATED))).events().getFirst();

        assertThat(JSON.writeValueAsString(event)).doesNotContain(GoldenAssessment.NOTE);
    }

    @Test
    void a_person_outside_a_school_has_a_result_too() {
        var plan = new AgreedPlan(
                PLAN.planId(),
                PLAN.employeeId(),
                null,
                PLAN.role(),
                PLAN.employmentStatus(),
                PLAN.periodId(),
                PLAN.regulation(),
                PLAN.regulationVersion(),
                PLAN.approvalMode(),
                PLAN.approverCapacity(),
                null,
                null);
        var rated = accepted(GoldenAssessment.rate(Assessment.open(plan, 2026))).state();

        ContractFiles.assertValid(
                FINALIZED,
                JSON.writeValueAsString(accepted(makeFinal(rated)).events().getFirst()));
    }

    @Test
    void the_golden_agreement_is_understood() {
        assertThat(PLAN).hasNoNullFieldsOrProperties();
        assertThat(Assessment.open(PLAN, 2026).assessmentId())
                .isEqualTo(JSON.readTree(
                                ContractFiles.golden(AgreedPlans.PLAN_AGREED).dataJson())
                        .path("planId")
                        .asString());
    }

    @Test
    void the_golden_reopening_is_understood() {
        var golden = ContractFiles.golden(AgreedPlans.PLAN_REOPENED);

        assertThat(JSON.readValue(golden.dataJson(), ReopenedPlan.class))
                .isEqualTo(new ReopenedPlan(PLAN.planId(), PLAN.employeeId(), PLAN.periodId()));
    }

    @Test
    void the_golden_closing_is_understood() {
        var golden = ContractFiles.golden(AgreedPlans.PLAN_CLOSED);

        assertThat(JSON.readValue(golden.dataJson(), ClosedPlan.class))
                .isEqualTo(new ClosedPlan(
                        PLAN.planId(),
                        PLAN.employeeId(),
                        PLAN.npsn(),
                        PLAN.periodId(),
                        LocalDate.of(2026, 1, 1),
                        LocalDate.of(2026, 8, 1),
                        7,
                        PLAN.planId() + ".2"));
    }

    @Test
    void the_golden_assignment_is_understood() {
        var golden = ContractFiles.golden(Directory.EMPLOYEE_ASSIGNED);

        assertThat(JSON.readValue(golden.dataJson(), Directory.EmployeeAssigned.class)
                        .appraiserId())
                .isEqualTo(GoldenAssessment.PRINCIPAL);
    }
}
