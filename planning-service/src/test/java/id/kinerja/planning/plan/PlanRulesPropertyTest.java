package id.kinerja.planning.plan;

import static id.kinerja.planning.plan.GoldenPlan.SUBMITTED_AT;
import static id.kinerja.planning.plan.GoldenPlan.accepted;
import static id.kinerja.planning.plan.GoldenPlan.draftOf;
import static id.kinerja.planning.plan.PlanRulesTest.TEACHER;
import static id.kinerja.planning.plan.PlanRulesTest.named;
import static id.kinerja.planning.plan.PlanRulesTest.ruled;
import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.directory.Role;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Decision.Accepted;
import id.kinerja.kit.model.Decision.Refused;
import id.kinerja.kit.regulation.Regulation;
import id.kinerja.kit.regulation.Regulation.Activity;
import id.kinerja.kit.regulation.Regulation.Duty;
import id.kinerja.kit.regulation.Regulation.Section;
import id.kinerja.planning.plan.Plan.Content;
import id.kinerja.planning.plan.Plan.CoreValueChoice;
import id.kinerja.planning.plan.Plan.Practice;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for the completeness of whatever somebody may put into a plan. */
class PlanRulesPropertyTest {

    private static final Regulation PACK = PlanRulesTest.PACK_2024;

    /** What the commands accept one by one: right codes, but any number of them, also none. */
    @Provide
    Arbitrary<Content> saved() {
        return contents(Arbitraries.of(codes(PACK.development().activities(), Activity::code)), dutiesOfSmp());
    }

    /** Right and wrong codes, each any number of times. */
    @Provide
    Arbitrary<Content> anything() {
        var wrong = Arbitraries.of("WEBINAR", "BENDAHARA", "GURU-1-A");
        return contents(
                Arbitraries.oneOf(wrong, Arbitraries.of(codes(PACK.development().activities(), Activity::code))),
                Arbitraries.oneOf(
                        wrong, Arbitraries.of(codes(PACK.additionalDuties().duties(), Duty::code))));
    }

    @Property
    void a_plan_is_submitted_exactly_if_nothing_is_reported_and_else_refused_with_the_report(
            @ForAll("anything") Content content) {
        var plan = planWith(content);
        var reported = plan.obstacles(TEACHER);

        switch (plan.submit(TEACHER, null, SUBMITTED_AT)) {
            case Accepted<Plan> _ -> assertThat(reported).isEmpty();
            case Refused<Plan>(var refusal) -> {
                assertThat(refusal.code()).isEqualTo("plan-incomplete");
                assertThat(refusal.faults()).isNotEmpty().isEqualTo(reported);
            }
        }
    }

    @Property
    void what_is_saved_section_by_section_lacks_the_same_in_whatever_order_it_was_saved(
            @ForAll("saved") Content content) {
        var forth = draft();
        for (var section : Section.values()) {
            forth = save(forth, section, content);
        }
        var back = draft();
        for (var section : List.of(Section.values()).reversed()) {
            back = save(back, section, content);
        }

        assertThat(back).isEqualTo(forth);
        assertThat(back.obstacles(TEACHER)).isEqualTo(forth.obstacles(TEACHER));
    }

    @Property
    void a_section_speaks_for_itself(@ForAll("anything") Content one, @ForAll("anything") Content other) {
        var mixed = new Content(
                one.practice(),
                other.activityCodes(),
                one.dutyCodes(),
                other.coreValues(),
                one.supportedResults(),
                List.of(),
                List.of());

        for (var section : Section.values()) {
            var from = section == Section.DEVELOPMENT || section == Section.WORK_BEHAVIOUR ? other : one;
            assertThat(TEACHER.obstacles(section, mixed)).isEqualTo(TEACHER.obstacles(section, from));
        }
    }

    @Property
    void what_a_command_lets_pass_is_never_called_wrong_afterwards(@ForAll("saved") Content content) {
        var plan = draft();
        for (var section : Section.values()) {
            plan = save(plan, section, content);
        }

        assertThat(named(plan.obstacles(TEACHER)))
                .allMatch(fault -> fault.endsWith(" required") || fault.endsWith(" core-value-missing"));
    }

    @Property
    void points_are_short_exactly_if_their_sum_is_below_the_minimum(@ForAll("saved") Content content) {
        var sum = content.activityCodes().stream()
                .mapToInt(code -> switch (code) {
                    case "PENGGERAK-KOMUNITAS-BELAJAR" -> 36;
                    case "PENDIDIKAN-JANGKA-PENDEK-MENENGAH" -> 128;
                    case "PESERTA-BERBAGI-PRAKTIK-BAIK" -> 4;
                    default -> 8;
                })
                .sum();
        boolean isShort = sum > 0 && sum < 32;

        assertThat(TEACHER.points(content)).isEqualTo(sum);
        assertThat(named(ruled(TEACHER).obstacles(content)).contains("/activityCodes points-below-minimum"))
                .isEqualTo(isShort);
        assertThat(named(TEACHER.obstacles(content))).doesNotContain("/activityCodes points-below-minimum");
        assertThat(TEACHER.advice(content).isEmpty()).isNotEqualTo(isShort);
    }

    @Property
    void each_core_value_that_is_not_named_is_missed_once(@ForAll("saved") Content content) {
        var missed = named(TEACHER.obstacles(Section.WORK_BEHAVIOUR, content));
        int named = content.coreValues().size();

        assertThat(missed)
                .hasSize(named == 0 ? 1 : 7 - named)
                .allMatch(
                        fault -> fault.equals(named == 0 ? "/coreValues required" : "/coreValues core-value-missing"));
    }

    @Property
    void a_duty_is_refused_exactly_where_the_level_does_not_have_it(
            @ForAll("duty") Duty duty, @ForAll("level") String level) {
        var rules = new PlanRules(PACK, Role.TEACHER, level);

        assertThat(rules.inDuties(List.of(duty.code())).isEmpty())
                .isEqualTo(duty.levels() == null || duty.levels().contains(level));
    }

    @Provide
    Arbitrary<Duty> duty() {
        return Arbitraries.of(PACK.additionalDuties().duties());
    }

    @Provide
    Arbitrary<String> level() {
        return Arbitraries.of(PACK.schoolLevels());
    }

    private static Arbitrary<Content> contents(Arbitrary<String> activities, Arbitrary<String> duties) {
        var practices = Arbitraries.of(PACK.indicators().stream()
                        .filter(indicator -> indicator.role() == Role.TEACHER)
                        .toList())
                .map(indicator -> new Practice(
                        indicator.code(),
                        List.of(indicator.behaviours().getFirst().code())))
                .injectNull(0.3);
        var values = Arbitraries.of(PACK.workBehaviour().coreValues())
                .map(value -> new CoreValueChoice(
                        value.code(), List.of(value.behaviours().getLast().code())))
                .set()
                .ofMaxSize(7)
                .map(List::copyOf);
        return Combinators.combine(
                        practices,
                        activities.set().ofMaxSize(7).map(List::copyOf),
                        duties.set().ofMaxSize(5).map(List::copyOf),
                        values)
                .as((practice, activityCodes, dutyCodes, coreValues) ->
                        new Content(practice, activityCodes, dutyCodes, coreValues, List.of(), List.of(), List.of()));
    }

    private static Arbitrary<String> dutiesOfSmp() {
        return Arbitraries.of(PACK.additionalDuties().duties().stream()
                .filter(duty -> duty.allowedAt("SMP"))
                .map(Duty::code)
                .toList());
    }

    private static <T> Set<String> codes(List<T> entries, Function<T, String> code) {
        return new HashSet<>(entries.stream().map(code).toList());
    }

    private static Plan draft() {
        return accepted(draftOf(Role.TEACHER, "20306577", GoldenPlan.PRINCIPAL)).state();
    }

    private static Plan planWith(Content content) {
        var draft = draft();
        return new Plan(
                draft.planId(),
                draft.status(),
                draft.employeeId(),
                draft.role(),
                draft.employmentStatus(),
                draft.npsn(),
                draft.periodId(),
                draft.regulation(),
                draft.regulationVersion(),
                draft.appraiserId(),
                draft.appraiserCapacity(),
                content,
                null,
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                0,
                null,
                List.of(),
                null,
                null,
                List.of());
    }

    /** Saves one section; a practice that was not chosen is not saved. */
    private static Plan save(Plan plan, Section section, Content content) {
        Decision<Plan> decision = switch (section) {
            case PRACTICE ->
                content.practice() == null ? Decision.accept(plan) : plan.choosePractice(content.practice(), TEACHER);
            case DEVELOPMENT -> plan.chooseActivities(content.activityCodes(), TEACHER);
            case ADDITIONAL_DUTIES -> plan.chooseDuties(content.dutyCodes(), TEACHER);
            case WORK_BEHAVIOUR -> plan.chooseCoreValues(content.coreValues(), TEACHER);
            case ALIGNMENT -> plan.alignTo(content.supportedResults(), List.of(), TEACHER, leader -> true);
        };
        return accepted(decision).state();
    }
}
