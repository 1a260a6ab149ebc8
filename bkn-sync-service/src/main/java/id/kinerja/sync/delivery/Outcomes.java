package id.kinerja.sync.delivery;

import id.kinerja.sync.delivery.Delivery.Attempt;
import id.kinerja.sync.delivery.Delivery.Turn;
import id.kinerja.sync.identity.Identities;
import id.kinerja.sync.identity.Identity;
import id.kinerja.sync.identity.Match;
import id.kinerja.sync.lane.LaneSignal;
import id.kinerja.sync.registry.Cause;
import id.kinerja.sync.registry.Diagnosis;
import id.kinerja.sync.registry.Obstacle;
import id.kinerja.sync.registry.Obstacle.Blocked;
import id.kinerja.sync.registry.Obstacle.Deferred;
import id.kinerja.sync.registry.Obstacle.Rejected;
import id.kinerja.sync.registry.Question;
import id.kinerja.sync.registry.RegistryRecordId;
import id.kinerja.sync.remedy.Trouble;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Writes down what an attempt came to, and says what that means for the lane. */
final class Outcomes {

    /** Among the details: it is the appraiser whom BKN keeps from us. */
    static final String ABOUT_THE_APPRAISER = "APPRAISER";

    private final Deliveries deliveries;
    private final Identities identities;
    private final DeliveryProperties properties;
    private final RandomGenerator random;
    private final Clock clock;

    Outcomes(
            Deliveries deliveries,
            Identities identities,
            DeliveryProperties properties,
            RandomGenerator random,
            Clock clock) {
        this.deliveries = deliveries;
        this.identities = identities;
        this.properties = properties;
        this.random = random;
        this.clock = clock;
    }

    /** Goes on with the person if the registry's is ours, and writes down why not otherwise. */
    <T> LaneSignal matched(Delivery delivery, Turn turn, Identity about, Match<T> match, Function<T, LaneSignal> then) {
        return switch (match) {
            case Match.Positive<T>(var value) -> then.apply(value);
            case Match.Unknown<T>(var obstacle, var question) ->
                obstructed(delivery, turn, obstacle, about.employeeId(), question);
            case Match.Negative<T>(var trouble, var details) -> {
                var signal = parked(delivery, turn, trouble, details);
                // The roster may have said something new while this was found out from what it had said before.
                if (identities
                        .find(about.employeeId())
                        .filter(about::samePersonAs)
                        .isEmpty()) {
                    deliveries.change(delivery.deliveryId(), current -> current.identityChanged(clock.instant()));
                }
                yield signal;
            }
        };
    }

    /** @param how {@code SAVED} or {@code FOUND_EQUAL} */
    LaneSignal confirmed(Delivery delivery, Turn turn, @Nullable RegistryRecordId recordId, String how) {
        var record = recordId == null ? null : recordId.value();
        deliveries.change(delivery.deliveryId(), current -> current.confirm(turn, record, how, clock.instant()));
        return LaneSignal.answered();
    }

    /** Nobody was at fault on the way: what stands in the way was seen in an answer, or before anybody was asked. */
    LaneSignal parked(Delivery delivery, Turn turn, Trouble trouble, List<String> details) {
        park(delivery, turn, trouble, details, attempt(delivery, trouble, null), null);
        return switch (trouble) {
            case NIP_MISSING, NIP_MALFORMED, APPRAISER_NIP_MISSING, APPRAISER_NIP_MALFORMED -> LaneSignal.goOn();
            default -> LaneSignal.answered();
        };
    }

    private void park(
            Delivery delivery,
            Turn turn,
            Trouble trouble,
            List<String> details,
            Attempt attempt,
            @Nullable Instant unknownUntil) {
        deliveries.change(
                delivery.deliveryId(),
                current -> current.park(
                        turn, trouble, details, attempt, properties.recheck(), unknownUntil, clock.instant()));
    }

    /** Nothing is wrong at BKN: what is missing, or broken, is on our side. */
    LaneSignal postponed(Delivery delivery, Turn turn, Trouble trouble) {
        return postpone(delivery, turn, trouble, attempt(delivery, trouble, null), null, null);
    }

    /** An answer to something that was to be written about the delivery's person. */
    LaneSignal obstructed(Delivery delivery, Turn turn, Obstacle obstacle) {
        return obstructed(delivery, turn, obstacle, delivery.employeeId(), null);
    }

    /**
     * @param person employee id of whom the registry was asked about
     * @param question what it was asked; null if something was to be written
     */
    LaneSignal obstructed(Delivery delivery, Turn turn, Obstacle obstacle, String person, @Nullable Question question) {
        var signal = LaneSignal.of(obstacle, person, question);
        switch (obstacle) {
            case Rejected(var refusal, var reasons, var diagnosis) -> {
                var trouble = Trouble.of(refusal);
                var details = person.equals(delivery.employeeId()) ? List.<String>of() : List.of(ABOUT_THE_APPRAISER);
                park(delivery, turn, trouble, details, attempt(delivery, trouble, diagnosis), null);
            }
            case Deferred(var cause, var notBefore, var certainty, var diagnosis) -> {
                boolean maybeSaved = turn.token() != null && certainty == id.kinerja.sync.registry.Delivery.UNKNOWN;
                if (!maybeSaved && (signal instanceof LaneSignal.Pause || cause == Cause.NO_TURN)) {
                    giveBack(delivery, turn);
                } else {
                    var trouble = Trouble.of(cause);
                    var unknownUntil = maybeSaved ? clock.instant().plus(properties.longestProcessing()) : null;
                    postpone(delivery, turn, trouble, attempt(delivery, trouble, diagnosis), notBefore, unknownUntil);
                }
            }
            case Blocked _ -> giveBack(delivery, turn);
        }
        return signal;
    }

    private LaneSignal postpone(
            Delivery delivery,
            Turn turn,
            Trouble trouble,
            Attempt attempt,
            @Nullable Instant notBefore,
            @Nullable Instant unknownUntil) {
        if (delivery.tries() + 1 >= properties.mostTries()) {
            var standing = trouble == Trouble.ROSTER_PENDING ? trouble : Trouble.NO_CLEAR_ANSWER;
            park(delivery, turn, standing, List.of(trouble.name()), attempt, unknownUntil);
            return LaneSignal.goOn();
        }
        var now = clock.instant();
        var pause = now.plus(properties.pauseAfter(delivery.tries(), random));
        var retryAt = notBefore != null && notBefore.isAfter(pause) ? notBefore : pause;
        deliveries.change(
                delivery.deliveryId(),
                current -> current.postpone(turn, trouble, attempt, retryAt, unknownUntil, clock.instant()));
        return LaneSignal.goOn();
    }

    /** What was not claimed needs no word: it is still due. */
    void giveBack(Delivery delivery, Turn turn) {
        if (turn.token() != null) {
            deliveries.change(delivery.deliveryId(), current -> current.giveBack(turn, clock.instant()));
        }
    }

    LaneSignal held(Delivery delivery, Turn turn) {
        deliveries.change(delivery.deliveryId(), current -> current.hold(turn, clock.instant()));
        return LaneSignal.goOn();
    }

    LaneSignal dismissed(Delivery delivery, Turn turn) {
        deliveries.change(delivery.deliveryId(), current -> current.dismiss(turn, clock.instant()));
        return LaneSignal.goOn();
    }

    private Attempt attempt(Delivery delivery, Trouble trouble, @Nullable Diagnosis diagnosis) {
        return new Attempt(
                clock.instant(),
                delivery.desired().sequence(),
                trouble.name(),
                diagnosis == null ? null : diagnosis.status(),
                diagnosis == null ? null : diagnosis.code(),
                diagnosis == null ? null : diagnosis.excerpt());
    }
}
