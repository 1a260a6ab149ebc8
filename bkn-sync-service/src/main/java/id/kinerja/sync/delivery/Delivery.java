package id.kinerja.sync.delivery;

import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Refusal;
import id.kinerja.sync.delivery.DeliveryEvent.DeliveryConfirmed;
import id.kinerja.sync.delivery.DeliveryEvent.DeliveryHeld;
import id.kinerja.sync.delivery.DeliveryEvent.DeliveryParked;
import id.kinerja.sync.remedy.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that must reach e-Kinerja under one natural key, however often it is decided anew.
 *
 * <p>Three values are kept apart. {@code desired} is what was decided last; events change nothing else. {@code sending} is
 * what is on its way under a lease; only the holder of its token can complete it. {@code confirmed} is what e-Kinerja was
 * last known to hold of ours. DELIVERED means that what is confirmed is what is desired, and nothing is on its way or may
 * still arrive; anything else goes back to PENDING.
 *
 * @param releasedFrom the lowest sequence that may be sent; null while the period is not closed
 * @param place null as long as no other result of the person and year is known, for which e-Kinerja has one place
 * @param unconfirmed a save whose outcome is unknown and which may still take effect until a time
 * @param obstruction what stands, or last stood, in the way
 * @param dueAt when the lane must look at it next; null when nothing is to be done
 * @param tries attempts in a row that came to nothing
 */
record Delivery(
        String deliveryId,
        DeliveryKind kind,
        String lane,
        DeliveryStatus status,
        String employeeId,
        @Nullable String npsn,
        String periodId,
        Desired desired,
        @Nullable Long releasedFrom,
        @Nullable Place place,
        @Nullable Sending sending,
        @Nullable Unconfirmed unconfirmed,
        @Nullable Confirmed confirmed,
        @Nullable Obstruction obstruction,
        int tries,
        @Nullable Instant dueAt,
        List<Attempt> attempts) {

    static final String ALREADY_REPAIRED = "already-repaired";
    static final String OTHER_SOURCE = "other-source";
    static final String SECOND_RESULT = "second-result-of-year";
    static final String REPLACEMENT_UNDER_WAY = "replacement-under-way";
    private static final String OUTCOME_UNKNOWN = "outcome-unknown";

    static final int ATTEMPTS_KEPT = 10;
    /** A parked delivery is looked at again this often before it waits for a command alone. */
    static final int MOST_RECHECKS = 14;

    /** What is to be done with a value, as far as that is known when it is decided. */
    enum Route {
        SEND,
        /** The regulation sends nothing of this kind. */
        HOLD,
        NOT_REQUIRED
    }

    /**
     * @param sourceId the assessment, plan or coaching cycle it comes from
     * @param sequence number of the event that brought it, among those of its source
     * @param decidedAt when it was decided, which a closing compares itself with
     * @param traceparent trace of the decision, which the call to e-Kinerja continues
     */
    record Desired(
            String sourceId,
            long sequence,
            Route route,
            Values values,
            Instant decidedAt,
            @Nullable String traceparent) {

        Desired routed(Route other) {
            return new Desired(sourceId, sequence, other, values, decidedAt, traceparent);
        }
    }

    /**
     * Where a result stands beside others of the same person and year. At most one of them has the place, and only that
     * one is sent: it gives the place up before another takes it.
     *
     * @param number of the time it was last given the place: 1 for the first result, 0 if never
     * @param yieldsTo the delivery that had the place when this one came, or that was given it; null if this one has it
     */
    record Place(long number, @Nullable String yieldsTo) {

        private static final Place FIRST = new Place(1, null);
    }

    /**
     * @param token of the attempt that has the lease
     * @param overBy when its call has ended, whatever became of it
     * @param deadline when the lease ends
     * @param dueSince when it had become due, to keep its place if it is given back
     */
    record Sending(long sequence, Values values, String token, Instant overBy, Instant deadline, Instant dueSince) {}

    /** @param until when e-Kinerja cannot be working on it any more */
    record Unconfirmed(long sequence, Values values, Instant until) {}

    /**
     * @param sequence of the decision; 0 if it was that of another result of the year, which this one replaces
     * @param recordId e-Kinerja's key of the record, where it told one
     * @param contradictedAt when e-Kinerja was seen to hold something else, or nothing; the record is still recognised
     *     as ours by it. Null while nothing speaks against it
     */
    record Confirmed(
            long sequence,
            Values values,
            @Nullable String recordId,
            Instant at,
            @Nullable Instant contradictedAt) {

        Confirmed contradicted(Instant since) {
            return new Confirmed(sequence, values, recordId, at, since);
        }

        private Confirmed ofAnother() {
            return new Confirmed(0, values, recordId, at, contradictedAt);
        }
    }

    /**
     * @param details codes of what exactly, e.g. the fields that differ
     * @param parked whether the delivery has been parked for it, and the world been told
     * @param rechecks how often it was looked at again since and found the same
     */
    record Obstruction(
            Trouble trouble, List<String> details, long sequence, Instant since, boolean parked, int rechecks) {
        Obstruction {
            details = List.copyOf(details);
        }
    }

    /**
     * What one attempt came to.
     *
     * @param outcome {@code SAVED}, {@code FOUND_EQUAL}, {@code HELD} or the code of a {@link Trouble}; of a person's
     *     command {@code CANCELLED}, {@code RELEASED}, {@code REPLACES} or {@code REPLACED}
     * @param status HTTP status, where there was a reply
     * @param code the reply's own fault code
     * @param excerpt of the reply, without personal data; of a person's command, its reason
     */
    record Attempt(
            Instant at,
            long sequence,
            String outcome,
            @Nullable Integer status,
            @Nullable String code,
            @Nullable String excerpt) {

        static Attempt of(Instant at, long sequence, String outcome) {
            return new Attempt(at, sequence, outcome, null, null, null);
        }
    }

    /**
     * On what an attempt's outcome rests: the sequence it looked at, whether it had been contradicted by then and, once it
     * has claimed, its token. An outcome counts only while that still holds.
     */
    record Turn(
            long sequence, @Nullable String token, @Nullable Instant contradictedAt) {

        static Turn unclaimed(Delivery delivery) {
            return new Turn(delivery.desired.sequence(), null, delivery.contradictedAt());
        }

        static Turn claimed(long sequence, String token) {
            return new Turn(sequence, token, null);
        }
    }

    Delivery {
        attempts = List.copyOf(attempts);
    }

    /**
     * @param releasedFrom 0 where no closing has to be waited for
     * @param besides the delivery that has the place at e-Kinerja already; null where there is none
     */
    static Decision<Delivery> first(
            String deliveryId,
            String employeeId,
            @Nullable String npsn,
            String periodId,
            Desired desired,
            @Nullable Long releasedFrom,
            @Nullable String besides,
            Instant now) {
        var kind = desired.values().kind();
        var unsettled = new Delivery(
                deliveryId,
                kind,
                kind.lane(),
                DeliveryStatus.NOT_RELEASED,
                employeeId,
                npsn,
                periodId,
                desired,
                releasedFrom,
                besides == null ? null : new Place(0, besides),
                null,
                null,
                null,
                null,
                0,
                null,
                List.of());
        return unsettled.accept(new Change(unsettled).settle(now), now);
    }

    /** Notes a value that was decided elsewhere. Only a higher sequence replaces what is desired, and nothing else. */
    Decision<Delivery> want(@Nullable String newNpsn, String newPeriodId, Desired newer, Instant now) {
        if (!newer.sourceId().equals(desired.sourceId())) {
            return Decision.refuse(Refusal.conflict(OTHER_SOURCE));
        }
        if (newer.sequence() <= desired.sequence()) {
            return Decision.refuse(Refusal.conflict("not-newer"));
        }
        var change = new Change(this);
        change.npsn = newNpsn;
        change.periodId = newPeriodId;
        change.desired = newer;
        change.tries = 0;
        change.obstruction = null;
        return accept(change.settle(now), now);
    }

    /** Notes that a closing names this result, or a later one. */
    Decision<Delivery> release(long fromSequence, Instant now) {
        if (releasedFrom != null && releasedFrom >= fromSequence) {
            return Decision.refuse(Refusal.conflict("already-released"));
        }
        var change = new Change(this);
        change.releasedFrom = fromSequence;
        boolean asBefore = released() == change.released();
        return accept(asBefore ? change : change.settle(now), now);
    }

    private boolean released() {
        return releasedFrom != null && desired.sequence() >= releasedFrom;
    }

    /** Whether an attempt may begin now. */
    boolean ready(Instant now) {
        return status.attemptable() && dueAt != null && !now.isBefore(dueAt);
    }

    /** Whether the lease of a save has passed without anybody completing it. */
    boolean abandoned(Instant now) {
        return sending != null && !now.isBefore(sending.deadline());
    }

    /**
     * Begins a save under a lease.
     *
     * @param prepared the delivery as it was when the save was prepared; refused if anything that was built on has changed
     * @param held what e-Kinerja holds or once held of ours, as it was found then; with it, it is settled what became of an
     *     earlier save
     */
    Decision<Delivery> claim(Delivery prepared, String token, SendLease lease, @Nullable Confirmed held, Instant now) {
        if (!ready(now)) {
            return refused("claim");
        }
        if (prepared.desired.sequence() != desired.sequence()
                || !Objects.equals(prepared.confirmed, confirmed)
                || !Objects.equals(prepared.unconfirmed, unconfirmed)) {
            return Decision.refuse(Refusal.conflict("superseded"));
        }
        var change = new Change(this);
        change.sending = new Sending(
                desired.sequence(),
                desired.values(),
                token,
                lease.overBy(now),
                lease.deadline(now),
                Objects.requireNonNull(dueAt, "what is ready is due"));
        change.unconfirmed = null;
        change.confirmed = held;
        return accept(change.settle(now), now);
    }

    /** Notes that e-Kinerja holds the value of this turn. */
    Decision<Delivery> confirm(Turn turn, @Nullable String recordId, String how, Instant now) {
        if (lost(turn, now)) {
            return refused("confirm");
        }
        var values = sending == null ? desired.values() : sending.values();
        var change = ended(turn, Attempt.of(now, turn.sequence(), how));
        change.unconfirmed = null;
        change.confirmed = new Confirmed(turn.sequence(), values, recordId, now, null);
        change.obstruction = null;
        change.tries = 0;
        return accept(change.settle(now), now);
    }

    /**
     * Puts the turn off.
     *
     * @param unknownUntil if a save may have arrived: when e-Kinerja cannot be working on it any more; else null
     */
    Decision<Delivery> postpone(
            Turn turn, Trouble trouble, Attempt attempt, Instant retryAt, @Nullable Instant unknownUntil, Instant now) {
        if (lost(turn, now)) {
            return refused("postpone");
        }
        var change = ended(turn, attempt);
        change.unsure(sending, unknownUntil);
        if (status == DeliveryStatus.PARKED) {
            // Looking again at what is parked found nobody to ask: it stays parked for the same reason.
            change.dueAt = retryAt;
            return accept(change, now);
        }
        change.tries = tries + 1;
        change.settle(now);
        if (change.status.attemptable()) {
            change.status = DeliveryStatus.WAITING;
            change.dueAt = later(retryAt, change.unconfirmed);
            change.obstruct(trouble, List.of(), turn.sequence(), false, now);
        }
        return accept(change, now);
    }

    /** Stops until a named role has repaired something. A newer value that has come meanwhile is not held up by it. */
    Decision<Delivery> park(
            Turn turn,
            Trouble trouble,
            List<String> details,
            Attempt attempt,
            Duration recheckAfter,
            @Nullable Instant unknownUntil,
            Instant now) {
        if (lost(turn, now)) {
            return refused("park");
        }
        var change = ended(turn, attempt);
        change.unsure(sending, unknownUntil);
        change.tries = 0;
        change.settle(now);
        if (change.status.attemptable() && turn.sequence() == desired.sequence()) {
            change.status = DeliveryStatus.PARKED;
            int rechecks = change.obstruct(trouble, details, turn.sequence(), true, now);
            change.dueAt = trouble.retry() == Trouble.Retry.DAILY && rechecks < MOST_RECHECKS
                    ? later(now.plus(recheckAfter), change.unconfirmed)
                    : null;
        }
        return accept(change, now);
    }

    /** The save was not made after all; it keeps its place. */
    Decision<Delivery> giveBack(Turn turn, Instant now) {
        if (turn.token() == null || sending == null || lost(turn, now)) {
            return refused("give-back");
        }
        var change = new Change(this);
        change.sending = null;
        change.settle(now);
        if (change.status == DeliveryStatus.PENDING) {
            change.dueAt = sending.dueSince();
        }
        return accept(change, now);
    }

    /** There is no channel for it. */
    Decision<Delivery> hold(Turn turn, Instant now) {
        if (lost(turn, now)) {
            return refused("hold");
        }
        var change = ended(turn, Attempt.of(now, turn.sequence(), DeliveryStatus.HELD.name()));
        change.settle(now);
        if (change.status.attemptable() && turn.sequence() == desired.sequence()) {
            change.status = DeliveryStatus.HELD;
            change.dueAt = null;
            change.obstruction = null;
        }
        return accept(change, now);
    }

    /** The person turns out not to be a civil servant. */
    Decision<Delivery> dismiss(Turn turn, Instant now) {
        if (turn.token() != null || lost(turn, now)) {
            return refused("dismiss");
        }
        var change = new Change(this);
        change.desired = desired.routed(Route.NOT_REQUIRED);
        return accept(change.settle(now), now);
    }

    /** The lease passed: nobody knows what became of the save, so nothing is sent until that can be read. */
    Decision<Delivery> abandon(Duration longestProcessing, Instant now) {
        if (sending == null || !abandoned(now)) {
            return refused("abandon");
        }
        var change = ended(
                Turn.claimed(sending.sequence(), sending.token()),
                Attempt.of(now, sending.sequence(), Trouble.OUTCOME_UNKNOWN.name()));
        change.unsure(sending, sending.overBy().plus(longestProcessing));
        change.settle(now);
        if (change.status.attemptable()) {
            change.status = DeliveryStatus.WAITING;
            change.dueAt = later(now, change.unconfirmed);
            change.obstruct(Trouble.OUTCOME_UNKNOWN, List.of(), sending.sequence(), false, now);
        }
        return accept(change, now);
    }

    /** A person says that it can be tried again, and at once; or that it is to be sent after all. */
    Decision<Delivery> retry(Instant now) {
        if (status == DeliveryStatus.PARKED && yieldsTo() != null) {
            return Decision.refuse(Refusal.conflict(SECOND_RESULT));
        }
        boolean standsStill = status == DeliveryStatus.PARKED
                || status == DeliveryStatus.WAITING
                || status == DeliveryStatus.CANCELLED;
        if (!standsStill && !(status == DeliveryStatus.HELD && desired.route() == Route.SEND)) {
            return refused("retry");
        }
        var change = new Change(this);
        change.tries = 0;
        change.obstruction = null;
        return accept(change.settle(now), now);
    }

    /**
     * A person says that this decision is not sent. Refused while a save is under way or may still take effect: nobody
     * could say afterwards what e-Kinerja holds. A newer decision is sent all the same.
     *
     * @param reason in words, kept with the attempts
     */
    Decision<Delivery> cancel(String reason, Instant now) {
        if (unconfirmed != null && sending == null) {
            return Decision.refuse(Refusal.conflict(OUTCOME_UNKNOWN));
        }
        return switch (status) {
            case SENDING, DELIVERED, NOT_REQUIRED, CANCELLED -> refused("cancel");
            case NOT_RELEASED, PENDING, WAITING, PARKED, HELD -> {
                var change = commanded(DeliveryStatus.CANCELLED.name(), reason, now);
                change.obstruct(Trouble.CANCELLED, List.of(), desired.sequence(), true, now);
                yield accept(change.settle(now), now);
            }
        };
    }

    /**
     * A person says that it waits no longer: for the closing of the period, for its next try, or for a channel. What the
     * regulation holds, what the closing names a later result for, and what may still arrive, nobody lets go.
     *
     * @param reason in words, kept with the attempts
     */
    Decision<Delivery> releaseByHand(String reason, Instant now) {
        return switch (status) {
            case NOT_RELEASED, WAITING, HELD -> {
                if (desired.route() == Route.HOLD) {
                    yield Decision.refuse(Refusal.conflict("held-by-regulation"));
                }
                if (unconfirmed != null && now.isBefore(unconfirmed.until())) {
                    yield Decision.refuse(Refusal.conflict(OUTCOME_UNKNOWN));
                }
                if (status == DeliveryStatus.NOT_RELEASED && releasedFrom != null) {
                    yield Decision.refuse(Refusal.conflict("later-result-named"));
                }
                var change = commanded("RELEASED", reason, now);
                change.releasedFrom = releasedFrom == null ? Long.valueOf(desired.sequence()) : releasedFrom;
                change.obstruction = null;
                yield accept(change.settle(now), now);
            }
            case PARKED -> yieldsTo() == null ? refused("release") : Decision.refuse(Refusal.conflict(SECOND_RESULT));
            case PENDING, SENDING, DELIVERED, NOT_REQUIRED, CANCELLED -> refused("release");
        };
    }

    /** The delivery that has the place at e-Kinerja, or had it last, as far as this one knows; null if this one has it. */
    @Nullable
    String yieldsTo() {
        return place == null ? null : place.yieldsTo();
    }

    private long placeNumber() {
        return (place == null ? Place.FIRST : place).number();
    }

    /** Whether this one has given up the place for that one, which has not taken it yet. */
    boolean hasYieldedTo(Delivery other) {
        return other.deliveryId.equals(yieldsTo()) && placeNumber() > other.placeNumber();
    }

    /**
     * Gives up the place for another result of the year. Refused while a save is under way or may still take effect: it
     * could arrive after the other's.
     *
     * @param reason in words, kept with the attempts
     */
    Decision<Delivery> yieldTo(String other, String reason, Instant now) {
        if (yieldsTo() != null) {
            return Decision.refuse(Refusal.conflict(REPLACEMENT_UNDER_WAY));
        }
        if (sending != null || unconfirmed != null) {
            return Decision.refuse(Refusal.conflict(OUTCOME_UNKNOWN));
        }
        boolean cancelled = status == DeliveryStatus.CANCELLED;
        var change = commanded("REPLACED", reason, now);
        change.place = new Place(placeNumber(), other);
        change.confirmed = confirmed == null ? null : confirmed.contradicted(now);
        change.obstruction = cancelled ? obstruction : null;
        return accept(change.settle(now), now);
    }

    boolean mayReplace() {
        return yieldsTo() != null && status != DeliveryStatus.NOT_REQUIRED;
    }

    Refusal notReplacing() {
        return Refusal.wrongState(status, "replace");
    }

    /**
     * Takes the place of another result, which has given it up, and replaces what e-Kinerja holds of that one. What it
     * does hold is looked at first, as before every save.
     *
     * @param reason in words, kept with the attempts
     */
    Decision<Delivery> replace(Delivery other, String reason, Instant now) {
        if (!mayReplace()) {
            return Decision.refuse(notReplacing());
        }
        if (!other.hasYieldedTo(this)) {
            return Decision.refuse(Refusal.conflict(REPLACEMENT_UNDER_WAY));
        }
        var change = commanded("REPLACES", reason, now);
        change.place = new Place(other.placeNumber() + 1, null);
        change.confirmed = other.confirmed == null ? null : other.confirmed.ofAnother();
        change.obstruction = null;
        return accept(change.settle(now), now);
    }

    /**
     * Sends what is desired again, because e-Kinerja was seen not to hold what it had confirmed. What it holds instead is
     * looked at first, as before every save: a record that is not ours is not replaced.
     *
     * @param confirmedAt the confirmation that was contradicted; refused if there has been another one since
     * @param at when it was asked for; asked for again with the same time, it is refused as done
     */
    Decision<Delivery> repair(Instant confirmedAt, Instant at) {
        if (confirmed != null && at.equals(confirmed.contradictedAt())) {
            return Decision.refuse(Refusal.conflict(ALREADY_REPAIRED));
        }
        if (status != DeliveryStatus.DELIVERED || confirmed == null) {
            return refused("repair");
        }
        if (!confirmed.at().equals(confirmedAt)) {
            return Decision.refuse(Refusal.conflict("confirmed-since"));
        }
        var change = new Change(this);
        change.confirmed = confirmed.contradicted(at);
        change.tries = 0;
        return accept(change.settle(at), at);
    }

    /** The roster says something new about the person: what stood still because of it is tried again. */
    Decision<Delivery> identityChanged(Instant now) {
        boolean becauseOfThat = obstruction != null
                && switch (obstruction.trouble()) {
                    case ROSTER_PENDING,
                            NIP_MISSING,
                            NIP_MALFORMED,
                            PERSON_NOT_FOUND,
                            PERSON_AMBIGUOUS,
                            IDENTITY_MISMATCH,
                            APPRAISER_NIP_MISSING,
                            APPRAISER_NIP_MALFORMED,
                            APPRAISER_MISMATCH -> true;
                    default -> false;
                };
        return becauseOfThat ? retry(now) : refused("identity-changed");
    }

    /** True if somebody else has had this delivery since the turn began. */
    private boolean lost(Turn turn, Instant now) {
        return turn.token() == null
                ? sending != null
                        || turn.sequence() != desired.sequence()
                        || !Objects.equals(turn.contradictedAt(), contradictedAt())
                        || !ready(now)
                : sending == null || !turn.token().equals(sending.token());
    }

    private @Nullable Instant contradictedAt() {
        return confirmed == null ? null : confirmed.contradictedAt();
    }

    /** A person's command about what is desired now. */
    private Change commanded(String outcome, String reason, Instant now) {
        var change = new Change(this);
        change.attempts.add(new Attempt(now, desired.sequence(), outcome, null, null, reason));
        change.tries = 0;
        return change;
    }

    private Change ended(Turn turn, Attempt attempt) {
        var change = new Change(this);
        change.sending = null;
        change.attempts.add(attempt);
        return change;
    }

    private static Instant later(Instant time, @Nullable Unconfirmed unconfirmed) {
        return unconfirmed == null || unconfirmed.until().isBefore(time) ? time : unconfirmed.until();
    }

    private Decision<Delivery> refused(String command) {
        return Decision.refuse(Refusal.wrongState(status, command));
    }

    /** Tells the world what it has not been told yet. */
    private Decision<Delivery> accept(Change change, Instant now) {
        var next = change.delivery();
        boolean annual = kind == DeliveryKind.ANNUAL;
        var assessmentId = annual ? next.desired.sourceId() : null;
        var sequence = annual ? next.desired.sequence() : null;
        return switch (next.status) {
            case DELIVERED -> {
                var held = Objects.requireNonNull(next.confirmed, "delivered is confirmed");
                yield status == DeliveryStatus.DELIVERED && confirmed != null && confirmed.sequence() == held.sequence()
                        ? Decision.accept(next)
                        : Decision.accept(
                                next,
                                new DeliveryConfirmed(
                                        deliveryId,
                                        kind,
                                        employeeId,
                                        next.npsn,
                                        next.periodId,
                                        assessmentId,
                                        sequence,
                                        held.at()));
            }
            case PARKED, CANCELLED -> {
                var why = Objects.requireNonNull(next.obstruction, "it stands for a reason");
                yield obstruction != null
                                && obstruction.parked()
                                && obstruction.trouble() == why.trouble()
                                && obstruction.sequence() == why.sequence()
                        ? Decision.accept(next)
                        : Decision.accept(
                                next,
                                new DeliveryParked(
                                        deliveryId,
                                        kind,
                                        employeeId,
                                        next.npsn,
                                        next.periodId,
                                        assessmentId,
                                        sequence,
                                        why.trouble(),
                                        why.trouble().role(),
                                        now));
            }
            case HELD ->
                status == DeliveryStatus.HELD && desired.sequence() == next.desired.sequence()
                        ? Decision.accept(next)
                        : Decision.accept(
                                next, new DeliveryHeld(deliveryId, kind, employeeId, next.npsn, next.periodId, now));
            case NOT_RELEASED, PENDING, SENDING, WAITING, NOT_REQUIRED -> Decision.accept(next);
        };
    }

    /** The next state while it is being made. */
    private static final class Change {

        private final Delivery before;
        private DeliveryStatus status;
        private @Nullable String npsn;
        private String periodId;
        private Desired desired;
        private @Nullable Long releasedFrom;
        private @Nullable Place place;
        private @Nullable Sending sending;
        private @Nullable Unconfirmed unconfirmed;
        private @Nullable Confirmed confirmed;
        private @Nullable Obstruction obstruction;
        private int tries;
        private @Nullable Instant dueAt;
        private final List<Attempt> attempts;

        Change(Delivery before) {
            this.before = before;
            this.status = before.status;
            this.npsn = before.npsn;
            this.periodId = before.periodId;
            this.desired = before.desired;
            this.releasedFrom = before.releasedFrom;
            this.place = before.place;
            this.sending = before.sending;
            this.unconfirmed = before.unconfirmed;
            this.confirmed = before.confirmed;
            this.obstruction = before.obstruction;
            this.tries = before.tries;
            this.dueAt = before.dueAt;
            this.attempts = new ArrayList<>(before.attempts);
        }

        boolean released() {
            return releasedFrom != null && desired.sequence() >= releasedFrom;
        }

        /** Where it stands by what is desired, on its way and confirmed, if nothing else stands in the way. */
        Change settle(Instant now) {
            if (sending != null) {
                status = DeliveryStatus.SENDING;
                dueAt = sending.deadline();
                return this;
            }
            dueAt = null;
            if (desired.route() == Route.NOT_REQUIRED) {
                status = DeliveryStatus.NOT_REQUIRED;
            } else if (obstruction != null && obstruction.trouble() == Trouble.CANCELLED) {
                status = DeliveryStatus.CANCELLED;
            } else if (place != null && place.yieldsTo() != null) {
                status = DeliveryStatus.PARKED;
                obstruct(Trouble.SECOND_RESULT_OF_YEAR, List.of(place.yieldsTo()), desired.sequence(), true, now);
            } else if (!released()) {
                status = DeliveryStatus.NOT_RELEASED;
            } else if (unconfirmed == null
                    && confirmed != null
                    && confirmed.contradictedAt() == null
                    && confirmed.values().equals(desired.values())) {
                status = DeliveryStatus.DELIVERED;
                // Decided again with the same values: there is nothing to send.
                confirmed = new Confirmed(
                        desired.sequence(), confirmed.values(), confirmed.recordId(), confirmed.at(), null);
                obstruction = null;
            } else if (desired.route() == Route.HOLD) {
                status = DeliveryStatus.HELD;
            } else {
                dueAt = later(now, unconfirmed);
                status = dueAt.isAfter(now) ? DeliveryStatus.WAITING : DeliveryStatus.PENDING;
            }
            return this;
        }

        void unsure(@Nullable Sending sent, @Nullable Instant until) {
            if (sent != null && until != null) {
                unconfirmed = new Unconfirmed(sent.sequence(), sent.values(), until);
            }
        }

        /** @return how often it was found the same since it was first so */
        int obstruct(Trouble trouble, List<String> details, long sequence, boolean park, Instant now) {
            var last = obstruction;
            if (last == null || last.trouble() != trouble || last.sequence() != sequence) {
                obstruction = new Obstruction(trouble, details, sequence, now, park, 0);
                return 0;
            }
            int rechecks = last.parked() ? last.rechecks() + 1 : 0;
            obstruction = new Obstruction(trouble, details, sequence, last.since(), park || last.parked(), rechecks);
            return rechecks;
        }

        Delivery delivery() {
            return new Delivery(
                    before.deliveryId,
                    before.kind,
                    before.lane,
                    status,
                    before.employeeId,
                    npsn,
                    periodId,
                    desired,
                    releasedFrom,
                    place,
                    sending,
                    unconfirmed,
                    confirmed,
                    obstruction,
                    tries,
                    dueAt,
                    attempts.subList(Math.max(0, attempts.size() - ATTEMPTS_KEPT), attempts.size()));
        }
    }
}
