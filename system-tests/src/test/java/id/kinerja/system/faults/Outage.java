package id.kinerja.system.faults;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.stack.demo.Person;
import id.kinerja.stack.demo.SchoolPeriod;
import id.kinerja.stack.supervisor.StackFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A minute without one of the processes that all others stand on; what is promised is what {@link PeriodUnderFaultsIT} says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.Random.class)
abstract class Outage {

    static final Duration LASTS = Duration.ofSeconds(60);

    WholeSystem system;

    @BeforeAll
    void start(@TempDir Path home) throws StackFailure {
        system = new WholeSystem(home);
    }

    @AfterAll
    void stop() {
        system.close();
    }

    /** Nothing to wait for: the outage has to last. */
    static void last(Duration outage) throws InterruptedException {
        assertThat(new CountDownLatch(1).await(outage.toMillis(), TimeUnit.MILLISECONDS))
                .isFalse();
    }

    /** Approves one plan after the other, spread over the outage, and counts on each being accepted while it lasts. */
    static void approveDuring(SchoolPeriod period) throws InterruptedException {
        var people = period.cast().appraised();
        for (Person person : people) {
            period.approve(person);
            last(LASTS.dividedBy(people.size()));
        }
    }
}
