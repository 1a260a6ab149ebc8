package id.kinerja.simulator.record;

import id.kinerja.simulator.record.Stored.AnnualRecord;
import id.kinerja.simulator.record.Stored.PeriodicRecord;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The few results that were written last: looking must stay cheap however many are held. */
public final class NewestResults {

    static final int KEPT = 15;

    /** Which of the two kinds of results. */
    public enum Kind {
        ANNUAL,
        PERIODIC
    }

    /** What all results have in common; ratings 1 above, 2 meets, 3 below expectation, quadrant 1 to 5. */
    public record Result(
            Kind kind,
            String recordId,
            String nip,
            int year,
            int workResult,
            int workBehaviour,
            int quadrant,
            int saves,
            Instant updatedAt) {

        static Result of(AnnualRecord r) {
            return new Result(
                    Kind.ANNUAL,
                    r.recordId(),
                    r.nip(),
                    r.year(),
                    r.workResult(),
                    r.workBehaviour(),
                    r.quadrant(),
                    r.saves(),
                    r.updatedAt());
        }

        static Result of(PeriodicRecord r) {
            return new Result(
                    Kind.PERIODIC,
                    r.recordId(),
                    r.nip(),
                    r.year(),
                    r.workResult(),
                    r.workBehaviour(),
                    r.quadrant(),
                    r.saves(),
                    r.updatedAt());
        }
    }

    private final NavigableSet<Result> oldestFirst =
            new TreeSet<>(Comparator.comparing(Result::updatedAt).thenComparing(Result::recordId));

    void replace(@Nullable Result old, Result result) {
        if (old != null) {
            oldestFirst.remove(old);
        }
        oldestFirst.add(result);
        if (oldestFirst.size() > KEPT) {
            oldestFirst.pollFirst();
        }
    }

    /** After a removal: what comes up from below is not known here. */
    void startAgain(Stream<Result> all) {
        clear();
        all.forEach(result -> replace(null, result));
    }

    void clear() {
        oldestFirst.clear();
    }

    List<Result> list() {
        return List.copyOf(oldestFirst.descendingSet());
    }
}
