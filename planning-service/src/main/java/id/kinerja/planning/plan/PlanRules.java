package id.kinerja.planning.plan;

import id.kinerja.kit.directory.Role;
import id.kinerja.kit.model.Refusal.Fault;
import id.kinerja.kit.regulation.Regulation;
import id.kinerja.kit.regulation.Regulation.Need;
import id.kinerja.kit.regulation.Regulation.Period;
import id.kinerja.kit.regulation.Regulation.Section;
import id.kinerja.kit.regulation.Regulation.Strength;
import id.kinerja.planning.plan.Plan.Content;
import id.kinerja.planning.plan.Plan.CoreValueChoice;
import id.kinerja.planning.plan.Plan.LeaderExpectation;
import id.kinerja.planning.plan.Plan.Practice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a regulation asks of the plan of a role at a school. What cannot be right is refused when a section is saved; what
 * is still missing is told with every answer and refused on submission only, so that a draft can grow.
 *
 * @param schoolLevel jenjang of the school; null while it is not known
 */
record PlanRules(Regulation pack, Role role, @Nullable String schoolLevel) {

    /** Who can repair what the owner of the plan cannot. */
    static final String OFFICE = "OFFICE";

    static final String OPERATOR = "OPERATOR";
    static final String APPRAISER = "APPRAISER";
    static final String EMPLOYEE = "EMPLOYEE";

    /** A result of a plan as others refer to it: {@code <planId>#<result>}. */
    private static final Pattern RESULT = Pattern.compile(
            "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}:[A-Za-z0-9][A-Za-z0-9-]*(\\.[1-9][0-9]*)?#[A-Z][A-Z0-9]*([-_][A-Z0-9]+)*");

    Need need(Section section) {
        return pack.need(section, role);
    }

    Period period(String periodId) {
        return pack.period(periodId)
                .orElseThrow(() -> new IllegalStateException(
                        "version %d of the pack %s has no period %s".formatted(pack.version(), pack.id(), periodId)));
    }

    /** Exactly one indicator of the role, with at least one of its target behaviours, each once. */
    List<Fault> inPractice(Practice chosen) {
        var indicator = pack.indicator(chosen.indicatorCode()).orElse(null);
        if (indicator == null || indicator.role() != role) {
            return List.of(Fault.at("/indicatorCode", "unknown-indicator", chosen.indicatorCode(), pack.id()));
        }
        if (chosen.targetBehaviourCodes().isEmpty()) {
            return List.of(Fault.at("/targetBehaviourCodes", "required"));
        }
        var known =
                indicator.behaviours().stream().map(Regulation.Behaviour::code).toList();
        return inList(
                "/targetBehaviourCodes",
                chosen.targetBehaviourCodes(),
                code -> known.contains(code) ? null : Fault.at("", "unknown-behaviour", code, indicator.code()));
    }

    List<Fault> inActivities(List<String> codes) {
        return inSection(
                Section.DEVELOPMENT,
                codes,
                code -> pack.development()
                                .activity(code)
                                .filter(activity -> activity.roles().contains(role))
                                .isPresent()
                        ? null
                        : Fault.at("", "unknown-activity", code, pack.id()));
    }

    List<Fault> inDuties(List<String> codes) {
        return inSection(Section.ADDITIONAL_DUTIES, codes, this::inDuty);
    }

    private @Nullable Fault inDuty(String code) {
        var duty = pack.additionalDuties().duty(code).orElse(null);
        if (duty == null) {
            return Fault.at("", "unknown-duty", code, pack.id());
        }
        if (duty.allowedAt(schoolLevel)) {
            return null;
        }
        return schoolLevel == null
                ? Fault.at("", "school-level-unknown").repairedBy(OPERATOR)
                : Fault.at("", "duty-not-at-level", duty.name(), schoolLevel);
    }

    List<Fault> inCoreValues(List<CoreValueChoice> choices) {
        var at = pointer(Section.WORK_BEHAVIOUR);
        if (need(Section.WORK_BEHAVIOUR) == Need.NONE && !choices.isEmpty()) {
            return List.of(Fault.at(at, "not-part-of-plan"));
        }
        var faults = new ArrayList<Fault>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < choices.size(); i++) {
            var choice = choices.get(i);
            var value = pack.workBehaviour().coreValue(choice.code()).orElse(null);
            if (value == null) {
                faults.add(Fault.at(at + "/" + i + "/code", "unknown-core-value", choice.code()));
                continue;
            }
            if (!seen.add(choice.code())) {
                faults.add(Fault.at(at + "/" + i + "/code", "named-twice", choice.code()));
            }
            var known = value.behaviours().stream().map(Regulation.Guide::code).toList();
            faults.addAll(inList(
                    at + "/" + i + "/behaviourCodes",
                    choice.behaviourCodes(),
                    code -> known.contains(code) ? null : Fault.at("", "unknown-behaviour", code, value.code())));
        }
        return faults;
    }

    List<Fault> inResults(List<String> results) {
        return inSection(
                Section.ALIGNMENT,
                results,
                result -> RESULT.matcher(result).matches() ? null : Fault.at("", "not-a-result", result));
    }

    List<Fault> inExpectations(List<LeaderExpectation> expectations) {
        if (pack.workBehaviour().leaderExpectation().value() == Need.NONE && !expectations.isEmpty()) {
            return List.of(Fault.at("/leaderExpectations", "not-part-of-plan"));
        }
        var faults = new ArrayList<Fault>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < expectations.size(); i++) {
            var code = expectations.get(i).coreValue();
            var at = "/leaderExpectations/" + i + "/coreValue";
            if (pack.workBehaviour().coreValue(code).isEmpty()) {
                faults.add(Fault.at(at, "unknown-core-value", code));
            } else if (!seen.add(code)) {
                faults.add(Fault.at(at, "named-twice", code));
            }
        }
        return faults;
    }

    /** Everything in the content that stands in the way of submitting, section by section. */
    List<Fault> obstacles(Content content) {
        var faults = new ArrayList<Fault>();
        for (var section : Section.values()) {
            faults.addAll(obstacles(section, content));
        }
        return faults;
    }

    /** Whoever is not named otherwise, the owner of the plan can repair it. */
    List<Fault> obstacles(Section section, Content content) {
        return found(section, content).stream()
                .map(fault -> fault.actor() == null ? fault.repairedBy(EMPLOYEE) : fault)
                .toList();
    }

    private List<Fault> found(Section section, Content content) {
        if (content.isEmpty(section)) {
            return need(section) == Need.MANDATORY ? List.of(Fault.at(pointer(section), "required")) : List.of();
        }
        return switch (section) {
            case PRACTICE ->
                content.practice() == null
                        ? List.of()
                        : inPractice(content.practice()).stream()
                                .map(fault -> fault.below(pointer(section)))
                                .toList();
            case DEVELOPMENT ->
                isShort(content, Strength.RULE)
                        ? with(inActivities(content.activityCodes()), tooFewPoints(content))
                        : inActivities(content.activityCodes());
            case ADDITIONAL_DUTIES -> inDuties(content.dutyCodes());
            case WORK_BEHAVIOUR -> with(inCoreValues(content.coreValues()), missingValues(content.coreValues()));
            case ALIGNMENT -> inResults(content.supportedResults());
        };
    }

    /** What is allowed, but worth a second thought. */
    List<Fault> advice(Content content) {
        return isShort(content, Strength.RECOMMENDATION)
                ? tooFewPoints(content).stream()
                        .map(fault -> fault.repairedBy(EMPLOYEE))
                        .toList()
                : List.of();
    }

    /** What the appraiser has to add before approving. */
    List<Fault> obstaclesToApproval(List<LeaderExpectation> expectations) {
        return expectations.isEmpty()
                        && pack.workBehaviour().leaderExpectation().value() == Need.MANDATORY
                ? List.of(Fault.at("/leaderExpectations", "required").repairedBy(APPRAISER))
                : List.of();
    }

    /** Points of the chosen activities together; null where the regulation has no points. */
    @Nullable
    Integer points(Content content) {
        return pack.development().points() == null
                ? null
                : content.activityCodes().stream()
                        .flatMap(code -> pack.development().activity(code).stream())
                        .mapToInt(activity -> activity.points() == null
                                ? 0
                                : activity.points().value())
                        .sum();
    }

    private boolean isShort(Content content, Strength strength) {
        var asked = pack.development().points();
        var planned = points(content);
        return !content.activityCodes().isEmpty()
                && asked != null
                && planned != null
                && asked.strength() == strength
                && planned < asked.minimum();
    }

    private List<Fault> tooFewPoints(Content content) {
        var asked = pack.development().points();
        var planned = points(content);
        return asked == null || planned == null
                ? List.of()
                : List.of(Fault.at(pointer(Section.DEVELOPMENT), "points-below-minimum", planned, asked.minimum()));
    }

    /** All values are named, each with as many behaviours as asked for. */
    private List<Fault> missingValues(List<CoreValueChoice> choices) {
        var faults = new ArrayList<Fault>();
        var named = choices.stream().map(CoreValueChoice::code).toList();
        for (var value : pack.workBehaviour().coreValues()) {
            if (!named.contains(value.code())) {
                faults.add(Fault.at(pointer(Section.WORK_BEHAVIOUR), "core-value-missing", value.code(), value.name()));
            }
        }
        int least = pack.workBehaviour().behavioursPerValue().value();
        for (int i = 0; i < choices.size(); i++) {
            if (choices.get(i).behaviourCodes().size() < least) {
                faults.add(Fault.at(
                        pointer(Section.WORK_BEHAVIOUR) + "/" + i + "/behaviourCodes", "too-few-behaviours", least));
            }
        }
        return faults;
    }

    private List<Fault> inSection(Section section, List<String> entries, Function<String, @Nullable Fault> check) {
        return need(section) == Need.NONE && !entries.isEmpty()
                ? List.of(Fault.at(pointer(section), "not-part-of-plan"))
                : inList(pointer(section), entries, check);
    }

    /** Each entry is right, and none is named twice. */
    private static List<Fault> inList(String list, List<String> entries, Function<String, @Nullable Fault> check) {
        var faults = new ArrayList<Fault>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < entries.size(); i++) {
            var fault = check.apply(entries.get(i));
            if (fault != null) {
                faults.add(fault.below(list + "/" + i));
            } else if (!seen.add(entries.get(i))) {
                faults.add(Fault.at(list + "/" + i, "named-twice", entries.get(i)));
            }
        }
        return faults;
    }

    private static List<Fault> with(List<Fault> some, List<Fault> more) {
        var all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    /** Where a section stands in a plan as the API shows it. */
    private static String pointer(Section section) {
        return switch (section) {
            case PRACTICE -> "/practice";
            case DEVELOPMENT -> "/activityCodes";
            case ADDITIONAL_DUTIES -> "/dutyCodes";
            case WORK_BEHAVIOUR -> "/coreValues";
            case ALIGNMENT -> "/supportedResults";
        };
    }
}
