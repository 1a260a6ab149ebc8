package id.kinerja.sync.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Refusal;
import id.kinerja.sync.StateTable;
import id.kinerja.sync.reconciliation.Reconciliation.Delay;
import id.kinerja.sync.reconciliation.Reconciliation.Part;
import id.kinerja.sync.reconciliation.Reconciliation.Position;
import id.kinerja.sync.reconciliation.Reconciliation.Spent;
import id.kinerja.sync.reconciliation.Reconciliation.Step;
import id.kinerja.sync.remedy.Trouble;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReconciliationStatesTest {

    private static final Instant NOW = Instant.parse("2026-12-20T14:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);
    private static final Spent TONIGHT = new Spent("2026-12-20", 2);
    private static final Position BEGINNING = new Position(Part.RESULTS, null);
    private static final Position ELSEWHERE = new Position(Part.RESULTS, "e-00");
    private static final Position PEOPLE = new Position(Part.PEOPLE, null);

    /** The state after each command in each state, or the code of the refusal; {@code -} is wrong-state. */
    private static final String RUNS = """
            state       begin    advance  fromElsewhere postpone complete  cancel     noteWritten
            OPEN        RUNNING  -        -             -        -         CANCELLED  superseded
            RUNNING     -        RUNNING  superseded    RUNNING  -         CANCELLED  superseded
            'RUNNING    -        RUNNING  superseded    RUNNING  -         CANCELLED  RUNNING
            PEOPLE      -        RUNNING  superseded    RUNNING  COMPLETED CANCELLED  superseded
            COMPLETED   -        -        -             -        -         -          superseded
            CANCELLED   -        -        -             -        -         -          superseded
            'CANCELLED  -        -        -             -        -         -          CANCELLED
            """;

    /** Commands in which the run stands where the command says; {@code 'RUNNING} has an unwritten finding. */
    private static final Map<String, Function<Reconciliation, Decision<Reconciliation>>> RUN_COMMANDS = Map.of(
            "begin", run -> run.begin(3, 5, NOW),
            "advance", run -> run.advance(run.position(), step(Verdict.EQUAL, null), TONIGHT),
            "fromElsewhere", run -> run.advance(ELSEWHERE, step(Verdict.EQUAL, null), TONIGHT),
            "postpone", run -> run.postpone(run.position(), new Delay(Trouble.TIMEOUT, 1, LATER), TONIGHT),
            "complete", run -> run.complete(run.position(), NOW),
            "cancel", run -> run.cancel("operator", NOW),
            "noteWritten", run -> run.noteWritten("2026-001:e-09"));

    private static final Map<String, Reconciliation> RUN_STATES = Map.of(
            "OPEN", opened(),
            "RUNNING", running(),
            "'RUNNING", withFinding(),
            "PEOPLE", people(),
            "COMPLETED", state(people().complete(PEOPLE, NOW)),
            "CANCELLED", state(running().cancel("operator", NOW)),
            "'CANCELLED", state(withFinding().cancel("operator", NOW)));

    private static final String FINDINGS = """
            state           repair         againstDelivery  noteDone  noteRefused     noteAnother
            DIFFERS         REPAIR_ASKED   confirmed-since  -         -               -
            MISSING_THERE   REPAIR_ASKED   confirmed-since  -         -               -
            UNKNOWN_HERE    not-repairable not-repairable   -         -               -
            NOT_COMPARED    not-repairable not-repairable   -         -               -
            REPAIR_ASKED    -              -                REPAIRED  REPAIR_REFUSED  -
            REPAIRED        -              -                -         -               -
            REPAIR_REFUSED  REPAIR_ASKED   confirmed-since  -         -               -
            """;

    private static final Map<String, Function<Finding, Decision<Finding>>> FINDING_COMMANDS = Map.of(
            "repair", finding -> finding.askRepair("operator", Optional.empty(), NOW),
            "againstDelivery",
                    finding -> finding.askRepair("operator", Optional.of(Refusal.conflict("confirmed-since")), NOW),
            "noteDone", finding -> finding.noteRepair(NOW, null, LATER),
            "noteRefused", finding -> finding.noteRepair(NOW, "wrong-state", LATER),
            "noteAnother", finding -> finding.noteRepair(LATER, null, LATER));

    private static final Map<String, Finding> FINDING_STATES = Map.of(
            "DIFFERS", found(Verdict.DIFFERS),
            "MISSING_THERE", found(Verdict.MISSING_THERE),
            "UNKNOWN_HERE", found(Verdict.UNKNOWN_HERE),
            "NOT_COMPARED", found(Verdict.NOT_COMPARED),
            "REPAIR_ASKED", asked(),
            "REPAIRED", state(asked().noteRepair(NOW, null, LATER)),
            "REPAIR_REFUSED", state(asked().noteRepair(NOW, "wrong-state", LATER)));

    static Stream<Arguments> runs() {
        return StateTable.cells(RUNS);
    }

    static Stream<Arguments> findings() {
        return StateTable.cells(FINDINGS);
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @MethodSource("runs")
    void every_command_on_a_run_has_a_defined_answer_in_every_state(String state, String command, String expected) {
        var decision = Objects.requireNonNull(RUN_COMMANDS.get(command), command)
                .apply(Objects.requireNonNull(RUN_STATES.get(state), state));
        assertThat(answer(decision, run -> run.status().name())).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @MethodSource("findings")
    void every_command_on_a_finding_has_a_defined_answer_in_every_state(String state, String command, String expected) {
        var decision = Objects.requireNonNull(FINDING_COMMANDS.get(command), command)
                .apply(Objects.requireNonNull(FINDING_STATES.get(state), state));
        assertThat(answer(decision, finding -> finding.status().name())).isEqualTo(expected);
    }

    private static <S> String answer(Decision<S> decision, Function<S, String> status) {
        return switch (decision) {
            case Decision.Accepted<S>(var next, var _) -> status.apply(next);
            case Decision.Refused<S>(var refusal) -> refusal.code().equals("wrong-state") ? "-" : refusal.code();
        };
    }

    @Test
    void the_tables_name_every_state_and_every_command() {
        assertThat(RUN_STATES.values().stream().map(Reconciliation::status)).contains(Reconciliation.Status.values());
        assertThat(StateTable.commands(RUNS)).containsExactlyInAnyOrderElementsOf(RUN_COMMANDS.keySet());
        assertThat(FINDING_STATES.values().stream().map(Finding::status)).contains(Finding.Status.values());
        assertThat(StateTable.commands(FINDINGS)).containsExactlyInAnyOrderElementsOf(FINDING_COMMANDS.keySet());
    }

    @Test
    void a_step_changes_where_it_stands_what_is_counted_and_what_is_spent_at_once() {
        var after = withFinding();
        assertThat(after.position()).isEqualTo(new Position(Part.RESULTS, "e-09"));
        assertThat(after.counts().of(Verdict.DIFFERS)).isEqualTo(1);
        assertThat(after.progress().resultsCompared()).isEqualTo(1);
        assertThat(after.spent()).isEqualTo(TONIGHT);
        var more = state(after.advance(after.position(), step(Verdict.EQUAL, null), TONIGHT));
        assertThat(more.spent()).isEqualTo(new Spent("2026-12-20", 4));
        var tomorrow = state(more.postpone(more.position(), null, new Spent("2026-12-21", 1)));
        assertThat(tomorrow.spent()).as("each night has its own").isEqualTo(new Spent("2026-12-21", 1));
        assertThat(tomorrow.calls()).isEqualTo(5);
    }

    @Test
    void a_cancelled_run_has_work_left_until_its_last_finding_is_written() {
        var cancelled = state(withFinding().cancel("operator", NOW));
        assertThat(cancelled.toDo()).isTrue();
        assertThat(state(cancelled.noteWritten("2026-001:e-09")).toDo()).isFalse();
        assertThat(state(running().cancel("operator", NOW)).toDo()).isFalse();
    }

    @Test
    void who_asked_for_a_repair_is_never_forgotten() {
        var refused = state(asked().noteRepair(NOW, "wrong-state", LATER));
        var again = state(refused.askRepair("another", Optional.empty(), LATER));
        assertThat(again.repairs())
                .containsExactly(
                        new Finding.Repair("operator", NOW, LATER, "wrong-state"),
                        new Finding.Repair("another", LATER, null, null));
    }

    @Test
    void runs_of_a_year_are_numbered() {
        assertThat(Reconciliation.idOf(2026, 7)).isEqualTo("2026-007");
        assertThat(Reconciliation.numberOf("2026-007")).isEqualTo(7);
        assertThat(Reconciliation.numberOf(Reconciliation.idOf(2026, 1234))).isEqualTo(1234);
    }

    private static Step step(Verdict verdict, @Nullable Finding finding) {
        return new Step(new Position(Part.RESULTS, "e-09"), 1, verdict, finding);
    }

    private static Reconciliation opened() {
        return state(Reconciliation.open("2026-001", 2026, null, "operator", NOW));
    }

    private static Reconciliation running() {
        return state(opened().begin(3, 5, NOW));
    }

    private static Reconciliation withFinding() {
        return state(running().advance(BEGINNING, step(Verdict.DIFFERS, found(Verdict.DIFFERS)), TONIGHT));
    }

    private static Reconciliation people() {
        return state(running().advance(BEGINNING, new Step(PEOPLE, 0, null, null), TONIGHT));
    }

    private static Finding asked() {
        return state(found(Verdict.DIFFERS).askRepair("operator", Optional.empty(), NOW));
    }

    private static Finding found(Verdict verdict) {
        return new Finding(
                "2026-001:e-09",
                "2026-001",
                2026,
                "e-09",
                "20306577",
                verdict,
                List.of(),
                null,
                List.of(),
                "ANNUAL:e-09:2026",
                NOW,
                NOW,
                Finding.Status.STANDING,
                List.of());
    }

    private static <S> S state(Decision<S> decision) {
        return ((Decision.Accepted<S>) decision).state();
    }
}
