package id.kinerja.observation.coaching;

import static id.kinerja.observation.coaching.GoldenCycle.DAY;
import static id.kinerja.observation.coaching.GoldenCycle.PERIOD;
import static id.kinerja.observation.coaching.GoldenCycle.PLAN;
import static id.kinerja.observation.coaching.GoldenCycle.PREPARATION;
import static id.kinerja.observation.coaching.GoldenCycle.PRINCIPAL;
import static id.kinerja.observation.coaching.GoldenCycle.accepted;
import static id.kinerja.observation.coaching.GoldenCycle.in;
import static id.kinerja.observation.coaching.GoldenCycle.observation;
import static id.kinerja.observation.coaching.GoldenCycle.preparation;
import static id.kinerja.observation.coaching.GoldenCycle.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.model.Refusal.Fault;
import id.kinerja.kit.model.Refusal.Kind;
import id.kinerja.observation.coaching.CoachingCycle.Level;
import id.kinerja.observation.coaching.CoachingCycle.ObservedBehaviour;
import id.kinerja.observation.coaching.CycleEvent.CoachingCycleCompleted;
import id.kinerja.observation.coaching.CycleEvent.FollowUpAgreed;
import id.kinerja.observation.coaching.CycleEvent.ObservationRecorded;
import id.kinerja.observation.coaching.CycleEvent.ObservationScheduled;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CoachingCycleTest {

    /** Every command with the one state it fits, the state it leads to and the events it causes. */
    private enum Command {
        RESCHEDULE(
                CycleStatus.PREPARED,
                CycleStatus.PREPARED,
                cycle -> cycle.reschedule(DAY.plusDays(7), PERIOD, PRINCIPAL),
                ObservationScheduled.class),
        OBSERVE(
                CycleStatus.PREPARED,
                CycleStatus.OBSERVED,
                cycle -> cycle.observe(GoldenCycle.OBSERVATION, PERIOD, DAY)),
        SHARE(
                CycleStatus.OBSERVED,
                CycleStatus.SHARED,
                cycle -> cycle.share(GoldenCycle.SHARED_AT),
                ObservationRecorded.class),
        AGREE_FOLLOW_UP(
                CycleStatus.SHARED,
                CycleStatus.FOLLOW_UP_AGREED,
                cycle -> cycle.agreeFollowUp(GoldenCycle.FOLLOW_UP),
                FollowUpAgreed.class),
        COMPLETE_FOLLOW_UP(
                CycleStatus.FOLLOW_UP_AGREED,
                CycleStatus.FOLLOW_UP_DONE,
                cycle -> cycle.completeFollowUp(GoldenCycle.DONE_AT)),
        REFLECT(
                CycleStatus.FOLLOW_UP_DONE,
                CycleStatus.REFLECTED,
                cycle -> cycle.reflect(GoldenCycle.REFLECTION),
                CoachingCycleCompleted.class);

        private final CycleStatus from;
        private final CycleStatus to;
        private final Function<CoachingCycle, Decision<CoachingCycle>> run;
        private final List<Class<?>> events;

        Command(
                CycleStatus from,
                CycleStatus to,
                Function<CoachingCycle, Decision<CoachingCycle>> run,
                Class<?>... events) {
            this.from = from;
            this.to = to;
            this.run = run;
            this.events = List.of(events);
        }

        String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static Stream<Arguments> everyStateWithEveryCommand() {
        return Arrays.stream(CycleStatus.values())
                .flatMap(status -> Arrays.stream(Command.values()).map(command -> arguments(status, command)));
    }

    @ParameterizedTest(name = "{1} in {0}")
    @MethodSource("everyStateWithEveryCommand")
    void a_command_is_taken_in_its_own_state_and_refused_by_name_in_all_others(CycleStatus status, Command command) {
        var before = in(status);
        var decision = command.run.apply(before);

        if (status == command.from) {
            var accepted = accepted(decision);
            assertThat(accepted.state().status()).isEqualTo(command.to);
            assertThat(accepted.events()).extracting(Object::getClass).isEqualTo(command.events);
            assertThat(accepted.events()).allMatch(event -> event.subject().equals(PLAN.employeeId()));
        } else {
            assertThat(refusal(decision)).satisfies(refusal -> {
                assertThat(refusal.kind()).isEqualTo(Kind.CONFLICT);
                assertThat(refusal.code()).isEqualTo("wrong-state");
                assertThat(refusal.facts())
                        .isEqualTo(Map.of("currentState", status.name(), "command", command.wireName()));
            });
        }
    }

    @Test
    void what_was_handed_in_is_still_there_word_for_word_at_the_end() {
        var reflected = in(CycleStatus.REFLECTED);

        assertThat(reflected.preparation()).isEqualTo(PREPARATION);
        assertThat(reflected.observation()).isEqualTo(GoldenCycle.OBSERVATION);
        assertThat(reflected.sharedAt()).isEqualTo(GoldenCycle.SHARED_AT);
        assertThat(reflected.followUp()).isEqualTo(GoldenCycle.FOLLOW_UP);
        assertThat(reflected.followUpDoneAt()).isEqualTo(GoldenCycle.DONE_AT);
        assertThat(reflected.reflection()).isEqualTo(GoldenCycle.REFLECTION);
    }

    @ParameterizedTest
    @EnumSource(CycleStatus.class)
    void the_person_observed_sees_nothing_of_the_observation_before_it_is_shared(CycleStatus status) {
        var cycle = in(status);
        var recorded =
                EnumSet.range(CycleStatus.OBSERVED, CycleStatus.REFLECTED).contains(status);
        var shared = EnumSet.range(CycleStatus.SHARED, CycleStatus.REFLECTED).contains(status);

        assertThat(cycle.observationFor(PLAN.employeeId()) != null).isEqualTo(shared);
        assertThat(cycle.observationFor(PRINCIPAL) != null).isEqualTo(recorded);
    }

    @Test
    void a_preparation_names_at_least_one_behaviour_of_the_agreed_plan_and_each_once() {
        assertThat(faults(prepare(DAY))).containsExactly("/targetBehaviourCodes required");
        assertThat(faults(prepare(DAY, "GURU-1-A", "GURU-1-B", "GURU-1-A")))
                .containsExactly("/targetBehaviourCodes/1 not-in-plan", "/targetBehaviourCodes/2 named-twice");
        assertThat(accepted(prepare(DAY, "GURU-1-C")).state().preparation().targetBehaviourCodes())
                .containsExactly("GURU-1-C");
    }

    @Test
    void the_day_lies_in_the_period_of_the_plan() {
        assertThat(faults(prepare(PERIOD.first().minusDays(1), "GURU-1-A")))
                .containsExactly("/scheduledOn out-of-range");
        assertThat(faults(prepare(PERIOD.last().plusDays(1), "GURU-1-A"))).containsExactly("/scheduledOn out-of-range");
        assertThat(faults(in(CycleStatus.PREPARED).reschedule(PERIOD.last().plusDays(1), PERIOD, PRINCIPAL)))
                .containsExactly("/scheduledOn out-of-range");
        assertThat(accepted(prepare(PERIOD.last(), "GURU-1-A"))
                        .state()
                        .preparation()
                        .scheduledOn())
                .isEqualTo(PERIOD.last());
    }

    @Test
    void nobody_is_prepared_for_an_observation_without_observer_or_school() {
        assertThat(refusal(CoachingCycle.prepare(PLAN, PERIOD, null, PREPARATION))
                        .code())
                .isEqualTo("observer-vacant");
        assertThat(refusal(in(CycleStatus.PREPARED).reschedule(DAY, PERIOD, null))
                        .code())
                .isEqualTo("observer-vacant");
        var homeless = new AgreedPlan(
                PLAN.planId(),
                PLAN.employeeId(),
                null,
                PLAN.periodId(),
                PLAN.regulation(),
                PLAN.regulationVersion(),
                PLAN.indicatorCode(),
                PLAN.targetBehaviourCodes(),
                PLAN.approvalMode(),
                PLAN.approverCapacity());
        assertThat(refusal(CoachingCycle.prepare(homeless, PERIOD, PRINCIPAL, PREPARATION))
                        .code())
                .isEqualTo("plan-without-school");
    }

    @Test
    void moving_the_day_keeps_the_preparation_and_names_who_appraises_by_then() {
        var successor = "f5b1c1f0-3c0e-4b0e-9a53-6ad1d2b7a405";
        var moved = accepted(in(CycleStatus.PREPARED).reschedule(DAY.plusDays(7), PERIOD, successor));

        assertThat(moved.state().preparation())
                .usingRecursiveComparison()
                .ignoringFields("scheduledOn")
                .isEqualTo(PREPARATION);
        assertThat(moved.events()).singleElement().isInstanceOfSatisfying(ObservationScheduled.class, scheduled -> {
            assertThat(scheduled.scheduledOn()).isEqualTo(DAY.plusDays(7));
            assertThat(scheduled.observerIds()).containsExactly(successor);
        });
    }

    @Test
    void every_prepared_behaviour_gets_exactly_one_level() {
        assertThat(faults(observe(List.of(seen("GURU-1-A"), seen("GURU-1-A"), seen("GURU-1-B")))))
                .containsExactly(
                        "/behaviours/1/code named-twice", "/behaviours/2/code not-prepared", "/behaviours not-rated");
        assertThat(faults(observe(List.of()))).containsExactly("/behaviours not-rated", "/behaviours not-rated");
    }

    @Test
    void what_is_still_to_come_cannot_have_been_seen() {
        var prepared = in(CycleStatus.PREPARED);
        assertThat(faults(prepared.observe(GoldenCycle.OBSERVATION, PERIOD, DAY.minusDays(1))))
                .containsExactly("/observedOn out-of-range");
        var nextYear = observation(PERIOD.last().plusDays(1), GoldenCycle.OBSERVATION.behaviours(), List.of());
        assertThat(faults(prepared.observe(nextYear, PERIOD, PERIOD.last().plusMonths(1))))
                .containsExactly("/observedOn out-of-range");
    }

    @Test
    void next_steps_are_codes_and_never_sentences() {
        var chatty = observation(
                DAY,
                GoldenCycle.OBSERVATION.behaviours(),
                List.of("LEARNING_COMMUNITY", "Belajar lagi", "learning", "LEARNING_COMMUNITY"));

        assertThat(faults(in(CycleStatus.PREPARED).observe(chatty, PERIOD, DAY)))
                .containsExactly(
                        "/nextStepCodes/1 not-a-code", "/nextStepCodes/2 not-a-code", "/nextStepCodes/3 named-twice");
    }

    @Test
    void an_observation_may_recommend_nothing() {
        var quiet = observation(DAY, GoldenCycle.OBSERVATION.behaviours(), List.of());

        var observed =
                accepted(in(CycleStatus.PREPARED).observe(quiet, PERIOD, DAY)).state();
        assertThat(accepted(observed.share(GoldenCycle.SHARED_AT)).events())
                .singleElement()
                .isInstanceOfSatisfying(
                        ObservationRecorded.class,
                        recorded -> assertThat(recorded.nextStepCodes()).isEmpty());
    }

    private static Decision<CoachingCycle> prepare(LocalDate day, String... codes) {
        return CoachingCycle.prepare(PLAN, PERIOD, PRINCIPAL, preparation(day, codes));
    }

    private static Decision<CoachingCycle> observe(List<ObservedBehaviour> behaviours) {
        return in(CycleStatus.PREPARED).observe(observation(DAY, behaviours, List.of()), PERIOD, DAY);
    }

    private static ObservedBehaviour seen(String code) {
        return new ObservedBehaviour(code, Level.NOT_DONE, null);
    }

    private static List<String> faults(Decision<CoachingCycle> decision) {
        var refusal = refusal(decision);
        assertThat(refusal).extracting(Refusal::kind).isEqualTo(Kind.INVALID);
        return refusal.faults().stream().map(CoachingCycleTest::told).toList();
    }

    private static String told(Fault fault) {
        return fault.pointer() + " " + fault.code();
    }
}
