package id.kinerja.planning.plan;

import static id.kinerja.planning.plan.GoldenPlan.APPROVED_AT;
import static id.kinerja.planning.plan.GoldenPlan.BY_PRINCIPAL;
import static id.kinerja.planning.plan.GoldenPlan.CLOSED_AT;
import static id.kinerja.planning.plan.GoldenPlan.DUTIES;
import static id.kinerja.planning.plan.GoldenPlan.ELSEWHERE;
import static id.kinerja.planning.plan.GoldenPlan.EXPECTATIONS;
import static id.kinerja.planning.plan.GoldenPlan.EXPECTED_AT;
import static id.kinerja.planning.plan.GoldenPlan.EXPLICIT_RULES;
import static id.kinerja.planning.plan.GoldenPlan.IMPLIED_RULES;
import static id.kinerja.planning.plan.GoldenPlan.LAST_DAY;
import static id.kinerja.planning.plan.GoldenPlan.OFFICE_HEAD;
import static id.kinerja.planning.plan.GoldenPlan.PERIOD;
import static id.kinerja.planning.plan.GoldenPlan.PRACTICE;
import static id.kinerja.planning.plan.GoldenPlan.PRINCIPAL;
import static id.kinerja.planning.plan.GoldenPlan.REASONS;
import static id.kinerja.planning.plan.GoldenPlan.REOPENED_AT;
import static id.kinerja.planning.plan.GoldenPlan.REOPEN_REASON;
import static id.kinerja.planning.plan.GoldenPlan.RETURNED_AT;
import static id.kinerja.planning.plan.GoldenPlan.SUBMITTED_AT;
import static id.kinerja.planning.plan.GoldenPlan.SUPPORTED;
import static id.kinerja.planning.plan.GoldenPlan.TEACHER;
import static id.kinerja.planning.plan.GoldenPlan.VALUES;
import static id.kinerja.planning.plan.GoldenPlan.accepted;
import static id.kinerja.planning.plan.GoldenPlan.draftOf;
import static id.kinerja.planning.plan.GoldenPlan.in;
import static id.kinerja.planning.plan.GoldenPlan.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import id.kinerja.kit.directory.AppraiserCapacity;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Decision.Accepted;
import id.kinerja.kit.model.Refusal.Kind;
import id.kinerja.kit.regulation.Regulation.Agreement;
import id.kinerja.kit.regulation.Regulation.Late;
import id.kinerja.kit.regulation.Regulation.Section;
import id.kinerja.planning.deadline.Deadline;
import id.kinerja.planning.plan.Plan.Approval;
import id.kinerja.planning.plan.Plan.ApprovalMode;
import id.kinerja.planning.plan.Plan.Cause;
import id.kinerja.planning.plan.Plan.Closure;
import id.kinerja.planning.plan.Plan.Content;
import id.kinerja.planning.plan.Plan.CoreValueChoice;
import id.kinerja.planning.plan.Plan.Covers;
import id.kinerja.planning.plan.Plan.Lateness;
import id.kinerja.planning.plan.Plan.LeaderExpectation;
import id.kinerja.planning.plan.Plan.PlannedResult;
import id.kinerja.planning.plan.Plan.Post;
import id.kinerja.planning.plan.Plan.Practice;
import id.kinerja.planning.plan.Plan.ResultRole;
import id.kinerja.planning.plan.Plan.ReturnReason;
import id.kinerja.planning.plan.PlanEvent.PlanAgreed;
import id.kinerja.planning.plan.PlanEvent.PlanApproved;
import id.kinerja.planning.plan.PlanEvent.PlanClosed;
import id.kinerja.planning.plan.PlanEvent.PlanDrafted;
import id.kinerja.planning.plan.PlanEvent.PlanExpectationsStated;
import id.kinerja.planning.plan.PlanEvent.PlanReopened;
import id.kinerja.planning.plan.PlanEvent.PlanReturned;
import id.kinerja.planning.plan.PlanEvent.PlanSubmitted;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PlanTest {

    private static final ZoneId JAKARTA = ZoneId.of("Asia/Jakarta");

    private static final Set<PlanStatus> EDITABLE =
            EnumSet.of(PlanStatus.DRAFT, PlanStatus.RETURNED, PlanStatus.REOPENED);

    /** Every command with the states it fits, the state it leads to (null: it stays) and the events it causes. */
    private enum Command {
        CHOOSE_PRACTICE(EDITABLE, null, plan -> plan.choosePractice(PRACTICE, IMPLIED_RULES)),
        CHOOSE_DEVELOPMENT(EDITABLE, null, plan -> plan.chooseActivities(List.of(), IMPLIED_RULES)),
        CHOOSE_ADDITIONAL_DUTIES(EDITABLE, null, plan -> plan.chooseDuties(DUTIES, IMPLIED_RULES)),
        CHOOSE_WORK_BEHAVIOUR(EDITABLE, null, plan -> plan.chooseCoreValues(VALUES, IMPLIED_RULES)),
        ALIGN(EDITABLE, null, plan -> plan.alignTo(SUPPORTED, List.of(), IMPLIED_RULES, leader -> true)),
        PLAN_RESULTS(EDITABLE, null, plan -> plan.planResults(List.of())),
        SUBMIT(
                EDITABLE,
                PlanStatus.SUBMITTED,
                plan -> plan.submit(IMPLIED_RULES, null, SUBMITTED_AT),
                PlanSubmitted.class),
        EXPECT(
                EnumSet.of(PlanStatus.SUBMITTED),
                null,
                plan -> plan.expect(EXPECTATIONS, BY_PRINCIPAL, IMPLIED_RULES, EXPECTED_AT),
                PlanExpectationsStated.class),
        RETURN(
                EnumSet.of(PlanStatus.SUBMITTED),
                PlanStatus.RETURNED,
                plan -> plan.giveBack(REASONS, BY_PRINCIPAL, RETURNED_AT),
                PlanReturned.class),
        APPROVE(
                EnumSet.of(PlanStatus.SUBMITTED),
                PlanStatus.AGREED,
                plan -> plan.approve(BY_PRINCIPAL, ApprovalMode.DECIDED, IMPLIED_RULES, APPROVED_AT),
                PlanApproved.class,
                PlanAgreed.class),
        AGREE(
                EnumSet.of(PlanStatus.APPROVED),
                PlanStatus.AGREED,
                plan -> plan.agree(EXPLICIT_RULES, APPROVED_AT),
                PlanAgreed.class),
        REOPEN(
                EnumSet.of(PlanStatus.APPROVED, PlanStatus.AGREED),
                PlanStatus.REOPENED,
                plan -> plan.reopen(REOPEN_REASON, BY_PRINCIPAL, REOPENED_AT),
                PlanReopened.class),
        MOVE(
                EnumSet.of(PlanStatus.DRAFT),
                null,
                plan -> plan.move(ELSEWHERE, IMPLIED_RULES, CLOSED_AT),
                PlanDrafted.class),
        CLOSE(
                EnumSet.complementOf(EnumSet.of(PlanStatus.DRAFT, PlanStatus.CLOSED)),
                PlanStatus.CLOSED,
                plan -> plan.close(ELSEWHERE, "SD", PERIOD, MonthRule.FIRST_DAY, CLOSED_AT),
                PlanClosed.class),
        LEAVE(
                EnumSet.complementOf(EnumSet.of(PlanStatus.APPROVED, PlanStatus.AGREED, PlanStatus.CLOSED)),
                PlanStatus.CLOSED,
                plan -> plan.leave(LAST_DAY, "SD", PERIOD, MonthRule.FIRST_DAY, CLOSED_AT),
                PlanClosed.class);

        private final Set<PlanStatus> from;
        private final @Nullable PlanStatus to;
        private final Function<Plan, Decision<Plan>> run;
        private final List<Class<?>> events;

        Command(Set<PlanStatus> from, @Nullable PlanStatus to, Function<Plan, Decision<Plan>> run, Class<?>... events) {
            this.from = from;
            this.to = to;
            this.run = run;
            this.events = List.of(events);
        }

        String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static Stream<Arguments> everyStateWithEveryCommand() {
        return Arrays.stream(PlanStatus.values())
                .flatMap(status -> Arrays.stream(Command.values()).map(command -> arguments(status, command)));
    }

    @ParameterizedTest(name = "{1} in {0}")
    @MethodSource("everyStateWithEveryCommand")
    void a_command_is_taken_in_the_states_it_fits_and_refused_by_name_in_all_others(
            PlanStatus status, Command command) {
        var decision = command.run.apply(in(status));

        if (command.from.contains(status)) {
            var accepted = accepted(decision);
            assertThat(accepted.state().status()).isEqualTo(command.to == null ? status : command.to);
            assertThat(accepted.events()).extracting(Object::getClass).isEqualTo(command.events);
            assertThat(accepted.events()).allMatch(event -> event.subject().equals(TEACHER));
        } else {
            assertThat(refusal(decision)).satisfies(refusal -> {
                assertThat(refusal.kind()).isEqualTo(Kind.CONFLICT);
                assertThat(refusal.code()).isEqualTo("wrong-state");
                assertThat(refusal.facts())
                        .isEqualTo(Map.of("currentState", status.name(), "command", command.wireName()));
            });
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {"OFFICE_HEAD", "SUPERVISOR"},
            value = Role.class)
    void only_teachers_and_principals_have_a_plan(Role role) {
        assertThat(refusal(draftOf(role, null, OFFICE_HEAD))).satisfies(refusal -> {
            assertThat(refusal.kind()).isEqualTo(Kind.FORBIDDEN);
            assertThat(refusal.code()).isEqualTo("no-plan-for-role");
        });
    }

    @Test
    void a_draft_describes_the_person_as_the_roster_does_and_says_nothing_but_that_it_is_there() {
        var draft = accepted(draftOf(Role.TEACHER, "20306577", PRINCIPAL));

        assertThat(draft.events())
                .containsExactly(new PlanDrafted(
                        TEACHER + ":2026", TEACHER, "20306577", Role.TEACHER, "2026", "2025", GoldenPlan.DRAFTED_AT));
        assertThat(draft.state())
                .isEqualTo(new Plan(
                        TEACHER + ":2026",
                        PlanStatus.DRAFT,
                        TEACHER,
                        Role.TEACHER,
                        EmploymentStatus.PNS,
                        "20306577",
                        "2026",
                        "2025",
                        2,
                        PRINCIPAL,
                        AppraiserCapacity.APPRAISER,
                        Content.EMPTY,
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
                        List.of()));
    }

    @Test
    void everything_that_stands_in_the_way_of_submitting_is_told_at_once() {
        var empty = accepted(draftOf(Role.TEACHER, "20306577", null)).state();

        assertThat(refusal(empty.submit(IMPLIED_RULES, null, SUBMITTED_AT)).code())
                .isEqualTo("plan-incomplete");
        assertThat(faults(empty.submit(IMPLIED_RULES, null, SUBMITTED_AT)))
                .containsExactly("/practice required", "/coreValues required", "/appraiserId appraiser-vacant");
        assertThat(in(PlanStatus.DRAFT).obstacles(IMPLIED_RULES)).isEmpty();
    }

    @Test
    void a_plan_drafted_while_the_post_was_vacant_can_be_submitted_once_somebody_appraises() {
        var vacant = in(PlanStatus.DRAFT).noteAppraiser(null, AppraiserCapacity.NOBODY);

        assertThat(faults(vacant.submit(IMPLIED_RULES, null, SUBMITTED_AT)))
                .containsExactly("/appraiserId appraiser-vacant");
        var submitted = accepted(
                vacant.noteAppraiser(PRINCIPAL, AppraiserCapacity.APPRAISER).submit(IMPLIED_RULES, null, SUBMITTED_AT));
        assertThat(submitted.state()).isEqualTo(in(PlanStatus.SUBMITTED));
    }

    @Test
    void a_practice_is_one_indicator_of_the_own_role_with_some_of_its_behaviours_each_once() {
        assertThat(faults(practise("GURU-9"))).containsExactly("/indicatorCode unknown-indicator");
        assertThat(faults(practise("KS-7", "KS-7-1"))).containsExactly("/indicatorCode unknown-indicator");
        assertThat(faults(practise("GURU-1"))).containsExactly("/targetBehaviourCodes required");
        assertThat(faults(practise("GURU-1", "GURU-1-A", "GURU-2-A", "GURU-1-A")))
                .containsExactly("/targetBehaviourCodes/1 unknown-behaviour", "/targetBehaviourCodes/2 named-twice");
        var other = new Practice("GURU-5", List.of("GURU-5-B"));
        assertThat(accepted(in(PlanStatus.DRAFT).choosePractice(other, IMPLIED_RULES))
                        .state()
                        .content()
                        .practice())
                .isEqualTo(other);
    }

    @Test
    void a_plan_supports_results_of_plans_each_once() {
        var results = List.of(SUPPORTED.getFirst(), "program sekolah", SUPPORTED.getFirst());

        assertThat(faults(in(PlanStatus.DRAFT).alignTo(results, List.of(), IMPLIED_RULES, leader -> true)))
                .containsExactly("/supportedResults/1 not-a-result", "/supportedResults/2 named-twice");
        assertThat(accepted(in(PlanStatus.DRAFT).alignTo(List.of(), List.of(), IMPLIED_RULES, leader -> true))
                        .state()
                        .content()
                        .supportedResults())
                .isEmpty();
    }

    @Test
    void only_results_of_the_own_principal_and_period_are_supported_and_a_role_is_stated_for_one_of_them() {
        var result = SUPPORTED.getFirst();
        var draft = in(PlanStatus.DRAFT);

        assertThat(faults(draft.alignTo(
                        List.of(result, result.replace(":2026#", ":2025#")), List.of(), IMPLIED_RULES, leader -> true)))
                .containsExactly("/supportedResults/1 result-of-other-period");
        assertThat(faults(draft.alignTo(SUPPORTED, List.of(), IMPLIED_RULES, leader -> false)))
                .containsExactly("/supportedResults/0 not-of-own-principal");
        assertThat(faults(draft.alignTo(
                        List.of(result.replace(PRINCIPAL, TEACHER)), List.of(), IMPLIED_RULES, leader -> true)))
                .containsExactly("/supportedResults/0 not-of-own-principal");
        var role = new ResultRole(result, "Menyusun contoh.");
        assertThat(faults(draft.alignTo(
                        SUPPORTED,
                        List.of(role, role, new ResultRole("lain", "Contoh.")),
                        IMPLIED_RULES,
                        leader -> true)))
                .containsExactly("/resultRoles/1/result named-twice", "/resultRoles/2/result role-without-result");
        assertThat(accepted(draft.alignTo(SUPPORTED, List.of(role), IMPLIED_RULES, leader -> true))
                        .state()
                        .content()
                        .resultRoles())
                .containsExactly(role);
    }

    @Test
    void a_principal_plans_results_each_once_and_a_teacher_none() {
        var results = List.of(new PlannedResult("RHK-1", "Contoh."), new PlannedResult("RHK-2", "Contoh."));
        var ofPrincipal = accepted(draftOf(Role.PRINCIPAL, "20306577", null)).state();

        assertThat(accepted(ofPrincipal.planResults(results)).state().content().plannedResults())
                .isEqualTo(results);
        assertThat(faults(ofPrincipal.planResults(List.of(results.getFirst(), results.getFirst()))))
                .containsExactly("/plannedResults/1/code named-twice");
        assertThat(faults(in(PlanStatus.DRAFT).planResults(results)))
                .containsExactly("/plannedResults not-part-of-plan");
    }

    @Test
    void a_returned_plan_can_be_edited_and_submitted_again() {
        var returned = in(PlanStatus.RETURNED);
        assertThat(returned.returnReasons()).isEqualTo(REASONS);

        var other = new Practice("GURU-2", List.of("GURU-2-B"));
        var edited = accepted(returned.choosePractice(other, IMPLIED_RULES)).state();
        assertThat(edited.status()).isEqualTo(PlanStatus.RETURNED);
        assertThat(edited.returnReasons()).isEqualTo(REASONS);

        var again = accepted(edited.submit(IMPLIED_RULES, null, REOPENED_AT));
        assertThat(again.state().returnReasons()).isEmpty();
        assertThat(again.state().content().practice()).isEqualTo(other);
        assertThat(again.events())
                .containsExactly(new PlanSubmitted(
                        TEACHER + ":2026",
                        TEACHER,
                        "20306577",
                        "2026",
                        "2025",
                        false,
                        List.of(Section.PRACTICE),
                        REOPENED_AT,
                        2));
    }

    static Stream<Arguments> whatIsChangedUntilTheNextSubmission() {
        Function<Plan, Decision<Plan>> practice =
                plan -> plan.choosePractice(new Practice("GURU-2", List.of("GURU-2-B")), IMPLIED_RULES);
        Function<Plan, Decision<Plan>> practiceAsBefore = plan -> plan.choosePractice(PRACTICE, IMPLIED_RULES);
        Function<Plan, Decision<Plan>> duties = plan -> plan.chooseDuties(DUTIES, IMPLIED_RULES);
        Function<Plan, Decision<Plan>> oneBehaviourMore = plan -> plan.chooseCoreValues(
                VALUES.stream()
                        .map(value -> value.code().equals("LOYAL")
                                ? new CoreValueChoice("LOYAL", List.of("LOYAL-1", "LOYAL-2"))
                                : value)
                        .toList(),
                IMPLIED_RULES);
        Function<Plan, Decision<Plan>> nothingSupported =
                plan -> plan.alignTo(List.of(), List.of(), IMPLIED_RULES, leader -> true);
        Function<Plan, Decision<Plan>> roleOnly = plan -> plan.alignTo(
                SUPPORTED,
                List.of(new ResultRole(SUPPORTED.getFirst(), "Menyusun contoh.")),
                IMPLIED_RULES,
                leader -> true);
        return Stream.of(
                arguments(List.of(), List.of()),
                arguments(List.of(practice), List.of(Section.PRACTICE)),
                arguments(List.of(practice, practiceAsBefore), List.of()),
                arguments(List.of(duties), List.of(Section.ADDITIONAL_DUTIES)),
                arguments(List.of(oneBehaviourMore), List.of(Section.WORK_BEHAVIOUR)),
                arguments(List.of(nothingSupported), List.of(Section.ALIGNMENT)),
                arguments(List.of(roleOnly), List.of(Section.ALIGNMENT)),
                arguments(
                        List.of(roleOnly, duties, practice),
                        List.of(Section.PRACTICE, Section.ADDITIONAL_DUTIES, Section.ALIGNMENT)));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("whatIsChangedUntilTheNextSubmission")
    void a_submission_tells_which_sections_are_different_since_the_one_before(
            List<Function<Plan, Decision<Plan>>> edits, List<Section> changed) {
        for (var status : List.of(PlanStatus.RETURNED, PlanStatus.REOPENED)) {
            var plan = in(status);
            for (var edit : edits) {
                plan = accepted(edit.apply(plan)).state();
            }
            assertThat(changedBy(accepted(plan.submit(IMPLIED_RULES, null, REOPENED_AT))))
                    .as(status.name())
                    .isEqualTo(changed);
        }
    }

    @Test
    void a_first_submission_tells_which_sections_are_filled_and_so_does_that_of_an_addendum() {
        assertThat(changedBy(accepted(in(PlanStatus.DRAFT).submit(IMPLIED_RULES, null, SUBMITTED_AT))))
                .containsExactly(Section.PRACTICE, Section.WORK_BEHAVIOUR, Section.ALIGNMENT);
        var addendum = accepted(in(PlanStatus.CLOSED)
                        .addendum(ELSEWHERE, IMPLIED_RULES, PERIOD, MonthRule.FIRST_DAY, CLOSED_AT))
                .state();
        assertThat(changedBy(accepted(addendum.submit(IMPLIED_RULES, null, CLOSED_AT))))
                .containsExactly(Section.PRACTICE, Section.WORK_BEHAVIOUR);
    }

    private static List<Section> changedBy(Accepted<Plan> submission) {
        return ((PlanSubmitted) submission.events().getFirst()).changedSections();
    }

    @Test
    void special_expectations_are_told_by_their_core_values_and_only_if_something_is_different() {
        var stated = accepted(GoldenPlan.expecting());
        assertThat(stated.events())
                .containsExactly(new PlanExpectationsStated(
                        TEACHER + ":2026",
                        TEACHER,
                        "20306577",
                        "2026",
                        List.of("HARMONIOUS"),
                        PRINCIPAL,
                        AppraiserCapacity.APPRAISER,
                        EXPECTED_AT,
                        1));

        assertThat(accepted(stated.state().expect(EXPECTATIONS, BY_PRINCIPAL, IMPLIED_RULES, EXPECTED_AT))
                        .events())
                .isEmpty();
        var otherWords = List.of(new LeaderExpectation("HARMONIOUS", "Contoh."));
        assertThat(accepted(stated.state().expect(otherWords, BY_PRINCIPAL, IMPLIED_RULES, EXPECTED_AT))
                        .events())
                .isEqualTo(stated.events());
        assertThat(accepted(stated.state().expect(List.of(), BY_PRINCIPAL, IMPLIED_RULES, EXPECTED_AT))
                        .events())
                .singleElement()
                .isInstanceOfSatisfying(
                        PlanExpectationsStated.class,
                        event -> assertThat(event.coreValues()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "ACCEPTED, 2026-01-12, 0",
        "ACCEPTED, 2026-01-11, 1",
        "ACCEPTED, 2026-01-02, 10",
        "REFUSED, 2026-01-12, 0"
    })
    void a_late_plan_is_marked_with_the_days_and_the_deadline(Late late, LocalDate lastDay, int days) {
        var deadline = new Deadline(lastDay, late, JAKARTA);
        var submitted = accepted(in(PlanStatus.DRAFT).submit(IMPLIED_RULES, deadline, SUBMITTED_AT));

        assertThat(submitted.state().late()).isEqualTo(days == 0 ? null : new Lateness(days, lastDay));
        assertThat(submitted.events())
                .containsExactly(new PlanSubmitted(
                        TEACHER + ":2026",
                        TEACHER,
                        "20306577",
                        "2026",
                        "2025",
                        days > 0,
                        List.of(Section.PRACTICE, Section.WORK_BEHAVIOUR, Section.ALIGNMENT),
                        SUBMITTED_AT,
                        1));
    }

    @Test
    void where_late_plans_are_refused_the_deadline_and_who_can_extend_it_are_named() {
        var deadline = new Deadline(LocalDate.of(2026, 1, 11), Late.REFUSED, JAKARTA);

        assertThat(refusal(in(PlanStatus.DRAFT).submit(IMPLIED_RULES, deadline, SUBMITTED_AT)))
                .satisfies(refusal -> {
                    assertThat(refusal.kind()).isEqualTo(Kind.CONFLICT);
                    assertThat(refusal.code()).isEqualTo("deadline-passed");
                    assertThat(refusal.facts()).isEqualTo(Map.of("deadline", "2026-01-11", "daysLate", 1));
                    assertThat(refusal.faults()).singleElement().satisfies(fault -> {
                        assertThat(fault.pointer()).isEqualTo("/submittedAt");
                        assertThat(fault.actor()).isEqualTo("OFFICE");
                    });
                });
    }

    @ParameterizedTest
    @EnumSource(Late.class)
    void what_a_plan_is_at_its_first_submission_it_stays_when_it_is_returned_or_reopened(Late rule) {
        var over = new Deadline(LocalDate.of(2026, 1, 12), rule, JAKARTA);
        var inTime = accepted(in(PlanStatus.RETURNED).submit(IMPLIED_RULES, over, REOPENED_AT));
        assertThat(inTime.state().late()).isNull();
        assertThat(accepted(in(PlanStatus.REOPENED).submit(IMPLIED_RULES, over, REOPENED_AT))
                        .state()
                        .late())
                .isNull();

        var accepting = new Deadline(LocalDate.of(2026, 1, 11), Late.ACCEPTED, JAKARTA);
        var late = accepted(in(PlanStatus.DRAFT).submit(IMPLIED_RULES, accepting, SUBMITTED_AT))
                .state();
        var returned =
                accepted(late.giveBack(REASONS, BY_PRINCIPAL, RETURNED_AT)).state();
        var later = new Deadline(LocalDate.of(2026, 12, 31), rule, JAKARTA);
        assertThat(accepted(returned.submit(IMPLIED_RULES, later, REOPENED_AT))
                        .state()
                        .late())
                .isEqualTo(new Lateness(1, LocalDate.of(2026, 1, 11)));
    }

    @Test
    void a_return_names_each_section_once_and_keeps_the_words_here() {
        var reasons = List.of(
                new ReturnReason(Section.ALIGNMENT, "Hasil ini milik sekolah lain."),
                new ReturnReason(Section.PRACTICE, "Terlalu banyak perilaku."),
                new ReturnReason(Section.PRACTICE, "Mulailah dengan satu."));
        var returned = accepted(in(PlanStatus.SUBMITTED).giveBack(reasons, BY_PRINCIPAL, RETURNED_AT));

        assertThat(returned.state().returnReasons()).isEqualTo(reasons);
        assertThat(returned.events())
                .containsExactly(new PlanReturned(
                        TEACHER + ":2026",
                        TEACHER,
                        "20306577",
                        "2026",
                        List.of(Section.PRACTICE, Section.ALIGNMENT),
                        PRINCIPAL,
                        AppraiserCapacity.APPRAISER,
                        RETURNED_AT,
                        1));
    }

    @ParameterizedTest
    @EnumSource(ApprovalMode.class)
    void where_agreement_is_implied_approval_agrees_in_the_same_command(ApprovalMode mode) {
        var agreed = accepted(in(PlanStatus.SUBMITTED).approve(BY_PRINCIPAL, mode, IMPLIED_RULES, APPROVED_AT));

        assertThat(agreed.state().status()).isEqualTo(PlanStatus.AGREED);
        assertThat(agreed.state().approval())
                .isEqualTo(new Approval(PRINCIPAL, mode, APPROVED_AT, AppraiserCapacity.APPRAISER));
        assertThat(agreed.state().agreedAt()).isEqualTo(APPROVED_AT);
        assertThat(agreed.events()).containsExactly(approved(mode), agreed(mode, Agreement.IMPLIED));
    }

    @Test
    void where_agreement_is_explicit_the_employee_agrees_afterwards() {
        var approved = accepted(
                in(PlanStatus.SUBMITTED).approve(BY_PRINCIPAL, ApprovalMode.DECIDED, EXPLICIT_RULES, APPROVED_AT));
        assertThat(approved.state().status()).isEqualTo(PlanStatus.APPROVED);
        assertThat(approved.state().agreedAt()).isNull();
        assertThat(approved.events()).containsExactly(approved(ApprovalMode.DECIDED));

        var agreed = accepted(approved.state().agree(EXPLICIT_RULES, APPROVED_AT));
        assertThat(agreed.state().status()).isEqualTo(PlanStatus.AGREED);
        assertThat(agreed.state().agreedAt()).isEqualTo(APPROVED_AT);
        assertThat(agreed.events()).containsExactly(agreed(ApprovalMode.DECIDED, Agreement.EXPLICIT));
    }

    @Test
    void where_the_office_has_chosen_so_a_submission_is_approved_at_once_and_marked() {
        var draft = in(PlanStatus.DRAFT).noteAppraiser(PRINCIPAL, AppraiserCapacity.AUTOMATIC);

        var agreed = accepted(draft.submit(IMPLIED_RULES, null, APPROVED_AT));
        assertThat(agreed.state().status()).isEqualTo(PlanStatus.AGREED);
        assertThat(agreed.state().approval())
                .isEqualTo(new Approval(PRINCIPAL, ApprovalMode.AUTOMATIC, APPROVED_AT, AppraiserCapacity.AUTOMATIC));
        assertThat(agreed.events())
                .extracting(Object::getClass)
                .isEqualTo(List.of(PlanSubmitted.class, PlanApproved.class, PlanAgreed.class));
        assertThat(agreed.events().get(1)).isInstanceOfSatisfying(PlanApproved.class, approved -> {
            assertThat(approved.approvalMode()).isEqualTo(ApprovalMode.AUTOMATIC);
            assertThat(approved.approverCapacity()).isEqualTo(AppraiserCapacity.AUTOMATIC);
            assertThat(approved.approverId()).isEqualTo(PRINCIPAL);
        });
        assertThat(accepted(draft.submit(EXPLICIT_RULES, null, APPROVED_AT))
                        .state()
                        .status())
                .as("the owner agrees to what the policy approved")
                .isEqualTo(PlanStatus.APPROVED);

        // What is incomplete is as incomplete as ever.
        var empty = accepted(draftOf(Role.TEACHER, "20306577", PRINCIPAL))
                .state()
                .noteAppraiser(PRINCIPAL, AppraiserCapacity.AUTOMATIC);
        assertThat(faults(empty.submit(IMPLIED_RULES, null, APPROVED_AT)))
                .containsExactly("/practice required", "/coreValues required");
    }

    @Test
    void while_nobody_decides_a_plan_says_that_the_office_has_to_act() {
        for (var status : List.of(PlanStatus.DRAFT, PlanStatus.SUBMITTED, PlanStatus.RETURNED, PlanStatus.REOPENED)) {
            var waiting = in(status).noteAppraiser(null, AppraiserCapacity.NOBODY);
            assertThat(waiting.obstacles(IMPLIED_RULES))
                    .as(status.name())
                    .singleElement()
                    .satisfies(fault -> {
                        assertThat(fault.code()).isEqualTo("appraiser-vacant");
                        assertThat(fault.actor()).isEqualTo("OFFICE");
                    });
        }
        assertThat(in(PlanStatus.AGREED)
                        .noteAppraiser(null, AppraiserCapacity.NOBODY)
                        .obstacles(IMPLIED_RULES))
                .isEmpty();
    }

    @Test
    void a_reopened_plan_tells_its_owner_why_until_it_is_submitted_and_approved_anew() {
        var reopened = in(PlanStatus.REOPENED);

        assertThat(reopened.reopenReason()).isEqualTo(REOPEN_REASON);
        assertThat(reopened.approval()).isNull();
        assertThat(reopened.agreedAt()).isNull();
        assertThat(reopened.content().practice()).isEqualTo(PRACTICE);
        var again = accepted(reopened.submit(IMPLIED_RULES, null, APPROVED_AT)).state();
        assertThat(again.reopenReason()).isNull();
        assertThat(again.contentVersion()).isEqualTo(2);
    }

    @Test
    void the_appraisers_expectations_stay_through_return_and_reopening() {
        var expecting = accepted(GoldenPlan.expecting()).state();
        var returned =
                accepted(expecting.giveBack(REASONS, BY_PRINCIPAL, RETURNED_AT)).state();
        assertThat(returned.leaderExpectations()).isEqualTo(EXPECTATIONS);

        var again = accepted(returned.submit(IMPLIED_RULES, null, SUBMITTED_AT)).state();
        var agreed = accepted(again.approve(BY_PRINCIPAL, ApprovalMode.DECIDED, IMPLIED_RULES, APPROVED_AT))
                .state();
        assertThat(agreed.leaderExpectations()).isEqualTo(EXPECTATIONS);
        assertThat(accepted(agreed.reopen(REOPEN_REASON, BY_PRINCIPAL, REOPENED_AT))
                        .state()
                        .leaderExpectations())
                .isEqualTo(EXPECTATIONS);
    }

    @Test
    void a_closed_plan_stays_as_it_was_and_says_until_when_it_was_for_and_what_follows() {
        var agreed = in(PlanStatus.AGREED);
        var closed = accepted(agreed.close(ELSEWHERE, "SD", PERIOD, MonthRule.FIRST_DAY, CLOSED_AT));

        assertThat(closed.state().content()).isEqualTo(agreed.content());
        assertThat(closed.state().npsn()).isEqualTo("20306577");
        assertThat(closed.state().appraiserId()).isEqualTo(PRINCIPAL);
        assertThat(closed.state().approval()).isEqualTo(agreed.approval());
        assertThat(closed.state().closure())
                .isEqualTo(new Closure(
                        LocalDate.of(2026, 8, 1), Cause.MOVED, "20306578", CLOSED_AT, TEACHER + ":2026.2", 7, "SD"));
        assertThat(closed.state().covers(PERIOD))
                .isEqualTo(new Covers(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 7, 31), 7));
        assertThat(closed.events())
                .containsExactly(new PlanClosed(
                        TEACHER + ":2026",
                        TEACHER,
                        "20306577",
                        "2026",
                        1,
                        LocalDate.of(2026, 1, 1),
                        LocalDate.of(2026, 8, 1),
                        Cause.MOVED,
                        7,
                        TEACHER + ":2026.2",
                        CLOSED_AT,
                        1L));
    }

    @Test
    void what_is_open_when_its_owner_leaves_ends_with_the_last_day_and_nothing_follows() {
        var submitted = in(PlanStatus.SUBMITTED);
        var closed = accepted(submitted.leave(LAST_DAY, "SD", PERIOD, MonthRule.FIRST_DAY, CLOSED_AT));

        assertThat(closed.state().content()).isEqualTo(submitted.content());
        assertThat(closed.state().closure())
                .isEqualTo(new Closure(LocalDate.of(2026, 7, 1), Cause.LEFT, null, CLOSED_AT, null, 6, "SD"));
        assertThat(closed.state().covers(PERIOD)).isEqualTo(new Covers(LocalDate.of(2026, 1, 1), LAST_DAY, 6));
        assertThat(closed.events())
                .containsExactly(new PlanClosed(
                        TEACHER + ":2026",
                        TEACHER,
                        "20306577",
                        "2026",
                        1,
                        LocalDate.of(2026, 1, 1),
                        LocalDate.of(2026, 7, 1),
                        Cause.LEFT,
                        6,
                        null,
                        CLOSED_AT,
                        1L));
    }

    @ParameterizedTest(name = "last day {0}: until {1}, {2} months")
    @CsvSource({
        "2026-12-31, 2026-12-31, 12",
        "2027-03-31, 2026-12-31, 12",
        "2026-12-30, 2026-12-30, 12",
        "2026-01-01, 2026-01-01, 1",
        "2025-12-31, 2025-12-31, 0",
        "2025-06-30, 2025-12-31, 0"
    })
    void a_plan_that_was_left_open_is_for_its_period_at_most_and_perhaps_for_no_day(
            LocalDate lastDay, LocalDate until, int months) {
        var closed = accepted(in(PlanStatus.RETURNED).leave(lastDay, "SD", PERIOD, MonthRule.FIRST_DAY, CLOSED_AT));

        assertThat(closed.state().covers(PERIOD)).isEqualTo(new Covers(LocalDate.of(2026, 1, 1), until, months));
    }

    @Test
    void whoever_comes_back_goes_on_with_an_addendum() {
        var closed = accepted(in(PlanStatus.SUBMITTED).leave(LAST_DAY, "SD", PERIOD, MonthRule.FIRST_DAY, CLOSED_AT))
                .state();

        var addendum = accepted(closed.addendum(ELSEWHERE, IMPLIED_RULES, PERIOD, MonthRule.FIRST_DAY, CLOSED_AT))
                .state();

        assertThat(addendum.planId()).isEqualTo(TEACHER + ":2026.2");
        assertThat(addendum.content().practice()).isEqualTo(PRACTICE);
        // From the first day at the other school; nobody had July.
        assertThat(addendum.covers(PERIOD))
                .isEqualTo(new Covers(LocalDate.of(2026, 8, 1), LocalDate.of(2026, 12, 31), 5));
    }

    @Test
    void an_addendum_takes_along_what_is_the_persons_and_leaves_behind_what_was_the_schools() {
        var dutiful = accepted(in(PlanStatus.DRAFT).chooseDuties(DUTIES, IMPLIED_RULES))
                .state();
        var closed = accepted(accepted(dutiful.submit(IMPLIED_RULES, null, SUBMITTED_AT))
                        .state()
                        .close(ELSEWHERE, "SD", PERIOD, MonthRule.FIRST_DAY, CLOSED_AT))
                .state();

        var drafted = accepted(closed.addendum(ELSEWHERE, IMPLIED_RULES, PERIOD, MonthRule.FIRST_DAY, CLOSED_AT));

        assertThat(drafted.events())
                .containsExactly(new PlanDrafted(
                        TEACHER + ":2026.2", TEACHER, "20306578", Role.TEACHER, "2026", "2025", CLOSED_AT));
        var addendum = drafted.state();

        assertThat(addendum.planId()).isEqualTo(TEACHER + ":2026.2");
        assertThat(addendum.status()).isEqualTo(PlanStatus.DRAFT);
        assertThat(addendum.npsn()).isEqualTo("20306578");
        assertThat(addendum.appraiserId()).isEqualTo(ELSEWHERE.appraiserId());
        assertThat(addendum.content().practice()).isEqualTo(PRACTICE);
        assertThat(addendum.content().coreValues()).isEqualTo(VALUES);
        assertThat(addendum.content().dutyCodes()).isEmpty();
        assertThat(addendum.content().supportedResults()).isEmpty();
        assertThat(addendum.covers(PERIOD))
                .isEqualTo(new Covers(LocalDate.of(2026, 8, 1), LocalDate.of(2026, 12, 31), 5));
        assertThat(addendum.reminders().stream().map(fault -> fault.pointer() + " " + fault.code()))
                .containsExactly("/dutyCodes left-behind", "/supportedResults left-behind");
        assertThat(accepted(addendum.chooseDuties(DUTIES, IMPLIED_RULES))
                        .state()
                        .reminders())
                .extracting(fault -> fault.pointer())
                .containsExactly("/supportedResults");
        assertThat(accepted(addendum.submit(IMPLIED_RULES, null, CLOSED_AT))
                        .state()
                        .contentVersion())
                .isEqualTo(1);
    }

    @Test
    void who_becomes_principal_chooses_another_practice_and_has_no_teachers_indicator() {
        var post = new Post(Role.PRINCIPAL, EmploymentStatus.PNS, "20306577", OFFICE_HEAD, LocalDate.of(2026, 3, 10));
        var closed = accepted(in(PlanStatus.AGREED).close(post, "SD", PERIOD, MonthRule.FIRST_DAY, CLOSED_AT))
                .state();

        var addendum = accepted(closed.addendum(
                        post,
                        new PlanRules(GoldenPlan.IMPLIED, Role.PRINCIPAL, null),
                        PERIOD,
                        MonthRule.FIRST_DAY,
                        CLOSED_AT))
                .state();

        assertThat(addendum.role()).isEqualTo(Role.PRINCIPAL);
        assertThat(addendum.content().practice()).isNull();
        assertThat(addendum.reminders()).extracting(fault -> fault.pointer()).contains("/practice");
        // March was begun as a teacher.
        assertThat(addendum.covers(PERIOD).months()).isEqualTo(9);
    }

    @Test
    void who_gets_a_role_without_a_plan_has_none_for_the_rest_of_the_period() {
        var post = new Post(Role.SUPERVISOR, EmploymentStatus.PNS, null, OFFICE_HEAD, LocalDate.of(2026, 8, 1));
        var closed = accepted(in(PlanStatus.AGREED).close(post, "SD", PERIOD, MonthRule.FIRST_DAY, CLOSED_AT));

        assertThat(closed.state().closure())
                .isEqualTo(new Closure(LocalDate.of(2026, 8, 1), Cause.MOVED, null, CLOSED_AT, null, 7, "SD"));
        assertThat(closed.state().covers(PERIOD).months()).isEqualTo(7);
    }

    @Test
    void a_draft_moves_along_with_what_is_the_persons() {
        var dutiful = accepted(in(PlanStatus.DRAFT).chooseDuties(DUTIES, IMPLIED_RULES))
                .state();
        var moved = accepted(dutiful.move(ELSEWHERE, IMPLIED_RULES, CLOSED_AT));

        assertThat(moved.events())
                .containsExactly(new PlanDrafted(
                        TEACHER + ":2026", TEACHER, "20306578", Role.TEACHER, "2026", "2025", CLOSED_AT));
        assertThat(moved.state().planId()).isEqualTo(TEACHER + ":2026");
        assertThat(moved.state().npsn()).isEqualTo("20306578");
        assertThat(moved.state().content().dutyCodes()).isEmpty();
        assertThat(moved.state().covers(PERIOD).months()).isEqualTo(12);
        assertThat(accepted(moved.state().move(ELSEWHERE, IMPLIED_RULES, CLOSED_AT))
                        .state()
                        .leftBehind())
                .as("moving on forgets nothing")
                .containsExactly("/dutyCodes", "/supportedResults");
    }

    @Test
    void a_closed_plan_is_read_by_those_who_appraised_it_until_then() {
        assertThat(in(PlanStatus.CLOSED).wasAppraisedBy(PRINCIPAL)).isTrue();
        assertThat(in(PlanStatus.CLOSED).wasAppraisedBy(OFFICE_HEAD)).isFalse();
        assertThat(in(PlanStatus.AGREED).wasAppraisedBy(PRINCIPAL)).isFalse();
    }

    @Test
    void results_of_a_principal_who_came_within_the_period_are_those_of_a_later_part() {
        var result = PRINCIPAL + ":2026.2#KS-7";
        assertThat(accepted(in(PlanStatus.DRAFT).alignTo(List.of(result), List.of(), IMPLIED_RULES, leader -> true))
                        .state()
                        .content()
                        .supportedResults())
                .containsExactly(result);
        assertThat(faults(in(PlanStatus.DRAFT)
                        .alignTo(
                                List.of(PRINCIPAL + ":2025.2#KS-7", PRINCIPAL + ":2026.0#KS-7"),
                                List.of(),
                                IMPLIED_RULES,
                                leader -> true)))
                .containsExactly("/supportedResults/1 not-a-result");
    }

    private static PlanApproved approved(ApprovalMode mode) {
        return new PlanApproved(
                TEACHER + ":2026",
                TEACHER,
                "20306577",
                Role.TEACHER,
                EmploymentStatus.PNS,
                "2026",
                "2025",
                GoldenPlan.IMPLIED.version(),
                "GURU-1",
                List.of("GURU-1-A", "GURU-1-C"),
                SUPPORTED,
                PRINCIPAL,
                AppraiserCapacity.APPRAISER,
                mode,
                APPROVED_AT,
                1);
    }

    private static PlanAgreed agreed(ApprovalMode mode, Agreement agreement) {
        return new PlanAgreed(
                TEACHER + ":2026",
                TEACHER,
                "20306577",
                Role.TEACHER,
                EmploymentStatus.PNS,
                "2026",
                "2025",
                GoldenPlan.IMPLIED.version(),
                "GURU-1",
                List.of("GURU-1-A", "GURU-1-C"),
                PRINCIPAL,
                AppraiserCapacity.APPRAISER,
                mode,
                agreement,
                1,
                LocalDate.of(2026, 1, 1),
                12,
                APPROVED_AT,
                1);
    }

    private static Decision<Plan> practise(String indicator, String... behaviours) {
        return in(PlanStatus.DRAFT).choosePractice(new Practice(indicator, List.of(behaviours)), IMPLIED_RULES);
    }

    private static List<String> faults(Decision<Plan> decision) {
        var refusal = refusal(decision);
        assertThat(refusal.kind()).isEqualTo(Kind.INVALID);
        return refusal.faults().stream()
                .map(fault -> fault.pointer() + " " + fault.code())
                .toList();
    }
}
