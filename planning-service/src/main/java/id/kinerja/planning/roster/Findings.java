package id.kinerja.planning.roster;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

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
    private int count;

    void add(long line, String column, String code, Object... args) {
        lastFirst.add(new Numbered(count++, new Finding(line, column, code, List.of(args))));
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

    boolean none() {
        return count == 0;
    }

    /** The first thousand, in the order of their lines. */
    List<Finding> first() {
        return lastFirst.stream().sorted(IN_ORDER).map(Numbered::finding).toList();
    }
}
