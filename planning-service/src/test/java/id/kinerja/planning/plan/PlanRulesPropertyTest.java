package id.kinerja.planning.plan;

import static id.kinerja.planning.plan.GoldenPlan.DRAFTED_AT;
import static id.kinerja.planning.plan.GoldenPlan.PRINCIPAL;
import static id.kinerja.planning.plan.GoldenPlan.SUBMITTED_AT;
import static id.kinerja.planning.plan.GoldenPlan.accepted;
import static id.kinerja.planning.plan.PlanRulesTest.PACK_2024;
import static id.kinerja.planning.plan.PlanRulesTest.named;
import static id.kinerja.planning.plan.PlanRulesTest.ruled;
import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.directory.DirectoryEntry;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Decision.Accepted;
import id.kinerja.kit.model.Decision.Refused;
import id.kinerja.kit.model.Refusal.Fault;
import id.kinerja.kit.regulation.Regulation;
import id.kinerja.kit.regulation.Regulation.Activity;
import id.kinerja.kit.regulation.Regulation.Behaviour;
import id.kinerja.kit.regulation.Regulation.CoreValue;
import id.kinerja.kit.regulation.Regulation.Duty;
import id.kinerja.kit.regulation.Regulation.Guide;
import id.kinerja.kit.regulation.Regulation.Indicator;
import id.kinerja.kit.regulation.Regulation.Need;
import id.kinerja.kit.regulation.Regulation.Section;
import id.kinerja.planning.plan.Plan.Content;
import id.kinerja.planning.plan.Plan.CoreValueChoice;
import id.kinerja.planning.plan.Plan.Practice;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for the completeness of whatever somebody may put into a plan, in every pack and for both roles. */
class PlanRulesPropertyTest {

    private static final String LEVEL = "SMP";

    private static final List<PlanRules> RULES = Stream.of(PACK_2024, GoldenPlan.IMPLIED)
            .flatMap(pack -> Stream.of(Role.TEACHER, Role.PRINCIPAL).map(role -> new PlanRules(pack, role, LEVEL)))
            .toList();

    private static final PlanRules WITH_POINTS = RULES.getFirst();

    /** What is missing, and therefore told of a draft and not refused when it is saved. */
    private static final Set<String> MISSING =
            Set.of("core-value-missing", "too-few-behaviours", "points-below-minimum");

    /** Something written under some rules, shown by what matters of it. */
    record Written(PlanRules rules, Content content) {
        @Override
        public String toString() {
            return "%s %s %s".formatted(rules.pack().id(), rules.role(), content);
        }
    }

    /** Two of them under the same rules. */
    record Pair(PlanRules rules, Content one, Content other) {
        @Override
        public String toString() {
            return "%s %s %s and %s".formatted(rules.pack().id(), rules.role(), one, other);
        }
    }

    /** What the commands accept one by one: right codes, but any number of them, also none. */
    @Provide
    Arbitrary<Written> saved() {
        return underAnyRules(PlanRulesPropertyTest::right, Written::new);
    }

    /** Right and wrong codes, each any number of times, and practices and values of which something is wrong. */
    @Provide
    Arbitrary<Written> anything() {
        return underAnyRules(PlanRulesPropertyTest::rightAndWrong, Written::new);
    }

    @Provide
    Arbitrary<Pair> anyTwo() {
        return Arbitraries.of(RULES)
                .flatMap(rules -> Combinators.combine(rightAndWrong(rules), rightAndWrong(rules))
                        .as((one, other) -> new Pair(rules, one, other)));
    }

    @Provide
    Arbitrary<Content> savedWithPoints() {
        return right(WITH_POINTS);
    }

    @Property
    void a_plan_is_submitted_exactly_if_nothing_is_reported_and_else_refused_with_the_report(
            @ForAll("anything") Written written) {
        var plan = planWith(written);
        var reported = plan.obstacles(written.rules());

        switch (plan.submit(written.rules(), null, SUBMITTED_AT)) {
            case Accepted<Plan> _ -> assertThat(reported).isEmpty();
            case Refused<Plan>(var refusal) -> {
                assertThat(refusal.code()).isEqualTo("plan-incomplete");
                assertThat(refusal.faults()).isNotEmpty().isEqualTo(reported);
            }
        }
    }

    @Property
    void what_is_saved_section_by_section_lacks_the_same_in_whatever_order_it_was_saved(
            @ForAll("saved") Written written) {
        var forth = draft(written.rules());
        for (var section : Section.values()) {
            forth = accepted(save(forth, section, written)).state();
        }
        var back = draft(written.rules());
        for (var section : List.of(Section.values()).reversed()) {
            back = accepted(save(back, section, written)).state();
        }

        assertThat(back).isEqualTo(forth);
        assertThat(back.obstacles(written.rules())).isEqualTo(forth.obstacles(written.rules()));
    }

    @Property
    void a_section_speaks_for_itself(@ForAll("anyTwo") Pair pair) {
        var one = pair.one();
        var other = pair.other();
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
            assertThat(pair.rules().obstacles(section, mixed))
                    .isEqualTo(pair.rules().obstacles(section, from));
        }
    }

    @Property
    void a_section_is_saved_exactly_if_nothing_but_what_is_missing_is_reported_of_it(
            @ForAll("anything") Written written) {
        for (var section : Section.values()) {
            if (!written.content().isEmpty(section)) {
                var wrong = written.rules().obstacles(section, written.content()).stream()
                        .map(Fault::code)
                        .filter(code -> !MISSING.contains(code))
                        .toList();
                switch (save(draft(written.rules()), section, written)) {
                    case Accepted<Plan> _ ->
                        assertThat(wrong).as(section.name()).isEmpty();
                    case Refused<Plan>(var refusal) ->
                        assertThat(refusal.faults().stream().map(Fault::code))
                                .as(section.name())
                                .containsExactlyElementsOf(wrong);
                }
            }
        }
    }

    @Property
    void of_a_list_each_wrong_entry_and_each_repetition_is_named_at_its_place(@ForAll("anything") Written written) {
        var rules = written.rules();
        assertThat(placesOf(rules.inDuties(written.content().dutyCodes())))
                .isEqualTo(expectedPlaces(
                        "/dutyCodes",
                        written.content().dutyCodes(),
                        rules.need(Section.ADDITIONAL_DUTIES),
                        code -> rules.inDuties(List.of(code)).isEmpty()));
        assertThat(placesOf(rules.inActivities(written.content().activityCodes())))
                .isEqualTo(expectedPlaces(
                        "/activityCodes",
                        written.content().activityCodes(),
                        rules.need(Section.DEVELOPMENT),
                        code -> rules.inActivities(List.of(code)).isEmpty()));
        assertThat(placesOf(rules.inResults(written.content().supportedResults())))
                .isEqualTo(expectedPlaces(
                        "/supportedResults",
                        written.content().supportedResults(),
                        rules.need(Section.ALIGNMENT),
                        result -> rules.inResults(List.of(result)).isEmpty()));
    }

    @Property
    void an_indicator_that_is_none_of_the_own_role_s_is_unknown_whatever_is_chosen_below_it(
            @ForAll("anything") Written written) {
        var practice = written.content().practice();
        if (practice != null) {
            boolean own = written.rules()
                    .pack()
                    .indicator(practice.indicatorCode())
                    .filter(indicator -> indicator.role() == written.rules().role())
                    .isPresent();

            assertThat(named(written.rules().inPractice(practice)).equals(List.of("/indicatorCode unknown-indicator")))
                    .isNotEqualTo(own);
        }
    }

    @Property
    void what_a_command_lets_pass_is_never_called_wrong_afterwards(@ForAll("saved") Written written) {
        var plan = draft(written.rules());
        for (var section : Section.values()) {
            plan = accepted(save(plan, section, written)).state();
        }

        assertThat(plan.obstacles(written.rules()).stream().map(Fault::code))
                .allMatch(code -> code.equals("required") || MISSING.contains(code));
    }

    @Property
    void points_are_counted_exactly_where_the_pack_has_any(@ForAll("saved") Written written) {
        assertThat(written.rules().points(written.content()) != null)
                .isEqualTo(written.rules().pack().development().points() != null);
    }

    @Property
    void points_are_short_exactly_if_their_sum_is_below_the_minimum(@ForAll("savedWithPoints") Content content) {
        var sum = content.activityCodes().stream()
                .mapToInt(code -> switch (code) {
                    case "PENGGERAK-KOMUNITAS-BELAJAR" -> 36;
                    case "PENDIDIKAN-JANGKA-PENDEK-MENENGAH" -> 128;
                    case "PESERTA-BERBAGI-PRAKTIK-BAIK" -> 4;
                    default -> 8;
                })
                .sum();
        boolean isShort = sum > 0 && sum < 32;

        assertThat(WITH_POINTS.points(content)).isEqualTo(sum);
        assertThat(named(ruled(WITH_POINTS).obstacles(content)).contains("/activityCodes points-below-minimum"))
                .isEqualTo(isShort);
        assertThat(named(WITH_POINTS.obstacles(content))).doesNotContain("/activityCodes points-below-minimum");
        assertThat(WITH_POINTS.advice(content).isEmpty()).isNotEqualTo(isShort);
    }

    @Property
    void each_core_value_that_is_not_named_is_missed_once_and_each_without_enough_behaviours(
            @ForAll("saved") Written written) {
        var rules = written.rules();
        var values = written.content().coreValues();
        int least = rules.pack().workBehaviour().behavioursPerValue().value();
        var missed = rules.obstacles(Section.WORK_BEHAVIOUR, written.content()).stream()
                .map(Fault::code)
                .toList();

        if (values.isEmpty()) {
            assertThat(missed).containsExactly("required");
        } else {
            assertThat(missed)
                    .filteredOn("core-value-missing"::equals)
                    .hasSize(rules.pack().workBehaviour().coreValues().size() - values.size());
            assertThat(missed).filteredOn("too-few-behaviours"::equals).hasSize((int) values.stream()
                    .filter(value -> value.behaviourCodes().size() < least)
                    .count());
            assertThat(missed).isSubsetOf(MISSING);
        }
    }

    @Property
    void a_duty_is_refused_exactly_where_the_level_does_not_have_it(
            @ForAll("duty") Duty duty, @ForAll("level") String level) {
        for (var pack : List.of(PACK_2024, GoldenPlan.IMPLIED)) {
            pack.additionalDuties()
                    .duty(duty.code())
                    .ifPresent(same -> assertThat(new PlanRules(pack, Role.TEACHER, level)
                                    .inDuties(List.of(duty.code()))
                                    .isEmpty())
                            .isEqualTo(same.levels() == null || same.levels().contains(level)));
        }
    }

    @Provide
    Arbitrary<Duty> duty() {
        return Arbitraries.of(PACK_2024.additionalDuties().duties());
    }

    @Provide
    Arbitrary<String> level() {
        return Arbitraries.of(PACK_2024.schoolLevels());
    }

    private static <T> Arbitrary<T> underAnyRules(
            Function<PlanRules, Arbitrary<Content>> contents, BiFunction<PlanRules, Content, T> written) {
        return Arbitraries.of(RULES)
                .flatMap(rules -> contents.apply(rules).map(content -> written.apply(rules, content)));
    }

    private static Arbitrary<Content> right(PlanRules rules) {
        var activities = rules.pack().development().activities().stream()
                .filter(activity -> activity.roles().contains(rules.role()))
                .map(Activity::code)
                .toList();
        var duties = rules.pack().additionalDuties().duties().stream()
                .filter(duty -> duty.allowedAt(LEVEL))
                .map(Duty::code)
                .toList();
        return content(
                rightPractice(rules),
                eachOnce(rules, Section.DEVELOPMENT, activities),
                eachOnce(rules, Section.ADDITIONAL_DUTIES, duties),
                eachOnce(rules.pack().workBehaviour().coreValues(), 0).flatMap(PlanRulesPropertyTest::rightChoices),
                eachOnce(rules, Section.ALIGNMENT, results(rules)));
    }

    private static Arbitrary<Content> rightAndWrong(PlanRules rules) {
        var wrong = List.of("WEBINAR", "BENDAHARA", "GURU-1-A", "");
        return content(
                Arbitraries.oneOf(rightPractice(rules), faultyPractice(rules.pack())),
                repeated(codes(rules.pack().development().activities(), Activity::code), wrong),
                repeated(codes(rules.pack().additionalDuties().duties(), Duty::code), wrong),
                faultyChoices(rules.pack()),
                repeated(results(rules), wrong));
    }

    private static Arbitrary<Content> content(
            Arbitrary<Practice> practice,
            Arbitrary<List<String>> activities,
            Arbitrary<List<String>> duties,
            Arbitrary<List<CoreValueChoice>> values,
            Arbitrary<List<String>> results) {
        return Combinators.combine(practice.injectNull(0.3), activities, duties, values, results)
                .as((chosen, activityCodes, dutyCodes, coreValues, supported) ->
                        new Content(chosen, activityCodes, dutyCodes, coreValues, supported, List.of(), List.of()));
    }

    private static Arbitrary<Practice> rightPractice(PlanRules rules) {
        return Arbitraries.of(rules.pack().indicators().stream()
                        .filter(indicator -> indicator.role() == rules.role())
                        .toList())
                .flatMap(indicator -> eachOnce(codes(indicator.behaviours(), Behaviour::code), 1)
                        .map(behaviours -> new Practice(indicator.code(), behaviours)));
    }

    /** Any indicator, also of the other role or of nobody, with behaviours of any other, some twice, or none. */
    private static Arbitrary<Practice> faultyPractice(Regulation pack) {
        var indicators = Stream.concat(pack.indicators().stream().map(Indicator::code), Stream.of("GURU-9", ""))
                .toList();
        var behaviours = pack.indicators().stream()
                .flatMap(indicator -> indicator.behaviours().stream().map(Behaviour::code))
                .toList();
        return Arbitraries.of(indicators)
                .flatMap(indicator -> Arbitraries.oneOf(
                                Arbitraries.of(behaviours),
                                Arbitraries.of(behaviours.stream()
                                        .filter(code -> code.startsWith(indicator))
                                        .findFirst()
                                        .orElse("LOYAL-1")))
                        .list()
                        .ofMaxSize(4)
                        .map(chosen -> new Practice(indicator, chosen)));
    }

    private static Arbitrary<List<CoreValueChoice>> rightChoices(List<CoreValue> values) {
        var choices = values.stream()
                .map(value -> eachOnce(codes(value.behaviours(), Guide::code), 0)
                        .map(behaviours -> new CoreValueChoice(value.code(), behaviours)))
                .toList();
        return choices.isEmpty()
                ? Arbitraries.just(List.of())
                : Combinators.combine(choices).as(List::copyOf);
    }

    private static Arbitrary<List<CoreValueChoice>> faultyChoices(Regulation pack) {
        var values = pack.workBehaviour().coreValues();
        var guides = values.stream()
                .flatMap(value -> value.behaviours().stream().map(Guide::code))
                .toList();
        var codes = Stream.concat(values.stream().map(CoreValue::code), Stream.of("BRAVE"))
                .toList();
        return Arbitraries.of(codes)
                .flatMap(code -> Arbitraries.oneOf(
                                Arbitraries.of(guides), Arbitraries.of(code + "-1", code + "-2", "GURU-1-A"))
                        .list()
                        .ofMaxSize(3)
                        .map(behaviours -> new CoreValueChoice(code, behaviours)))
                .list()
                .ofMaxSize(9);
    }

    /** Results of a principal for the period in which {@link #draft} is. */
    private static List<String> results(PlanRules rules) {
        return IntStream.rangeClosed(1, 3)
                .mapToObj(i -> PRINCIPAL + ":" + periodOf(rules) + "#RHK-" + i)
                .toList();
    }

    private static Arbitrary<List<String>> eachOnce(PlanRules rules, Section section, List<String> codes) {
        return rules.need(section) == Need.NONE ? Arbitraries.just(List.of()) : eachOnce(codes, 0);
    }

    private static <T> Arbitrary<List<T>> eachOnce(List<T> some, int least) {
        return some.isEmpty()
                ? Arbitraries.just(List.of())
                : Arbitraries.shuffle(some)
                        .flatMap(shuffled -> Arbitraries.integers()
                                .between(least, Math.min(7, shuffled.size()))
                                .map(size -> List.copyOf(shuffled.subList(0, size))));
    }

    private static Arbitrary<List<String>> repeated(List<String> right, List<String> wrong) {
        var entries = right.isEmpty()
                ? Arbitraries.of(wrong)
                : Arbitraries.oneOf(Arbitraries.of(right), Arbitraries.of(right), Arbitraries.of(wrong));
        return entries.list().ofMaxSize(7);
    }

    private static <T> List<String> codes(List<T> entries, Function<T, String> code) {
        return entries.stream().map(code).toList();
    }

    private static List<String> placesOf(List<Fault> faults) {
        return faults.stream().map(Fault::pointer).toList();
    }

    /** The section as a whole where the role has none, otherwise each entry that is wrong or was there before. */
    private static List<String> expectedPlaces(
            String list, List<String> entries, Need need, Predicate<String> isRight) {
        if (need == Need.NONE) {
            return entries.isEmpty() ? List.of() : List.of(list);
        }
        var before = new HashSet<String>();
        return IntStream.range(0, entries.size())
                .filter(i -> !isRight.test(entries.get(i)) || !before.add(entries.get(i)))
                .mapToObj(i -> list + "/" + i)
                .toList();
    }

    private static String periodOf(PlanRules rules) {
        return rules.pack().periods().getFirst().id();
    }

    private static Plan draft(PlanRules rules) {
        var owner = new DirectoryEntry(
                GoldenPlan.TEACHER,
                "melati@guru.smp.belajar.id",
                "Melati",
                rules.role(),
                EmploymentStatus.PNS,
                "20306577",
                // Whoever it is: not the owner of the results that are supported.
                GoldenPlan.OFFICE_HEAD);
        return accepted(Plan.draft(owner, rules.pack(), periodOf(rules), DRAFTED_AT))
                .state();
    }

    /** Content as no command would have let it pass, in a draft all the same. */
    private static Plan planWith(Written written) {
        var draft = draft(written.rules());
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
                written.content(),
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
    private static Decision<Plan> save(Plan plan, Section section, Written written) {
        var rules = written.rules();
        var content = written.content();
        return switch (section) {
            case PRACTICE ->
                content.practice() == null
                        ? Decision.accept(plan)
                        : plan.choosePractice(Objects.requireNonNull(content.practice()), rules);
            case DEVELOPMENT -> plan.chooseActivities(content.activityCodes(), rules);
            case ADDITIONAL_DUTIES -> plan.chooseDuties(content.dutyCodes(), rules);
            case WORK_BEHAVIOUR -> plan.chooseCoreValues(content.coreValues(), rules);
            case ALIGNMENT -> plan.alignTo(content.supportedResults(), List.of(), rules, leader -> true);
        };
    }
}
