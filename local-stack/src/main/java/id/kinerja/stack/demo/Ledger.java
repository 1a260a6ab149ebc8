package id.kinerja.stack.demo;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What the simulated e-Kinerja holds. */
public record Ledger(List<Annual> annual, List<Plan> plans, List<Observation> observations) {

    /** An annual result; ratings and quadrant in BKN's codes. */
    public record Annual(
            String nip,
            int year,
            int workResult,
            int workBehaviour,
            int quadrant,
            String assessorNip,
            String assessorName,
            int saves) {

        /** The same result in another quadrant. */
        public Annual inQuadrant(int other) {
            return new Annual(nip, year, workResult, workBehaviour, other, assessorNip, assessorName, saves);
        }

        Map<String, Object> asSomebodyWritesIt() {
            return Map.of(
                    "nip", nip,
                    "year", year,
                    "workResult", workResult,
                    "workBehaviour", workBehaviour,
                    "quadrant", quadrant,
                    "assessorNip", assessorNip,
                    "assessorName", assessorName);
        }
    }

    /** A plan that came through the assumed intake. */
    public record Plan(
            String nip,
            String planId,
            String periodId,
            int year,
            String indicator,
            List<String> behaviours,
            int saves) {}

    /** An observation that came through the assumed intake; behaviours as {@code code=level}. */
    public record Observation(
            String nip,
            String cycleId,
            String planId,
            String periodId,
            String date,
            String indicator,
            List<String> levels,
            List<String> nextSteps,
            int saves) {}

    public Ledger {
        annual = List.copyOf(annual);
        plans = List.copyOf(plans);
        observations = List.copyOf(observations);
    }

    /** What is held about these people only. */
    public Ledger about(List<Person> people) {
        var nips = people.stream()
                .filter(Person::isCivilServant)
                .map(Person::requireNip)
                .collect(Collectors.toSet());
        return new Ledger(
                annual.stream().filter(row -> nips.contains(row.nip)).toList(),
                plans.stream().filter(row -> nips.contains(row.nip)).toList(),
                observations.stream().filter(row -> nips.contains(row.nip)).toList());
    }

    static Ledger of(JsonNode json) {
        return new Ledger(
                each(json, "annual")
                        .map(row -> new Annual(
                                text(row, "nip"),
                                number(row, "year"),
                                number(row, "workResult"),
                                number(row, "workBehaviour"),
                                number(row, "quadrant"),
                                text(row, "assessorNip"),
                                text(row, "assessorName"),
                                number(row, "saves")))
                        .toList(),
                each(json, "plans")
                        .map(row -> new Plan(
                                text(row, "nip"),
                                text(row, "planId"),
                                text(row, "periodId"),
                                number(row, "year"),
                                text(row, "indicator"),
                                texts(row, "behaviours"),
                                number(row, "saves")))
                        .toList(),
                each(json, "observations")
                        .map(row -> new Observation(
                                text(row, "nip"),
                                text(row, "cycleId"),
                                text(row, "planId"),
                                text(row, "periodId"),
                                text(row, "observedOn"),
                                text(row, "indicator"),
                                each(row, "behaviours")
                                        .map(seen -> text(seen, "code") + "=" + text(seen, "level"))
                                        .sorted()
                                        .toList(),
                                texts(row, "nextSteps"),
                                number(row, "saves")))
                        .toList());
    }

    private static java.util.stream.Stream<JsonNode> each(JsonNode json, String field) {
        return json.path(field).valueStream();
    }

    private static List<String> texts(JsonNode row, String field) {
        return each(row, field).map(JsonNode::asString).sorted().toList();
    }

    private static String text(JsonNode row, String field) {
        return row.path(field).asString("");
    }

    private static int number(JsonNode row, String field) {
        return row.path(field).asInt(0);
    }
}
