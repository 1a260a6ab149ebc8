package id.kinerja.sync.reconciliation;

import id.kinerja.sync.delivery.AnnualResults;
import org.jspecify.annotations.Nullable;

/** Says who is next in a run. It depends on nothing but where the run stands and what is stored. */
final class Population {

    private static final int PAGE = 100;

    /** What comes next. */
    sealed interface Next {

        /** This part is done. */
        record End() implements Next {}

        /**
         * Nobody among these need be asked about.
         *
         * @param last of those passed
         */
        record Passed(String last, int seen) implements Next {}

        /** @param seen how many are passed with this one */
        record Ask(String employeeId, int seen) implements Next {}
    }

    private final AnnualResults results;
    private final People people;
    private final Reconciliations reconciliations;

    Population(AnnualResults results, People people, Reconciliations reconciliations) {
        this.results = results;
        this.people = people;
        this.reconciliations = reconciliations;
    }

    /** How many results there are to compare. */
    long results(Reconciliation run) {
        return results.countDelivered(run.year(), run.npsn());
    }

    /** How many people there are to look at. */
    long people(Reconciliation run) {
        return people.count(run.npsn());
    }

    Next next(Reconciliation run) {
        var after = run.position().after();
        return switch (run.position().part()) {
            case RESULTS -> nextResult(run, after);
            case PEOPLE -> nextPerson(run, after);
        };
    }

    private Next nextResult(Reconciliation run, @Nullable String after) {
        var next = results.delivered(run.year(), run.npsn(), after, 1);
        return next.isEmpty() ? new Next.End() : new Next.Ask(next.getFirst(), 1);
    }

    /** Only somebody of whom e-Kinerja can hold nothing of ours, and about whom nothing was found before. */
    private Next nextPerson(Reconciliation run, @Nullable String after) {
        var page = people.after(run.npsn(), after, PAGE);
        if (page.isEmpty()) {
            return new Next.End();
        }
        var touched = results.touched(run.year(), page);
        int seen = 0;
        for (var employeeId : page) {
            seen++;
            if (!touched.contains(employeeId)
                    && reconciliations
                            .finding(Finding.idOf(run.runId(), employeeId))
                            .isEmpty()) {
                return new Next.Ask(employeeId, seen);
            }
        }
        return new Next.Passed(page.getLast(), seen);
    }
}
