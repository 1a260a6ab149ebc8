package id.kinerja.sync.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.sync.delivery.DeliveryOverview.Rate;
import id.kinerja.sync.lane.Lane;
import id.kinerja.sync.registry.Cause;
import id.kinerja.sync.registry.Diagnosis;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BacklogForecastTest {

    private static final Instant NOW = Instant.parse("2026-12-17T04:00:00Z");
    private static final Lane.Limits CONFIGURED = Lane.Limits.AS_CONFIGURED;
    private static final Rate TWO_A_SECOND = new Rate(2, 121, NOW.minusSeconds(60));

    private static Lane lane(Lane.@Nullable OperatorPause pause, Lane.@Nullable Block block) {
        return new Lane(Lane.SIASN, 1, null, null, null, null, pause, block, CONFIGURED, 0, List.of());
    }

    private static Lane.OperatorPause pause(@Nullable Instant until) {
        return new Lane.OperatorPause("operator", NOW, until, "audit");
    }

    @Test
    void what_waits_is_gone_when_it_has_passed_at_the_measured_rate() {
        assertThat(BacklogController.drainedAt(lane(null, null), 100, TWO_A_SECOND, NOW))
                .isEqualTo(NOW.plusSeconds(50));
        assertThat(BacklogController.drainedAt(lane(pause(NOW.plusSeconds(600)), null), 100, TWO_A_SECOND, NOW))
                .as("a pause that ends is waited out")
                .isEqualTo(NOW.plusSeconds(650));
        assertThat(BacklogController.drainedAt(lane(null, null), 0, null, NOW)).isEqualTo(NOW);
    }

    @Test
    void nothing_is_foretold_that_nobody_can_know() {
        assertThat(BacklogController.drainedAt(lane(null, null), 100, null, NOW))
                .as("nothing measured")
                .isNull();
        assertThat(BacklogController.drainedAt(lane(pause(null), null), 100, TWO_A_SECOND, NOW))
                .as("paused without end")
                .isNull();
        var block = new Lane.Block(Cause.SSO_AUTH, NOW, Diagnosis.local("invalid_grant", ""));
        assertThat(BacklogController.drainedAt(lane(null, block), 100, TWO_A_SECOND, NOW))
                .as("blocked")
                .isNull();
    }

    @Test
    void a_rate_is_what_followed_the_first_settlement_and_needs_two() {
        assertThat(DeliveryOverview.rate(121, NOW.minusSeconds(60), NOW)).isEqualTo(TWO_A_SECOND);
        assertThat(DeliveryOverview.rate(1, NOW.minusSeconds(60), NOW)).isNull();
        assertThat(DeliveryOverview.rate(2, NOW, NOW)).isNull();
    }
}
