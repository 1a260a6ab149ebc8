package id.kinerja.system.faults;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.stack.supervisor.ManagedProcess;
import id.kinerja.stack.supervisor.StackFailure;
import org.junit.jupiter.api.Test;

/** Kafka does not answer: what was decided waits in the database, and nobody who decides notices. */
class BrokerOutageIT extends Outage {

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
}
