package id.kinerja.sync.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kinerja.sync.reconciliation.ReconciliationProperties.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class WindowTest {

    @ParameterizedTest
    @CsvSource({
        // Jakarta is seven hours ahead of UTC.
        "20:00, 05:00, 2026-12-20T12:59:59Z,",
        "20:00, 05:00, 2026-12-20T13:00:00Z, 2026-12-20",
        "20:00, 05:00, 2026-12-20T21:59:59Z, 2026-12-20",
        "20:00, 05:00, 2026-12-20T22:00:00Z,",
        "01:00, 04:00, 2026-12-20T18:00:00Z, 2026-12-21",
        "01:00, 04:00, 2026-12-20T21:00:00Z,",
        "00:00, 00:00, 2026-12-20T16:59:59Z, 2026-12-20",
        "00:00, 00:00, 2026-12-20T17:00:00Z, 2026-12-21",
        "20:00, 20:00, 2026-12-20T12:59:59Z, 2026-12-19"
    })
    void a_night_is_named_after_the_day_on_which_it_began(
            LocalTime start, LocalTime end, Instant now, @Nullable LocalDate night) {
        assertThat(new Window(start, end).night(now).orElse(null)).isEqualTo(night);
    }

    @Test
    void the_next_window_opens_in_the_evening() {
        var window = new Window(LocalTime.of(20, 0), LocalTime.of(5, 0));
        assertThat(window.nextOpening(Instant.parse("2026-12-20T03:00:00Z")))
                .isEqualTo(Instant.parse("2026-12-20T13:00:00Z"));
        assertThat(window.nextOpening(Instant.parse("2026-12-20T13:00:00Z")))
                .isEqualTo(Instant.parse("2026-12-21T13:00:00Z"));
    }

    @Test
    void settings_have_defaults_and_are_read_as_written() {
        assertThat(bound(Map.of()))
                .isEqualTo(new ReconciliationProperties(5000, new Window(LocalTime.of(20, 0), LocalTime.of(5, 0))));
        assertThat(bound(Map.of(
                        "kinerja.reconciliation.calls-per-night", "200",
                        "kinerja.reconciliation.window.start", "22:30",
                        "kinerja.reconciliation.window.end", "04:15")))
                .isEqualTo(new ReconciliationProperties(200, new Window(LocalTime.of(22, 30), LocalTime.of(4, 15))));
        assertThatThrownBy(() -> new ReconciliationProperties(1, new Window(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT)))
                .hasMessageContaining("calls-per-night");
    }

    private static ReconciliationProperties bound(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("kinerja.reconciliation", ReconciliationProperties.class);
    }
}
