package id.kinerja.observation.coaching;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.directory.DirectoryEntry;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import id.kinerja.observation.coaching.AgreedPlans.Agreement;
import id.kinerja.observation.coaching.PendingObservation.State;
import id.kinerja.observation.coaching.PendingObservation.WaitsFor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PendingObservationTest {

    private static final DirectoryEntry SARI = new DirectoryEntry(
            GoldenCycle.PLAN.employeeId(),
            "sari@guru.sd.belajar.id",
            "Sari Puspita",
            Role.TEACHER,
            EmploymentStatus.PNS,
            "20306577",
            GoldenCycle.PRINCIPAL);
    private static final Agreement AGREEMENT = new Agreement(
            GoldenCycle.PLAN.planId(), GoldenCycle.PLAN.employeeId(), Instant.parse("2026-01-21T02:30:00Z"));

    @ParameterizedTest
    @CsvSource({
        ",         true,  NOT_PREPARED, EMPLOYEE,  2026-01-21T02:30:00Z",
        ",         false, NOT_PREPARED, OFFICE,    2026-01-21T02:30:00Z",
        "PREPARED, true,  PREPARED,     APPRAISER, 2026-02-10T03:00:00Z",
        "PREPARED, false, PREPARED,     OFFICE,    2026-02-10T03:00:00Z",
        "OBSERVED, true,  OBSERVED,     APPRAISER, 2026-02-25T08:00:00Z",
        "OBSERVED, false, OBSERVED,     OFFICE,    2026-02-25T08:00:00Z"
    })
    void it_is_told_whose_turn_it_is_and_since_when(
            @Nullable CycleStatus status, boolean observable, State state, WaitsFor waitsFor, Instant since) {
        var cycle = status == null ? null : GoldenCycle.in(status);

        assertThat(PendingObservation.of(SARI, AGREEMENT, cycle, observable)).hasValueSatisfying(pending -> {
            assertThat(pending.state()).isEqualTo(state);
            assertThat(pending.waitsFor()).isEqualTo(waitsFor);
            assertThat(pending.since()).isEqualTo(since);
            assertThat(pending.cycleId()).isEqualTo(cycle == null ? null : cycle.cycleId());
            assertThat(pending.scheduledOn()).isEqualTo(cycle == null ? null : GoldenCycle.DAY);
        });
    }

    @ParameterizedTest
    @EnumSource(
            names = {"PREPARED", "OBSERVED"},
            mode = EnumSource.Mode.EXCLUDE)
    void what_is_shared_is_not_pending(CycleStatus status) {
        assertThat(PendingObservation.of(SARI, AGREEMENT, GoldenCycle.in(status), true))
                .isEmpty();
    }

    @Test
    void nothing_that_was_seen_or_written_is_in_it() {
        assertThat(PendingObservation.of(SARI, AGREEMENT, GoldenCycle.in(CycleStatus.OBSERVED), true)
                        .orElseThrow()
                        .toString())
                .doesNotContain("DONE_EFFECTIVE", "Menyapa", "Mempelajari", "LEARNING_COMMUNITY");
    }
}
