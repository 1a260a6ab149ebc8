package id.kinerja.planning.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.contracts.ContractFiles;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Decision.Accepted;
import id.kinerja.kit.model.DomainEvent;
import id.kinerja.kit.regulation.Regulation.StageName;
import id.kinerja.planning.deadline.DeadlineExtension.By;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class DeadlineContractTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String ID = "7e0b4f12-93ac-4d58-b1f6-2a8c5d907f05";
    private static final String TEACHER = "5f1c0d3a-7a52-4c3e-9a41-0c8f6b2d1e01";
    private static final By OFFICE_HEAD = new By("kadis@dinas.belajar.id", "c24a9f60-5e8b-4d17-8f3c-91b0d7e26a03");
    private static final String REASON = "Gempa di Kertek.";

    static Stream<DomainEvent> goldenEvents() {
        var granted = grant(Scope.ofEmployee(TEACHER, "20306577"), OFFICE_HEAD, null);
        return Stream.of(
                granted.events().getFirst(),
                accepted(granted.state().withdraw(REASON, OFFICE_HEAD, Instant.parse("2026-12-16T02:15:00Z")))
                        .events()
                        .getFirst());
    }

    @ParameterizedTest
    @MethodSource("goldenEvents")
    void an_extension_tells_what_the_golden_examples_say(DomainEvent event) {
        var type = typeOf(event);
        var told = JSON.writeValueAsString(event);

        ContractFiles.assertValid(type, told);
        var golden = ContractFiles.golden(type);
        assertThat(JSON.readTree(told)).isEqualTo(JSON.readTree(golden.dataJson()));
        assertThat(event.subject()).isEqualTo(golden.key());
        assertThat(golden.headers()).containsEntry("ce_source", DeadlineConfiguration.EXTENSIONS.sourcePrefix() + ID);
        assertThat(told).doesNotContain(REASON, OFFICE_HEAD.account());
    }

    @Test
    void every_event_that_is_declared_has_its_golden_example() {
        assertThat(goldenEvents().map(DeadlineContractTest::typeOf))
                .containsExactlyInAnyOrderElementsOf(
                        DeadlineConfiguration.EXTENSIONS.eventTypes().values());
    }

    @Test
    void a_school_is_its_own_subject_and_a_regency_is_named_by_a_code_under_the_extension() {
        var office = new By("office@dinas.belajar.id", null);
        var school = grant(Scope.ofSchool("20306577"), office, Instant.parse("2027-01-01T00:00:00Z"));
        var regency = grant(Scope.ofRegency("Kab. Kota-Baru 2"), office, null);

        assertThat(List.of(school, regency))
                .allSatisfy(granted -> assertThat(granted.events())
                        .singleElement()
                        .satisfies(event -> ContractFiles.assertValid(typeOf(event), JSON.writeValueAsString(event))));
        assertThat(school.events().getFirst().subject()).isEqualTo("20306577");
        assertThat(regency.events().getFirst().subject()).isEqualTo(ID);
        assertThat(JSON.valueToTree(regency.events().getFirst())
                        .path("regencyCode")
                        .asString())
                .isEqualTo("KAB-KOTA-BARU-2");
    }

    private static Accepted<DeadlineExtension> grant(Scope scope, By by, @Nullable Instant validUntil) {
        return accepted(DeadlineExtension.grant(
                ID,
                "2026",
                StageName.ASSESSMENT,
                scope,
                LocalDate.of(2027, 2, 15),
                validUntil,
                REASON,
                LocalDate.of(2027, 1, 31),
                LocalDate.of(2027, 12, 31),
                by,
                Instant.parse("2026-12-01T03:00:00Z")));
    }

    private static Accepted<DeadlineExtension> accepted(Decision<DeadlineExtension> decision) {
        return (Accepted<DeadlineExtension>) decision;
    }

    private static String typeOf(DomainEvent event) {
        return Objects.requireNonNull(
                DeadlineConfiguration.EXTENSIONS.eventTypes().get(event.getClass()));
    }
}
