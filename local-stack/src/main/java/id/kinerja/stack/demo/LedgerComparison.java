package id.kinerja.stack.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Holds what was decided against what e-Kinerja holds, field by field.
 *
 * <p>A decision that is not there, or not as decided, is missing; a record that nobody decided, that differs from the
 * decision, or that was saved more than once, is unexpected. A record that differs is therefore both.
 *
 * @param plans plans that are there exactly as decided
 * @param observations observations that are there exactly as decided
 * @param results annual results that are there exactly as decided
 */
public record LedgerComparison(
        int plans, int observations, int results, List<String> missing, List<String> unexpected) {

    public LedgerComparison {
        missing = List.copyOf(missing);
        unexpected = List.copyOf(unexpected);
    }

    /** A record reduced to its key and to its fields as text. */
    private record Entry(String key, Map<String, String> fields, int saves) {}

    private record Outcome(int same, List<String> missing, List<String> unexpected) {}

    /** Compares; decisions about people who are no civil servants are expected to be absent. */
    public static LedgerComparison of(Decisions decisions, Ledger ledger) {
        var plans = compare(
                decisions.plans().stream()
                        .filter(plan -> plan.person().isCivilServant())
                        .map(LedgerComparison::decided)
                        .toList(),
                ledger.plans().stream().map(LedgerComparison::held).toList());
        var observations = compare(
                decisions.observations().stream()
                        .filter(observation -> observation.person().isCivilServant())
                        .map(LedgerComparison::decided)
                        .toList(),
                ledger.observations().stream().map(LedgerComparison::held).toList());
        var results = compare(
                decisions.results().stream()
                        .filter(result -> result.person().isCivilServant())
                        .map(LedgerComparison::decided)
                        .toList(),
                ledger.annual().stream().map(LedgerComparison::held).toList());
        var missing = new ArrayList<String>();
        var unexpected = new ArrayList<String>();
        for (var outcome : List.of(plans, observations, results)) {
            missing.addAll(outcome.missing);
            unexpected.addAll(outcome.unexpected);
        }
        return new LedgerComparison(plans.same, observations.same, results.same, missing, unexpected);
    }

    /** Whether e-Kinerja holds exactly what was decided. */
    public boolean isExact() {
        return missing.isEmpty() && unexpected.isEmpty();
    }

    private static Outcome compare(List<Entry> decided, List<Entry> held) {
        var byKey = held.stream().collect(Collectors.groupingBy(Entry::key, TreeMap::new, Collectors.toList()));
        var missing = new ArrayList<String>();
        var unexpected = new ArrayList<String>();
        var same = 0;
        for (var expected : decided) {
            var found = byKey.remove(expected.key);
            if (found == null) {
                missing.add(expected.key);
                continue;
            }
            var record = found.getFirst();
            if (record.fields.equals(expected.fields)) {
                same++;
            } else {
                var difference = difference(expected.fields, record.fields);
                missing.add(expected.key + ": " + difference);
                unexpected.add(expected.key + ": " + difference);
            }
            if (record.saves != 1) {
                unexpected.add("%s: saved %d times".formatted(expected.key, record.saves));
            }
            for (int further = 1; further < found.size(); further++) {
                unexpected.add(expected.key + ": held more than once");
            }
        }
        byKey.forEach((key, records) -> records.forEach(record -> unexpected.add(key + ": nobody decided this")));
        return new Outcome(same, missing, unexpected);
    }

    private static String difference(Map<String, String> decided, Map<String, String> held) {
        var fields = new TreeSet<>(decided.keySet());
        fields.addAll(held.keySet());
        return fields.stream()
                .filter(field -> !decided.getOrDefault(field, "").equals(held.getOrDefault(field, "")))
                .map(field -> "%s decided %s, held %s"
                        .formatted(field, decided.getOrDefault(field, "nothing"), held.getOrDefault(field, "nothing")))
                .collect(Collectors.joining("; "));
    }

    private static Entry decided(Decisions.Plan plan) {
        return plan(
                plan.planId(),
                plan.person().requireNip(),
                plan.periodId(),
                plan.year(),
                plan.indicator(),
                sorted(plan.behaviours()),
                1);
    }

    private static Entry held(Ledger.Plan plan) {
        return plan(
                plan.planId(),
                plan.nip(),
                plan.periodId(),
                plan.year(),
                plan.indicator(),
                sorted(plan.behaviours()),
                plan.saves());
    }

    private static Entry plan(
            String id, String nip, String period, int year, String indicator, String behaviours, int saves) {
        return new Entry(
                "plan " + id,
                Map.of(
                        "nip", nip,
                        "period", period,
                        "year", Integer.toString(year),
                        "indicator", indicator,
                        "behaviours", behaviours),
                saves);
    }

    private static Entry decided(Decisions.Observation observation) {
        var levels = observation.levels().entrySet().stream()
                .map(seen -> seen.getKey() + "=" + seen.getValue())
                .toList();
        return observation(
                observation.cycleId(),
                observation.person().requireNip(),
                observation.planId(),
                observation.periodId(),
                observation.date().toString(),
                observation.indicator(),
                sorted(levels),
                sorted(observation.nextSteps()),
                1);
    }

    private static Entry held(Ledger.Observation observation) {
        return observation(
                observation.cycleId(),
                observation.nip(),
                observation.planId(),
                observation.periodId(),
                observation.date(),
                observation.indicator(),
                sorted(observation.levels()),
                sorted(observation.nextSteps()),
                observation.saves());
    }

    private static Entry observation(
            String id,
            String nip,
            String plan,
            String period,
            String date,
            String indicator,
            String levels,
            String nextSteps,
            int saves) {
        return new Entry(
                "observation " + id,
                Map.of(
                        "nip", nip,
                        "plan", plan,
                        "period", period,
                        "date", date,
                        "indicator", indicator,
                        "levels", levels,
                        "next steps", nextSteps),
                saves);
    }

    private static Entry decided(Decisions.Result result) {
        return result(
                result.person().requireNip(),
                result.year(),
                result.workResult().code(),
                result.workBehaviour().code(),
                Rating.predicateCode(result.workResult(), result.workBehaviour()),
                result.assessor().requireNip(),
                result.assessor().name(),
                1);
    }

    private static Entry held(Ledger.Annual annual) {
        return result(
                annual.nip(),
                annual.year(),
                annual.workResult(),
                annual.workBehaviour(),
                annual.quadrant(),
                annual.assessorNip(),
                annual.assessorName(),
                annual.saves());
    }

    private static Entry result(
            String nip,
            int year,
            int workResult,
            int workBehaviour,
            int quadrant,
            String assessorNip,
            String assessorName,
            int saves) {
        return new Entry(
                "annual result %d of %s".formatted(year, nip),
                Map.of(
                        "work result", Integer.toString(workResult),
                        "work behaviour", Integer.toString(workBehaviour),
                        "quadrant", Integer.toString(quadrant),
                        "assessor's NIP", assessorNip,
                        "assessor's name", assessorName),
                saves);
    }

    private static String sorted(List<String> values) {
        return values.stream().sorted().collect(Collectors.joining(", "));
    }
}
