package id.kinerja.sync.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.contracts.ContractFiles;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.DomainEvent;
import id.kinerja.sync.delivery.Delivery.Attempt;
import id.kinerja.sync.delivery.Delivery.Desired;
import id.kinerja.sync.delivery.Delivery.Route;
import id.kinerja.sync.delivery.Delivery.Turn;
import id.kinerja.sync.delivery.DeliveryEvents.ObservationRecorded;
import id.kinerja.sync.delivery.DeliveryEvents.PeriodClosed;
import id.kinerja.sync.delivery.DeliveryEvents.PlanAgreed;
import id.kinerja.sync.delivery.DeliveryEvents.ResultDecided;
import id.kinerja.sync.registry.PerformancePredicate;
import id.kinerja.sync.registry.Rating;
import id.kinerja.sync.registry.SharedObservation.Level;
import id.kinerja.sync.registry.SharedObservation.ObservedBehaviour;
import id.kinerja.sync.remedy.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class DeliveryContractTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Turn TURN = new Turn(1, null, null);
    private static final Instant PARKED_AT = Instant.parse("2026-12-17T04:02:00Z");
    private static final Instant CONFIRMED_AT = Instant.parse("2026-12-19T01:45:00Z");
    private static final Instant HELD_AT = Instant.parse("2026-01-21T02:31:00Z");

    /** The story of the golden examples: the plan is held, the result parked, then confirmed. */
    static Stream<DomainEvent> goldenEvents() {
        var parking = park(annual(), Trouble.IDENTITY_MISMATCH);
        var due = state(parking).retry(CONFIRMED_AT);
        var confirming = state(due).confirm(TURN, "r", "FOUND_EQUAL", CONFIRMED_AT);
        var holding = plan().hold(TURN, HELD_AT);
        return Stream.of(holding, parking, confirming).flatMap(decision -> events(decision).stream());
    }

    @ParameterizedTest
    @MethodSource("goldenEvents")
    void what_is_published_is_what_the_golden_examples_say(DomainEvent event) {
        var type = Objects.requireNonNull(
                DeliveryConfiguration.DELIVERIES.eventTypes().get(event.getClass()));
        var told = JSON.writeValueAsString(event);
        ContractFiles.assertValid(type, told);
        var golden = ContractFiles.golden(type);
        assertThat(JSON.readTree(told)).isEqualTo(JSON.readTree(golden.dataJson()));
        assertThat(event.subject()).isEqualTo(golden.key());
        assertThat(golden.headers().get("ce_source")).startsWith(DeliveryConfiguration.DELIVERIES.sourcePrefix());
    }

    @Test
    void every_declared_event_is_among_them() {
        assertThat(goldenEvents().map(event -> event.getClass().getSimpleName()))
                .containsExactlyInAnyOrderElementsOf(DeliveryConfiguration.DELIVERIES.eventTypes().keySet().stream()
                        .map(Class::getSimpleName)
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void every_cause_and_role_has_a_form_that_the_schema_allows(Trouble trouble) {
        events(park(plan(), trouble))
                .forEach(event ->
                        ContractFiles.assertValid("id.kinerja.sync.DeliveryParked.v1", JSON.writeValueAsString(event)));
    }

    @Test
    void the_golden_result_is_understood() {
        var event = golden(DeliveryEvents.ASSESSMENT_FINALIZED, ResultDecided.class);
        assertThat(event).hasNoNullFieldsOrPropertiesExcept("revisedAt");
        assertThat(event.workBehaviour()).isEqualTo(Rating.ABOVE_EXPECTATION);
        assertThat(event.predicate()).isEqualTo(PerformancePredicate.GOOD);
    }

    @Test
    void a_revised_result_has_another_time_and_is_understood_the_same_way() {
        var json = ContractFiles.golden(DeliveryEvents.ASSESSMENT_FINALIZED)
                .dataJson()
                .replace("finalizedAt", "revisedAt");
        assertThat(JSON.readValue(json, ResultDecided.class)).hasNoNullFieldsOrPropertiesExcept("finalizedAt");
    }

    @Test
    void the_golden_closing_names_what_it_includes_and_whom_it_leaves_out() {
        var event = golden(DeliveryEvents.PERIOD_CLOSED, PeriodClosed.class);
        assertThat(event.included()).hasSize(2);
        assertThat(event.included().getFirst().sequence()).isEqualTo(1);
        assertThat(event.leftOut()).singleElement().extracting("reason").isEqualTo("ON_LEAVE");
    }

    @Test
    void the_golden_plan_is_understood() {
        var event = golden(DeliveryEvents.PLAN_AGREED, PlanAgreed.class);
        assertThat(event).hasNoNullFieldsOrProperties();
        assertThat(event.targetBehaviourCodes()).containsExactly("GURU-1-A", "GURU-1-C");
    }

    @Test
    void the_golden_observation_is_understood() {
        var event = golden(DeliveryEvents.OBSERVATION_RECORDED, ObservationRecorded.class);
        assertThat(event).hasNoNullFieldsOrProperties();
        assertThat(event.behaviours()).contains(new ObservedBehaviour("GURU-1-A", Level.DONE_EFFECTIVE));
    }

    private static <T> T golden(String type, Class<T> payload) {
        return JSON.readValue(ContractFiles.golden(type).dataJson(), payload);
    }

    private static Delivery annual() {
        var values = Values.of(new Values.Annual(
                2026, Rating.MEETS_EXPECTATION, Rating.ABOVE_EXPECTATION, PerformancePredicate.GOOD, World.PRINCIPAL));
        return first(World.DELIVERY, values);
    }

    private static Delivery plan() {
        return first(
                "PLAN:" + World.ASSESSMENT,
                Values.of(new Values.Plan(2026, "GURU-1", List.of("GURU-1-A"), null, null)));
    }

    private static Delivery first(String id, Values values) {
        var desired = new Desired(World.ASSESSMENT, 1, Route.SEND, values, HELD_AT, null);
        return state(Delivery.first(id, World.TEACHER, World.NPSN, World.PERIOD, desired, 0L, null, HELD_AT));
    }

    private static Decision<Delivery> park(Delivery delivery, Trouble trouble) {
        var attempt = Attempt.of(PARKED_AT, 1, trouble.name());
        return delivery.park(TURN, trouble, List.of(), attempt, Duration.ofHours(24), null, PARKED_AT);
    }

    private static Delivery state(Decision<Delivery> decision) {
        return ((Decision.Accepted<Delivery>) decision).state();
    }

    private static List<DomainEvent> events(Decision<Delivery> decision) {
        return ((Decision.Accepted<Delivery>) decision).events();
    }
}
