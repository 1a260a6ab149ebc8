package id.kinerja.planning.plan;

import static id.kinerja.planning.plan.GoldenPlan.PRACTICE;
import static id.kinerja.planning.plan.GoldenPlan.SUPPORTED;
import static id.kinerja.planning.plan.GoldenPlan.VALUES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import id.kinerja.kit.directory.Role;
import id.kinerja.kit.model.Refusal.Fault;
import id.kinerja.kit.regulation.Regulation;
import id.kinerja.kit.regulation.Regulation.Need;
import id.kinerja.kit.regulation.Regulation.Rule;
import id.kinerja.kit.regulation.Regulation.Section;
import id.kinerja.kit.regulation.Regulation.SectionRule;
import id.kinerja.kit.regulation.Regulation.Strength;
import id.kinerja.kit.regulation.Regulations;
import id.kinerja.planning.plan.Plan.Content;
import id.kinerja.planning.plan.Plan.CoreValueChoice;
import id.kinerja.planning.plan.Plan.LeaderExpectation;
import id.kinerja.planning.plan.Plan.Practice;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the regulations ask of a plan, rule by rule. */
class PlanRulesTest {

    static final Regulation PACK_2024 = Regulations.fromClasspath().find("2024").orElseThrow();
    static final PlanRules TEACHER = new PlanRules(PACK_2024, Role.TEACHER, "SMP");
    private static final PlanRules PRINCIPAL = new PlanRules(PACK_2024, Role.PRINCIPAL, "SMP");

    /** Complete, with points to spare. */
    static final Content FULL = new Content(
            PRACTICE,
            List.of("PENGGERAK-KOMUNITAS-BELAJAR"),
            List.of("WALI-KELAS", "PEMBINA-OSIS"),
            VALUES,
            SUPPORTED,
            List.of(),
            List.of());

    static Stream<Arguments> contents() {
        return Stream.of(
                of(
                        "nothing at all",
                        TEACHER,
                        Content.EMPTY,
                        "/practice required",
                        "/activityCodes required",
                        "/coreValues required"),
                of("everything", TEACHER, FULL),
                of(
                        "no duties and no alignment, which are optional",
                        TEACHER,
                        FULL.withDuties(List.of()).supporting(List.of(), List.of())),
                of(
                        "an indicator of principals",
                        TEACHER,
                        FULL.withPractice(new Practice("KS-1", List.of("KS-1-1"))),
                        "/practice/indicatorCode unknown-indicator"),
                of(
                        "no target behaviour",
                        TEACHER,
                        FULL.withPractice(new Practice("GURU-1", List.of())),
                        "/practice/targetBehaviourCodes required"),
                of(
                        "a behaviour of another indicator",
                        TEACHER,
                        FULL.withPractice(new Practice("GURU-1", List.of("GURU-1-A", "GURU-2-A"))),
                        "/practice/targetBehaviourCodes/1 unknown-behaviour"),
                of(
                        "a behaviour whose text was not found",
                        TEACHER,
                        FULL.withPractice(new Practice("GURU-5", List.of("GURU-5-C")))),
                of("no activity", TEACHER, FULL.withActivities(List.of()), "/activityCodes required"),
                of(
                        "an unknown activity",
                        TEACHER,
                        FULL.withActivities(List.of("PENGGERAK-KOMUNITAS-BELAJAR", "WEBINAR")),
                        "/activityCodes/1 unknown-activity"),
                of(
                        "an activity twice",
                        TEACHER,
                        FULL.withActivities(List.of("PELATIHAN-MANDIRI", "PELATIHAN-MANDIRI")),
                        "/activityCodes/1 named-twice"),
                of("fewer points than recommended", TEACHER, FULL.withActivities(List.of("PELATIHAN-MANDIRI"))),
                of(
                        "fewer points than the rule",
                        ruled(TEACHER),
                        FULL.withActivities(List.of("PELATIHAN-MANDIRI")),
                        "/activityCodes points-below-minimum"),
                of("just enough points", ruled(TEACHER), FULL.withActivities(List.of("PENGGERAK-KOMUNITAS-BELAJAR"))),
                of("a duty that is none", TEACHER, FULL.withDuties(List.of("BENDAHARA")), "/dutyCodes/0 unknown-duty"),
                of(
                        "a duty of another level",
                        TEACHER,
                        FULL.withDuties(List.of("WALI-KELAS", "KETUA-PROGRAM-KEAHLIAN")),
                        "/dutyCodes/1 duty-not-at-level"),
                of(
                        "a duty twice",
                        TEACHER,
                        FULL.withDuties(List.of("WALI-KELAS", "WALI-KELAS")),
                        "/dutyCodes/1 named-twice"),
                of(
                        "a duty of some levels where the level is not known",
                        at(null),
                        FULL.withDuties(List.of("WALI-KELAS", "PEMBINA-OSIS")),
                        "/dutyCodes/1 school-level-unknown"),
                of(
                        "a core value that is none",
                        TEACHER,
                        FULL.withCoreValues(plus(new CoreValueChoice("BRAVE", List.of()))),
                        "/coreValues/7/code unknown-core-value"),
                of(
                        "a core value twice",
                        TEACHER,
                        FULL.withCoreValues(plus(new CoreValueChoice("LOYAL", List.of()))),
                        "/coreValues/7/code named-twice"),
                of(
                        "six core values",
                        TEACHER,
                        FULL.withCoreValues(VALUES.subList(0, 6)),
                        "/coreValues core-value-missing"),
                of(
                        "a guiding behaviour of another value",
                        TEACHER,
                        FULL.withCoreValues(first(new CoreValueChoice("SERVICE", List.of("LOYAL-1")))),
                        "/coreValues/0/behaviourCodes/0 unknown-behaviour"),
                of(
                        "a guiding behaviour twice",
                        TEACHER,
                        FULL.withCoreValues(first(new CoreValueChoice("SERVICE", List.of("SERVICE-2", "SERVICE-2")))),
                        "/coreValues/0/behaviourCodes/1 named-twice"),
                of(
                        "no guiding behaviour, which nobody asks for",
                        TEACHER,
                        FULL.withCoreValues(first(new CoreValueChoice("SERVICE", List.of())))),
                of(
                        "no guiding behaviour where one is asked for",
                        behaving(1, Need.OPTIONAL),
                        FULL.withCoreValues(first(new CoreValueChoice("SERVICE", List.of()))),
                        "/coreValues/0/behaviourCodes too-few-behaviours"),
                of(
                        "a result that is none",
                        TEACHER,
                        FULL.supporting(List.of("mutu"), List.of()),
                        "/supportedResults/0 not-a-result"),
                of(
                        "a principal's plan",
                        PRINCIPAL,
                        new Content(
                                new Practice("KS-7", List.of("KS-7-1")),
                                List.of(),
                                List.of(),
                                VALUES,
                                List.of(),
                                List.of(),
                                List.of())),
                of("nothing of a principal", PRINCIPAL, Content.EMPTY, "/practice required", "/coreValues required"),
                of(
                        "what belongs to teachers in a principal's plan",
                        PRINCIPAL,
                        FULL,
                        "/practice/indicatorCode unknown-indicator",
                        "/activityCodes/0 unknown-activity",
                        "/dutyCodes not-part-of-plan"));
    }

    private static Arguments of(String what, PlanRules rules, Content content, String... faults) {
        return arguments(what, rules, content, List.of(faults));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contents")
    void what_stands_in_the_way_of_a_plan_with(String what, PlanRules rules, Content content, List<String> faults) {
        assertThat(named(rules.obstacles(content))).isEqualTo(faults);
    }

    @ParameterizedTest
    @EnumSource(Section.class)
    void whether_a_section_may_be_empty_is_the_packs_decision(Section section) {
        assertThat(named(needing(section, Need.MANDATORY).obstacles(section, Content.EMPTY)))
                .hasSize(1)
                .allMatch(fault -> fault.endsWith(" required"));
        assertThat(needing(section, Need.OPTIONAL).obstacles(section, Content.EMPTY))
                .isEmpty();
        assertThat(needing(section, Need.NONE).obstacles(section, Content.EMPTY))
                .isEmpty();
    }

    @Test
    void every_obstacle_names_who_can_repair_it() {
        assertThat(contents()).allSatisfy(arguments -> {
            var rules = (PlanRules) arguments.get()[1];
            assertThat(rules.obstacles((Content) arguments.get()[2]))
                    .allSatisfy(fault -> assertThat(fault.actor())
                            .isEqualTo(fault.code().equals("school-level-unknown") ? "OPERATOR" : "EMPLOYEE"));
        });
    }

    @Test
    void a_recommendation_is_advice_and_a_rule_is_an_obstacle() {
        var few = FULL.withActivities(List.of("PELATIHAN-MANDIRI", "OBSERVASI-SEJAWAT"));

        assertThat(TEACHER.points(few)).isEqualTo(16);
        assertThat(TEACHER.advice(few))
                .containsExactly(Fault.at("/activityCodes", "points-below-minimum", 16, 32)
                        .repairedBy("EMPLOYEE"));
        assertThat(ruled(TEACHER).advice(few)).isEmpty();
        assertThat(TEACHER.advice(FULL)).isEmpty();
        assertThat(GoldenPlan.IMPLIED_RULES.points(few)).isNull();
    }

    @Test
    void where_the_pack_asks_for_an_expectation_the_appraiser_writes_one_before_approving() {
        var asked = behaving(0, Need.MANDATORY);
        var written = List.of(new LeaderExpectation("LOYAL", "Tepat waktu."));

        assertThat(named(asked.obstaclesToApproval(List.of()))).containsExactly("/leaderExpectations required");
        assertThat(asked.obstaclesToApproval(List.of()).getFirst().actor()).isEqualTo("APPRAISER");
        assertThat(asked.obstaclesToApproval(written)).isEmpty();
        assertThat(TEACHER.obstaclesToApproval(List.of())).isEmpty();
        assertThat(named(behaving(0, Need.NONE).inExpectations(written)))
                .containsExactly("/leaderExpectations not-part-of-plan");
        assertThat(named(TEACHER.inExpectations(
                        List.of(written.getFirst(), written.getFirst(), new LeaderExpectation("BRAVE", "Berani.")))))
                .containsExactly(
                        "/leaderExpectations/1/coreValue named-twice",
                        "/leaderExpectations/2/coreValue unknown-core-value");
    }

    static List<String> named(List<Fault> faults) {
        return faults.stream()
                .map(fault -> fault.pointer() + " " + fault.code())
                .toList();
    }

    private static List<CoreValueChoice> plus(CoreValueChoice another) {
        return Stream.concat(VALUES.stream(), Stream.of(another)).toList();
    }

    private static List<CoreValueChoice> first(CoreValueChoice other) {
        return Stream.concat(Stream.of(other), VALUES.stream().skip(1)).toList();
    }

    private static PlanRules at(@Nullable String level) {
        return new PlanRules(PACK_2024, Role.TEACHER, level);
    }

    /** The same rules, but the minimum points are a rule. */
    static PlanRules ruled(PlanRules rules) {
        var development = rules.pack().development();
        var points = Objects.requireNonNull(development.points());
        return changed(
                rules.pack().sections(),
                new Regulation.Development(
                        new Regulation.Points(points.minimum(), points.maximum(), Strength.RULE, "S", null),
                        development.evidence(),
                        development.complete(),
                        development.source(),
                        development.remark(),
                        development.activities()),
                rules.pack().workBehaviour());
    }

    private static PlanRules behaving(int behavioursPerValue, Need expectation) {
        return changed(
                PACK_2024.sections(),
                PACK_2024.development(),
                new Regulation.WorkBehaviour(
                        new Rule<>(behavioursPerValue, "I", null),
                        new Rule<>(expectation, "I", null),
                        PACK_2024.workBehaviour().coreValues()));
    }

    private static PlanRules needing(Section section, Need need) {
        return changed(
                List.of(new SectionRule(section, Role.TEACHER, need, "I", null)),
                PACK_2024.development(),
                PACK_2024.workBehaviour());
    }

    private static PlanRules changed(
            List<SectionRule> sections, Regulation.Development development, Regulation.WorkBehaviour workBehaviour) {
        return new PlanRules(
                new Regulation(
                        PACK_2024.id(),
                        PACK_2024.version(),
                        PACK_2024.name(),
                        PACK_2024.legalBasis(),
                        PACK_2024.agreement(),
                        PACK_2024.closing(),
                        PACK_2024.schoolLevels(),
                        PACK_2024.periods(),
                        sections,
                        PACK_2024.indicators(),
                        development,
                        PACK_2024.additionalDuties(),
                        workBehaviour,
                        PACK_2024.recommendation()),
                Role.TEACHER,
                "SMP");
    }
}
