package id.kinerja.planning.plan;

import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.directory.School;
import id.kinerja.kit.regulation.Regulation;
import id.kinerja.kit.regulation.Regulation.Need;
import id.kinerja.kit.regulation.Regulation.Period;
import id.kinerja.kit.regulation.Regulation.Section;
import id.kinerja.kit.regulation.Regulations;
import id.kinerja.kit.web.Problems;
import id.kinerja.planning.plan.Plan.Content;
import id.kinerja.planning.plan.PlanView.Entry;
import id.kinerja.planning.plan.PlanView.SectionSummary;
import id.kinerja.planning.plan.PlanView.Summary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Shows plans with what their regulation says about them, in the reader's language. */
@Component
class PlanViews {

    private final Regulations regulations;
    private final Directory directory;
    private final Problems problems;

    PlanViews(Regulations regulations, Directory directory, Problems problems) {
        this.regulations = regulations;
        this.directory = directory;
        this.problems = problems;
    }

    /**
     * What holds for a plan: the version of the pack it was drafted under, and the school as it is now while the plan is
     * open, as it was then when it is decided or closed.
     */
    PlanRules rulesOf(Plan plan) {
        return rulesOf(plan, this::levelOf);
    }

    private PlanRules rulesOf(Plan plan, Function<String, Optional<String>> levels) {
        var level = !plan.status().isOpen()
                ? plan.levelOfTheTime()
                : Optional.ofNullable(plan.npsn()).flatMap(levels);
        return new PlanRules(packOf(plan), plan.role(), level.orElse(null));
    }

    private Optional<String> levelOf(String npsn) {
        return directory.school(npsn).map(School::level);
    }

    PlanView of(Stored<Plan> stored) {
        return of(stored, this::levelOf);
    }

    /** Shows the plans of one answer: each school is looked up once, and not once for each plan. */
    Function<Stored<Plan>, PlanView> ofMany() {
        var known = new HashMap<String, Optional<String>>();
        return stored -> of(stored, npsn -> known.computeIfAbsent(npsn, this::levelOf));
    }

    private PlanView of(Stored<Plan> stored, Function<String, Optional<String>> levels) {
        var plan = stored.state();
        var content = plan.content();
        return new PlanView(
                plan.planId(),
                stored.version(),
                plan.status(),
                plan.employeeId(),
                plan.role(),
                plan.employmentStatus(),
                plan.npsn(),
                plan.periodId(),
                plan.regulation(),
                plan.regulationVersion(),
                plan.appraiserId(),
                plan.appraiserCapacity(),
                content.practice(),
                content.activityCodes(),
                content.dutyCodes(),
                content.coreValues(),
                plan.leaderExpectations(),
                content.supportedResults(),
                content.resultRoles(),
                content.plannedResults(),
                plan.returnReasons(),
                plan.reopenReason(),
                plan.approval(),
                plan.submittedAt(),
                plan.agreedAt(),
                plan.late(),
                plan.record(),
                plan.part(),
                plan.addendum() == null ? null : plan.addendum().predecessorId(),
                plan.covers(periodOf(plan)),
                plan.closure(),
                summary(plan, levels));
    }

    private Summary summary(Plan plan, Function<String, Optional<String>> levels) {
        // Only duties depend on the school, so most plans of a list are shown without looking it up.
        var rules = plan.content().dutyCodes().isEmpty()
                ? new PlanRules(packOf(plan), plan.role(), null)
                : rulesOf(plan, levels);
        var obstacles = plan.obstacles(rules);
        var advice = new ArrayList<>(plan.reminders());
        if (plan.status().isOpen()) {
            advice.addAll(rules.advice(plan.content()));
        }
        var sections = Arrays.stream(Section.values())
                .filter(section -> rules.need(section) != Need.NONE)
                .map(section -> new SectionSummary(
                        section,
                        rules.need(section),
                        rules.obstacles(section, plan.content()).isEmpty(),
                        entries(section, plan.content(), rules.pack())))
                .toList();
        return new Summary(
                obstacles.isEmpty(),
                rules.points(plan.content()),
                sections,
                problems.faults(obstacles),
                problems.faults(advice));
    }

    private static List<Entry> entries(Section section, Content content, Regulation pack) {
        Stream<Entry> entries = switch (section) {
            case PRACTICE -> practice(content, pack);
            case DEVELOPMENT ->
                content.activityCodes().stream()
                        .flatMap(code -> pack.development().activity(code).stream())
                        .map(activity -> new Entry(
                                activity.code(),
                                activity.text(),
                                activity.points() == null
                                        ? null
                                        : activity.points().value(),
                                List.of()));
            case ADDITIONAL_DUTIES ->
                content.dutyCodes().stream()
                        .flatMap(code -> pack.additionalDuties().duty(code).stream())
                        .map(duty -> Entry.of(duty.code(), duty.name()));
            case WORK_BEHAVIOUR ->
                content.coreValues().stream()
                        .flatMap(choice -> pack.workBehaviour().coreValue(choice.code()).stream()
                                .map(value -> new Entry(
                                        value.code(),
                                        value.name(),
                                        null,
                                        value.behaviours().stream()
                                                .filter(guide ->
                                                        choice.behaviourCodes().contains(guide.code()))
                                                .map(guide -> Entry.of(guide.code(), guide.text()))
                                                .toList())));
            case ALIGNMENT -> content.supportedResults().stream().map(result -> Entry.of(result, null));
        };
        return entries.toList();
    }

    private static Stream<Entry> practice(Content content, Regulation pack) {
        var practice = content.practice();
        return practice == null
                ? Stream.empty()
                : pack.indicator(practice.indicatorCode()).stream()
                        .map(indicator -> new Entry(
                                indicator.code(),
                                indicator.name(),
                                null,
                                indicator.behaviours().stream()
                                        .filter(behaviour ->
                                                practice.targetBehaviourCodes().contains(behaviour.code()))
                                        .map(behaviour -> Entry.of(behaviour.code(), behaviour.text()))
                                        .toList()));
    }

    Period periodOf(Plan plan) {
        return new PlanRules(packOf(plan), plan.role(), null).period(plan.periodId());
    }

    /** @throws id.kinerja.kit.regulation.PackNotLoadedException if an operator has taken the version away */
    Regulation packOf(Plan plan) {
        return regulations.require(plan.regulation(), plan.regulationVersion());
    }
}
