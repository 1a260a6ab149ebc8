package id.kinerja.planning.plan;

import static id.kinerja.planning.plan.GoldenPlan.APPROVED_AT;
import static id.kinerja.planning.plan.GoldenPlan.IMPLIED;
import static id.kinerja.planning.plan.GoldenPlan.OFFICE_HEAD;
import static id.kinerja.planning.plan.GoldenPlan.PRINCIPAL;
import static id.kinerja.planning.plan.GoldenPlan.SUBMITTED_AT;
import static id.kinerja.planning.plan.GoldenPlan.accepted;
import static id.kinerja.planning.plan.GoldenPlan.draftOf;
import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.contracts.ContractFiles;
import id.kinerja.kit.directory.AppraiserCapacity;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.model.DomainEvent;
import id.kinerja.planning.plan.Plan.ApprovalMode;
import id.kinerja.planning.plan.Plan.Decider;
import id.kinerja.planning.plan.Plan.Practice;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class PlanContractTest {

    private static final JsonMapper JSON = new JsonMapper();

    static Stream<DomainEvent> eventsOfTheGoldenPlan() {
        return Stream.concat(
                        Stream.of(draftOf(Role.TEACHER, "20306577", PRINCIPAL), GoldenPlan.expecting()),
                        Arrays.stream(PlanStatus.values()).map(GoldenPlan::decisionTo))
                .flatMap(decision -> accepted(decision).events().stream());
    }

    @ParameterizedTest
    @MethodSource("eventsOfTheGoldenPlan")
    void the_golden_plan_tells_what_the_golden_examples_say(DomainEvent event) {
        var type = typeOf(event);
        var told = JSON.writeValueAsString(event);

        ContractFiles.assertValid(type, told);
        var golden = ContractFiles.golden(type);
        assertThat(withoutVersion(told)).isEqualTo(withoutVersion(golden.dataJson()));
        assertThat(event.subject()).isEqualTo(golden.key());
        assertThat(golden.headers())
                .containsEntry("ce_source", PlanConfiguration.PLANS.sourcePrefix() + GoldenPlan.TEACHER + ":2026");
    }

    @Test
    void every_event_that_is_declared_is_told_in_the_course_of_a_plan() {
        assertThat(eventsOfTheGoldenPlan().map(PlanContractTest::typeOf))
                .containsExactlyInAnyOrderElementsOf(
                        PlanConfiguration.PLANS.eventTypes().values());
    }

    @Test
    void events_of_a_plan_with_as_little_in_it_as_possible_are_valid_too() {
        var draft = accepted(draftOf(Role.PRINCIPAL, null, OFFICE_HEAD)).state();
        var rules = new PlanRules(IMPLIED, Role.PRINCIPAL, null);
        var practised = accepted(draft.choosePractice(new Practice("KS-7", List.of("KS-7-1")), rules))
                .state();
        var behaving =
                accepted(practised.chooseCoreValues(GoldenPlan.VALUES, rules)).state();
        var submitted = accepted(behaving.submit(rules, null, SUBMITTED_AT));
        var approved = accepted(submitted
                .state()
                .approve(
                        new Decider(OFFICE_HEAD, AppraiserCapacity.AUTOMATIC),
                        ApprovalMode.AUTOMATIC,
                        rules,
                        APPROVED_AT));

        var withoutExpectations = accepted(accepted(GoldenPlan.expecting())
                .state()
                .expect(List.of(), GoldenPlan.BY_PRINCIPAL, GoldenPlan.IMPLIED_RULES, GoldenPlan.EXPECTED_AT));

        var neverSubmitted = accepted(
                draft.leave(GoldenPlan.LAST_DAY, null, GoldenPlan.PERIOD, MonthRule.FIRST_DAY, GoldenPlan.CLOSED_AT));

        assertThat(Stream.of(submitted, approved, withoutExpectations, neverSubmitted)
                        .flatMap(decision -> decision.events().stream()))
                .hasSize(5)
                .allSatisfy(event -> ContractFiles.assertValid(typeOf(event), JSON.writeValueAsString(event)));
    }

    @Test
    void no_event_repeats_what_people_wrote() {
        var expecting = accepted(GoldenPlan.expecting());
        var approved = accepted(expecting
                .state()
                .approve(GoldenPlan.BY_PRINCIPAL, ApprovalMode.DECIDED, GoldenPlan.IMPLIED_RULES, APPROVED_AT));
        assertThat(Stream.concat(expecting.events().stream(), approved.events().stream())
                        .map(JSON::writeValueAsString))
                .hasSize(3)
                .noneMatch(
                        told -> told.contains(GoldenPlan.EXPECTATIONS.getFirst().text()));
        assertThat(eventsOfTheGoldenPlan().map(JSON::writeValueAsString))
                .noneMatch(told ->
                        told.contains(GoldenPlan.REASONS.getFirst().text()) || told.contains(GoldenPlan.REOPEN_REASON));
    }

    /** The examples show one moment of a longer story, so their number of the plan's version is another; a draft has none. */
    private static JsonNode withoutVersion(String json) {
        var data = (ObjectNode) JSON.readTree(json);
        assertThat(data.path("planVersion").isIntegralNumber()).isNotEqualTo(data.has("draftedAt"));
        data.remove("planVersion");
        return data;
    }

    private static String typeOf(DomainEvent event) {
        return Objects.requireNonNull(PlanConfiguration.PLANS.eventTypes().get(event.getClass()));
    }
}
