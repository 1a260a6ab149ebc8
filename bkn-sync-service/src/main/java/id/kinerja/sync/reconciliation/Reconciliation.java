package id.kinerja.sync.reconciliation;

import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Refusal;
import id.kinerja.sync.remedy.Trouble;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One comparison of a year's delivered results with what e-Kinerja holds, person by person, over as many nights as it
 * takes. Each step is one conditional write: where it stands, what was counted, what was spent and the finding itself
 * change together or not at all, so a step that is repeated after a crash counts once.
 *
 * @param runId {@code <year>-<number>}, e.g. {@code 2026-001}; a number is given when the one before has ended, so there
 *     is never more than one open run of a year
 * @param npsn the one school it is limited to; null for all
 * @param calls to e-Kinerja so far
 * @param spent calls of the latest night
 * @param delay what keeps it from going on; null if nothing does
 * @param unwritten the finding of the last step until it is known to be in a document of its own
 * @param toDo whether anything is left to do; the index for those who look for work
 * @param endedBy account of who cancelled it; null if nobody did
 */
record Reconciliation(
        String runId,
        int year,
        @Nullable String npsn,
        Status status,
        Position position,
        Progress progress,
        Counts counts,
        long calls,
        @Nullable Spent spent,
        @Nullable Delay delay,
        @Nullable Finding unwritten,
        boolean toDo,
        String openedBy,
        Instant openedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String endedBy) {

    enum Status {
        /** Waits for its first night. */
        OPEN,
        RUNNING,
        COMPLETED,
        CANCELLED;

        boolean open() {
            return this == OPEN || this == RUNNING;
        }
    }

    /** First the results that were delivered, then the people of whom there is none. */
    enum Part {
        RESULTS,
        PEOPLE
    }

    /** @param after employee id of the last one seen in this part; null at its beginning */
    record Position(Part part, @Nullable String after) {}

    /**
     * How far it is. What is to be seen was counted when the run started; people and results may have come since.
     *
     * @param steps writes so far; it tells one step from the next
     */
    record Progress(long resultsToCompare, long resultsCompared, long peopleToVisit, long peopleVisited, long steps) {

        private Progress and(Part part, int seen) {
            return part == Part.RESULTS
                    ? new Progress(resultsToCompare, resultsCompared + seen, peopleToVisit, peopleVisited, steps)
                    : new Progress(resultsToCompare, resultsCompared, peopleToVisit, peopleVisited + seen, steps);
        }

        private Progress anotherStep() {
            return new Progress(resultsToCompare, resultsCompared, peopleToVisit, peopleVisited, steps + 1);
        }
    }

    /** How many of each class. */
    record Counts(long equal, long differs, long missingThere, long unknownHere, long notCompared) {

        static final Counts NONE = new Counts(0, 0, 0, 0, 0);

        long of(Verdict verdict) {
            return switch (verdict) {
                case EQUAL -> equal;
                case DIFFERS -> differs;
                case MISSING_THERE -> missingThere;
                case UNKNOWN_HERE -> unknownHere;
                case NOT_COMPARED -> notCompared;
            };
        }

        private Counts and(Verdict verdict) {
            return switch (verdict) {
                case EQUAL -> new Counts(equal + 1, differs, missingThere, unknownHere, notCompared);
                case DIFFERS -> new Counts(equal, differs + 1, missingThere, unknownHere, notCompared);
                case MISSING_THERE -> new Counts(equal, differs, missingThere + 1, unknownHere, notCompared);
                case UNKNOWN_HERE -> new Counts(equal, differs, missingThere, unknownHere + 1, notCompared);
                case NOT_COMPARED -> new Counts(equal, differs, missingThere, unknownHere, notCompared + 1);
            };
        }
    }

    /**
     * Calls of one night.
     *
     * @param night ISO date of the evening on which it began
     */
    record Spent(String night, int calls) {}

    /**
     * No clear answer about the next one yet.
     *
     * @param tries in a row
     */
    record Delay(Trouble cause, int tries, Instant until) {}

    /**
     * What one step did.
     *
     * @param seen people or results that it passed
     * @param verdict null where nobody was compared
     * @param finding what was found; null where there is nothing to keep
     */
    record Step(
            Position to,
            int seen,
            @Nullable Verdict verdict,
            @Nullable Finding finding) {}

    /** @param number of the run among those of its year, from 1 */
    static String idOf(int year, int number) {
        return "%d-%03d".formatted(year, number);
    }

    static int numberOf(String runId) {
        return Integer.parseInt(runId.substring(runId.indexOf('-') + 1));
    }

    static Decision<Reconciliation> open(String runId, int year, @Nullable String npsn, String by, Instant now) {
        return Decision.accept(new Reconciliation(
                runId,
                year,
                npsn,
                Status.OPEN,
                new Position(Part.RESULTS, null),
                new Progress(0, 0, 0, 0, 0),
                Counts.NONE,
                0,
                null,
                null,
                null,
                true,
                by,
                now,
                null,
                null,
                null));
    }

    /** Its first night has come. */
    Decision<Reconciliation> begin(long resultsToCompare, long peopleToVisit, Instant now) {
        if (status != Status.OPEN) {
            return refused("begin");
        }
        var change = new Change(this);
        change.status = Status.RUNNING;
        change.progress = new Progress(resultsToCompare, 0, peopleToVisit, 0, 0);
        change.startedAt = now;
        return change.accepted();
    }

    /**
     * One step further.
     *
     * @param from where the run stood when the step was begun; refused if it stands elsewhere by now
     * @param used calls made for it, and in which night
     */
    Decision<Reconciliation> advance(Position from, Step step, Spent used) {
        var change = running(from);
        if (change == null) {
            return refused("advance", from);
        }
        change.spend(used);
        change.position = step.to();
        change.progress = change.progress.and(from.part(), step.seen());
        change.delay = null;
        change.unwritten = step.finding();
        if (step.verdict() != null) {
            change.counts = counts.and(step.verdict());
        }
        return change.accepted();
    }

    /** There was no clear answer; it stays where it is. */
    Decision<Reconciliation> postpone(Position from, @Nullable Delay next, Spent used) {
        var change = running(from);
        if (change == null) {
            return refused("postpone", from);
        }
        change.spend(used);
        change.unwritten = null;
        if (next != null) {
            change.delay = next;
        }
        return change.accepted();
    }

    /** Everybody has been seen. */
    Decision<Reconciliation> complete(Position from, Instant now) {
        var change = running(from);
        if (change == null || from.part() != Part.PEOPLE) {
            return refused("complete", from);
        }
        change.status = Status.COMPLETED;
        change.delay = null;
        change.unwritten = null;
        change.endedAt = now;
        return change.accepted();
    }

    /** It ends where it is; what was found stays. */
    Decision<Reconciliation> cancel(String by, Instant now) {
        if (!status.open()) {
            return refused("cancel");
        }
        var change = new Change(this);
        change.status = Status.CANCELLED;
        change.delay = null;
        change.endedAt = now;
        change.endedBy = by;
        return change.accepted();
    }

    /** The last finding is in a document of its own. */
    Decision<Reconciliation> noteWritten(String findingId) {
        if (unwritten == null || !unwritten.findingId().equals(findingId)) {
            return Decision.refuse(Refusal.conflict("superseded"));
        }
        var change = new Change(this);
        change.unwritten = null;
        return change.accepted();
    }

    /** The tries that came to nothing about the next one so far. */
    int tries() {
        return delay == null ? 0 : delay.tries();
    }

    private @Nullable Change running(Position from) {
        return status == Status.RUNNING && position.equals(from) ? new Change(this) : null;
    }

    private Decision<Reconciliation> refused(String command, Position from) {
        return status == Status.RUNNING && !position.equals(from)
                ? Decision.refuse(Refusal.conflict("superseded"))
                : refused(command);
    }

    private Decision<Reconciliation> refused(String command) {
        return Decision.refuse(Refusal.wrongState(status, command));
    }

    /** The next state while it is being made. */
    private static final class Change {

        private final Reconciliation before;
        private Status status;
        private Position position;
        private Progress progress;
        private Counts counts;
        private long calls;
        private @Nullable Spent spent;
        private @Nullable Delay delay;
        private @Nullable Finding unwritten;
        private @Nullable Instant startedAt;
        private @Nullable Instant endedAt;
        private @Nullable String endedBy;

        Change(Reconciliation before) {
            this.before = before;
            this.status = before.status;
            this.position = before.position;
            this.progress = before.progress;
            this.counts = before.counts;
            this.calls = before.calls;
            this.spent = before.spent;
            this.delay = before.delay;
            this.unwritten = before.unwritten;
            this.startedAt = before.startedAt;
            this.endedAt = before.endedAt;
            this.endedBy = before.endedBy;
        }

        void spend(Spent used) {
            boolean sameNight = spent != null && spent.night().equals(used.night());
            spent = sameNight
                    ? new Spent(used.night(), Objects.requireNonNull(spent).calls() + used.calls())
                    : used;
            calls += used.calls();
        }

        Decision<Reconciliation> accepted() {
            return Decision.accept(new Reconciliation(
                    before.runId,
                    before.year,
                    before.npsn,
                    status,
                    position,
                    progress.anotherStep(),
                    counts,
                    calls,
                    spent,
                    delay,
                    unwritten,
                    status.open() || unwritten != null,
                    before.openedBy,
                    before.openedAt,
                    startedAt,
                    endedAt,
                    endedBy));
        }
    }
}
