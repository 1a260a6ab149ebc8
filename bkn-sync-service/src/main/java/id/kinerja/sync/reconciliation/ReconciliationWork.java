package id.kinerja.sync.reconciliation;

import com.mongodb.MongoException;
import id.kinerja.kit.aggregate.CommandResult;
import id.kinerja.sync.lane.Lane;
import id.kinerja.sync.lane.LaneSignal;
import id.kinerja.sync.lane.LaneWork;
import id.kinerja.sync.reconciliation.Comparison.Answer;
import id.kinerja.sync.reconciliation.Population.Next;
import id.kinerja.sync.reconciliation.Reconciliation.Delay;
import id.kinerja.sync.reconciliation.Reconciliation.Part;
import id.kinerja.sync.reconciliation.Reconciliation.Position;
import id.kinerja.sync.reconciliation.Reconciliation.Spent;
import id.kinerja.sync.reconciliation.Reconciliation.Step;
import id.kinerja.sync.registry.Cause;
import id.kinerja.sync.registry.Obstacle;
import id.kinerja.sync.remedy.Trouble;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Reconciliations as work that is taken up last: one person at a time, so that whatever else becomes due on the lane goes
 * first. One run at a time; a second year waits for the first.
 *
 * <p>A step writes the run once; only then is its finding put into a document of its own, at once or, after a crash, by
 * the next step. A crash costs the calls of one step, which are made again and not counted twice.
 */
final class ReconciliationWork implements LaneWork {

    private static final Logger log = LoggerFactory.getLogger(ReconciliationWork.class);

    private static final char STEP = '@';
    /** Without a clear answer so often in a row, a person is not compared; all others shall not wait any longer. */
    static final int MOST_TRIES = 5;

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);

    private final Reconciliations reconciliations;
    private final Population population;
    private final Comparison comparison;
    private final Repairs repairs;
    private final ReconciliationProperties properties;
    private final MeterRegistry meters;
    private final Clock clock;

    ReconciliationWork(
            Reconciliations reconciliations,
            Population population,
            Comparison comparison,
            Repairs repairs,
            ReconciliationProperties properties,
            MeterRegistry meters,
            Clock clock) {
        this.reconciliations = reconciliations;
        this.population = population;
        this.comparison = comparison;
        this.repairs = repairs;
        this.properties = properties;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public String lane() {
        return Lane.SIASN;
    }

    /** Repairs that were interrupted, what cancelled runs have left, and one step of the first open run. */
    @Override
    public List<String> due(Instant now, int limit) {
        var pieces = new ArrayList<>(reconciliations.repairsAsked(limit));
        boolean another = false;
        for (var run : reconciliations.toDo()) {
            boolean open = run.status().open();
            if (!open || (!another && mayGoOn(run, now))) {
                pieces.add(run.runId() + STEP + run.progress().steps());
            }
            another |= open;
        }
        return pieces;
    }

    private boolean mayGoOn(Reconciliation run, Instant now) {
        var night = properties.window().night(now);
        return night.isPresent()
                && (run.delay() == null || !now.isBefore(run.delay().until()))
                && reconciliations.callsIn(night.get().toString()) + ReconciliationProperties.CALLS_OF_A_PERSON
                        <= properties.callsPerNight();
    }

    @Override
    public LaneSignal perform(String piece, Gate gate) {
        int mark = piece.indexOf(STEP);
        if (mark < 0) {
            repairs.carryOut(piece);
            return LaneSignal.goOn();
        }
        return reconciliations
                .find(piece.substring(0, mark))
                // Somebody else has taken this step meanwhile.
                .filter(run ->
                        piece.endsWith(STEP + String.valueOf(run.progress().steps())))
                .map(run -> step(run, gate))
                .orElseGet(LaneSignal::goOn);
    }

    private LaneSignal step(Reconciliation run, Gate gate) {
        write(run.unwritten());
        var night = properties.window().night(clock.instant());
        switch (run.status()) {
            case OPEN -> {
                var results = population.results(run);
                var people = population.people(run);
                reconciliations.change(run.runId(), current -> current.begin(results, people, clock.instant()));
            }
            case RUNNING -> {
                if (night.isPresent()) {
                    return run(run, night.get(), gate);
                }
            }
            case COMPLETED, CANCELLED -> {
                var unwritten = run.unwritten();
                if (unwritten != null) {
                    reconciliations.change(run.runId(), current -> current.noteWritten(unwritten.findingId()));
                }
            }
        }
        return LaneSignal.goOn();
    }

    private LaneSignal run(Reconciliation run, LocalDate night, Gate gate) {
        var from = run.position();
        switch (population.next(run)) {
            case Next.End()
            when from.part() == Part.RESULTS ->
                advance(run, new Step(new Position(Part.PEOPLE, null), 0, null, null), used(night, 0));
            case Next.End() -> reconciliations.change(run.runId(), current -> current.complete(from, clock.instant()));
            case Next.Passed(var last, int seen) ->
                advance(run, new Step(new Position(from.part(), last), seen, null, null), used(night, 0));
            case Next.Ask(var employeeId, int seen) -> {
                if (gate.open()) {
                    return ask(run, employeeId, seen, night);
                }
            }
        }
        return LaneSignal.goOn();
    }

    private LaneSignal ask(Reconciliation run, String employeeId, int seen, LocalDate night) {
        var to = new Position(run.position().part(), employeeId);
        Answer answer;
        try {
            answer = comparison.of(run, employeeId);
        } catch (MongoException | DataAccessException storageAway) {
            throw storageAway;
        } catch (RuntimeException e) {
            // A fault of ours about one person must not keep all others waiting for ever.
            log.error("a person of {} could not be compared", run.runId(), e);
            noClearAnswer(run, to, seen, Trouble.UNEXPECTED, null, used(night, 0));
            return LaneSignal.goOn();
        }
        var used = used(night, answer.calls());
        return switch (answer) {
            case Answer.Clear(var verdict, var finding, int calls, var signal) -> {
                advance(run, new Step(to, seen, verdict, finding), used);
                yield signal;
            }
            case Answer.Unclear(var obstacle, int calls, var signal) -> {
                if (obstacle instanceof Obstacle.Deferred deferred
                        && signal instanceof LaneSignal.GoOn
                        && deferred.cause() != Cause.NO_TURN) {
                    noClearAnswer(run, to, seen, Trouble.of(deferred.cause()), deferred.notBefore(), used);
                } else if (calls > 0) {
                    // It is the lane that rests, not this person who cannot be read.
                    reconciliations.change(run.runId(), current -> current.postpone(run.position(), null, used));
                }
                yield signal;
            }
        };
    }

    private void noClearAnswer(
            Reconciliation run, Position to, int seen, Trouble cause, @Nullable Instant notBefore, Spent used) {
        int tries = run.tries() + 1;
        if (tries >= MOST_TRIES && to.after() != null) {
            var finding = comparison.notCompared(run, to.after(), cause);
            advance(run, new Step(to, seen, Verdict.NOT_COMPARED, finding), used);
            return;
        }
        var pause = clock.instant().plus(FIRST_PAUSE.multipliedBy(1L << (tries - 1)));
        var until = notBefore != null && notBefore.isAfter(pause) ? notBefore : pause;
        reconciliations.change(
                run.runId(), current -> current.postpone(run.position(), new Delay(cause, tries, until), used));
    }

    private void advance(Reconciliation run, Step step, Spent used) {
        var result = reconciliations.change(run.runId(), current -> current.advance(run.position(), step, used));
        if (result instanceof CommandResult.Changed) {
            if (step.verdict() != null) {
                meters.counter(
                                "kinerja.reconciliation.compared",
                                "class",
                                step.verdict().name())
                        .increment();
            }
            write(step.finding());
        }
    }

    private void write(@Nullable Finding finding) {
        if (finding != null) {
            reconciliations.write(finding);
        }
    }

    private static Spent used(LocalDate night, int calls) {
        return new Spent(night.toString(), calls);
    }
}
