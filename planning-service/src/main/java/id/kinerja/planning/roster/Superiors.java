package id.kinerja.planning.roster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who appraises whom after a file would be applied: what the file says, and beyond it what the roster says. People are
 * numbered, because a file may name a hundred thousand of them.
 */
final class Superiors {

    /** An account and a line of the file that names it. */
    record Place(String account, int line) {}

    private static final int NOBODY = -1;
    /** The appraiser of somebody outside of the file is looked up when it is needed. */
    private static final int UNASKED = -2;

    private final Map<String, Integer> numbers = new HashMap<>();
    private int[] appraisers = new int[1024];
    /** The appraisers' superiors that the file names. */
    private int[] superiors = new int[1024];
    /** The line that names a person; 0 for whoever appears above others only. */
    private int[] lines = new int[1024];

    /** The file assigns this person; of two lines the first counts. */
    void assigned(String account, String appraiser, String superior, int line) {
        int person = number(account);
        if (lines[person] == 0) {
            lines[person] = line;
            // Assigned after the number is given: that may replace the arrays.
            int above = above(account, appraiser);
            appraisers[person] = above;
            int further = above(account, superior);
            superiors[person] = further;
        }
    }

    private int above(String account, String other) {
        return other.isEmpty() || other.equals(account) ? NOBODY : number(other);
    }

    boolean isAssigned(String account) {
        var person = numbers.get(account);
        return person != null && lines[person] != 0;
    }

    private int number(String account) {
        return numbers.computeIfAbsent(account, key -> {
            int next = numbers.size();
            if (next == lines.length) {
                lines = Arrays.copyOf(lines, next * 2);
                appraisers = Arrays.copyOf(appraisers, next * 2);
                superiors = Arrays.copyOf(superiors, next * 2);
            }
            appraisers[next] = UNASKED;
            return next;
        });
    }

    /** The appraisers whom the file names but does not assign, with each line that names them so. */
    List<Place> appraisersOutside() {
        return outside(appraisers);
    }

    /** The appraisers' superiors whom the file names but does not assign, likewise. */
    List<Place> superiorsOutside() {
        return outside(superiors);
    }

    private List<Place> outside(int[] above) {
        var accounts = accountsByNumber();
        var outside = new ArrayList<Place>();
        for (int person = 0; person < numbers.size(); person++) {
            int other = above[person];
            if (lines[person] != 0 && other >= 0 && lines[other] == 0) {
                outside.add(new Place(accounts[other], lines[person]));
            }
        }
        return outside;
    }

    /**
     * The lines that would put somebody among their own superiors.
     *
     * @param stored the appraiser's account that the roster has for somebody outside of the file
     */
    List<Integer> linesInCycles(Function<String, @Nullable String> stored) {
        var accounts = accountsByNumber();
        // 0 for whom no walk has come by yet, otherwise the walk that did.
        var walks = new int[accounts.length];
        var found = new ArrayList<Integer>();
        for (int start = 0; start < accounts.length; start++) {
            int person = start;
            while (person != NOBODY && walks[person] == 0) {
                walks[person] = start + 1;
                if (appraisers[person] == UNASKED) {
                    var above = stored.apply(accounts[person]);
                    appraisers[person] = above == null ? NOBODY : number(above);
                    if (numbers.size() > accounts.length) {
                        accounts = accountsByNumber();
                        walks = Arrays.copyOf(walks, accounts.length);
                    }
                }
                person = appraisers[person];
            }
            if (person != NOBODY && walks[person] == start + 1) {
                // The walk has met its own trace: from here around is a cycle.
                int first = person;
                do {
                    if (lines[person] != 0) {
                        found.add(lines[person]);
                    }
                    person = appraisers[person];
                } while (person != first);
            }
        }
        return found;
    }

    private String[] accountsByNumber() {
        var accounts = new String[numbers.size()];
        numbers.forEach((account, number) -> accounts[number] = account);
        return accounts;
    }
}
