package id.kinerja.planning.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Decision.Accepted;
import id.kinerja.kit.model.Decision.Refused;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.regulation.Regulation.Extension;
import id.kinerja.kit.regulation.Regulation.Late;
import id.kinerja.kit.regulation.Regulation.Rule;
import id.kinerja.kit.regulation.Regulation.Stage;
import id.kinerja.kit.regulation.Regulation.StageName;
import id.kinerja.planning.deadline.DeadlineExtension.By;
import id.kinerja.planning.deadline.Window.State;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Until when a stage runs for somebody. */
class WindowTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2027, 12, 31);
    private static final LocalDate LAST = LocalDate.of(2026, 1, 31);
    private static final Stage PLANNING = stage(null);
    private static final Stage BY_LETTER = stage(new Extension(LocalDate.of(2026, 3, 31), "Surat contoh", "O", null));
    private static final Instant GRANTED_AT = Instant.parse("2026-01-20T02:00:00Z");
    private static final By OFFICE = new By("office@dinas.belajar.id", null);

    private static final DeadlineExtension PERSONAL =
            granted(Scope.ofEmployee("sari", "20306577"), "2026-02-20", "2026-02-10T00:00:00Z");
    private static final DeadlineExtension OF_SCHOOL = granted(Scope.ofSchool("20306577"), "2026-02-15", null);
    private static final DeadlineExtension OF_REGENCY =
            granted(Scope.ofRegency("Kab. Contoh"), "2026-02-05", "2026-01-25T00:00:00Z");

    /** The personal one expires on 10 February, that of the regency on 25 January. */
    @ParameterizedTest(name = "{0} on {1}")
    @CsvSource({
        "none,                    2026-01-24T00:00:00Z, 2026-01-31",
        "regency,                 2026-01-24T00:00:00Z, 2026-02-05",
        "regency,                 2026-01-25T00:00:00Z, 2026-01-31",
        "school,                  2026-01-24T00:00:00Z, 2026-02-15",
        "school,                  2026-12-31T00:00:00Z, 2026-02-15",
        "person,                  2026-02-09T23:59:59Z, 2026-02-20",
        "person,                  2026-02-10T00:00:00Z, 2026-01-31",
        "person school regency,   2026-01-24T00:00:00Z, 2026-02-20",
        "regency school,          2026-01-24T00:00:00Z, 2026-02-15",
        "person school,           2026-02-10T00:00:00Z, 2026-02-15",
        "withdrawn,               2026-01-24T00:00:00Z, 2026-01-31",
        "withdrawn regency,       2026-01-24T00:00:00Z, 2026-02-05",
        "other-stage,             2026-01-24T00:00:00Z, 2026-01-31"
    })
    void the_latest_day_of_all_extensions_in_force_counts(String extensions, Instant at, LocalDate last) {
        var concerning = Stream.of(extensions.split(" "))
                .flatMap(name -> named(name).stream())
                .toList();

        assertThat(Window.of(PLANNING, concerning, at).last()).isEqualTo(last);
    }

    @Test
    void an_extension_that_gives_less_than_the_letter_of_the_pack_changes_nothing() {
        var window = Window.of(BY_LETTER, List.of(OF_SCHOOL), GRANTED_AT);

        assertThat(window.last()).isEqualTo(LocalDate.of(2026, 3, 31));
        assertThat(window.extension()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "2025-12-31, UPCOMING, 46",
        "2026-01-01, OPEN,     45",
        "2026-01-31, OPEN,     15",
        "2026-02-01, EXTENDED, 14",
        "2026-02-15, EXTENDED, 0",
        "2026-02-16, CLOSED,   0"
    })
    void a_window_is_upcoming_open_extended_or_closed(LocalDate today, State state, int daysLeft) {
        var window = Window.of(PLANNING, List.of(OF_SCHOOL), GRANTED_AT);

        assertThat(window.state(today)).isEqualTo(state);
        assertThat(window.daysLeft(today)).isEqualTo(daysLeft);
    }

    /** 31 January 2026 ends at 15:00 UTC in Jayapura, at 16:00 in Makassar and at 17:00 in Jakarta. */
    @ParameterizedTest
    @CsvSource({
        "2026-01-31T14:59:59Z, 0, 0, 0",
        "2026-01-31T15:00:00Z, 1, 0, 0",
        "2026-01-31T15:59:59Z, 1, 0, 0",
        "2026-01-31T16:00:00Z, 1, 1, 0",
        "2026-01-31T17:00:00Z, 1, 1, 1",
        "2026-02-01T15:00:00Z, 2, 1, 1",
        "2026-01-01T00:00:00Z, 0, 0, 0"
    })
    void somebody_is_late_when_the_day_is_over_at_the_school(Instant at, int jayapura, int makassar, int jakarta) {
        assertThat(daysLate(at, "Asia/Jayapura")).isEqualTo(jayapura);
        assertThat(daysLate(at, "Asia/Makassar")).isEqualTo(makassar);
        assertThat(daysLate(at, "Asia/Jakarta")).isEqualTo(jakarta);
    }

    @Provide
    Arbitrary<List<DeadlineExtension>> extensions() {
        var days = Arbitraries.integers().between(1, 400).map(LAST::plusDays);
        var ends = Arbitraries.integers()
                .between(1, 400)
                .map(day -> GRANTED_AT.plusSeconds(day * 86_400L))
                .injectNull(0.3);
        var withdrawn = Arbitraries.of(true, false);
        return Combinators.combine(days, ends, withdrawn)
                .as((last, end, gone) -> {
                    var extension =
                            granted(Scope.ofSchool("20306577"), last.toString(), end == null ? null : end.toString());
                    return gone ? accepted(extension.withdraw("Contoh", OFFICE, GRANTED_AT)) : extension;
                })
                .list()
                .ofMaxSize(6);
    }

    @Property
    void the_end_is_never_before_that_of_the_pack_and_never_before_that_of_an_extension_in_force(
            @ForAll("extensions") List<DeadlineExtension> extensions, @ForAll boolean byLetter) {
        var stage = byLetter ? BY_LETTER : PLANNING;
        var at = GRANTED_AT.plusSeconds(86_400L * 100);

        var last = Window.of(stage, extensions, at).last();

        assertThat(last).isAfterOrEqualTo(stage.ends());
        assertThat(extensions)
                .filteredOn(extension -> extension.holds(StageName.PLANNING, at))
                .allSatisfy(extension -> assertThat(last).isAfterOrEqualTo(extension.lastDay()));
        assertThat(Stream.concat(Stream.of(stage.ends()), extensions.stream().map(DeadlineExtension::lastDay)))
                .contains(last);
    }

    @Test
    void only_what_gives_more_time_is_granted() {
        assertThat(faults(grant(Scope.ofSchool("20306577"), "2026-01-31", null)))
                .containsExactly("/lastDay no-extension");
        assertThat(faults(grant(Scope.ofSchool("20306577"), "2026-01-01", "2026-01-20T02:00:00Z")))
                .containsExactly("/lastDay no-extension", "/validUntil not-in-future");
        assertThat(faults(grant(Scope.ofSchool("20306577"), "2028-01-01", "2028-01-03T00:00:00Z")))
                .containsExactly("/lastDay out-of-range", "/validUntil out-of-range");
        assertThat(granted(Scope.ofSchool("20306577"), "2027-12-31", "2028-01-02T00:00:00Z")
                        .lastDay())
                .isEqualTo(LATEST);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-21T00:00:00Z, IN_FORCE, true",
        "2026-02-09T00:00:00Z, IN_FORCE, true",
        "2026-02-10T00:00:00Z, EXPIRED,  false"
    })
    void what_is_in_force_can_be_withdrawn_and_nothing_else(
            Instant at, DeadlineExtension.Status status, boolean withdrawable) {
        assertThat(PERSONAL.status(at)).isEqualTo(status);
        switch (PERSONAL.withdraw("Contoh", OFFICE, at)) {
            case Accepted<DeadlineExtension>(var after, var events) -> {
                assertThat(withdrawable).isTrue();
                assertThat(events).hasSize(1);
                assertThat(after.status(at)).isEqualTo(DeadlineExtension.Status.WITHDRAWN);
                assertThat(wrongState(after.withdraw("Lagi", OFFICE, at))).isEqualTo("WITHDRAWN");
            }
            case Refused<DeadlineExtension> refused -> {
                assertThat(withdrawable).isFalse();
                assertThat(wrongState(refused)).isEqualTo(status.name());
            }
        }
    }

    private static List<DeadlineExtension> named(String name) {
        return switch (name) {
            case "none" -> List.of();
            case "person" -> List.of(PERSONAL);
            case "school" -> List.of(OF_SCHOOL);
            case "regency" -> List.of(OF_REGENCY);
            case "withdrawn" -> List.of(accepted(OF_SCHOOL.withdraw("Contoh", OFFICE, GRANTED_AT)));
            case "other-stage" ->
                List.of(accepted(DeadlineExtension.grant(
                        "other",
                        "2026",
                        StageName.ASSESSMENT,
                        Scope.ofSchool("20306577"),
                        LocalDate.of(2027, 3, 1),
                        null,
                        "Contoh",
                        LocalDate.of(2027, 1, 31),
                        LATEST,
                        OFFICE,
                        GRANTED_AT)));
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static int daysLate(Instant at, String zone) {
        return new Deadline(LAST, Late.ACCEPTED, ZoneId.of(zone)).daysLate(at);
    }

    private static Stage stage(@Nullable Extension letter) {
        return new Stage(
                StageName.PLANNING, FIRST, LAST, letter, new Rule<>(Late.ACCEPTED, "I", null), false, "I", null);
    }

    private static DeadlineExtension granted(Scope scope, String lastDay, @Nullable String validUntil) {
        return accepted(grant(scope, lastDay, validUntil));
    }

    private static Decision<DeadlineExtension> grant(Scope scope, String lastDay, @Nullable String validUntil) {
        return DeadlineExtension.grant(
                scope.key(),
                "2026",
                StageName.PLANNING,
                scope,
                LocalDate.parse(lastDay),
                validUntil == null ? null : Instant.parse(validUntil),
                "Contoh",
                LAST,
                LATEST,
                OFFICE,
                GRANTED_AT);
    }

    private static DeadlineExtension accepted(Decision<DeadlineExtension> decision) {
        return switch (decision) {
            case Accepted<DeadlineExtension>(var state, var _) -> state;
            case Refused<DeadlineExtension>(var refusal) -> throw new AssertionError("refused: " + refusal);
        };
    }

    private static Refusal refusal(Decision<DeadlineExtension> decision) {
        return switch (decision) {
            case Accepted<DeadlineExtension> accepted -> throw new AssertionError("accepted: " + accepted.state());
            case Refused<DeadlineExtension>(var refusal) -> refusal;
        };
    }

    private static List<String> faults(Decision<DeadlineExtension> decision) {
        return refusal(decision).faults().stream()
                .map(fault -> fault.pointer() + " " + fault.code())
                .toList();
    }

    private static String wrongState(Decision<DeadlineExtension> decision) {
        assertThat(refusal(decision).code()).isEqualTo("wrong-state");
        return String.valueOf(refusal(decision).facts().get("currentState"));
    }
}
