package id.kinerja.observation.coaching;

import static id.kinerja.observation.coaching.GoldenCycle.JSON;
import static id.kinerja.observation.coaching.GoldenCycle.accepted;
import static id.kinerja.observation.coaching.GoldenCycle.decisionTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kinerja.kit.contracts.ContractFiles;
import id.kinerja.kit.model.DomainEvent;
import id.kinerja.observation.coaching.AgreedPlans.PlanClosed;
import id.kinerja.observation.coaching.AgreedPlans.PlanReopened;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;

class CycleContractTest {

    static Stream<DomainEvent> eventsOfTheGoldenCycle() {
        return Arrays.stream(CycleStatus.values()).flatMap(status -> accepted(decisionTo(status)).events().stream());
    }

    @ParameterizedTest
    @MethodSource("eventsOfTheGoldenCycle")
    void the_golden_cycle_tells_exactly_what_the_golden_examples_say(DomainEvent event) {
        var type = typeOf(event);
        var told = JSON.writeValueAsString(event);

        ContractFiles.assertValid(type, told);
        var golden = ContractFiles.golden(type);
        assertThat(JSON.readTree(told)).isEqualTo(JSON.readTree(golden.dataJson()));
        assertThat(event.subject()).isEqualTo(golden.key());
        assertThat(golden.headers())
                .containsEntry("ce_source", CoachingConfiguration.CYCLES.sourcePrefix() + idOfGoldenCycle());
    }

    @Test
    void every_event_that_is_declared_is_told_in_the_course_of_a_cycle() {
        assertThat(eventsOfTheGoldenCycle().map(CycleContractTest::typeOf))
                .containsExactlyInAnyOrderElementsOf(
                        CoachingConfiguration.CYCLES.eventTypes().values());
    }

    @Test
    void no_event_repeats_what_people_wrote() {
        var told =
                eventsOfTheGoldenCycle().map(JSON::writeValueAsString).toList().toString();

        assertThat(Stream.of(
                        GoldenCycle.PREPARATION.learningEffort(),
                        GoldenCycle.OBSERVATION.behaviours().getFirst().note(),
                        GoldenCycle.FOLLOW_UP.challenge(),
                        GoldenCycle.FOLLOW_UP.goal(),
                        GoldenCycle.FOLLOW_UP.effort(),
                        GoldenCycle.FOLLOW_UP.schedule(),
                        GoldenCycle.FOLLOW_UP.support(),
                        GoldenCycle.REFLECTION.inspiration(),
                        GoldenCycle.REFLECTION.change(),
                        GoldenCycle.REFLECTION.challenges(),
                        GoldenCycle.REFLECTION.plan()))
                .doesNotContainNull()
                .noneMatch(told::contains);
    }

    @Test
    void the_golden_reopening_is_understood() {
        var golden = ContractFiles.golden(AgreedPlans.PLAN_REOPENED);

        assertThat(JSON.readValue(golden.dataJson(), PlanReopened.class).planId())
                .isEqualTo(GoldenCycle.PLAN.planId());
    }

    @Test
    void the_golden_closing_is_understood() {
        var golden = ContractFiles.golden(AgreedPlans.PLAN_CLOSED);

        assertThat(JSON.readValue(golden.dataJson(), PlanClosed.class).planId()).isEqualTo(GoldenCycle.PLAN.planId());
    }

    @Test
    void the_golden_agreement_is_understood() {
        assertThat(GoldenCycle.PLAN)
                .hasNoNullFieldsOrProperties()
                .extracting(AgreedPlan::indicatorCode, AgreedPlan::targetBehaviourCodes)
                .containsExactly("GURU-1", List.of("GURU-1-A", "GURU-1-C"));
    }

    @Test
    void an_agreement_that_lacks_what_a_cycle_needs_is_unreadable_rather_than_half_stored() {
        assertThatThrownBy(() -> JSON.readValue("{\"planId\": \"p\", \"employeeId\": \"e\"}", AgreedPlan.class))
                .isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> JSON.readValue("{}", PlanReopened.class)).isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> JSON.readValue("{}", PlanClosed.class)).isInstanceOf(JacksonException.class);
    }

    private static String idOfGoldenCycle() {
        return CoachingCycle.idOf(GoldenCycle.PLAN.planId());
    }

    private static String typeOf(DomainEvent event) {
        return Objects.requireNonNull(CoachingConfiguration.CYCLES.eventTypes().get(event.getClass()));
    }
}
