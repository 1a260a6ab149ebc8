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
        assertThat(outcome.savesPerDecision()).isLessThanOrEqualTo(1.02);
    }

    @Test
    void a_backlog_drains_oldest_first_within_what_is_permitted() throws Exception {
        var outcome = new Outage(500, Duration.ofMillis(10), 1).run(home, DeliveryIT::say);

        say(outcome.inWords());
        assertThat(outcome.outOfOrder()).isZero();
        assertThat(outcome.made().within(outcome.permitted())).isTrue();
        assertThat(outcome.memoryStaysFlat()).isTrue();
        assertThat(outcome.exact()).isEqualTo(500);
    }

    @Test
    void the_permitted_rate_is_kept_by_two_instances_and_when_one_takes_over() throws Exception {
        var outcome = new SteadyRate(60, 20, true).run(home);

        say(outcome.inWords());
        assertThat(outcome.parts()).hasSize(2).allMatch(part -> part.within(20));
        assertThat(outcome.whole().within(20)).isTrue();
    }

    private static void say(String what) {
        System.out.println("DeliveryIT: " + what);
    }
}
