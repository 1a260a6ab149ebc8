package id.kinerja.assessment.closing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import id.kinerja.assessment.closing.Readiness.NotReady;
import id.kinerja.assessment.closing.SchoolPeriod.Included;
import id.kinerja.assessment.closing.SchoolPeriod.LeftOut;
import id.kinerja.assessment.rating.AssessmentStatus;
import id.kinerja.assessment.rating.Predicate;
import id.kinerja.assessment.rating.Standing;
import id.kinerja.kit.contracts.ContractFiles;
import id.kinerja.kit.directory.DirectoryEntry;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Decision.Accepted;
import id.kinerja.kit.model.Decision.Refused;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.model.Refusal.Fault;
import id.kinerja.kit.model.Refusal.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SchoolPeriodTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String CLOSED = "id.kinerja.assessment.PeriodClosed.v1";
    private static final Instant NOW = Instant.parse("2026-12-17T04:00:00Z");

    /** The people of the golden examples. */
    private static final String MELATI = "5f1c0d3a-7a52-4c3e-9a41-0c8f6b2d1e01";

    private static final String PRINCIPAL = "8b7e2c94-13d6-4f0a-b5c2-3e9a7d604f02";
    private static final String SECOND = "1d90b7e5-6c24-48fa-9b7d-52e8c3f0a604";
    private static final String ON_LEAVE = "e63f58c1-0b9d-4a72-86e4-7c15d2a9b805";

    private static final Readiness ONE_IS_NOT_READY = Readiness.of(
            List.of(teacher(MELATI, "Melati"), teacher(SECOND, "Indah"), teacher(ON_LEAVE, "Gita")),
            List.of(result(MELATI, Predicate.GOOD), result(SECOND, Predicate.VERY_GOOD)));
    private static final LeftOut LEAVE = new LeftOut(ON_LEAVE, LeftOutReason.ON_LEAVE);

    private static DirectoryEntry teacher(String id, String name) {
        return person(id, name, Role.TEACHER, PRINCIPAL);
    }

    private static DirectoryEntry person(String id, String name, Role role, @Nullable String appraiserId) {
        return new DirectoryEntry(
                id, name + "@guru.sd.belajar.id", name, role, EmploymentStatus.PNS, "20306577", appraiserId);
    }

    private static Standing result(String employeeId, Predicate predicate) {
        return new Standing(employeeId + ":2026", employeeId, AssessmentStatus.FINAL, true, predicate, 1);
    }

    private static Standing unfinished(String employeeId, AssessmentStatus status, boolean planAgreed) {
        return new Standing(employeeId + ":2026", employeeId, status, planAgreed, null, 0);
    }

    private static SchoolPeriod in(SchoolPeriodStatus status) {
        var open = SchoolPeriod.open("20306577", "2026", "2025", 2026);
        return switch (status) {
            case OPEN -> open;
            case CLOSED -> accepted(close(open, LEAVE)).state();
        };
    }

    private static Decision<SchoolPeriod> close(SchoolPeriod period, LeftOut... leaveOut) {
        return period.close(ONE_IS_NOT_READY, List.of(leaveOut), PRINCIPAL, NOW);
    }

    private static Accepted<SchoolPeriod> accepted(Decision<SchoolPeriod> decision) {
        assertThat(decision).isInstanceOf(Accepted.class);
        return (Accepted<SchoolPeriod>) decision;
    }

    private static Refusal refusal(Decision<SchoolPeriod> decision) {
        assertThat(decision).isInstanceOf(Refused.class);
        return ((Refused<SchoolPeriod>) decision).refusal();
    }

    @ParameterizedTest
    @EnumSource
    void closing_has_a_defined_answer_in_every_state(SchoolPeriodStatus before) {
        var decision = close(in(before), LEAVE);

        switch (before) {
            case OPEN -> {
                assertThat(accepted(decision).state().status()).isEqualTo(SchoolPeriodStatus.CLOSED);
                assertThat(accepted(decision).events())
                        .hasOnlyElementsOfType(PeriodClosed.class)
                        .hasSize(1);
            }
            case CLOSED ->
                assertThat(refusal(decision)).isEqualTo(Refusal.wrongState(SchoolPeriodStatus.CLOSED, "close"));
        }
    }

    @Test
    void the_golden_closing_tells_what_the_golden_example_says() {
        var event = accepted(close(in(SchoolPeriodStatus.OPEN), LEAVE)).events().getFirst();
        var told = JSON.writeValueAsString(event);

        ContractFiles.assertValid(CLOSED, told);
        var golden = ContractFiles.golden(CLOSED);
        assertThat(inAnyOrder(told)).isEqualTo(inAnyOrder(golden.dataJson()));
        assertThat(event.subject()).isEqualTo(golden.key());
        assertThat(ClosingConfiguration.SCHOOL_PERIODS.eventTypes()).containsExactly(entry(PeriodClosed.class, CLOSED));
        assertThat(golden.headers())
                .containsEntry(
                        "ce_source",
                        ClosingConfiguration.SCHOOL_PERIODS.sourcePrefix()
                                + in(SchoolPeriodStatus.OPEN).id());
    }

    /** Fields by name, lists as sets: the manifest promises no order. */
    private static Map<String, Object> inAnyOrder(String json) {
        var fields = new HashMap<String, Object>();
        JSON.readTree(json).properties().forEach(field -> {
            JsonNode value = field.getValue();
            fields.put(field.getKey(), value.isArray() ? new HashSet<>(value.values()) : value);
        });
        return fields;
    }

    @Test
    void who_is_not_ready_must_be_left_out_by_name_or_the_period_stays_open() {
        var refusal = refusal(close(in(SchoolPeriodStatus.OPEN)));

        assertThat(refusal.kind()).isEqualTo(Kind.CONFLICT);
        assertThat(refusal.code()).isEqualTo("people-not-ready");
        assertThat(refusal.facts()).containsEntry("notReady", ONE_IS_NOT_READY.notReady());
        assertThat(refusal.faults()).containsExactly(Fault.at("/leaveOut", "plan-not-agreed", "Gita"));
    }

    @Test
    void everybody_who_is_not_ready_and_not_named_is_listed_at_once() {
        var people = Readiness.of(
                List.of(
                        teacher("a", "Ani"),
                        teacher("b", "Budi"),
                        teacher("c", "Citra"),
                        person("d", "Doni", Role.TEACHER, null),
                        person("p", "Prita", Role.PRINCIPAL, "head")),
                List.of(
                        unfinished("b", AssessmentStatus.OPEN, true),
                        unfinished("c", AssessmentStatus.RATED, true),
                        unfinished("d", AssessmentStatus.RATED, true),
                        result("p", Predicate.GOOD)));

        var refusal = refusal(in(SchoolPeriodStatus.OPEN)
                .close(people, List.of(new LeftOut("a", LeftOutReason.OTHER)), PRINCIPAL, NOW));

        assertThat(refusal.faults())
                .containsExactly(
                        Fault.at("/leaveOut", "result-not-final", "Budi"),
                        Fault.at("/leaveOut", "result-not-final", "Citra"),
                        Fault.at("/leaveOut", "appraiser-vacant", "Doni"));
    }

    @Test
    void nobody_is_dropped_everybody_is_included_or_left_out() {
        var closing = Objects.requireNonNull(
                accepted(close(in(SchoolPeriodStatus.OPEN), LEAVE)).state().closing());

        assertThat(closing.included())
                .containsExactly(new Included(SECOND + ":2026", 1), new Included(MELATI + ":2026", 1));
        assertThat(closing.leftOut()).containsExactly(LEAVE);
        assertThat(closing.counts()).containsOnly(entry(Predicate.GOOD, 1), entry(Predicate.VERY_GOOD, 1));
    }

    @Test
    void the_office_closes_in_its_own_name() {
        var told = JSON.writeValueAsString(
                accepted(in(SchoolPeriodStatus.OPEN).close(ONE_IS_NOT_READY, List.of(LEAVE), SchoolPeriod.OFFICE, NOW))
                        .events()
                        .getFirst());

        ContractFiles.assertValid(CLOSED, told);
    }

    @ParameterizedTest
    @EnumSource
    void a_reason_that_this_service_knows_must_be_the_true_one(LeftOutReason reason) {
        var decision = close(in(SchoolPeriodStatus.OPEN), new LeftOut(ON_LEAVE, reason));

        if (reason == LeftOutReason.NOT_RATED) {
            assertThat(refusal(decision).faults())
                    .containsExactly(Fault.at("/leaveOut/0/reason", "has-no-plan", "Gita"));
        } else {
            ContractFiles.assertValid(
                    CLOSED, JSON.writeValueAsString(accepted(decision).events().getFirst()));
        }
    }

    @Test
    void a_final_result_a_stranger_and_a_repetition_cannot_be_left_out() {
        var refusal = refusal(close(
                in(SchoolPeriodStatus.OPEN),
                LEAVE,
                new LeftOut(MELATI, LeftOutReason.OTHER),
                new LeftOut("somebody", LeftOutReason.OTHER),
                LEAVE));

        assertThat(refusal.kind()).isEqualTo(Kind.INVALID);
        assertThat(refusal.faults())
                .containsExactly(
                        Fault.at("/leaveOut/1/employeeId", "result-is-final", "Melati"),
                        Fault.at("/leaveOut/2/employeeId", "not-of-this-school", "somebody"),
                        Fault.at("/leaveOut/3/employeeId", "named-twice", ON_LEAVE));
    }

    @Test
    void a_school_without_people_is_not_closed_because_its_roster_may_be_late() {
        var nobody = Readiness.of(List.of(), List.of());

        assertThat(refusal(in(SchoolPeriodStatus.OPEN).close(nobody, List.of(), SchoolPeriod.OFFICE, NOW))
                        .code())
                .isEqualTo("nobody-at-school");
    }

    @Test
    void nobody_waits_for_who_has_left_and_the_closing_says_so() {
        var people = Readiness.of(
                        List.of(teacher(MELATI, "Melati"), teacher(SECOND, "Indah"), teacher(ON_LEAVE, "Gita")),
                        List.of(result(MELATI, Predicate.GOOD), result(SECOND, Predicate.VERY_GOOD)))
                .without(Map.of(ON_LEAVE, LocalDate.of(2026, 6, 30), SECOND, LocalDate.of(2026, 7, 31)));

        assertThat(people.notReady()).isEmpty();
        assertThat(people.left()).containsExactly(new Readiness.Left(ON_LEAVE, "Gita", LocalDate.of(2026, 6, 30)));
        assertThat(people.ready()).as("a result that was final stays").hasSize(2);
        var closed = accepted(in(SchoolPeriodStatus.OPEN).close(people, List.of(), PRINCIPAL, NOW));
        assertThat(Objects.requireNonNull(closed.state().closing()).leftOut())
                .containsExactly(new LeftOut(ON_LEAVE, LeftOutReason.LEFT_SCHOOL));
        ContractFiles.assertValid(
                CLOSED, JSON.writeValueAsString(closed.events().getFirst()));
    }

    @ParameterizedTest
    @EnumSource
    void who_has_left_may_be_named_for_that_reason_only(LeftOutReason reason) {
        var people = ONE_IS_NOT_READY.without(Map.of(ON_LEAVE, LocalDate.of(2026, 6, 30)));
        var decision =
                in(SchoolPeriodStatus.OPEN).close(people, List.of(new LeftOut(ON_LEAVE, reason)), PRINCIPAL, NOW);

        if (reason == LeftOutReason.LEFT_SCHOOL) {
            assertThat(Objects.requireNonNull(accepted(decision).state().closing())
                            .leftOut())
                    .containsExactly(new LeftOut(ON_LEAVE, reason));
        } else {
            assertThat(refusal(decision).faults()).containsExactly(Fault.at("/leaveOut/0/reason", "has-left", "Gita"));
        }
    }

    @Test
    void a_school_that_everybody_has_left_can_be_closed() {
        var people = Readiness.of(List.of(teacher(ON_LEAVE, "Gita")), List.of())
                .without(Map.of(ON_LEAVE, LocalDate.of(2026, 6, 30)));

        assertThat(accepted(in(SchoolPeriodStatus.OPEN).close(people, List.of(), PRINCIPAL, NOW))
                        .state()
                        .status())
                .isEqualTo(SchoolPeriodStatus.CLOSED);
    }

    @Test
    void only_teachers_and_principals_are_expected_to_have_a_result() {
        var people = Readiness.of(
                Arrays.stream(Role.values())
                        .map(role -> person(role.name(), role.name(), role, PRINCIPAL))
                        .toList(),
                List.of());

        assertThat(people.notReady()).extracting(NotReady::employeeId).containsExactly("PRINCIPAL", "TEACHER");
    }

    @Test
    void a_person_is_told_by_what_is_missing_and_who_must_act() {
        var people = Readiness.of(
                List.of(
                        teacher("a", "Ani"),
                        teacher("b", "Budi"),
                        teacher("c", "Citra"),
                        teacher("d", "Doni"),
                        person("e", "Eka", Role.TEACHER, null)),
                List.of(
                        unfinished("b", AssessmentStatus.OPEN, true),
                        unfinished("c", AssessmentStatus.RATED, true),
                        unfinished("d", AssessmentStatus.RATED, false),
                        unfinished("late", AssessmentStatus.OPEN, true)));

        assertThat(people.ready()).isEmpty();
        assertThat(people.notReady())
                .containsExactly(
                        missing("a", "Ani", LeftOutReason.NO_PLAN, null, Readiness.MustAct.EMPLOYEE),
                        missing(
                                "b",
                                "Budi",
                                LeftOutReason.NOT_RATED,
                                AssessmentStatus.OPEN,
                                Readiness.MustAct.APPRAISER),
                        missing(
                                "c",
                                "Citra",
                                LeftOutReason.NOT_RATED,
                                AssessmentStatus.RATED,
                                Readiness.MustAct.APPRAISER),
                        missing("d", "Doni", LeftOutReason.NO_PLAN, AssessmentStatus.RATED, Readiness.MustAct.EMPLOYEE),
                        new NotReady("e", "Eka", LeftOutReason.NO_PLAN, null, Readiness.MustAct.OFFICE, null),
                        new NotReady(
                                "late",
                                null,
                                LeftOutReason.NOT_RATED,
                                AssessmentStatus.OPEN,
                                Readiness.MustAct.OFFICE,
                                null));
    }

    private static NotReady missing(
            String employeeId,
            String name,
            LeftOutReason reason,
            @Nullable AssessmentStatus status,
            Readiness.MustAct actor) {
        return new NotReady(employeeId, name, reason, status, actor, PRINCIPAL);
    }
}
