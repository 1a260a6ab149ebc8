package id.kinerja.system.faults;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.stack.demo.ApiRefusal;
import id.kinerja.stack.supervisor.StackFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Processes that die while a school's period is played. Whatever is broken: every decision that was answered with 2xx is
 * at e-Kinerja once, as it was made, nothing else is, and nothing became a dead letter.
 */
@TestMethodOrder(MethodOrderer.Random.class)
class PeriodUnderFaultsIT {

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

    @Test
    void a_whole_period_reaches_e_kinerja_and_no_log_says_whose() throws IOException {
        var period = system.school(5, system.stack().url("gateway"));

        period.play(step -> {});

        system.everyDecisionIsAtEKinerjaOnce(period);
        assertThat(period.decisions().results()).hasSize(6);
        system.noLogNames(period.cast().everybody());
    }

    @ParameterizedTest
    @ValueSource(strings = {"planning", "observation", "assessment", "bkn-sync", "gateway", "kafka", "mongo"})
    void a_process_killed_while_plans_are_approved_loses_nothing(String name) throws StackFailure {
        var period = system.schoolAwaitingApproval(6);
        var victim = system.stack().process(name);

        period.approve(period.cast().principal());
        var approvals =
                CompletableFuture.runAsync(() -> period.each(period.cast().teachers(), period::approve));
        victim.kill();
        victim.restart();
        approvals.join();

        assertThat(period.decisions().plans()).hasSize(7);
        system.everyDecisionIsAtEKinerjaOnce(period);
    }

    @Test
    void two_instances_of_planning_and_of_bkn_sync_do_everything_once() throws StackFailure {
        var secondPlanning = system.stack().startAnother("planning");
        var secondSync = system.stack().startAnother("bkn-sync", WholeSystem.SYNC);
        try {
            var first = system.school(5, system.stack().url("gateway"));
            var second = system.school(5, system.stack().url("gateway"));
            first.introduceToSimulator();
            second.introduceToSimulator();
            first.importRoster();
            second.importRoster();
            for (var period : List.of(first, second)) {
                period.each(period.cast().appraised(), period::draft);
                period.each(period.cast().appraised(), period::submit);
            }

            var through =
                    CompletableFuture.runAsync(() -> first.each(first.cast().appraised(), first::approve));
            var viaSecond = second.through(system.client(secondPlanning.url()));
            viaSecond.each(second.cast().appraised(), viaSecond::approve);
            through.join();

            system.everyDecisionIsAtEKinerjaOnce(first);
            system.everyDecisionIsAtEKinerjaOnce(second);
        } catch (ApiRefusal refusal) {
            throw new AssertionError(refusal);
        } finally {
            secondSync.stop();
            secondPlanning.stop();
        }
    }
}
