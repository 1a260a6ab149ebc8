package id.kinerja.system.faults;

import id.kinerja.stack.supervisor.StackFailure;
import org.junit.jupiter.api.Test;

/** The database or e-Kinerja does not answer. */
class OutageIT extends Outage {

    @Test
    void a_database_that_is_gone_for_a_minute_leaves_no_dead_letters() throws StackFailure, InterruptedException {
        var period = system.schoolAwaitingApproval(5);
        var database = system.stack().process("mongo");

        period.approve(period.cast().principal());
        period.each(period.cast().teachers(), period::approve);
        database.kill();
        last(LASTS);
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
