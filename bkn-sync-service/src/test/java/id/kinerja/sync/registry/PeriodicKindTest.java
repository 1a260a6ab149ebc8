package id.kinerja.sync.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodicKindTest {

    @ParameterizedTest
    @CsvSource({
        "2024-02-01, 2024-02-29, MONTHLY",
        "2024-12-01, 2024-12-31, MONTHLY",
        "2024-01-01, 2024-03-31, QUARTERLY",
        "2023-11-01, 2024-01-31, QUARTERLY",
        "2024-01-01, 2024-06-30,",
        "2024-01-01, 2024-12-31,",
        "2024-01-02, 2024-03-31,",
        "2024-01-01, 2024-03-30,",
    })
    void only_whole_months_and_quarters_have_a_place(LocalDate first, LocalDate last, PeriodicKind kind) {
        assertThat(PeriodicKind.of(first, last)).isEqualTo(kind);
    }
}
