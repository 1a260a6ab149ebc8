package id.kinerja.system.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short forms of {@link DeliveryBenchmark}: what must hold at any speed. */
class DeliveryIT {

    @TempDir
    private Path home;

    @Test
    void every_result_arrives_as_decided_last_through_faults_and_kills() throws Exception {
        var outcome = new Soak(300, true, 2, true).run(home, DeliveryIT::say);

        say(outcome.inWords());
        assertThat(outcome.faulted()).isPositive();
        assertThat(outcome.killed()).isEqualTo(2);
    }

    @Test
    void without_faults_nothing_is_saved_twice() throws Exception {
        var outcome = new Soak(100, false, 0, false).run(home, DeliveryIT::say);

        say(outcome.inWords());
        // A revision that comes before the first value was sent makes that superfluous.
        assertThat(outcome.saves()).isBetween(100L, (long) outcome.decisions());
    }

    @Test
    void a_backlog_drains_oldest_first_within_what_is_permitted() throws Exception {
        var outcome = new Outage(500, Duration.ofMillis(10), 1).run(home, DeliveryIT::say);

        say(outcome.inWords());
        assertThat(outcome.outOfOrder()).isZero();
        assertThat(outcome.made()).isLessThanOrEqualTo(outcome.permitted() * 1.02);
    }

    @Test
    void the_permitted_rate_is_kept() throws Exception {
        var outcome = new SteadyRate(60, 20).run(home);

        say(outcome.inWords());
        // One call more than fits: the one that the time begins with.
        assertThat(outcome.made() - 1).isLessThanOrEqualTo((long) Math.ceil(outcome.seconds() * 20));
    }

    private static void say(String what) {
        System.out.println("DeliveryIT: " + what);
    }
}
