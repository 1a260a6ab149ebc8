package id.kinerja.sync.delivery;

import id.kinerja.kit.aggregate.CommandResult;
import id.kinerja.sync.delivery.Delivery.Confirmed;
import id.kinerja.sync.delivery.Delivery.Turn;
import id.kinerja.sync.identity.Identities;
import id.kinerja.sync.identity.Identity;
import id.kinerja.sync.identity.PersonMatcher;
import id.kinerja.sync.lane.LaneSignal;
import id.kinerja.sync.lane.LaneWork;
import id.kinerja.sync.registry.Cause;
import id.kinerja.sync.registry.Diagnosis;
import id.kinerja.sync.registry.Lookup;
import id.kinerja.sync.registry.Obstacle;
import id.kinerja.sync.registry.PeriodicRegistry;
import id.kinerja.sync.registry.PeriodicResult;
import id.kinerja.sync.registry.RegisteredPeriodicResult;
import id.kinerja.sync.registry.RegistryPerson;
import id.kinerja.sync.registry.RegistryRecordId;
import id.kinerja.sync.registry.SubmissionOutcome;
import id.kinerja.sync.remedy.Trouble;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Puts a monthly or quarterly result at BKN. BKN does not replace such results and does not tell for which months one
 * stands, so a record is recognised by its key alone: whatever stands there under a key that none of this person's
 * deliveries knows may be anybody's, and a save that was not answered may be among it. Before every save, therefore,
 * BKN's list is read; nothing is saved beside a record that cannot be told, and that is left to a person.
 */
final class PeriodicSender implements Sender {

    private final PeriodicRegistry registry;
    private final BothPeople people;
    private final Deliveries deliveries;
    private final Outcomes outcomes;
    private final SendLease lease;
    private final Clock clock;

    PeriodicSender(
            PeriodicRegistry registry,
            PersonMatcher matcher,
            Identities identities,
            Deliveries deliveries,
            Outcomes outcomes,
            SendLease lease,
            Clock clock) {
        this.registry = registry;
        this.people = new BothPeople(matcher, identities, outcomes);
        this.deliveries = deliveries;
        this.outcomes = outcomes;
        this.lease = lease;
        this.clock = clock;
    }

    @Override
    public LaneSignal attempt(Delivery delivery, LaneWork.Gate gate) {
        var turn = Turn.unclaimed(delivery);
        var values = delivery.desired().values().requirePeriodic();
        return people.matched(
                delivery,
                turn,
                values.appraiserId(),
                (employee, person, named) ->
                        compare(delivery, turn, person, values.result(person.id(), named, post(employee)), gate));
    }

    private static @Nullable String post(Identity employee) {
        var there = employee.asAppraiser();
        return there != null && there.post() != null ? there.post() : employee.position();
    }

    private LaneSignal compare(
            Delivery delivery, Turn turn, RegistryPerson person, PeriodicResult wanted, LaneWork.Gate gate) {
        if (!gate.open()) {
            return LaneSignal.goOn();
        }
        var values = delivery.desired().values().requirePeriodic();
        return switch (registry.listPeriodic(person, values.year(), values.kind())) {
            case Lookup.Found<List<RegisteredPeriodicResult>>(var rows) -> judge(delivery, turn, rows, wanted, gate);
            case Lookup.Absent<List<RegisteredPeriodicResult>> _ -> judge(delivery, turn, List.of(), wanted, gate);
            case Lookup.Ambiguous<List<RegisteredPeriodicResult>> _ ->
                outcomes.parked(delivery, turn, Trouble.SEVERAL_RECORDS, List.of());
            case Lookup.Failed<List<RegisteredPeriodicResult>>(var obstacle) ->
                outcomes.obstructed(
                        delivery,
                        turn,
                        obstacle,
                        delivery.employeeId(),
                        other -> registry.listPeriodic(other, values.year(), values.kind()));
        };
    }

    /**
     * What the person's other deliveries hold. Looked at after BKN's list: a record in that list is known to the delivery
     * that wrote it by now, or that delivery is still at it.
     *
     * @param records keys that they know
     * @param sending whether one of them is being saved
     * @param unsure whether a save of one of them may have arrived
     */
    private record Siblings(Set<String> records, boolean sending, boolean unsure) {}

    private Siblings siblings(Delivery delivery) {
        var others = new ArrayList<Delivery>();
        deliveries.concerning(delivery.employeeId(), other -> {
            if (other.kind() == DeliveryKind.PERIODIC && !other.deliveryId().equals(delivery.deliveryId())) {
                others.add(other);
            }
        });
        Set<String> records = new HashSet<>();
        for (var other : others) {
            var confirmed = other.confirmed();
            var record = confirmed == null ? null : confirmed.recordId();
            if (record != null) {
                records.add(record);
            }
        }
        return new Siblings(
                records,
                others.stream().anyMatch(other -> other.sending() != null),
                others.stream().anyMatch(other -> other.unconfirmed() != null));
    }

    private LaneSignal judge(
            Delivery delivery,
            Turn turn,
            List<RegisteredPeriodicResult> rows,
            PeriodicResult wanted,
            LaneWork.Gate gate) {
        var siblings = siblings(delivery);
        var confirmed = delivery.confirmed();
        var key = confirmed == null ? null : confirmed.recordId();
        var ours = rows.stream()
                .filter(row -> row.id().value().equals(key))
                .findFirst()
                .orElse(null);
        var unknown = rows.stream()
                .filter(row ->
                        row != ours && !siblings.records().contains(row.id().value()))
                .toList();
        if (ours != null && (unknown.isEmpty() || delivery.unconfirmed() == null)) {
            return ours.agreesWith(wanted)
                    ? outcomes.confirmed(delivery, turn, ours.id(), AnnualSender.FOUND_EQUAL)
                    : save(delivery, wanted, ours.id(), confirmed, gate);
        }
        if (unknown.isEmpty()) {
            return save(delivery, wanted, null, confirmed == null ? null : contradicted(confirmed), gate);
        }
        if (siblings.sending()) {
            // It may be what that one is saving; soon it is known.
            return outcomes.postponed(delivery, turn, Trouble.OUTCOME_UNKNOWN);
        }
        var arrived = ours == null && !siblings.unsure() && unknown.size() == 1
                ? arrived(delivery, unknown.getFirst(), wanted)
                : null;
        if (arrived == null) {
            return outcomes.parked(delivery, turn, Trouble.FOREIGN_RECORD, List.of());
        }
        var id = unknown.getFirst().id();
        return arrived.values().equals(delivery.desired().values())
                ? outcomes.confirmed(delivery, turn, id, AnnualSender.FOUND_EQUAL)
                : save(delivery, wanted, id, arrived, gate);
    }

    /** The save of which we never learned, if it can only be this record. */
    private @Nullable Confirmed arrived(Delivery delivery, RegisteredPeriodicResult row, PeriodicResult wanted) {
        var unconfirmed = delivery.unconfirmed();
        if (unconfirmed == null) {
            return null;
        }
        var sent = unconfirmed.values().requirePeriodic();
        var appraiser = people.appraiserInRoster(sent.appraiserId()).orElse(null);
        return appraiser != null && row.agreesWith(sent.result(wanted.person(), appraiser, wanted.post()))
                ? new Confirmed(
                        unconfirmed.sequence(), unconfirmed.values(), row.id().value(), clock.instant(), null)
                : null;
    }

    private Confirmed contradicted(Confirmed confirmed) {
        return confirmed.contradictedAt() != null ? confirmed : confirmed.contradicted(clock.instant());
    }

    private LaneSignal save(
            Delivery delivery,
            PeriodicResult wanted,
            @Nullable RegistryRecordId known,
            @Nullable Confirmed held,
            LaneWork.Gate gate) {
        if (!gate.open()) {
            return LaneSignal.goOn();
        }
        var now = clock.instant();
        var token = UUID.randomUUID().toString();
        var turn = Turn.claimed(delivery.desired().sequence(), token);
        var claimed =
                deliveries.change(delivery.deliveryId(), current -> current.claim(delivery, token, lease, held, now));
        if (!(claimed instanceof CommandResult.Changed)) {
            return LaneSignal.goOn();
        }
        if (!lease.mayStart(now, clock.instant())) {
            outcomes.giveBack(delivery, turn);
            return LaneSignal.goOn();
        }
        return switch (registry.putPeriodic(wanted, known)) {
            case SubmissionOutcome.Accepted(var recordId, var words) -> {
                var id = recordId == null ? known : recordId;
                // Without its key it could not be recognised any more: it is looked for in the list.
                yield id == null
                        ? outcomes.obstructed(delivery, turn, withoutKey())
                        : outcomes.confirmed(delivery, turn, id, AnnualSender.SAVED);
            }
            case Obstacle obstacle -> outcomes.obstructed(delivery, turn, obstacle);
        };
    }

    private static Obstacle withoutKey() {
        return new Obstacle.Deferred(
                Cause.BAD_BODY,
                null,
                id.kinerja.sync.registry.Delivery.UNKNOWN,
                Diagnosis.local("accepted-without-id", ""));
    }
}
