package id.kinerja.sync.delivery;

import id.kinerja.kit.aggregate.CommandResult;
import id.kinerja.sync.delivery.Delivery.Confirmed;
import id.kinerja.sync.delivery.Delivery.Turn;
import id.kinerja.sync.identity.Identities;
import id.kinerja.sync.identity.PersonMatcher;
import id.kinerja.sync.lane.LaneSignal;
import id.kinerja.sync.lane.LaneWork;
import id.kinerja.sync.registry.AnnualResult;
import id.kinerja.sync.registry.Lookup;
import id.kinerja.sync.registry.NationalPerformanceRegistry;
import id.kinerja.sync.registry.Obstacle;
import id.kinerja.sync.registry.RegisteredResult;
import id.kinerja.sync.registry.RegistryPerson;
import id.kinerja.sync.registry.RegistryPersonId;
import id.kinerja.sync.registry.RegistryRecordId;
import id.kinerja.sync.registry.SubmissionOutcome;
import id.kinerja.sync.remedy.Trouble;
import java.time.Clock;
import java.time.Duration;
import java.time.Year;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Puts an annual result at BKN: makes sure of the person, reads what is there for the year, and only then saves. Nothing
 * is saved that is there already; nothing is replaced that we did not write.
 */
final class AnnualSender implements Sender {

    static final String SAVED = "SAVED";
    static final String FOUND_EQUAL = "FOUND_EQUAL";

    private final NationalPerformanceRegistry registry;
    private final BothPeople people;
    private final Identities identities;
    private final Deliveries deliveries;
    private final Outcomes outcomes;
    private final SendLease lease;
    private final Duration firstReadValid;
    private final Clock clock;

    /** @param firstReadValid how long it is believed that there is no record yet, once that was seen */
    AnnualSender(
            NationalPerformanceRegistry registry,
            PersonMatcher matcher,
            Identities identities,
            Deliveries deliveries,
            Outcomes outcomes,
            SendLease lease,
            Duration firstReadValid,
            Clock clock) {
        this.registry = registry;
        this.people = new BothPeople(matcher, identities, outcomes);
        this.identities = identities;
        this.deliveries = deliveries;
        this.outcomes = outcomes;
        this.lease = lease;
        this.firstReadValid = firstReadValid;
        this.clock = clock;
    }

    @Override
    public LaneSignal attempt(Delivery delivery, LaneWork.Gate gate) {
        var turn = Turn.unclaimed(delivery);
        var values = delivery.desired().values().requireAnnual();
        return people.matched(
                delivery,
                turn,
                values.appraiserId(),
                (employee, person, named) -> compare(delivery, turn, person, values.result(person.id(), named), gate));
    }

    private LaneSignal compare(
            Delivery delivery, Turn turn, RegistryPerson person, AnnualResult wanted, LaneWork.Gate gate) {
        if (!gate.open()) {
            return LaneSignal.goOn();
        }
        if (seenWithoutRecord(delivery, wanted.year())) {
            return save(delivery, wanted, null, null, gate);
        }
        return switch (registry.findAnnual(person, wanted.year())) {
            case Lookup.Absent<RegisteredResult> _ ->
                save(delivery, wanted, null, contradicted(delivery.confirmed()), gate);
            case Lookup.Found<RegisteredResult>(var there) -> {
                var differences = there.differencesFrom(wanted);
                if (differences.isEmpty()) {
                    yield outcomes.confirmed(delivery, turn, there.id(), FOUND_EQUAL);
                }
                var ours = ours(delivery, there, wanted.person());
                yield ours == null
                        ? outcomes.parked(
                                delivery,
                                turn,
                                drifted(delivery, there, wanted.person())
                                        ? Trouble.VALUES_DRIFTED
                                        : Trouble.FOREIGN_RECORD,
                                differences.stream().map(Enum::name).toList())
                        : save(delivery, wanted, there.id(), ours, gate);
            }
            case Lookup.Ambiguous<RegisteredResult> _ ->
                outcomes.parked(delivery, turn, Trouble.SEVERAL_RECORDS, List.of());
            case Lookup.Failed<RegisteredResult>(var obstacle) ->
                outcomes.obstructed(
                        delivery,
                        turn,
                        obstacle,
                        delivery.employeeId(),
                        other -> registry.findAnnual(other, wanted.year()));
        };
    }

    private boolean seenWithoutRecord(Delivery delivery, Year year) {
        var seen = identities
                .find(delivery.employeeId())
                .map(identity -> identity.noRecordSeen().get(year.getValue()));
        return delivery.confirmed() == null
                && delivery.unconfirmed() == null
                && seen.isPresent()
                && clock.instant().isBefore(seen.get().plus(firstReadValid));
    }

    /** What of ours the record is: one we saved, or one whose saving we never learned of. Null if it is not ours. */
    private @Nullable Confirmed ours(Delivery delivery, RegisteredResult there, RegistryPersonId person) {
        var unconfirmed = delivery.unconfirmed();
        if (unconfirmed != null && holds(there, unconfirmed.values(), person)) {
            return new Confirmed(
                    unconfirmed.sequence(), unconfirmed.values(), there.id().value(), clock.instant(), null);
        }
        var confirmed = delivery.confirmed();
        if (confirmed == null) {
            return null;
        }
        if (holds(there, confirmed.values(), person)) {
            return new Confirmed(
                    confirmed.sequence(), confirmed.values(), there.id().value(), confirmed.at(), null);
        }
        // Ours by its key, but somebody has changed it.
        return there.id().value().equals(confirmed.recordId()) ? contradicted(confirmed) : null;
    }

    /** What we once confirmed does not hold any more. */
    private @Nullable Confirmed contradicted(@Nullable Confirmed confirmed) {
        return confirmed == null || confirmed.contradictedAt() != null
                ? confirmed
                : confirmed.contradicted(clock.instant());
    }

    /** Whether it is what we last sent, ratings and appraiser, but with a predicate that BKN has given it. */
    private boolean drifted(Delivery delivery, RegisteredResult there, RegistryPersonId person) {
        var unconfirmed = delivery.unconfirmed();
        return unconfirmed != null
                && Set.of(RegisteredResult.Field.PREDICATE).equals(differences(there, unconfirmed.values(), person));
    }

    private boolean holds(RegisteredResult there, Values values, RegistryPersonId person) {
        return Set.of().equals(differences(there, values, person));
    }

    /** Null if the roster does not tell who gave the result. */
    private @Nullable Set<RegisteredResult.Field> differences(
            RegisteredResult there, Values values, RegistryPersonId person) {
        var annual = values.requireAnnual();
        return people.appraiserInRoster(annual.appraiserId())
                .map(appraiser -> there.differencesFrom(annual.result(person, appraiser)))
                .orElse(null);
    }

    private LaneSignal save(
            Delivery delivery,
            AnnualResult wanted,
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
        return switch (registry.putAnnual(wanted, known)) {
            case SubmissionOutcome.Accepted(var recordId, var words) ->
                outcomes.confirmed(delivery, turn, recordId, SAVED);
            case Obstacle obstacle -> outcomes.obstructed(delivery, turn, obstacle);
        };
    }
}
