package id.kinerja.planning.roster;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Judges people who are to be assigned together, be it a file of them or one alone: each by itself ({@link RosterRules}),
 * one against the other, and all against who is in the roster already. Every fault is told with its line and column.
 */
final class EmployeeRows {

    private static final int NIPS_AT_ONCE = 500;

    private final RosterFile.Roster roster;
    private final RosterDays days;
    private final Findings faults;
    private final Findings warnings;

    private final Superiors superiors = new Superiors();
    private final Set<String> accounts = new HashSet<>();
    private final Map<String, Boolean> schools = new HashMap<>();
    private final Numbers numbers = new Numbers();

    EmployeeRows(RosterFile.Roster roster, RosterDays days, Findings faults, Findings warnings) {
        this.roster = roster;
        this.days = days;
        this.faults = faults;
        this.warnings = warnings;
    }

    void add(Map<String, String> row, int line) {
        RosterRules.employee(row, days, faults.at(line), warnings.at(line));
        var account = value(row, "account");
        if (!account.isEmpty() && !accounts.add(account)) {
            // The line tells which: accounts of people are not repeated in answers.
            faults.add(line, "account", "named-twice", "account");
        }
        superiors.assigned(account, value(row, "appraiser_account"), value(row, "superior_account"), line);
        if (RosterRules.isNip(value(row, "nip"))
                && !value(row, "employment_status").equals("NON_ASN")) {
            numbers.add(value(row, "nip"), account, line);
        }
        var npsn = value(row, "npsn");
        if (RosterRules.isNpsn(npsn)
                && Set.of("TEACHER", "PRINCIPAL").contains(value(row, "role"))
                && !schools.computeIfAbsent(npsn, roster::hasSchool)) {
            faults.add(line, "npsn", "unknown-school");
        }
    }

    /**
     * Judges the rows together, once all are there.
     *
     * @param misfits accounts of lines that could not be read: they must not be unknown to the lines that refer to them
     */
    void conclude(Set<String> misfits) {
        numbers.judge();
        var asked = new HashMap<String, Boolean>();
        Predicate<Superiors.Place> known = named -> asked.computeIfAbsent(
                named.account(), account -> misfits.contains(account) || roster.hasAccount(account));
        superiors.appraisersOutside().stream()
                .filter(known.negate())
                .forEach(named -> faults.add(named.line(), "appraiser_account", "unknown-appraiser"));
        superiors.superiorsOutside().stream()
                .filter(known.negate())
                .forEach(named -> faults.add(named.line(), "superior_account", "unknown-superior"));
        superiors
                .linesInCycles(roster::appraiserOf)
                .forEach(line -> faults.add(line, "appraiser_account", "appraiser-cycle"));
    }

    /** The numbers of the rows, against each other and against those in the roster. */
    private final class Numbers {

        private record Holding(String nip, String account, int line) {}

        private final Set<Long> seen = new HashSet<>();
        private final Map<String, Holding> unasked = new LinkedHashMap<>();
        /** Lines with a number that somebody else has in the roster, with that person's account. */
        private final Map<Integer, String> held = new LinkedHashMap<>();

        void add(String nip, String account, int line) {
            if (!seen.add(Long.valueOf(nip))) {
                // The line tells which: numbers of people are not repeated in answers.
                faults.add(line, "nip", "nip-shared");
                return;
            }
            unasked.put(nip, new Holding(nip, account, line));
            if (unasked.size() == NIPS_AT_ONCE) {
                ask();
            }
        }

        private void ask() {
            roster.holdersOf(unasked.keySet()).forEach((nip, holder) -> {
                var holding = unasked.get(nip);
                if (holding != null && !holding.account().equals(holder)) {
                    held.put(holding.line(), holder);
                }
            });
            unasked.clear();
        }

        /** Whoever is among the rows as well gets a number of their own with them, or shares one. */
        void judge() {
            ask();
            held.forEach((line, holder) -> {
                if (!superiors.isAssigned(holder)) {
                    faults.add(line, "nip", "nip-taken");
                }
            });
        }
    }

    private static String value(Map<String, String> row, String column) {
        return row.getOrDefault(column, "");
    }
}
