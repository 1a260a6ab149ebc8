package id.kinerja.sync.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.DomainEvent;
import id.kinerja.sync.StateTable;
import id.kinerja.sync.delivery.Delivery.Attempt;
import id.kinerja.sync.delivery.Delivery.Confirmed;
import id.kinerja.sync.delivery.Delivery.Desired;
import id.kinerja.sync.delivery.Delivery.Route;
import id.kinerja.sync.delivery.Delivery.Turn;
import id.kinerja.sync.delivery.DeliveryEvent.DeliveryConfirmed;
import id.kinerja.sync.delivery.DeliveryEvent.DeliveryHeld;
import id.kinerja.sync.delivery.DeliveryEvent.DeliveryParked;
import id.kinerja.sync.registry.PerformancePredicate;
import id.kinerja.sync.registry.Rating;
import id.kinerja.sync.remedy.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DeliveryStatesTest {

    private static final Instant NOW = Instant.parse("2026-12-17T04:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(3600);
    private static final SendLease LEASE = new SendLease(Duration.ofSeconds(60));
    private static final Instant LEASE_ENDS = LEASE.deadline(NOW);
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration PROCESSING = Duration.ofMinutes(5);
    private static final String TOKEN = "t";
    private static final String FIRST = "ANNUAL:e:2026";
    private static final Turn UNCLAIMED = new Turn(2, null, null);
    private static final Turn CLAIMED = Turn.claimed(2, TOKEN);
    private static final Turn FOREIGN = Turn.claimed(2, "somebody-else");

    private static final Values GOOD = values(Rating.MEETS_EXPECTATION, PerformancePredicate.GOOD);
    private static final Values BETTER = values(Rating.ABOVE_EXPECTATION, PerformancePredicate.VERY_GOOD);

    /**
     * What each command does in each state: the state afterwards, or the code of the refusal; {@code -} is wrong-state.
     * Commands in capitals hold a turn; {@code 'WAITING} and {@code 'PARKED} are due; {@code BESIDES} came when another
     * result of the year had the place, {@code 'BESIDES} before its closing, {@code 'CANCELLED} was cancelled since.
     */
    private static final String TABLE = """
            state         newer         older      other         release           claim    CONFIRM    POSTPONE  PARK    HOLD  dismiss       'CONFIRM   'POSTPONE  'PARK   'HOLD  'giveBack  abandon  retry                  identity  foreign  cancel           repair   byHand                 yield                  take
            NOT_RELEASED  NOT_RELEASED  not-newer  other-source  PENDING           -        -          -         -       -     -             -          -          -       -      -          -        -                      -         -        CANCELLED        -        PENDING                PARKED                 -
            PENDING       PENDING       not-newer  other-source  already-released  SENDING  DELIVERED  WAITING   PARKED  HELD  NOT_REQUIRED  -          -          -       -      -          -        -                      -         -        CANCELLED        -        -                      PARKED                 -
            SENDING       SENDING       not-newer  other-source  already-released  -        -          -         -       -     -             DELIVERED  WAITING    PARKED  HELD   PENDING    WAITING  -                      -         -        -                -        -                      outcome-unknown        -
            WAITING       PENDING       not-newer  other-source  already-released  -        -          -         -       -     -             -          -          -       -      -          -        PENDING                -         -        CANCELLED        -        PENDING                PARKED                 -
            'WAITING      PENDING       not-newer  other-source  already-released  SENDING  DELIVERED  WAITING   PARKED  HELD  NOT_REQUIRED  -          -          -       -      -          -        PENDING                -         -        CANCELLED        -        PENDING                PARKED                 -
            DELIVERED     PENDING       not-newer  other-source  already-released  -        -          -         -       -     -             -          -          -       -      -          -        -                      -         -        -                PENDING  -                      PARKED                 -
            PARKED        PENDING       not-newer  other-source  already-released  -        -          -         -       -     -             -          -          -       -      -          -        PENDING                PENDING   -        CANCELLED        -        -                      PARKED                 -
            'PARKED       PENDING       not-newer  other-source  already-released  SENDING  DELIVERED  PARKED    PARKED  HELD  NOT_REQUIRED  -          -          -       -      -          -        PENDING                PENDING   -        CANCELLED        -        -                      PARKED                 -
            HELD          PENDING       not-newer  other-source  already-released  -        -          -         -       -     -             -          -          -       -      -          -        PENDING                -         -        CANCELLED        -        PENDING                PARKED                 -
            NOT_REQUIRED  PENDING       not-newer  other-source  already-released  -        -          -         -       -     -             -          -          -       -      -          -        -                      -         -        -                -        -                      NOT_REQUIRED           -
            CANCELLED     PENDING       not-newer  other-source  already-released  -        -          -         -       -     -             -          -          -       -      -          -        PENDING                -         -        -                -        -                      CANCELLED              -
            'UNSURE       WAITING       not-newer  other-source  already-released  SENDING  DELIVERED  WAITING   PARKED  HELD  NOT_REQUIRED  -          -          -       -      -          -        WAITING                -         -        outcome-unknown  -        outcome-unknown        outcome-unknown        -
            BESIDES       PARKED        not-newer  other-source  already-released  -        -          -         -       -     -             -          -          -       -      -          -        second-result-of-year  -         -        CANCELLED        -        second-result-of-year  replacement-under-way  PENDING
            'BESIDES      PARKED        not-newer  other-source  PARKED            -        -          -         -       -     -             -          -          -       -      -          -        second-result-of-year  -         -        CANCELLED        -        second-result-of-year  replacement-under-way  NOT_RELEASED
            'CANCELLED    PARKED        not-newer  other-source  already-released  -        -          -         -       -     -             -          -          -       -      -          -        PARKED                 -         -        -                -        -                      replacement-under-way  PENDING
            """;

    private static final Map<String, Function<Delivery, Decision<Delivery>>> COMMANDS = Map.ofEntries(
            Map.entry("newer", d -> d.want("20306577", "2026", desired(3, BETTER, Route.SEND), NOW)),
            Map.entry("older", d -> d.want("20306577", "2026", desired(1, BETTER, Route.SEND), NOW)),
            Map.entry(
                    "other",
                    d -> d.want("20306577", "2026", new Desired("another", 9, Route.SEND, BETTER, NOW, null), NOW)),
            Map.entry("release", d -> d.release(2, NOW)),
            Map.entry("claim", d -> d.claim(d, TOKEN, LEASE, null, NOW)),
            Map.entry("CONFIRM", d -> d.confirm(UNCLAIMED, "r", "FOUND_EQUAL", NOW)),
            Map.entry("POSTPONE", d -> d.postpone(UNCLAIMED, Trouble.TIMEOUT, attempt(), LATER, null, NOW)),
            Map.entry("PARK", d -> park(d, UNCLAIMED)),
            Map.entry("HOLD", d -> d.hold(UNCLAIMED, NOW)),
            Map.entry("dismiss", d -> d.dismiss(UNCLAIMED, NOW)),
            Map.entry("'CONFIRM", d -> d.confirm(CLAIMED, "r", "SAVED", NOW)),
            Map.entry("'POSTPONE", d -> d.postpone(CLAIMED, Trouble.TIMEOUT, attempt(), LATER, null, NOW)),
            Map.entry("'PARK", d -> park(d, CLAIMED)),
            Map.entry("'HOLD", d -> d.hold(CLAIMED, NOW)),
            Map.entry("'giveBack", d -> d.giveBack(CLAIMED, NOW)),
            Map.entry("abandon", d -> d.abandon(PROCESSING, LEASE_ENDS)),
            Map.entry("retry", d -> d.retry(NOW)),
            Map.entry("identity", d -> d.identityChanged(NOW)),
            Map.entry("cancel", d -> d.cancel("left the service", NOW)),
            Map.entry("repair", d -> d.repair(NOW, LATER)),
            Map.entry("byHand", d -> d.releaseByHand("moves on 1 July", NOW)),
            Map.entry("yield", d -> d.yieldTo("ANNUAL:e:2026:2026-2", "the second semester counts", NOW)),
            Map.entry("take", d -> d.replace(yielded(d.deliveryId()), "the second semester counts", NOW)),
            Map.entry("foreign", d -> d.confirm(FOREIGN, "r", "SAVED", NOW)));

    private static final Map<String, Delivery> STATES = Map.ofEntries(
            Map.entry("NOT_RELEASED", first(desired(2, GOOD, Route.SEND), null)),
            Map.entry("PENDING", pending()),
            Map.entry("SENDING", sending()),
            Map.entry("WAITING", waiting()),
            Map.entry("'WAITING", due(waiting())),
            Map.entry("DELIVERED", delivered()),
            Map.entry("PARKED", parked()),
            Map.entry("'PARKED", due(parked())),
            Map.entry("CANCELLED", state(pending().cancel("left the service", NOW))),
            Map.entry("BESIDES", besides(2L)),
            Map.entry("'BESIDES", besides(null)),
            Map.entry("'CANCELLED", state(besides(2L).cancel("the other one counts", NOW))),
            Map.entry("'UNSURE", due(unsure())),
            Map.entry("HELD", state(pending().hold(UNCLAIMED, NOW))),
            Map.entry("NOT_REQUIRED", first(desired(2, GOOD, Route.NOT_REQUIRED), 2L)));

    static Stream<Arguments> cells() {
        return StateTable.cells(TABLE);
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @MethodSource("cells")
    void every_command_has_a_defined_answer_in_every_state(String state, String command, String expected) {
        var delivery = Objects.requireNonNull(STATES.get(state), state);
        var decision = Objects.requireNonNull(COMMANDS.get(command), command).apply(delivery);
        var answer = switch (decision) {
            case Decision.Accepted<Delivery>(var next, var events) ->
                next.status().name();
            case Decision.Refused<Delivery>(var refusal) -> refusal.code().equals("wrong-state") ? "-" : refusal.code();
        };
        assertThat(answer).isEqualTo(expected);
    }

    @Test
    void the_table_names_every_state_and_every_command() {
        assertThat(STATES.values().stream().map(Delivery::status)).contains(DeliveryStatus.values());
        assertThat(StateTable.commands(TABLE)).containsExactlyInAnyOrderElementsOf(COMMANDS.keySet());
    }

    @Test
    void what_is_refused_says_in_which_state_and_to_what() {
        var refused = (Decision.Refused<Delivery>) delivered().retry(NOW);
        assertThat(refused.refusal().facts())
                .containsEntry("currentState", "DELIVERED")
                .containsEntry("command", "retry");
    }

    @Test
    void a_new_value_changes_what_is_desired_and_nothing_else() {
        var after = state(sending().want("20306577", "2026", desired(3, BETTER, Route.SEND), NOW));
        assertThat(after.sending()).isEqualTo(sending().sending());
        assertThat(after.confirmed()).isNull();
        assertThat(after.desired().sequence()).isEqualTo(3);

        var confirmed = state(after.confirm(CLAIMED, "r", "SAVED", NOW));
        assertThat(confirmed.status()).isEqualTo(DeliveryStatus.PENDING);
        assertThat(confirmed.confirmed()).isEqualTo(new Confirmed(2, GOOD, "r", NOW, null));
    }

    @Test
    void only_the_holder_of_the_lease_completes() {
        assertThat(sending().confirm(FOREIGN, "r", "SAVED", NOW)).isInstanceOf(Decision.Refused.class);
        assertThat(sending().postpone(FOREIGN, Trouble.TIMEOUT, attempt(), LATER, null, NOW))
                .isInstanceOf(Decision.Refused.class);
        assertThat(park(sending(), FOREIGN)).isInstanceOf(Decision.Refused.class);
        assertThat(sending().giveBack(FOREIGN, NOW)).isInstanceOf(Decision.Refused.class);
    }

    @Test
    void the_same_values_decided_again_are_delivered_without_being_sent() {
        var decision = delivered().want("20306577", "2026", desired(3, GOOD, Route.SEND), LATER);
        assertThat(state(decision).status()).isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(state(decision).dueAt()).isNull();
        assertThat(events(decision))
                .singleElement()
                .isInstanceOfSatisfying(
                        DeliveryConfirmed.class,
                        event -> assertThat(event.sequence()).isEqualTo(3));
    }

    @Test
    void the_same_values_are_not_called_delivered_while_another_save_may_still_arrive() {
        var corrected = state(delivered().want("20306577", "2026", desired(3, BETTER, Route.SEND), NOW));
        var saving = state(corrected.claim(corrected, TOKEN, LEASE, corrected.confirmed(), NOW));
        var unknown = state(
                saving.postpone(Turn.claimed(3, TOKEN), Trouble.TIMEOUT, attempt(), NOW, NOW.plus(PROCESSING), NOW));
        var backAgain = state(unknown.want("20306577", "2026", desired(4, GOOD, Route.SEND), NOW));
        assertThat(backAgain.status()).isEqualTo(DeliveryStatus.WAITING);
        assertThat(backAgain.dueAt()).isEqualTo(NOW.plus(PROCESSING));
    }

    @Test
    void an_abandoned_save_is_waited_out_before_anything_else() {
        var after = state(sending().abandon(PROCESSING, LEASE_ENDS.plusSeconds(1)));
        assertThat(after.status()).isEqualTo(DeliveryStatus.WAITING);
        assertThat(after.dueAt()).isEqualTo(LEASE.overBy(NOW).plus(PROCESSING));
        assertThat(sending().abandon(PROCESSING, LEASE_ENDS.minusSeconds(1))).isInstanceOf(Decision.Refused.class);
        assertThat(state(after.retry(LEASE_ENDS.plusSeconds(2))).status())
                .as("not even a person can make it go faster")
                .isEqualTo(DeliveryStatus.WAITING);
    }

    @Test
    void the_closing_may_name_a_result_that_has_not_arrived_yet() {
        var first = first(desired(2, GOOD, Route.SEND), null);
        var released = state(first.release(3, NOW));
        assertThat(released.status()).isEqualTo(DeliveryStatus.NOT_RELEASED);
        assertThat(state(released.want("20306577", "2026", desired(3, BETTER, Route.SEND), NOW))
                        .status())
                .isEqualTo(DeliveryStatus.PENDING);
    }

    @Test
    void the_world_is_told_once_what_is_parked_and_again_when_the_reason_changes() {
        var parking = park(pending(), UNCLAIMED);
        assertThat(events(parking)).singleElement().isInstanceOfSatisfying(DeliveryParked.class, event -> {
            assertThat(event.cause()).isEqualTo(Trouble.IDENTITY_MISMATCH);
            assertThat(event.actor()).isEqualTo(Trouble.Role.SCHOOL_OPERATOR);
        });
        var again =
                due(state(parking)).park(UNCLAIMED, Trouble.IDENTITY_MISMATCH, List.of(), attempt(), DAY, null, NOW);
        assertThat(events(again)).isEmpty();
        var other = due(state(again)).park(UNCLAIMED, Trouble.FOREIGN_RECORD, List.of(), attempt(), DAY, null, NOW);
        assertThat(events(other)).hasSize(1);
    }

    @Test
    void a_wait_that_becomes_a_standstill_for_the_same_reason_is_told() {
        var waiting = state(pending().postpone(UNCLAIMED, Trouble.ROSTER_PENDING, attempt(), NOW, null, NOW));
        var parked = waiting.park(UNCLAIMED, Trouble.ROSTER_PENDING, List.of(), attempt(), DAY, null, NOW);
        assertThat(events(parked)).singleElement().isInstanceOf(DeliveryParked.class);
    }

    @Test
    void a_parked_delivery_is_looked_at_again_every_day_but_not_for_ever() {
        var delivery = state(park(pending(), UNCLAIMED));
        for (int recheck = 0; recheck < Delivery.MOST_RECHECKS; recheck++) {
            assertThat(delivery.dueAt()).isNotNull();
            delivery = state(park(due(delivery), UNCLAIMED));
        }
        assertThat(delivery.dueAt()).isNull();
        assertThat(state(delivery.retry(NOW)).dueAt()).isEqualTo(NOW);
    }

    @Test
    void what_a_person_must_decide_is_not_tried_again_by_itself() {
        var refused = state(pending().park(UNCLAIMED, Trouble.REFUSED, List.of(), attempt(), DAY, null, NOW));
        assertThat(refused.dueAt()).isNull();
    }

    @Test
    void what_is_given_back_keeps_its_place() {
        var due = Objects.requireNonNull(pending().dueAt());
        var sending = state(pending().claim(pending(), TOKEN, LEASE, null, LATER));
        assertThat(state(sending.giveBack(CLAIMED, LATER)).dueAt()).isEqualTo(due);
    }

    @Test
    void holding_is_told_once_per_decision() {
        var held = pending().hold(UNCLAIMED, NOW);
        assertThat(events(held)).singleElement().isInstanceOf(DeliveryHeld.class);
        var newer = state(state(held).want("20306577", "2026", desired(3, BETTER, Route.HOLD), NOW));
        assertThat(newer.status()).isEqualTo(DeliveryStatus.HELD);
        assertThat(state(held).want("20306577", "2026", desired(3, BETTER, Route.HOLD), NOW))
                .isInstanceOfSatisfying(
                        Decision.Accepted.class,
                        accepted -> assertThat(accepted.events()).hasSize(1));
    }

    @Test
    void what_is_cancelled_is_told_once_stays_so_after_the_closing_and_gives_way_to_a_newer_decision() {
        var cancelling = first(desired(2, GOOD, Route.SEND), null).cancel("left the service", NOW);
        assertThat(events(cancelling)).singleElement().isInstanceOfSatisfying(DeliveryParked.class, event -> {
            assertThat(event.cause()).isEqualTo(Trouble.CANCELLED);
            assertThat(event.actor()).isEqualTo(Trouble.Role.OPERATOR);
        });
        var cancelled = state(cancelling);
        assertThat(cancelled.dueAt()).isNull();
        assertThat(cancelled.attempts().getLast().excerpt()).isEqualTo("left the service");

        var closed = cancelled.release(2, LATER);
        assertThat(state(closed).status()).isEqualTo(DeliveryStatus.CANCELLED);
        assertThat(events(closed)).isEmpty();
        assertThat(state(state(closed).retry(LATER)).status()).isEqualTo(DeliveryStatus.PENDING);
        assertThat(state(cancelled.retry(LATER)).status())
                .as("it still has to wait for the closing")
                .isEqualTo(DeliveryStatus.NOT_RELEASED);
        assertThat(state(state(closed).want("20306577", "2026", desired(3, BETTER, Route.SEND), LATER))
                        .status())
                .isEqualTo(DeliveryStatus.PENDING);
    }

    @Test
    void what_is_delivered_is_not_undone_by_cancelling_its_correction() {
        var corrected = state(delivered().want("20306577", "2026", desired(3, BETTER, Route.SEND), NOW));
        var cancelled = state(corrected.cancel("a mistake", NOW));
        assertThat(cancelled.status()).isEqualTo(DeliveryStatus.CANCELLED);
        assertThat(cancelled.confirmed()).isEqualTo(corrected.confirmed());
    }

    @Test
    void only_the_latest_attempts_are_kept() {
        var delivery = pending();
        for (int tries = 0; tries < 25; tries++) {
            delivery =
                    state(delivery.postpone(UNCLAIMED, Trouble.TIMEOUT, attempt(), NOW, null, NOW.plusSeconds(tries)));
        }
        assertThat(delivery.attempts()).hasSize(Delivery.ATTEMPTS_KEPT);
        assertThat(delivery.tries()).isEqualTo(25);
    }

    @Test
    void a_repair_sends_the_same_values_again_and_still_knows_the_record_by_its_key() {
        var repaired = state(delivered().repair(NOW, LATER));
        assertThat(repaired.dueAt()).isEqualTo(LATER);
        assertThat(repaired.confirmed()).isEqualTo(new Confirmed(2, GOOD, "r", NOW, LATER));

        var saving = state(repaired.claim(repaired, TOKEN, LEASE, repaired.confirmed(), LATER));
        assertThat(state(saving.giveBack(CLAIMED, LATER)).status())
                .as("what was contradicted is not called delivered")
                .isEqualTo(DeliveryStatus.PENDING);
        var again = saving.confirm(CLAIMED, "r", "SAVED", LATER);
        assertThat(state(again).confirmed()).isEqualTo(new Confirmed(2, GOOD, "r", LATER, null));
        assertThat(events(again)).singleElement().isInstanceOf(DeliveryConfirmed.class);
    }

    @Test
    void a_repair_is_done_once_and_only_of_what_was_compared() {
        var repaired = state(delivered().repair(NOW, LATER));
        assertThat(code(repaired.repair(NOW, LATER))).isEqualTo(Delivery.ALREADY_REPAIRED);
        assertThat(code(repaired.repair(NOW, LATER.plusSeconds(1)))).isEqualTo("wrong-state");
        assertThat(code(delivered().repair(NOW.minusSeconds(1), LATER))).isEqualTo("confirmed-since");
    }

    @Test
    void what_an_attempt_found_before_a_repair_says_nothing_after_it() {
        var repaired = state(delivered().repair(NOW, LATER));
        assertThat(repaired.confirm(UNCLAIMED, "r", "FOUND_EQUAL", LATER)).isInstanceOf(Decision.Refused.class);
        assertThat(state(repaired.confirm(Turn.unclaimed(repaired), "r", "FOUND_EQUAL", LATER))
                        .status())
                .isEqualTo(DeliveryStatus.DELIVERED);
    }

    private static String code(Decision<Delivery> decision) {
        return ((Decision.Refused<Delivery>) decision).refusal().code();
    }

    @Test
    void what_is_released_by_hand_stays_released_for_later_decisions_and_says_why() {
        var released = state(first(desired(2, GOOD, Route.SEND), null).releaseByHand("moves on 1 July", NOW));
        assertThat(released.status()).isEqualTo(DeliveryStatus.PENDING);
        assertThat(released.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.outcome()).isEqualTo("RELEASED");
            assertThat(attempt.excerpt()).isEqualTo("moves on 1 July");
        });
        assertThat(state(released.want("20306577", "2026", desired(3, BETTER, Route.SEND), NOW))
                        .status())
                .isEqualTo(DeliveryStatus.PENDING);
    }

    @Test
    void what_must_not_go_is_not_let_go_by_hand() {
        var held = first(desired(2, GOOD, Route.HOLD), 2L);
        assertThat(code(held.releaseByHand("please", NOW))).isEqualTo("held-by-regulation");
        assertThat(code(first(desired(2, GOOD, Route.HOLD), null).releaseByHand("please", NOW)))
                .isEqualTo("held-by-regulation");
        var outdated = state(first(desired(2, GOOD, Route.SEND), null).release(3, NOW));
        assertThat(code(outdated.releaseByHand("please", NOW))).isEqualTo("later-result-named");
        assertThat(state(due(unsure()).releaseByHand("please", NOW.plus(PROCESSING)))
                        .status())
                .as("nothing can arrive any more")
                .isEqualTo(DeliveryStatus.PENDING);
    }

    @Test
    void what_had_the_place_is_told_as_parked_and_what_takes_it_knows_what_is_there() {
        var yielding = delivered().yieldTo("ANNUAL:e:2026:2026-2", "the second semester counts", LATER);
        assertThat(events(yielding))
                .singleElement()
                .isInstanceOfSatisfying(
                        DeliveryParked.class,
                        event -> assertThat(event.cause()).isEqualTo(Trouble.SECOND_RESULT_OF_YEAR));
        assertThat(Objects.requireNonNull(state(yielding).obstruction()).details())
                .containsExactly("ANNUAL:e:2026:2026-2");
        var taken = state(besides(2L).replace(state(yielding), "the second semester counts", LATER));
        assertThat(taken.status()).isEqualTo(DeliveryStatus.PENDING);
        assertThat(taken.confirmed())
                .as("not by this one, and to be looked at again")
                .isEqualTo(new Confirmed(0, GOOD, "r", NOW, LATER));
        assertThat(taken.yieldsTo()).isNull();
    }

    @Test
    void a_place_is_taken_only_from_who_has_given_it_up_for_this_one() {
        var first = state(delivered().yieldTo("ANNUAL:e:2026:2026-2", "it counts", LATER));
        assertThat(code(first.replace(besides(2L), "no, this one", LATER)))
                .as("the second has not had it yet")
                .isEqualTo(Delivery.REPLACEMENT_UNDER_WAY);
        var third = state(Delivery.first(
                "ANNUAL:e:2026:2026-3", "e", "20306577", "2026-3", desired(2, GOOD, Route.SEND), 2L, FIRST, NOW));
        assertThat(code(third.replace(first, "the third counts", LATER))).isEqualTo(Delivery.REPLACEMENT_UNDER_WAY);
        var second = state(besides(2L).replace(first, "it counts", LATER));
        assertThat(code(second.replace(first, "once more", LATER))).isEqualTo("wrong-state");
    }

    private static Delivery besides(@Nullable Long releasedFrom) {
        return state(Delivery.first(
                FIRST + ":2026-2", "e", "20306577", "2026-2", desired(2, GOOD, Route.SEND), releasedFrom, FIRST, NOW));
    }

    /** The first result of the year, when it has given up the place for this one. */
    private static Delivery yielded(String to) {
        return state(pending().yieldTo(to, "the other one counts", NOW));
    }

    private static Delivery first(Desired desired, @Nullable Long releasedFrom) {
        return state(Delivery.first(FIRST, "e", "20306577", "2026", desired, releasedFrom, null, NOW));
    }

    private static Delivery pending() {
        return first(desired(2, GOOD, Route.SEND), 2L);
    }

    private static Delivery sending() {
        return state(pending().claim(pending(), TOKEN, LEASE, null, NOW));
    }

    /** Nobody knows what became of its save. */
    private static Delivery unsure() {
        return state(sending().postpone(CLAIMED, Trouble.TIMEOUT, attempt(), NOW, NOW.plus(PROCESSING), NOW));
    }

    private static Delivery waiting() {
        return state(pending().postpone(UNCLAIMED, Trouble.TIMEOUT, attempt(), LATER, null, NOW));
    }

    private static Delivery delivered() {
        return state(sending().confirm(CLAIMED, "r", "SAVED", NOW));
    }

    private static Delivery parked() {
        return state(park(pending(), UNCLAIMED));
    }

    private static Decision<Delivery> park(Delivery delivery, Turn turn) {
        return delivery.park(turn, Trouble.IDENTITY_MISMATCH, List.of("NAME"), attempt(), DAY, null, NOW);
    }

    /** The same, with its time come. */
    private static Delivery due(Delivery d) {
        return new Delivery(
                d.deliveryId(),
                d.kind(),
                d.lane(),
                d.status(),
                d.employeeId(),
                d.npsn(),
                d.periodId(),
                d.desired(),
                d.releasedFrom(),
                d.place(),
                d.sending(),
                d.unconfirmed(),
                d.confirmed(),
                d.obstruction(),
                d.tries(),
                NOW,
                d.attempts());
    }

    private static Attempt attempt() {
        return Attempt.of(NOW, 2, "TIMEOUT");
    }

    private static Desired desired(long sequence, Values values, Route route) {
        return new Desired("e:2026", sequence, route, values, NOW, null);
    }

    private static Values values(Rating rating, PerformancePredicate predicate) {
        return Values.of(new Values.Annual(2026, rating, rating, predicate, "a"));
    }

    private static Delivery state(Decision<Delivery> decision) {
        return ((Decision.Accepted<Delivery>) decision).state();
    }

    private static List<DomainEvent> events(Decision<Delivery> decision) {
        return ((Decision.Accepted<Delivery>) decision).events();
    }
}
