package id.kinerja.stack.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final Duration SHORT = Duration.ofSeconds(5);

    @Test
    void the_pause_doubles_up_to_half_a_minute_and_is_forgiven_after_a_long_run() {
        var backoff = new Backoff();
        assertThat(backoff.next(SHORT)).hasSeconds(1);
        assertThat(backoff.next(SHORT)).hasSeconds(2);
        assertThat(backoff.next(SHORT)).hasSeconds(4);
        for (int death = 0; death < 40; death++) {
            backoff.next(SHORT);
        }
        assertThat(backoff.next(SHORT)).hasSeconds(30);
        assertThat(backoff.next(Backoff.FORGIVEN_AFTER)).hasSeconds(1);
        assertThat(backoff.next(SHORT)).hasSeconds(2);
    }
}
