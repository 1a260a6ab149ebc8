package id.kinerja.sync.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.model.Refusal;
import id.kinerja.sync.reconciliation.Finding.Difference;
import id.kinerja.sync.reconciliation.Nights.Killed;
import id.kinerja.sync.reconciliation.Nights.Person;
import id.kinerja.sync.registry.Cause;
import id.kinerja.sync.registry.Diagnosis;
import id.kinerja.sync.registry.Obstacle;
import id.kinerja.sync.registry.RegisteredResult.Field;
import id.kinerja.sync.remedy.Trouble;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Exhaustive: whatever happens at whichever step, what is counted and kept is what is true. */
class ReconciliationNightsTest {

    private static final int PLENTY = 5000;

    private static Finding finding(Nights nights, Person person) {
        return Objects.requireNonNull(nights.findings.get(Finding.idOf(Nights.RUN, person.id())), person.name());
    }

    @Test
    void everybody_is_compared_once_and_what_is_not_equal_is_kept() {
        var nights = new Nights(PLENTY);
        nights.play();
        nights.checkTruth();
        assertThat(finding(nights, Person.CHANGED).differences())
                .containsExactly(new Difference(Field.PREDICATE, "GOOD", "VERY_POOR"));
        assertThat(finding(nights, Person.STRANGERS_ROW).differences())
                .as("what BKN states, and nothing of ours")
                .contains(new Difference(Field.PREDICATE, null, "VERY_POOR"));
        assertThat(Nights.cause(finding(nights, Person.OTHER_NAME))).isEqualTo(Trouble.IDENTITY_MISMATCH);
        assertThat(finding(nights, Person.OTHER_NAME).details()).containsExactly("NAME");
        assertThat(Nights.cause(finding(nights, Person.SEVERAL_ROWS))).isEqualTo(Trouble.SEVERAL_RECORDS);
        assertThat(Nights.cause(finding(nights, Person.REFUSED))).isEqualTo(Trouble.REFUSED);
        assertThat(Nights.cause(finding(nights, Person.UNREADABLE))).isEqualTo(Trouble.BAD_BODY);
        assertThat(Nights.cause(finding(nights, Person.UNKNOWN_TO_BKN))).isEqualTo(Trouble.PERSON_NOT_FOUND);
        assertThat(nights.run().calls()).isEqualTo(nights.calls);
        for (var verdict : Verdict.values()) {
            assertThat(nights.meters
                            .counter("kinerja.reconciliation.compared", "class", verdict.name())
                            .count())
                    .isEqualTo(nights.run().counts().of(verdict));
        }
    }

    @Test
    void a_small_budget_takes_more_nights_and_none_is_exceeded() {
        for (int budget = 2; budget < 8; budget++) {
            int callsPerNight = budget;
            var nights = new Nights(budget);
            nights.play();
            nights.checkTruth();
            assertThat(nights.callsByNight.values()).allMatch(calls -> calls <= callsPerNight);
            assertThat(nights.callsByNight).hasSizeGreaterThan(2);
        }
    }

    @Test
    void a_process_that_dies_at_any_step_counts_nothing_twice_and_loses_nothing() {
        int touches = touches();
        for (int killed = 0; killed < touches; killed++) {
            int at = killed;
            var nights = new Nights(PLENTY);
            var touched = new AtomicInteger();
            nights.beforeTouching = () -> {
                if (touched.getAndIncrement() == at) {
                    throw new Killed();
                }
            };
            nights.play();
            nights.checkTruth();
        }
    }

    @Test
    void a_process_that_dies_again_and_again_gets_there_in_the_end() {
        for (int every = 13; every < 60; every++) {
            int period = every;
            var nights = new Nights(7);
            var touched = new AtomicInteger();
            nights.beforeTouching = () -> {
                if (touched.incrementAndGet() % period == 0) {
                    throw new Killed();
                }
            };
            nights.play();
            nights.checkTruth();
        }
    }

    @Test
    void another_process_in_the_middle_of_a_step_takes_nothing_twice() {
        int touches = touches();
        for (int disturbed = 0; disturbed < touches; disturbed++) {
            for (int rounds = 1; rounds <= 3; rounds++) {
                int at = disturbed;
                int more = rounds;
                var nights = new Nights(PLENTY);
                var touched = new AtomicInteger();
                nights.beforeTouching = () -> {
                    if (touched.getAndIncrement() == at) {
                        for (int round = 0; round < more; round++) {
                            nights.round();
                        }
                    }
                };
                nights.play();
                nights.checkTruth();
            }
        }
    }

    @Test
    void an_answer_that_never_came_moves_nothing_on() {
        var undisturbed = new Nights(PLENTY);
        undisturbed.play();
        List<Obstacle> obstacles =
                new ArrayList<>(List.of(new Obstacle.Blocked(Cause.SSO_AUTH, Diagnosis.local("invalid_grant", ""))));
        for (var cause : Cause.values()) {
            obstacles.add(Nights.deferred(cause));
        }
        for (var obstacle : obstacles) {
            for (int call = 0; call < undisturbed.calls; call++) {
                int met = call;
                var nights = new Nights(PLENTY);
                nights.obstacles = number -> number == met ? obstacle : null;
                nights.play();
                nights.checkTruth();
            }
        }
    }

    @Test
    void a_person_without_a_clear_answer_holds_up_the_others_for_a_while_only() {
        var nights = new Nights(PLENTY);
        nights.obstacles = call -> call < 100 ? Nights.deferred(Cause.THROTTLED) : null;
        nights.play();
        nights.checkTruth();

        var timingOut = new Nights(PLENTY);
        timingOut.obstacles = call -> call < ReconciliationWork.MOST_TRIES ? Nights.deferred(Cause.TIMEOUT) : null;
        timingOut.play();
        assertThat(Nights.cause(finding(timingOut, Person.EQUAL))).isEqualTo(Trouble.TIMEOUT);
        timingOut.checkCounts();
    }

    @Test
    void a_fault_of_our_own_about_one_person_is_kept_as_a_finding() {
        var nights = new Nights(PLENTY);
        nights.obstacles = call -> {
            if (call < ReconciliationWork.MOST_TRIES) {
                throw new IllegalStateException("a fault");
            }
            return null;
        };
        nights.play();
        assertThat(Nights.cause(finding(nights, Person.EQUAL))).isEqualTo(Trouble.UNEXPECTED);
    }

    @Test
    void a_run_cancelled_at_any_step_keeps_exactly_what_it_counted() {
        int touches = touches();
        for (int cancelled = 0; cancelled < touches; cancelled++) {
            for (boolean killed : new boolean[] {false, true}) {
                int at = cancelled;
                var nights = new Nights(PLENTY);
                var touched = new AtomicInteger();
                nights.beforeTouching = () -> {
                    if (touched.getAndIncrement() == at) {
                        nights.runs.computeIfPresent(
                                Nights.RUN,
                                (id, run) -> run.cancel("operator", Instant.EPOCH)
                                                instanceof
                                                id.kinerja.kit.model.Decision.Accepted<Reconciliation>(var after, var _)
                                        ? after
                                        : run);
                        if (killed) {
                            throw new Killed();
                        }
                    }
                };
                nights.play();
                nights.checkCounts();
                assertThat(nights.run().unwritten()).isNull();
            }
        }
    }

    @Test
    void a_repair_that_was_asked_for_is_carried_out_once_whatever_dies() {
        for (int killed = 0; killed < 10; killed++) {
            int at = killed;
            var nights = new Nights(PLENTY);
            nights.play();
            var id = Finding.idOf(Nights.RUN, Person.GONE.id());
            var asked = Instant.parse("2027-01-04T02:00:00Z");
            nights.reconciliations.changeFinding(id, finding -> finding.askRepair("operator", Optional.empty(), asked));
            var touched = new AtomicInteger();
            nights.beforeTouching = () -> {
                if (touched.getAndIncrement() == at) {
                    throw new Killed();
                }
            };
            for (int round = 0; round < 3; round++) {
                try {
                    nights.round();
                } catch (Killed again) {
                    // The next round is that of another process.
                }
            }
            assertThat(nights.repaired.get(Person.GONE.id())).containsExactly(asked);
            var after = finding(nights, Person.GONE);
            assertThat(after.status()).isEqualTo(Finding.Status.REPAIRED);
            assertThat(after.repairs()).singleElement().satisfies(repair -> {
                assertThat(repair.by()).isEqualTo("operator");
                assertThat(repair.at()).isEqualTo(asked);
            });
        }
    }

    @Test
    void a_repair_that_came_too_late_says_why() {
        var nights = new Nights(PLENTY);
        nights.play();
        var id = Finding.idOf(Nights.RUN, Person.GONE.id());
        nights.reconciliations.changeFinding(
                id, finding -> finding.askRepair("operator", Optional.empty(), Instant.EPOCH));
        nights.repairRefused = Refusal.conflict("confirmed-since");
        nights.round();
        assertThat(finding(nights, Person.GONE).status()).isEqualTo(Finding.Status.REPAIR_REFUSED);
        assertThat(finding(nights, Person.GONE).openRepair().refusal()).isEqualTo("confirmed-since");
    }

    private static int touches() {
        var nights = new Nights(PLENTY);
        var touched = new AtomicInteger();
        nights.beforeTouching = touched::incrementAndGet;
        nights.play();
        assertThat(touched.get()).isGreaterThan(50);
        return touched.get();
    }
}
