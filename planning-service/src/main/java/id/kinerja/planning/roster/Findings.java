package id.kinerja.planning.roster;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * What was found in a file: all of it is counted, and the first of it in the order of the lines is kept, so that a file
 * with a fault in every field costs no more memory than a good one.
 */
final class Findings {

    /**
     * @param line line of the file, the header being line 1
     * @param column name of the column, or empty where the whole line is at fault
     */
    record Finding(long line, String column, String code, List<Object> args) {}

    private record Numbered(long ordinal, Finding finding) {}

    private static final int KEPT = 1000;
    private static final Comparator<Numbered> IN_ORDER = Comparator.<Numbered>comparingLong(
                    numbered -> numbered.finding().line())
            .thenComparingLong(Numbered::ordinal);

    private final PriorityQueue<Numbered> lastFirst = new PriorityQueue<>(IN_ORDER.reversed());
    private final Consumer<Finding> listener;
    private int count;

    Findings() {
        this(finding -> {});
    }

    /** @param listener is told everything, also what is not kept, in the order in which it is found */
    Findings(Consumer<Finding> listener) {
        this.listener = listener;
    }

    void add(long line, String column, String code, Object... args) {
        var finding = new Finding(line, column, code, List.of(args));
        listener.accept(finding);
        lastFirst.add(new Numbered(count++, finding));
        if (lastFirst.size() > KEPT) {
            lastFirst.poll();
        }
    }

    /** Where rules say what they find in this line. */
    RosterRules.Sink at(int line) {
        return (column, code, args) -> add(line, column, code, args);
    }

    int count() {
        return count;
    }

    /** How much there is besides {@link #first}. */
    int notKept() {
        return count - lastFirst.size();
    }

    boolean none() {
        return count == 0;
    }

    /** The first thousand, in the order of their lines. */
    List<Finding> first() {
        return lastFirst.stream().sorted(IN_ORDER).map(Numbered::finding).toList();
    }
}
