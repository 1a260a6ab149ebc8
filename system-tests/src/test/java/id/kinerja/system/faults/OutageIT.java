package id.kinerja.system.faults;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.stack.demo.Person;
import id.kinerja.stack.demo.SchoolPeriod;
import id.kinerja.stack.supervisor.ManagedProcess;
import id.kinerja.stack.supervisor.StackFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A minute without one of the processes that all others stand on; what is promised is what {@link PeriodUnderFaultsIT} says. */
@TestMethodOrder(MethodOrderer.Random.class)
class OutageIT {

    private static final Duration OUTAGE = Duration.ofSeconds(60);

    @TempDir
    private static Path home;

    private static WholeSystem system;

    @BeforeAll
    static void start() throws StackFailure {
        system = new WholeSystem(home);
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    /** Nothing to wait for: the outage has to last. */
    private static void last(Duration outage) throws InterruptedException {
        assertThat(new CountDownLatch(1).await(outage.toMillis(), TimeUnit.MILLISECONDS))
                .isFalse();
    }

    /** Approves one plan after the other, spread over the outage, and counts on each being accepted while it lasts. */
    private static void approveDuring(SchoolPeriod period) throws InterruptedException {
        var people = period.cast().appraised();
        for (Person person : people) {
            period.approve(person);
            last(OUTAGE.dividedBy(people.size()));
        }
    }

    @Test
    void commands_are_accepted_while_the_broker_is_gone() throws StackFailure, InterruptedException {
        var period = system.schoolAwaitingApproval(5);
        var broker = system.stack().process("kafka");

        broker.kill();
        approveDuring(period);
        assertThat(broker.state()).isNotEqualTo(ManagedProcess.State.READY);
        broker.restart();

        system.everyDecisionIsAtEKinerjaOnce(period);
    }

    @Test
    void commands_are_accepted_while_the_broker_is_frozen() throws InterruptedException {
        var period = system.schoolAwaitingApproval(5);
        var broker = system.stack().process("kafka");

        broker.freeze();
        approveDuring(period);
        assertThat(broker.state()).isEqualTo(ManagedProcess.State.FROZEN);
        broker.resume();

        system.everyDecisionIsAtEKinerjaOnce(period);
    }

    @Test
    void a_database_that_is_gone_for_a_minute_leaves_no_dead_letters() throws StackFailure, InterruptedException {
        var period = system.schoolAwaitingApproval(5);
        var database = system.stack().process("mongo");

        period.approve(period.cast().principal());
        period.each(period.cast().teachers(), period::approve);
        database.kill();
        last(OUTAGE);
        database.restart();

        system.everyDecisionIsAtEKinerjaOnce(period);
    }

    @Test
    void e_kinerja_may_be_away_while_decisions_are_made() throws StackFailure, InterruptedException {
        var period = system.schoolAwaitingApproval(5);
        var simulator = system.stack().process("simulator");

        simulator.kill();
        approveDuring(period);
        simulator.restart();

        system.everyDecisionIsAtEKinerjaOnce(period);
    }
}
